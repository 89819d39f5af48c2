/* 本月要做: what has a day, and which duties of the plan fall into the current month. Only the day comes from the clock. */

var ThisMonth = (() => {
  const { element } = Dom;
  /** Under which heading a duty stands, by its period. */
  /** @type {Values<string>} */
  const HEADINGS = { month: "每月", quarter: "本季" };
  const DATED = "有日子的";
  const REST = "今年";

  /**
   * A day of the plan in the year of `today`: the plan is made for one year, and its months are those of every year.
   * What the university has fixed for the planned year is no day of another: "".
   */
  /** @param {string} day @param {YearPlan} plan @param {PlannedDuty} duty @param {string} today */
  function inYear(day, plan, duty, today) {
    const year = today.slice(0, 4);
    if (day.slice(0, 4) === year) return day;
    if (duty.fixed) return "";
    const later = Day.monthsLater(day, 12 * (Number(year) - plan.year));
    // the last day of February is another one in a leap year
    const isLast = Day.monthsLater(day.slice(0, 8) + "31", 0) === day;
    return isLast ? Day.monthsLater(later.slice(0, 8) + "31", 0) : later;
  }

  /** Whether `today` lies in a period of the plan, by their months; a period may reach into the next year. */
  /** @param {string[]} period @param {YearPlan} plan @param {string} today */
  function covers([first, last], plan, today) {
    const month = plan.year + today.slice(4, 7);
    return first.slice(0, 7) <= month && month <= last.slice(0, 7);
  }

  /** 2027-03-31 → 3 月 31 日 */
  /** @param {string} day */
  function dayWords(day) {
    return Number(day.slice(5, 7)) + " 月 " + Number(day.slice(8)) + " 日";
  }

  /** How far off a day is: a day that has passed says so. */
  /** @param {string} day @param {string} today */
  function awayWords(day, today) {
    const days = (Date.parse(day) - Date.parse(today)) / 86400000;
    if (days === 0) return "就是今天";
    return days < 0 ? "已过 " + -days + " 天" : "还有 " + days + " 天";
  }

  /** What is to be done in the month of `today`, under its headings; those without anything are left out. */
  /** @param {YearPlan} plan @param {string} today @returns {{title: string, lines: MonthLine[]}[]} */
  function groupsOf(plan, today) {
    /** @type {Values<MonthLine[]>} */
    const found = { [DATED]: [], [HEADINGS.month]: [], [HEADINGS.quarter]: [], [REST]: [] };
    for (const { id, title, summary, href, day } of plan.deadlines) {
      const when = day.slice(0, 4) + " 年 " + dayWords(day) + "，" + awayWords(day, today);
      found[DATED].push({ id, title, summary, href, when, last: day });
    }
    for (const duty of plan.duties) {
      const { id, title, summary, href } = duty;
      for (const period of duty.periods.filter((one) => covers(one, plan, today))) {
        const [first, last] = period.map((day) => inYear(day, plan, duty, today));
        const isDay = period[0] === period[1];
        const when = last && (first === last ? dayWords(last) + "，" + awayWords(last, today) : "到 " + dayWords(last));
        const heading = isDay && last ? DATED : HEADINGS[duty.per] || REST;
        found[heading].push({ id, title, summary, href, when, last });
      }
    }
    const titles = Object.keys(found).filter((title) => found[title].length > 0);
    for (const title of titles) found[title].sort((a, b) => (a.last < b.last ? -1 : Number(a.last > b.last)));
    return titles.map((title) => ({ title, lines: found[title] }));
  }

  /** @param {YearPlan} plan @param {string} today */
  function shown(plan, today) {
    return groupsOf(plan, today).map(({ title, lines }) => {
      const group = element("section");
      const list = element("ul");
      for (const { id, title, summary, href, when } of lines) {
        const line = element("li");
        // what is done is ticked by it one day: the same on every page and in the calendar
        line.dataset.duty = id;
        const link = element("a", "", title);
        link.href = href;
        line.append(link, "：" + summary);
        if (when) line.append(element("span", "when", when));
        list.append(line);
      }
      group.append(element("h3", "", title), list);
      return group;
    });
  }

  /** @param {string} today */
  const heading = (today) => "本月要做（" + today.slice(0, 4) + " 年 " + Number(today.slice(5, 7)) + " 月）";

  class Month extends HTMLElement {
    connectedCallback() {
      const script = this.querySelector("script");
      if (!script) return;
      this.show(JSON.parse(script.textContent));
    }

    /** @param {YearPlan} plan */
    show(plan) {
      const today = Day.today();
      this.textContent = "";
      this.append(element("h2", "", heading(today)), ...shown(plan, today));
      if (plan.note) this.append(element("p", "note", plan.note));
    }
  }

  if (!customElements.get("this-month")) customElements.define("this-month", Month);

  return { groupsOf, heading };
})();
