/* The year of one branch as 本月要做 shows it: what the rules say that it has to do, and the days of its term. */

var MyBranchYear = (() => {
  /** Whether a paper can be needed already: of what has not been elected yet there is no result to report. */
  /** @param {{monthsBefore: number | null}} paper @param {string} day @param {Rules} rules */
  const isTimely = ({ monthsBefore }, day, { today }) =>
    monthsBefore === null || Day.monthsLater(day, -monthsBefore) <= today;

  /** @param {Rules} rules @param {StandardOfKind} standard @param {BranchAnswer} answer @returns {YearPlan} */
  function planOf(rules, standard, answer) {
    const duties = answer.duties.map((duty) => {
      const { title, summary, per, fixed, periods, task, mark: modality } = MyBranch.planOf(standard, duty.frequency);
      return { id: duty.frequency, title, summary, per, fixed, periods, modality, href: task, items: duty.items };
    });
    const { steps } = rules.terms[standard.term];
    const deadlines = answer.deadlines.map(({ key, day }) => {
      const { id, title, summary, href, byOthers, paper } = steps.find((step) => step.key === key);
      return {
        id,
        title,
        summary,
        href,
        day,
        byOthers,
        paper: paper && isTimely(paper, day, rules) ? paper : undefined,
      };
    });
    return { year: rules.year, duties, deadlines };
  }

  return { planOf };
})();
