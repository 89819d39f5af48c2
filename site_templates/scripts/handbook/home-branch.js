/* The month of a branch on the home page. The answers are those of the page 我的支部, kept where it keeps them. */

var HomeBranch = (() => {
  const core = MyBranch;
  const { element, say } = Dom;
  const rules = Object.assign(BRANCH_RULES, BRANCH_ANSWERS, { today: Day.today() });
  const store = new SelfCheckStore.Store(SelfCheckEarlier.take);
  const WHOLE = "全年、自查和表单";
  const NOT_KEPT = "没有保存：这个浏览器不让保存，或者空间满了。";

  /** What the questions show before anything is filled in. */
  const NOTHING = { kind: "", formal_members: "", committee: "", groups: "", term_start: "" };
  const { attempt, formName } = SelfCheckEntries;
  /** Whose page this is: the store is read once, and asked by one page. */
  /** @type {HomeMonth} */
  let watching = null;

  /** Says beside the list whether this browser keeps what is filled in, once a change has been tried. */
  /** @param {HomeMonth} home @param {Promise<any>} [change] */
  function report(home, change = store.ready) {
    return change.then(() => {
      const { isKept, words } = store.keeping();
      say(home.said, isKept ? words : NOT_KEPT);
    });
  }

  /** Lets the lines of a month be ticked, in the record that 我的支部 keeps of the year. */
  /** @param {HomeMonth} home @param {Element} month @param {YearPlan} plan */
  function tickable(home, month, plan) {
    const { answers, done, left } = home.asked.year;
    const today = Day.today();
    const { branch } = home;
    const name = SelfCheckOwn.nameOf(store, branch);
    const key = branch + "/year/" + Day.today().slice(0, 4);
    const entries = YearCount.entriesOf(plan, store.loadNow(key).record, home.asked.year, "", today);
    const due = new Map(entries.map((entry) => [entry.tick, entry]));
    /** @type {NodeListOf<HTMLElement>} */
    const lines = month.querySelectorAll("[data-tick]");
    const where = SITE.words.year_closed + "，打不了钩。要打，先在“" + WHOLE + "”里" + SITE.words.reopen + "。";
    const shut = element("p", "note", where);
    month.before(shut);
    for (const line of lines) {
      const { tick } = line.dataset;
      const title = line.querySelector("a").textContent;
      const box = element("input");
      box.type = "checkbox";
      box.setAttribute("aria-label", answers[done] + "：" + title);
      const noted = element("span", "filled");
      const look = () => {
        const year = store.loadNow(key).record;
        shut.hidden = !SelfCheckRecord.isClosed(year);
        const years = store.records(branch + "/year/").map(({ record }) => record);
        const before = ThisMonth.tickedBefore(years, plan, tick, year.round);
        const [here, there] = [year, before || year].map((record) => SelfCheckRecord.answerOf(record, tick));
        const answer = here.status ? here : there;
        box.checked = answer.status === done;
        box.disabled = !shut.hidden || (!here.status && there.status !== "");
        const isLeft = YearCount.isLeft(answer, home.asked.year);
        line.classList.toggle("is-done", YearCount.isDone(answer, home.asked.year, today));
        line.classList.toggle("is-left", isLeft);
        const isOdd = YearCount.oddMark(answer, today, due.get(tick)) !== "";
        // of what was noted only why it does not count, or may not
        const words = [
          isLeft && answers[left] + " · " + answer.note,
          isOdd && YearCount.dayQuoted(answer, today, due.get(tick)),
        ];
        say(noted, words.filter(Boolean).join(" · "));
      };
      look();
      box.addEventListener("change", () => {
        const { record } = store.loadNow(key);
        const about = {
          branch: { id: branch, name: record.branch.name || name },
          edition: record.edition || rules.edition,
        };
        const values = { status: box.checked ? done : "" };
        const kept = store.change(key, tick, values, { title, rev: 1, day: Day.today() }, about);
        // the year may have been closed in another window
        look();
        if (kept) report(home, kept.database);
      });
      const label = element("label", "tick");
      label.append(box);
      line.prepend(label);
      line.append(noted);
    }
  }

  /** Shows what is due for the branch that was chosen last, or asks. */
  /** @param {HomeMonth} home */
  function show(home) {
    return report(home, showing(home));
  }

  /** @param {HomeMonth} home */
  function showing(home) {
    return store.ready.then(() => {
      if (!watching) store.watch((key) => follow(key));
      watching = home;
      home.branch = SelfCheckOwn.working(store);
      return SelfCheckOwn.isOwn(home.branch) ? showOwn(home) : showListed(home);
    });
  }

  /** Shows the branches to choose from, and below them nothing yet; whether questions are asked instead. */
  /** @param {HomeMonth} home @param {boolean} isKnown */
  function begin(home, isKnown) {
    const others = element("p", "own-branches");
    const listed = SelfCheckOwn.onList(store);
    BranchChooser.show(others, rules, store, home.branch, isKnown, (branch) => turnTo(home, branch), listed);
    home.shown.textContent = "";
    home.shown.append(others);
    home.heading.hidden = isKnown;
    home.form.hidden = isKnown;
    say(home.said, "");
    // a month may be long, and what is said must be seen beside its first lines
    (isKnown ? home.heading : home.form).after(home.said);
  }

  /** Shows what a plan has in this month, above it the way into the check, below it what is said of the branch. */
  /** @param {HomeMonth} home @param {YearPlan} plan @param {string} page @param {string} said */
  function showMonth(home, plan, page, said) {
    const month = element("this-month");
    month.show(plan);
    const about = element("p", "sub", said + "。");
    const more = element("a", "", WHOLE);
    more.href = page;
    about.append(more);
    /** @type {HTMLAnchorElement} */
    const check = document.querySelector(".to-check");
    if (check) check.href = page + "#check";
    // a month may be long: whose it is and the way into the check stand above it
    const way = element("p");
    const next = element("a", "", "自查：" + SITE.words.next_open);
    next.href = page + "#next";
    way.append(element("b", "", BranchChooser.labelOf(rules, store, home.branch)), "　", next);
    home.shown.prepend(way, month, about);
    tickable(home, month, plan);
  }

  /** @param {HomeMonth} home */
  function showListed(home) {
    const { branch } = home;
    const isStill = () => watching === home && home.branch === branch && !home.next;
    /** @param {string} words @param {string} text @param {string} href */
    const tell = (words, text, href) => {
      const line = element("p", "note", words);
      line.append(Object.assign(element("a", "", text), { href }));
      home.shown.append(line);
    };
    begin(home, true);
    return ListedPlan.of(branch).then(
      (found) => {
        if (!isStill()) return;
        const page = found && ListedPlan.pageOf(branch);
        if (!page) {
          tell(
            found ? "这个支部的页在支部列表里：" : "支部列表里没有这个支部了，填的还在：",
            "打开支部列表",
            home.asked.listed,
          );
          return;
        }
        begin(home, true);
        showMonth(home, found, page, BranchChooser.labelOf(rules, store, branch));
      },
      () => isStill() && tell("本月要做的没有取到，请刷新。", "打开支部列表", home.asked.listed),
    );
  }

  /** @param {HomeMonth} home */
  function showOwn(home) {
    const given = core.factsIn(rules, store.form(SelfCheckOwn.factsOf(home.branch)));
    const known = core.assumed(given);
    begin(home, known !== null);
    if (!known) return;
    const { facts, open } = known;
    const catalog = core.kindOf(rules, facts).catalogs[0];
    const standard = core.standardOf(rules, facts, catalog);
    const answer = core.resolve(rules, facts, catalog, open);
    const plan = MyBranchYear.planOf(rules, standard, answer);
    const found = MyBranchFindings.list(rules, standard, answer, given);
    found.className = "findings";
    const says = core.openWords(rules, open);
    const notes = [
      says && says + "到“" + WHOLE + "”补上，列得更准。",
      core.unusedWords(rules, given),
      facts.term_start ? "" : home.asked.unstarted,
    ].filter(Boolean);
    showMonth(home, plan, home.asked.page, core.factsWords(rules, given).join(" · "));
    // what is wrong or missing is read before the list that is made of it
    home.shown.prepend(...(found.firstChild ? [found] : []), ...notes.map((words) => element("p", "note", words)));
  }

  /** Shows another branch, or asks for one that is not kept yet. */
  /** @param {HomeMonth} home @param {string} branch */
  function turnTo(home, branch) {
    unask(home);
    if (SelfCheckOwn.listed(store).concat(SelfCheckOwn.onList(store)).includes(branch)) {
      home.next = "";
      const chosen = SelfCheckOwn.choose(store, branch);
      showing(home).then(() => report(home, chosen));
      return;
    }
    home.next = branch;
    home.form.reset();
    home.form.hidden = false;
    home.form.after(home.said);
    home.kind.focus();
  }

  /** @param {HomeMonth} home */
  function lead(home) {
    // the form, in which the focus was, has gone
    const heading = home.shown.querySelector("h2");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }

  /** Keeps the answers as those of a branch, and shows it. */
  /** @param {HomeMonth} home @param {string} branch @param {Values<string>} texts @param {Values<string>} shown */
  function fill(home, branch, texts, shown) {
    unask(home);
    home.next = "";
    home.form.reset();
    if (!SelfCheckOwn.isChosen(store, branch)) SelfCheckOwn.choose(store, branch);
    const { database } = store.fill(SelfCheckOwn.factsOf(branch), texts, shown);
    showing(home).then(() => {
      lead(home);
      report(home, database);
    });
  }

  /** What is kept of the branch that is open, also what another window wrote an instant ago. */
  function latest() {
    attempt(() => store.local.find(formName(SelfCheckOwn.HERE)));
    const branch = SelfCheckOwn.current(store);
    attempt(() => store.local.find(formName(SelfCheckOwn.factsOf(branch))));
    return { branch, kept: store.form(SelfCheckOwn.factsOf(branch)) };
  }

  /** Keeps the answers of the branch that is open, but asks before they undo others. */
  /** @param {HomeMonth} home @param {Values<string>} texts @param {string} [seen] what was asked about, if it was */
  function settle(home, texts, seen) {
    const { branch, kept } = latest();
    const [given, stands] = [texts, kept].map((one) => core.factsIn(rules, one));
    const isOther = Object.keys(given).some((name) => stands[name] !== undefined && stands[name] !== given[name]);
    if (!isOther || seen === saidOf(branch, kept)) fill(home, branch, texts, seen ? kept : NOTHING);
    else showing(home).then(() => ask(home, texts, branch, kept));
  }

  /** @param {string} branch @param {Values<string>} kept */
  const saidOf = (branch, kept) => JSON.stringify([branch, kept]);

  /** Asks which is meant: what this browser keeps, and shows now, or what was just filled in. */
  /** @param {HomeMonth} home @param {Values<string>} texts @param {string} branch @param {Values<string>} kept */
  function ask(home, texts, branch, kept) {
    unask(home);
    const facts = core.factsIn(rules, texts);
    const said = "刚填的是“" + core.factsWords(rules, facts).slice(0, 2).join(" · ") + "”，";
    const stands = BranchChooser.labelOf(rules, store, branch);
    const box = element("div", "origin no-print");
    const words = element("p", "", said + "可这个浏览器已经记着“" + stands + "”，没有动它。用哪个？");
    words.tabIndex = -1;
    box.append(
      words,
      Dom.button("用这个浏览器记着的", () => take(home)),
      " ",
      Dom.button("这是另一个支部", () => fill(home, SelfCheckOwn.another(), texts, NOTHING)),
      " ",
      Dom.button("改成刚填的", () => settle(home, texts, saidOf(branch, kept))),
    );
    home.asking = { box, texts };
    home.form.hidden = true;
    home.heading.after(box);
    words.focus();
  }

  /** @param {HomeMonth} home */
  function unask(home) {
    if (home.asking) home.asking.box.remove();
    home.asking = null;
  }

  /** Goes on with what this browser keeps; what of it is still open is asked for, beside the rest. */
  /** @param {HomeMonth} home */
  function take(home) {
    unask(home);
    home.form.reset();
    showing(home).then(() => {
      const texts = store.form(SelfCheckOwn.factsOf(home.branch));
      home.kind.value = texts.kind || "";
      home.members.value = texts.formal_members || "";
      home.start.value = texts.term_start || "";
      const place = home.asked.bodies.findIndex((one) => one[0] === texts.committee && one[1] === texts.groups);
      home.bodies.value = place < 0 ? "" : String(place);
      if (home.form.hidden) lead(home);
      else home.kind.focus();
      report(home);
    });
  }

  /** Another window has changed something: what is shown of it is shown anew, but nothing that is being typed. */
  /** @param {string} key */
  function follow(key) {
    const home = watching;
    if (key !== "form/" + SelfCheckOwn.factsOf(home.branch) || home.next) return;
    const isTyped = [home.kind, home.members, home.bodies, home.start].some(({ value }) => value !== "");
    if (home.asking) settle(home, home.asking.texts);
    else if (home.form.hidden || !isTyped) show(home);
  }

  /** @param {HomeMonth} home @param {Values<string>} texts */
  function keep(home, texts) {
    const { problem } = core.readCount(texts.formal_members);
    const { day, problem: wrongDay } = TypedDay.read(home.start, rules);
    if (problem || wrongDay) {
      const label = core.labelOf(rules, problem ? "formal_members" : "term_start");
      say(home.said, core.problemWords(rules, problem || wrongDay, label));
      (problem ? home.members : home.start).focus();
      return;
    }
    store.ready.then(() => {
      const whole = Object.assign({}, texts, { formal_members: String(core.readCount(texts.formal_members).value) });
      // a day left open undoes none
      delete whole.term_start;
      if (day) whole.term_start = day;
      if (home.next) fill(home, home.next, whole, NOTHING);
      else settle(home, whole);
    });
  }

  return { show, keep };
})();
