/* The year of one branch as 本月要做 shows it: what the rules say that it has to do, and the days of its term. */

var MyBranchYear = (() => {
  /** @param {Rules} rules @param {StandardOfKind} standard @param {BranchAnswer} answer @returns {YearPlan} */
  function planOf(rules, standard, answer) {
    const duties = answer.duties.map((duty) => {
      const { title, summary, per, fixed, periods, task, mark: modality } = MyBranch.planOf(standard, duty.frequency);
      return { id: duty.frequency, title, summary, per, fixed, periods, modality, href: task, items: duty.items };
    });
    const { steps } = rules.terms[standard.term];
    const deadlines = answer.deadlines.map(({ key, day }) => {
      const { id, title, summary, href, paper } = steps.find((step) => step.key === key);
      return { id, title, summary, href, day, paper };
    });
    return { year: rules.year, duties, deadlines };
  }

  return { planOf };
})();
