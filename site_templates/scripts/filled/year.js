/* A form that the ticks of a year fill: the lines of its 年度工作总结, by what was done and what was not. */

var FilledYear = (() => {
  const { emptyAnswer, own } = SelfCheckAnswer;

  /** The years of which anything is noted. */
  /** @param {Store} store */
  const yearsIn = (store) =>
    store
      .records()
      .filter(({ record: { catalog, items } }) => catalog === "year" && Object.values(items).some(YearCount.isNoted));

  /** A day as papers have it, without the year that the form names; nothing of it goes into the next line. */
  /** @param {string} year @returns {(day: string) => string} */
  const dayIn = (year) => (day) =>
    (KnownValues.dayWords(day).replace(year + " 年 ", "") || day).replace(/ /g, "\u00a0");

  /** The lines of a year, as the tools of the page on which it is ticked have them. */
  /** @param {Store} store @param {string} branch @param {CheckRecord} record @param {DatedPlan} plan */
  function rowsOf(store, branch, record, plan) {
    const [standard, today] = [STANDARDS.year, Day.today()];
    const began = YearCount.beganOn(store.records(branch + "/year/").map((one) => one.record));
    const entries = YearCount.entriesOf(plan, record, standard, began, today);
    const due = new Map(entries.map((entry) => [entry.tick, entry]));
    const states = Object.fromEntries(entries.map(({ tick, state }) => [tick, state]));
    /** @param {string} tick */
    const oddOf = (tick) => YearCount.oddMark(own(record.items, tick) || emptyAnswer(), today, due.get(tick));
    return YearSummary.rowsOf(record, standard, [...due.keys()], states, today, oddOf, dayIn(record.round));
  }

  /** @param {string} title @param {string[]} parts */
  const lineOf = (title, parts) => [title, parts.join("；")].join("：").replace(/\s*\n\s*/g, " ");

  /** What of a year belongs on the form: a line for each duty of which anything was done, or was not. */
  /** @param {ReturnType<typeof rowsOf>} rows */
  function valuesOf(rows) {
    const done = rows.filter(({ isDone }) => isDone);
    const open = rows.filter((row) => row.open.length > 0);
    return {
      year_done: done
        .map(({ title, count, done_on, evidence, said }) =>
          lineOf(title, [count, done_on.join("、"), ...evidence, ...said].filter(Boolean)),
        )
        .join("\n"),
      year_open: open.map((row) => lineOf(row.title, row.open)).join("\n"),
    };
  }

  /** Lets a year be chosen; the latest one of the open branch is, if there is one. */
  /** @param {FormFromRecord} form */
  function offer(form) {
    const { store } = form;
    const keys = yearsIn(store).map(({ key }) => key);
    const branches = keys.map((key) => key.split("/")[0]);
    const named = YearPlans.titlesOf(store, Array.from(new Set(branches)));
    const titles = new Map(keys.map((key, at) => [key, named.get(branches[at]) + "，" + key.split("/")[2] + " 年"]));
    const here = PeopleKept.here(store);
    const first =
      keys
        .filter((_key, at) => branches[at] === here)
        .sort()
        .pop() || (keys.length === 1 ? keys[0] : "");
    let isFilled = form.isAsked();
    /** @param {string} key @param {() => boolean} isStill @returns {Promise<string>} */
    const put = (key, isStill) => {
      const branch = key.split("/")[0];
      return (key ? YearPlans.of(store, branch) : Promise.resolve(null)).then((plan) => {
        if (!isStill()) return "";
        const { record } = store.loadNow(key || "/year/");
        const name = { branch: PeopleKept.nameOf(store, branch), year: record.round };
        form.chosen = plan ? { ...name, ...valuesOf(rowsOf(store, branch, record, plan)) } : {};
        form.fill(isFilled && Boolean(plan));
        isFilled = true;
        if (plan || !key) return "";
        return SelfCheckOwn.isOwn(branch)
          ? "没有填上：先在“" + SITE.words.my_branch + "”填" + SITE.words.facts + "。"
          : "没有填上：支部列表里没有这个支部了。";
      });
    };
    FilledChoice.offer(form, {
      asks: "从哪一年打的钩填",
      none: "不填，留空",
      lacking: "这个浏览器里没有打过钩的年，表先空着。办完的事打了钩，再回来就填得上：",
      titles,
      first,
      put,
    });
  }

  return { offer };
})();
