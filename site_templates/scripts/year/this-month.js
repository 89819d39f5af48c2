/* 本月要做: what has a day, and which duties of the plan fall into the current month. Only the day comes from the clock. */

var ThisMonth = (() => {
  const { element } = Dom;
  /** Under which heading a duty stands, by its period. */
  /** @type {Values<string>} */
  const HEADINGS = { month: "每月", quarter: "本季" };
  const DATED = "有日子的";
  const REST = "今年";
  /** What may be done at any time of the year, until its last month. */
  const ANY_TIME = "今年内择日";
  /** Days that are more than a year off: they stand last, folded. */
  const FAR = "一年以后的日子";
  const FOLDED = [ANY_TIME, FAR];

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

  /** Whether a period of the plan is the whole year and does not end in the month of `today`. */
  /** @param {string[]} period @param {string} today */
  function isAnyTime([first, last], today) {
    return first.slice(5) === "01-01" && last.slice(5) === "12-31" && today.slice(5, 7) !== "12";
  }

  /** 2027-03-31 → 3 月 31 日 */
  /** @param {string} day */
  function dayWords(day) {
    return Number(day.slice(5, 7)) + " 月 " + Number(day.slice(8)) + " 日";
  }

  /** @param {string} day @param {string} today */
  const daysTo = (day, today) => (Date.parse(day) - Date.parse(today)) / 86400000;

  /** How far off a day is: a day that has passed says so. */
  /** @param {string} day @param {string} today */
  function awayWords(day, today) {
    const days = daysTo(day, today);
    if (days === 0) return "就是今天";
    return days < 0 ? "已过 " + -days + " 天" : "还有 " + days + " 天";
  }

  /** What is to be done in the month of `today`, under its headings; those without anything are left out. */
  /** @param {YearPlan} plan @param {string} today @returns {{title: string, lines: MonthLine[]}[]} */
  function groupsOf(plan, today) {
    /** @type {Values<MonthLine[]>} */
    const found = { [DATED]: [], [HEADINGS.month]: [], [HEADINGS.quarter]: [], [REST]: [], [ANY_TIME]: [], [FAR]: [] };
    for (const { id, title, summary, href, day, byOthers, paper } of plan.deadlines) {
      const when = day.slice(0, 4) + " 年 " + dayWords(day) + "，" + awayWords(day, today);
      const heading = day > Day.monthsLater(today, 12) ? FAR : DATED;
      found[heading].push({ id, tick: byOthers ? "" : id, title, summary, href, when, last: day, paper });
    }
    for (const duty of plan.duties) {
      const { id, title, summary, href } = duty;
      for (const period of duty.periods.filter((one) => covers(one, plan, today))) {
        const [first, last] = period.slice(0, 2).map((day) => inYear(day, plan, duty, today));
        const isDay = period[0] === period[1];
        const when = last && (first === last ? dayWords(last) + "，" + awayWords(last, today) : "到 " + dayWords(last));
        const rest = isAnyTime(period, today) ? ANY_TIME : REST;
        const heading = isDay && last ? DATED : HEADINGS[duty.per] || rest;
        found[heading].push({ id, tick: id + "." + period[2], title, summary, href, when, last });
      }
    }
    const titles = Object.keys(found).filter((title) => found[title].length > 0);
    // what is overdue comes first, and last what others should have done
    /** @param {MonthLine} line */
    const rank = ({ tick, last }) => (!tick && last < today ? "1" : "0") + last;
    for (const title of titles) found[title].sort((a, b) => (rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b))));
    return titles.map((title) => ({ title, lines: found[title] }));
  }

  /** @param {YearPlan} plan @param {string} today */
  function shown(plan, today) {
    return groupsOf(plan, today).map(({ title, lines }) => {
      const isFolded = FOLDED.includes(title);
      const group = isFolded ? element("details", "fold") : element("section");
      const head = isFolded ? element("summary", "", title + "（" + lines.length + " 件）") : element("h3", "", title);
      const list = element("ul");
      for (const { id, tick, title, summary, href, when, paper } of lines) {
        const line = element("li");
        // the same on every page and in the calendar; what is ticked is the duty in one of its periods
        line.dataset.duty = id;
        if (tick) line.dataset.tick = tick;
        /** @type {any} */
        const link = element(href ? "a" : "b", "", title);
        if (href) link.href = href;
        line.append(link, "：" + summary);
        if (paper) {
          const filled = element("a", "", paper.text);
          filled.href = paper.href;
          line.append("；", filled);
        }
        if (when) line.append(element("span", "when", when));
        list.append(line);
      }
      group.append(head, list);
      return group;
    });
  }

  /** @param {string} today */
  const heading = (today) => "本月要做（" + today.slice(0, 4) + " 年 " + Number(today.slice(5, 7)) + " 月）";

  class Month extends HTMLElement {
    connectedCallback() {
      const { root } = this.dataset;
      if (root === undefined || this.isShown || typeof YEAR_PLAN === "undefined") return;
      const duties = YEAR_PLAN.duties.map((duty) => Object.assign({}, duty, { href: root + duty.href }));
      this.show({ year: YEAR_PLAN.year, duties, deadlines: this.days() });
    }

    /** The days of the branch's own, as its page says them without a script. */
    days() {
      return Array.from(this.querySelectorAll("li"), (line) => {
        const link = line.querySelector("a");
        return {
          id: line.dataset.duty,
          title: link.textContent,
          summary: line.querySelector("span").textContent,
          href: link.getAttribute("href"),
          day: line.querySelector("time").textContent,
          byOthers: "byOthers" in line.dataset,
        };
      });
    }

    /** @param {YearPlan} plan */
    show(plan) {
      this.isShown = true;
      this.plan = plan;
      const today = Day.today();
      this.textContent = "";
      this.append(element("h2", "", heading(today)), ...shown(plan, today));
    }
  }

  if (!customElements.get("this-month")) customElements.define("this-month", Month);

  /**
   * The latest record of an earlier year in which a day of this term was ticked already; the same day of the term
   * before lies years back.
   */
  /** @param {CheckRecord[]} records @param {YearPlan} plan @param {string} tick @param {string} year */
  function tickedBefore(records, { deadlines }, tick, year) {
    const step = deadlines.find(({ id }) => id === tick);
    if (!step) return undefined;
    const first = String(Number(step.day.slice(0, 4)) - 1);
    const earlier = records.filter(({ round }) => first <= round && round < year);
    return earlier.filter((record) => SelfCheckRecord.answerOf(record, tick).status !== "").pop();
  }

  return { FOLDED, dayWords, groupsOf, heading, tickedBefore };
})();
