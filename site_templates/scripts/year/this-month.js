/* 本月要做: which duties of the plan in the page fall into the current month. Only the day comes from the clock. */

(() => {
  const { element } = Dom;

  /** Whether `today` lies in the planned year. Outside it the same month is shown, without days. */
  /** @param {YearPlan} plan @param {string} today */
  function isPlanned(plan, today) {
    return today.slice(0, 4) === String(plan.year);
  }

  /** The duties of the month of `today`, those due soonest first, each with its last day ("" outside the year). */
  /** @param {YearPlan} plan @param {string} today */
  function dutiesOf(plan, today) {
    const month = plan.year + today.slice(4, 7);
    const found = [];
    for (const duty of plan.duties) {
      for (const [first, last] of duty.periods) {
        if (first.slice(0, 7) <= month && month <= last.slice(0, 7)) found.push({ duty, first, last });
      }
    }
    found.sort((a, b) => (a.last < b.last ? -1 : Number(a.last > b.last)));
    return found.map(({ duty, first, last }) => ({
      title: duty.title,
      summary: duty.summary,
      href: duty.href,
      until: isPlanned(plan, today) ? (first === last ? "" : "到 ") + dayWords(last) : "",
    }));
  }

  /** 2027-03-31 → 3 月 31 日 */
  /** @param {string} day */
  function dayWords(day) {
    return Number(day.slice(5, 7)) + " 月 " + Number(day.slice(8)) + " 日";
  }

  class ThisMonth extends HTMLElement {
    connectedCallback() {
      const plan = JSON.parse(this.querySelector("script").textContent);
      const today = Day.today();
      const list = element("ul");
      for (const { title, summary, href, until } of dutiesOf(plan, today)) {
        const line = element("li");
        const link = element("a", "", title);
        link.href = href;
        line.append(link, "：" + summary + (until ? "（" + until + "）" : ""));
        list.append(line);
      }
      this.append(element("h2", "", "本月要做（" + Number(today.slice(5, 7)) + " 月）"));
      if (!isPlanned(plan, today)) {
        this.append(element("p", "", "计划排的是 " + plan.year + " 年；下面按同一个月份列出，具体日子看当年的计划。"));
      }
      this.append(list);
      if (plan.note) this.append(element("p", "", plan.note));
    }
  }

  if (!customElements.get("this-month")) customElements.define("this-month", ThisMonth);
})();
