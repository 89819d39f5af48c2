/* The year plans of the branches that this browser keeps, its own and listed ones, with the days of their terms. */

var YearPlans = (() => {
  const { loaded } = Dom;
  const core = MyBranch;
  const RULES = ["../data/my-branch.js", "../data/my-branch-answers.js"];

  /** The plan of a branch of this browser's own, or null before its facts were told. */
  /** @param {Store} store @param {string} branch @returns {Promise<DatedPlan>} */
  function ownPlan(store, branch) {
    return loaded(RULES).then(() => {
      const rules = Object.assign(BRANCH_RULES, BRANCH_ANSWERS, { today: Day.today() });
      const known = core.assumed(core.factsIn(rules, store.form(SelfCheckOwn.factsOf(branch))));
      if (!known) return null;
      const catalog = core.kindOf(rules, known.facts).catalogs[0];
      const standard = core.standardOf(rules, known.facts, catalog);
      return MyBranchYear.planOf(rules, standard, core.resolve(rules, known.facts, catalog, known.open));
    });
  }

  /** The plan of a branch; null of one that has told no facts, or is not listed any more. */
  /** @param {Store} store @param {string} branch */
  const of = (store, branch) => (SelfCheckOwn.isOwn(branch) ? ownPlan(store, branch) : ListedPlan.of(branch));

  /** What branches are called; namesakes are numbered. */
  /** @param {Store} store @param {string[]} some */
  function titlesOf(store, some) {
    const named = some.map((one) => PeopleKept.titleOf(store, one));
    return new Map(
      some.map((one, at) => {
        const namesakes = named.slice(0, at).filter((name) => name === named[at]).length;
        return [one, named[at] + (namesakes ? "（" + (namesakes + 1) + "）" : "")];
      }),
    );
  }

  return { of, titlesOf };
})();
