/* An event of a calendar file, put on a day: the page has it as the build wrote it, on some other day. */

var DatedEvent = (() => {
  /** @param {string} day */
  const compact = (day) => day.replace(/-/g, "");
  /** @param {string} day */
  const next = (day) => new Date(Date.parse(day) + 86400000).toISOString().slice(0, 10);

  /** `pattern` are the days that the event is written with, some day and the next; `day` is an ISO date. */
  /** @param {string} event @param {string[]} pattern @param {string} day */
  function on(event, pattern, day) {
    return event
      .split(pattern[0])
      .join(compact(day))
      .split(pattern[1])
      .join(compact(next(day)));
  }

  return { on };
})();
