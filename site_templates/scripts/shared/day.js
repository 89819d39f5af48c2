/* Days as ISO dates. */

var Day = (() => {
  /** The day of a time, in the reader's own time zone. */
  /** @param {Date} time */
  const of = (time) => new Date(time.getTime() - time.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  const today = () => of(new Date());

  /** The same day `months` calendar months later (earlier if negative), or that month's last day. */
  /** @param {string} day @param {number} months */
  function monthsLater(day, months) {
    const [year, month, date] = day.split("-").map(Number);
    const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
  }

  return { of, today, monthsLater };
})();
