/* The year of a branch in the one-file edition: what is usual for its kind, which is asked once. */

var KindYear = (() => {
  const { own } = SelfCheckAnswer;
  const { element, option } = Dom;
  const USUAL =
    "按这类支部的一般情况列。不是每个支部都有的事，没有就不用管。换届的日子看网站的“" + SITE.words.my_branch + "”。";

  /** The kind of a branch as far as this browser knows it. */
  /** @param {Store} store @param {string} branch */
  const kindOf = (store, branch) => store.form(branch).kind || store.form(SelfCheckOwn.factsOf(branch)).kind || "";

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
    /** @param {string} given */
    const show = (given) => {
      const plan = YEAR_PLANS.plans[own(YEAR_PLANS.kinds, given)];
      // what was brought in since it was shown last
      for (const ticks of year.querySelectorAll("year-ticks")) ticks.chooseRound(ticks.round);
      if (!plan || list.plan === plan) return;
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
    box.append(asked, element("p", "sub", USUAL), month, year);
    return { box, show: () => show(kind || kindOf(store, branch)) };
  }

  return { build, kindOf };
})();
