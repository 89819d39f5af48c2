/* The year of a branch of the list, on pages that only know that it was worked on here: its plan is a file of its own,
   the days of its term are those that its page noted. */

var ListedPlan = (() => {
  const { isDay, isId, isObject, own } = SelfCheckAnswer;
  const { loaded } = Dom;
  const LISTED = ["../data/branch-years.js"];
  /** An address from the root of the site, as all of ours are. */
  const ADDRESS = /^[\w-]+(\/[\w-]+)*\.html(#[\w.-]+)?$/;
  /** More days than any term has, and longer texts than any of them. */
  const MOST = { days: 20, letters: 300 };

  /** @type {Map<string, Promise<YearPlan>>} */
  const plans = new Map();

  /** The plan of a branch without the days of its term, or null if it is not on the list any more. */
  /** @param {string} branch @returns {Promise<YearPlan>} */
  function of(branch) {
    return loaded(LISTED).then(() => {
      const place = own(BRANCH_YEARS.of, branch);
      if (place === undefined) return null;
      const path = BRANCH_YEARS.plans[place];
      const made = plans.get(path) || loaded(["../../" + path]).then(() => Object.assign({ deadlines: [] }, YEAR_PLAN));
      plans.set(path, made);
      made.catch(() => plans.delete(path));
      return made;
    });
  }

  /** The page of a branch, from the root of the site, once its plan was found; "" where it has none of its own. */
  /** @param {string} branch */
  const pageOf = (branch) => BRANCH_YEARS.page.replace("{id}", branch);

  /** @param {any} one @returns {one is YearDeadline} */
  function isDeadline(one) {
    if (!isObject(one) || !isId(one.id) || !isDay(one.day) || !ADDRESS.test(one.href)) return false;
    return [one.title, one.summary].every((text) => typeof text === "string" && text.length <= MOST.letters);
  }

  /** The days of its term, as its page noted them: what is not of our own shape counts for nothing. */
  /** @param {Store} store @param {string} branch @returns {YearDeadline[]} */
  function daysOf(store, branch) {
    const { days = "" } = store.form(branch);
    const found = SelfCheckEntries.attempt(() => JSON.parse(days));
    const shown = Array.isArray(found) ? found.slice(0, MOST.days).filter(isDeadline) : [];
    // nothing else of it, such as a paper, which has an address of its own
    return shown.map(({ id, title, summary, href, day, byOthers }) => ({
      id,
      title,
      summary,
      href,
      day,
      byOthers: byOthers === true,
    }));
  }

  return { of, pageOf, daysOf };
})();
