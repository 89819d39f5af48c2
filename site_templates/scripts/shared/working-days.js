/* Working days: Monday to Friday, but for the days off and the days worked for them that are known. */

var WorkingDays = (() => {
  const DAY = 86400000;

  /** The `count`-th working day after `day`, which itself is not counted. */
  /** @param {string} day @param {number} count @param {WorkCalendar} work */
  function later(day, count, work) {
    let time = Date.parse(day);
    let left = count;
    while (left > 0) {
      time += DAY;
      const weekday = new Date(time).getUTCDay();
      const on = new Date(time).toISOString().slice(0, 10);
      if (work.worked.includes(on) || (weekday > 0 && weekday < 6 && !work.off.includes(on))) left -= 1;
    }
    return new Date(time).toISOString().slice(0, 10);
  }

  /** The years from one day to another of which the days off are not known. */
  /** @param {string} first @param {string} last @param {WorkCalendar} work */
  function unknownYears(first, last, { years }) {
    const found = [];
    for (let year = +first.slice(0, 4); year <= +last.slice(0, 4); year += 1) {
      if (!years.includes(year)) found.push(year);
    }
    return found;
  }

  return { later, unknownYears };
})();
