/* The calendar file of the year of one branch, as hooks/standards_site/outputs/year/calendar_file.py makes it: what is
   left of the current year, and the planned one. */

var MyBranchCalendar = (() => {
  /** The day from which a duty is in it; what the university has dated is dated for the planned year only. */
  /** @param {Plan} plan @param {number} year @param {string} today */
  function firstDay({ fixed, periods }, year, today) {
    const now = today.slice(0, 4);
    if (fixed || now >= String(year)) return periods[0][0];
    const left = periods.find(([, last]) => Day.monthsLater(now + last.slice(4, 8) + "31", 0) >= today);
    return left ? now + left[0].slice(4) : periods[0][0];
  }

  /** The events were written beforehand, one text for each duty that can be. */
  /**
   * @param {Rules} rules @param {BranchCalendar} texts @param {StandardOfKind} standard @param {BranchAnswer} answer
   * @param {string} owner whose year it is
   */
  function file(rules, texts, standard, answer, owner) {
    const { calendar, pattern } = texts;
    const lastYear = Math.max(rules.year, Number(rules.today.slice(0, 4)));
    const events = answer.duties.map((duty) => {
      const plan = MyBranch.planOf(standard, duty.frequency);
      const event = texts.events[plan.events[plan.carriers.indexOf(duty.carrier)]];
      return DatedEvent.on(event, pattern, firstDay(plan, rules.year, rules.today), lastYear + "-12-31");
    });
    const { steps } = rules.terms[standard.term];
    for (const { key, day } of answer.deadlines) {
      const { event } = steps.find((step) => step.key === key);
      events.push(DatedEvent.on(event, pattern, day));
    }
    return DatedEvent.file(calendar, events, ["." + texts.owner + "@"], ["." + owner + "@"]);
  }

  return { file };
})();
