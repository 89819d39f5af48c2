/* A typed day as the scripts read it, and what is wrong with it: every field for a day goes by this. */

var TypedDay = (() => {
  /** Years after which a day is more likely a slip than meant: our own number. */
  const LONG = 20;
  /** As people write days: 2026年3月5日, 2026/3/5, 20260305; full-width figures too. */
  const WRITTEN = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))$/;

  /** A typed day as an ISO date: a browser without a field for days has a field for text. What is none, as it is. */
  /** @param {string} typed */
  function plain(typed) {
    const half = typed.replace(/[！-～]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replace(/\s/g, "");
    const [, year, month, date, twoOfMonth, twoOfDate] = WRITTEN.exec(half) || [];
    return year
      ? [year, ...[month || twoOfMonth, date || twoOfDate].map((one) => one.padStart(2, "0"))].join("-")
      : half;
  }

  /** Whether a text is a day. */
  /** @param {any} text */
  function isOne(text) {
    if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
    const time = Date.parse(text);
    return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
  }

  /**
   * What stands in a field for a day, and the name of the sentence that says why it is of no use ("" if it is). A field
   * that is not filled in whole reads as "".
   */
  /** @param {DayControl} control @param {Pick<DaySetup, "firstYear" | "lastYear">} years */
  function read({ value, validity }, { firstYear, lastYear }) {
    const day = plain(value);
    if (validity.badInput || (day !== "" && !isOne(day))) return { day: "", problem: "no_day" };
    const year = Number(day.slice(0, 4));
    const isOut = day !== "" && (year < firstYear || year > lastYear);
    return isOut ? { day: "", problem: "out_of_years" } : { day, problem: "" };
  }

  /** The name of the sentence about a day that can hardly be meant: it is to come, or lies long ago. */
  /** @param {string} day @param {string} earliest @param {string} latest either may be "": there is none then */
  function odd(day, earliest, latest) {
    if (day && latest && day > latest) return "to_come";
    return day && day < earliest ? "long_ago" : "";
  }

  /**
   * What stands in a field for a day, in words: the day, or why it is of no use; and what can hardly be meant.
   * @param {DayControl} control @param {DaySetup} setup
   * @param {{label: string, earliest?: string, latest?: string}} about `latest` is "" where it may be to come
   */
  function look(control, setup, { label, earliest = Day.monthsLater(Day.today(), -12 * LONG), latest = Day.today() }) {
    const { day, problem } = read(control, setup);
    /** @type {Values<any>} */
    const values = { label, min: setup.firstYear, max: setup.lastYear, years: LONG };
    /** @param {string} name */
    const say = (name) => (name && setup.sentences[name]).replace(/\{(\w+)\}/g, (_, part) => String(values[part]));
    return { day, problem: say(problem), remark: say(odd(day, earliest, latest)) };
  }

  return { plain, isOne, read, odd, look };
})();
