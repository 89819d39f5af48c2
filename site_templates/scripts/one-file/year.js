/* The year of a branch in the one-file edition: what is usual for its kind, which is asked once. */

var KindYear = (() => {
  const { own } = SelfCheckAnswer;
  const { element, option } = Dom;
  const USUAL = "按这类支部的一般情况列。不是每个支部都有的事，没有就不用管。";
  const UNSTARTED = "换届的日子看网站的“" + SITE.words.my_branch + "”。";

  /** The kind of a branch as far as this browser knows it. */
  /** @param {Store} store @param {string} branch */
  const kindOf = (store, branch) => store.form(branch).kind || store.form(SelfCheckOwn.factsOf(branch)).kind || "";

  /** The days of the term of a branch: its start is told by the list of branches, or in 我的支部. */
  /** @param {Store} store @param {string} branch @param {string} kind */
  function deadlinesOf(store, branch, kind) {
    const { listed, termOf, terms } = YEAR_PLANS;
    const { term_start: told = "" } = store.form(SelfCheckOwn.factsOf(branch));
    const [start, term] = own(listed, branch) || [told, own(termOf, kind)];
    const isDay =
      TypedDay.isOne(start) && TypedDay.read({ value: start, validity: { badInput: false } }, SITE.days).day;
    if (!isDay || term === undefined) return [];
    const { months, steps } = terms[term];
    const end = Day.monthsLater(start, months);
    return steps.map((step) => ({ ...step, day: Day.monthsLater(end, step.months) }));
  }

  /**
   * The year of a branch, to stand beside its self-checks. `kind` is what the list of branches says, or ""; `kinds` are
   * ids and names; `shown` is called when the plan of another kind is there.
   */
  /** @param {Store} store @param {string} branch @param {string} kind @param {string[][]} kinds @param {() => void} shown */
  function build(store, branch, kind, kinds, shown) {
    const box = element("div", "branch-parts");
    const [month, year] = ["month", "year"].map((id) => Object.assign(element("section"), { id }));
    /** @type {any} */
    const list = element("this-month");
    const asked = element("p", "no-print");
    const about = element("p", "sub", USUAL + UNSTARTED);
    let made = "";
    /** @param {string} given */
    const show = (given) => {
      const usual = YEAR_PLANS.plans[own(YEAR_PLANS.kinds, given)];
      // what was brought in since it was shown last
      for (const ticks of year.querySelectorAll("year-ticks")) ticks.chooseRound(ticks.round);
      if (!usual) return;
      const plan = { ...usual, deadlines: deadlinesOf(store, branch, given) };
      const text = JSON.stringify(plan);
      if (made === text) return;
      made = text;
      about.textContent = USUAL + (plan.deadlines.length ? "" : UNSTARTED);
      month.append(list);
      list.show(plan);
      shown();
    };
    if (!kind) {
      const label = element("label", "", "哪一类支部（选一次，按它列全年要做的事） ");
      const select = element("select");
      select.append(option("", "请选"), ...kinds.map(([id, name]) => option(id, name)));
      select.value = kindOf(store, branch);
      select.addEventListener("change", () => {
        store.fill(branch, { kind: select.value });
        show(select.value);
      });
      label.append(select);
      asked.append(label);
    }
    box.append(asked, about, month, year);
    return { box, show: () => show(kind || kindOf(store, branch)) };
  }

  return { build, kindOf };
})();
