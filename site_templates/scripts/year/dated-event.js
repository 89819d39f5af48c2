/* Events of a calendar file: the page has them as the build wrote them, on some other day and without line breaks. */

var DatedEvent = (() => {
  /** The longest line that all calendar programs read, in bytes. */
  const LINE = 75;

  /** @param {string} day */
  const compact = (day) => day.replace(/-/g, "");
  /** @param {string} day */
  const next = (day) => new Date(Date.parse(day) + 86400000).toISOString().slice(0, 10);

  /** `text` with `values` in the place of `marks`. */
  /** @param {string} text @param {string[]} marks @param {string[]} values */
  const filled = (text, marks, values) =>
    marks.reduce((found, mark, place) => found.split(mark).join(values[place]), text);

  /**
   * `pattern` are the days that the event is written with: some day, the next, and the last of a series; `day` and
   * `last` are ISO dates.
   */
  /** @param {string} event @param {string[]} pattern @param {string} day @param {string} [last] */
  function on(event, pattern, day, last = day) {
    return filled(event, pattern, [day, next(day), last].map(compact));
  }

  /** A line in pieces that are not too long, cut between characters. */
  /** @param {string} line */
  function folded(line) {
    let size = 0;
    return Array.from(line, (letter) => {
      const { length } = new TextEncoder().encode(letter);
      // with the blank before what goes on, none is longer
      const isFull = size + length >= LINE;
      size = isFull ? length : size + length;
      return (isFull ? "\r\n " : "") + letter;
    }).join("");
  }

  /** The file of events; `marks` stand in them for `values`: whose they are. "" where there are none. */
  /** @param {{head: string, foot: string}} calendar @param {string[]} events */
  function file({ head, foot }, events, marks = /** @type {string[]} */ ([]), values = /** @type {string[]} */ ([])) {
    if (events.length === 0) return "";
    return head + filled(events.join(""), marks, values).split("\r\n").map(folded).join("\r\n") + foot;
  }

  return { on, file };
})();
