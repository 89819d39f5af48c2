/* The year of a branch of the list, with the days of its term, on pages that only know that it was worked on here. */

var ListedPlan = (() => {
  const { own } = SelfCheckAnswer;
  const { loaded } = Dom;
  const LISTED = ["../data/branch-years.js"];
  /** The plans that several branches may have. */
  /** @type {Map<string, Promise<typeof YEAR_PLAN>>} */
  const plans = new Map();

  /** The plan of a branch, addresses from the root of the site, or null if it is not on the list any more. */
  /** @param {string} branch @returns {Promise<YearPlan>} */
  function of(branch) {
    return loaded(LISTED).then(() => {
      const place = own(BRANCH_YEARS.of, branch);
      if (place === undefined) return null;
      const path = BRANCH_YEARS.plans[place];
      const made = plans.get(path) || loaded(["../../" + path]).then(() => YEAR_PLAN);
      plans.set(path, made);
      made.catch(() => plans.delete(path));
      const term = BRANCH_YEARS.terms[own(BRANCH_YEARS.termOf, branch)] || [];
      const deadlines = term.map(([step, day]) => Object.assign({ day }, BRANCH_YEARS.steps[step]));
      return made.then((/** @type {typeof YEAR_PLAN} */ plan) => Object.assign({}, plan, { deadlines }));
    });
  }

  /** The page of a branch, from the root of the site, once its plan was found; "" where it has none of its own. */
  /** @param {string} branch */
  const pageOf = (branch) => BRANCH_YEARS.page.replace("{id}", branch);

  return { of, pageOf };
})();
