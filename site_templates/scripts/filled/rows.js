/* The rows of a form that a self-check fills: of which of those that this browser keeps, and what is to be put right there. */

var FilledRows = (() => {
  const { element, option, say, loaded } = Dom;
  const { own } = SelfCheckAnswer;
  const MISSING = "没有填上：有文件没有取到。请再选一次；还不行，就刷新。";
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
  /** @param {ListedForm} form */
  function offer(form) {
    const { store } = form;
    const all = checksIn(store);
    const told = element("p", "sub");
    told.setAttribute("role", "status");
    form.append(told);
    if (!all.length) {
      say(told, "这个浏览器里没有查出问题的自查，清单里的行先空着。在自查里选了“部分达到”“未达到”，再回来就填得上：");
      told.append(
        link("列表里的支部", form.dataset.checks),
        "、",
        link(SITE.words.my_branch, form.dataset.branch),
        "。",
      );
      return;
    }
    const label = element("label", "", "从哪份自查填 ");
    const select = element("select");
    select.append(option("", "不填，留空行"), ...all.map(({ key, record }) => option(key, titleOf(store, record))));
    label.append(select);
    told.before(label);
    const choose = () => {
      const one = all.find(({ key }) => key === select.value);
      if (!one) {
        put(form, [], "");
        say(told, "");
        return;
      }
      const { catalog, branch } = one.record;
      files[catalog] = files[catalog] || ["../data/" + catalog + ".js"];
      loaded(files[catalog]).then(
        () => {
          const rows = SelfCheckLedger.listOf(store.loadNow(one.key).record, STANDARDS[catalog], Day.today());
          put(form, rows, branch.name);
          say(told, rows.length ? "要整改的 " + rows.length + " 条填上了。" : "这份自查里没有还要整改的，行空着。");
        },
        () => say(told, MISSING),
      );
    };
    select.addEventListener("change", choose);
    if (all.length === 1 && form.isAsked()) {
      select.value = all[0].key;
      choose();
    }
  }

  /** @param {ListedForm} form @param {Values<string>[]} rows @param {string} named */
  function put(form, rows, named) {
    form.rows = rows;
    form.named = named;
    show(form, rows);
    form.fill(rows.length > 0);
  }

  /** Writes rows into the table, and has as many of them as are needed; what is left stays to be written in. */
  /** @param {ListedForm} form @param {Values<string>[]} rows */
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

  /** @param {string} text @param {string} href */
  const link = (text, href) => Object.assign(element("a", "", text), { href });

  return { offer };
})();
