/* The month of a branch on the home page. The answers are those of the page 我的支部, kept where it keeps them. */

var HomeBranch = (() => {
  const core = MyBranch;
  const { element, button, say } = Dom;
  const FACTS = "my-branch-facts";
  const rules = Object.assign(BRANCH_RULES, BRANCH_ANSWERS);
  const store = new SelfCheckStore.Store(SelfCheckEarlier.take);

  /** What is known of the branch; what nobody said counts as none, and is named. */
  /** @param {Values<string>} texts @returns {{facts: Facts, open: string[]} | null} */
  function factsOf(texts) {
    /** @type {Facts} */
    const facts = {};
    for (const name of Object.keys(texts)) {
      const value = texts[name] ? core.readFact(rules, name, texts[name]) : undefined;
      if (value !== undefined) facts[name] = value;
    }
    if (!facts.kind || facts.formal_members === undefined) return null;
    const missing = core.missing(facts);
    for (const name of missing) facts[name] = rules.counts[name] ? 0 : false;
    const open = [];
    for (const { fields } of rules.questions) {
      for (const { name, label, blank } of fields) if (!blank && missing.includes(name)) open.push(label);
    }
    return { facts, open };
  }

  /** @param {HomeMonth} home */
  function show(home) {
    store.ready.then(() => {
      const known = factsOf(store.form(FACTS));
      if (!known) return;
      const { facts, open } = known;
      const catalog = core.kindOf(rules, facts).catalogs[0];
      const standard = core.standardOf(rules, facts, catalog);
      const answer = core.resolve(rules, facts, catalog);
      const month = element("this-month");
      /** @type {any} */ (month).show(MyBranchYear.planOf(rules, standard, answer));
      const about = element("p", "sub", core.factsWords(rules, facts).join(" · ") + "。");
      const more = element("a", "", "全年、自查和表单");
      more.href = home.asked.page;
      about.append(
        more,
        " ",
        button("换一个支部", () => {
          home.form.hidden = false;
          home.kind.focus();
        }),
      );
      home.shown.textContent = "";
      home.shown.append(month, about);
      if (open.length > 0) {
        const says = "没有填、按没有算：" + open.join("、") + "。到“全年、自查和表单”补上，列得更准。";
        home.shown.append(element("p", "note", says));
      }
      if (!facts.term_start) home.shown.append(element("p", "note", home.asked.unstarted));
      home.heading.hidden = true;
      home.form.hidden = true;
      say(home.said, "");
    });
  }

  /** @param {HomeMonth} home @param {Values<string>} texts */
  function keep(home, texts) {
    const { problem } = core.readCount(texts.formal_members);
    if (problem) {
      say(home.said, core.problemWords(rules, problem, rules.counts.formal_members[0]));
      home.members.focus();
      return;
    }
    store.ready.then(() => {
      const whole = Object.assign({}, texts, { formal_members: String(core.readCount(texts.formal_members).value) });
      store.fill(FACTS, whole);
      show(home);
    });
  }

  return { show, keep };
})();
