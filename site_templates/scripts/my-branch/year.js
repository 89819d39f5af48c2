/* The year of one branch as 本月要做 shows it: what the rules say that it has to do, and the days of its term. */

var MyBranchYear = (() => {
  /** @param {Rules} rules @param {StandardOfKind} standard @param {BranchAnswer} answer @returns {YearPlan} */
  function planOf(rules, standard, answer) {
    const duties = answer.duties.map((duty) => {
      const { title, summary, per, fixed, periods } = MyBranch.planOf(standard, duty.frequency);
      const { href } = rules.items[duty.items[0]];
      return { id: duty.id, title, summary, per, fixed, periods, href };
    });
    const { steps } = rules.terms[standard.term];
    const deadlines = answer.deadlines.map(({ key, day }) => {
      const { title, summary, href } = steps.find((step) => step.key === key);
      return { id: "term." + key, title, summary, href, day };
    });
    return { year: rules.year, note: "", duties, deadlines };
  }

  return { planOf };
})();
