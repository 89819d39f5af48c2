/* The rows of a form that a self-check fills: of which of those that this browser keeps, and what is to be put right there. */

var FilledRows = (() => {
  const { element, say, loaded } = Dom;
  const { own } = SelfCheckAnswer;
  /** Files of standards, each asked for by the same list. @type {Values<string[]>} */
  const files = {};

  /** The self-checks in which something was found, by a standard of the data. */
  /** @param {Store} store */
  function checksIn(store) {
    return store.records().filter(({ record: { catalog, items } }) => {
      const hasFound = Object.values(items).some(({ log, status }) => status && log.some(([, one]) => one !== "met"));
      return own(SITE.catalogs, catalog) && catalog !== "year" && hasFound;
    });
  }

  /** @param {Store} store @param {CheckRecord} record */
  const titleOf = (store, { branch, catalog, round }) =>
    [
      branch.name || store.form(branch.id).name || (SelfCheckOwn.isOwn(branch.id) ? SITE.words.my_branch : branch.id),
      own(SITE.catalogs, catalog),
      SelfCheckWords.roundWords(round),
    ].join("，");

  /** Lets a self-check be chosen whose findings are put into the table; the only one there is, if it was asked for. */
  /** @param {FormFromRecord} form */
  function offer(form) {
    const { store } = form;
    const all = checksIn(store);
    /** @param {string} key @param {() => boolean} isStill */
    const choose = (key, isStill) => {
      const one = all.find((check) => check.key === key);
      if (!one) return Promise.resolve(put(form, [], ""));
      const { catalog, branch } = one.record;
      files[catalog] = files[catalog] || ["../data/" + catalog + ".js"];
      return loaded(files[catalog]).then(() => {
        if (!isStill()) return "";
        const rows = SelfCheckLedger.listOf(store.loadNow(key).record, STANDARDS[catalog], Day.today());
        put(form, rows, branch.name);
        return rows.length ? "要整改的 " + rows.length + " 条填上了。" : "这份自查里没有还要整改的，行空着。";
      });
    };
    FilledChoice.offer(form, {
      asks: "从哪份自查填",
      none: "不填，留空行",
      lacking: "这个浏览器里没有查出问题的自查，清单里的行先空着。在自查里选了“部分达到”“未达到”，再回来就填得上：",
      titles: new Map(all.map(({ key, record }) => [key, titleOf(store, record)])),
      first: all.length === 1 && form.isAsked() ? all[0].key : "",
      put: choose,
    });
  }

  /** @param {FormFromRecord} form @param {Values<string>[]} rows @param {string} named */
  function put(form, rows, named) {
    form.rows = rows;
    form.chosen = named ? { branch: named } : {};
    show(form, rows);
    form.fill(rows.length > 0);
    return "";
  }

  /** Writes rows into the table, and has as many of them as are needed; what is left stays to be written in. */
  /** @param {FormFromRecord} form @param {Values<string>[]} rows */
  function show({ dataset, paper }, rows) {
    const names = dataset.columns.split(" ");
    const last = paper.querySelector("tbody.tail");
    for (const one of paper.querySelectorAll(".made")) one.remove();
    const blank = /** @type {HTMLTableRowElement[]} */ ([...paper.querySelectorAll("tr.blank")]);
    const made = element("tbody", "made");
    for (let more = blank.length; more < rows.length; more++) made.append(blank[0].cloneNode(true));
    if (made.rows.length) last.before(made);
    const all = /** @type {HTMLTableRowElement[]} */ ([...paper.querySelectorAll("tr.blank")]);
    all.forEach((row, place) => {
      names.forEach((name, at) => {
        const filled = place < rows.length ? rows[place][name] : "";
        say(row.cells[at], name === "number" ? String(place + 1) : filled || "");
      });
    });
  }

  return { offer };
})();
