/* What a branch has noted for a day, as a calendar file: duties that were done and what it has added itself. */

var YearCalendar = (() => {
  const { emptyAnswer, own } = SelfCheckAnswer;
  const OWN = "own.";
  /** Days of the term are no duties of a year: the year is no part of their ids. */
  const TERM = "term";

  /** Text as a calendar file has it. */
  /** @param {string} text */
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

  /**
   * The file, or "" where nothing has a day.
   * @param {CheckRecord} record @param {Standard} standard
   * @param {{head: string, foot: string, event: string, pattern: string[]}} template
   */
  function file({ items, branch, round }, standard, template) {
    const events = Object.keys(standard.items).flatMap((id) => {
      const answer = own(items, id) || emptyAnswer();
      if (answer.done_on === "") return [];
      const { area, title } = standard.items[id];
      const isOwn = id.startsWith(OWN);
      const about = [standard.answers[answer.status], isOwn ? "" : answer.note, ...answer.evidence].filter(Boolean);
      /** @type {Values<string>} */
      const values = {
        thing: area === TERM ? id : id + "." + round,
        owner: branch.id,
        title: escaped((isOwn && answer.note) || title),
        about: escaped(about.join("\n")),
        sequence: String(Object.values(answer.v).reduce((sum, count) => sum + count, 0)),
      };
      const event = DatedEvent.on(template.event, template.pattern, answer.done_on);
      return [event.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name])];
    });
    return DatedEvent.file(template, events);
  }

  return { file };
})();
