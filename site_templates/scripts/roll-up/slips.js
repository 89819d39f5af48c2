/* The desk at which the committee writes to the branches of a roll-up, one after the other, and hands its slips down. */

var RollUpSlips = (() => {
  const { answerOf, keyOf } = SelfCheckRecord;
  const { WHOLE, handedDown, isSlip, keyFor, remarked, standardFor, stateWords, whole } = SelfCheckSlip;
  const { resultOf } = SelfCheckWords;
  const { element, option } = Dom;
  const { store } = SelfCheck;

  /** Branches of a picture that one slip can be written to each: what has two contents is settled first. */
  /** @param {BranchRow[]} rows */
  function writable(rows) {
    /** @param {BranchRow} one */
    const isAlone = ({ now }) => rows.filter((other) => keyOf(other.now) === keyOf(now)).length === 1;
    return rows.filter(isAlone);
  }

  /** @param {BranchRow} one */
  const slipOf = ({ now }) => store.loadNow(keyFor(keyOf(now))).record;

  /** A branch as it stands in the list: its state and how many remarks it has. */
  /** @param {BranchRow} row */
  function lineOf(row) {
    const slip = slipOf(row);
    const count = remarked(slip).length;
    const words = [stateWords(whole(slip).status), count ? "意见 " + count + " 条" : ""].filter(Boolean);
    return row.name + (words.length ? "：" + words.join("，") : "");
  }

  /** Lists the branches to choose from; the one that is chosen stays. */
  /** @param {HTMLSelectElement} list @param {BranchRow[]} rows */
  function offer(list, rows) {
    const { value } = list;
    const options = writable(rows).map((row) => option(keyOf(row.now), lineOf(row)));
    list.textContent = "";
    list.append(option("", "选一个支部"), ...options);
    list.value = options.some((one) => one.value === value) ? value : "";
  }

  /** What a branch says of an item now. */
  /** @param {BranchRow} row @param {Standard} standard */
  const nowOf =
    ({ now }, standard) =>
    (/** @type {string} */ id) => {
      if (id === WHOLE) return { state: "", lines: [] };
      const answer = answerOf(now, id);
      const state = resultOf(answer.status, standard) + (answer.recheck ? "，" + SITE.words.recheck : "");
      const lines = SITE.fields
        .filter(({ name }) => answer[name].length > 0)
        .map(({ name, label }) => label + "：" + [].concat(answer[name]).join("；"));
      return { state, lines };
    };

  /** The sheet of a branch; `up` are the slips that came back with files. */
  /** @param {BranchRow} row @param {Standard} standard @param {Map<string, CheckRecord>} up */
  function sheetFor(row, standard, up) {
    const { branch, catalog, round } = row.now;
    const key = keyFor(keyOf(row.now));
    const [, name] = key.split("/");
    STANDARDS[name] = standardFor(standard);
    /** @type {any} */
    const sheet = element("slip-sheet");
    Object.assign(sheet.dataset, { branch: branch.id, catalog: name, round, name: branch.name || row.name });
    sheet.nowOf = nowOf(row, standard);
    sheet.doneOn = (/** @type {string} */ id, /** @type {string} */ note) => {
      const marked = up.has(key) && answerOf(up.get(key), id);
      return marked && marked.note === note ? marked.done_on : "";
    };
    const ids = Object.keys(standard.items).filter((id) => row.ids.includes(id) || remarked(slipOf(row)).includes(id));
    /** @param {string} id */
    const isOpen = (id) => answerOf(row.now, id).status !== "met" || answerOf(slipOf(row), id).note !== "";
    /** @param {string[]} some */
    const list = (some) => {
      const made = element("ul");
      for (const id of some) {
        const line = element("li");
        line.id = id;
        line.dataset.rev = "1";
        made.append(line);
      }
      return made;
    };
    const others = element("details");
    const done = ids.filter((id) => !isOpen(id));
    others.append(element("summary", "", standard.answers.met + "的 " + done.length + " 项"), list(done));
    sheet.append(list([WHOLE, ...ids.filter(isOpen)]), others);
    sheet.setAttribute("aria-label", row.name + "，" + catalog);
    return sheet;
  }

  /** The slips of a year that are kept here, by branch: its name and the text of its file. */
  /** @param {string} round @param {string} day @param {string} [branch] */
  function filesOf(round, day, branch) {
    const found = new Map();
    for (const { record } of store.records(branch === undefined ? "" : branch + "/")) {
      const isWritten = Object.keys(record.items).some((id) => record.items[id].note || record.items[id].status);
      if (!isSlip(record.catalog) || !record.round.startsWith(round.slice(0, 4)) || !isWritten) continue;
      const text = SelfCheckFile.toFile(handedDown(record, day), undefined, { day, device: store.device() });
      const { id, name } = record.branch;
      const before = found.get(id) || { name: name || id, texts: [] };
      found.set(id, { ...before, texts: before.texts.concat(text) });
    }
    return Array.from(found.values(), ({ name, texts }) => ({
      name,
      text: texts.length > 1 ? SelfCheckBundle.toBundles(texts)[0] : texts[0],
    }));
  }

  class Desk {
    /**
     * @param {(name: string) => any} part @param {(name: string) => any} control
     * @param {(name: string[], format: string, content: () => BlobPart) => unknown} save
     */
    constructor(part, control, save) {
      this.part = part;
      this.control = control;
      this.save = save;
      const style = element("link");
      document.head.append(Object.assign(style, { rel: "stylesheet", href: part("slips").dataset.style }));
      part("desk").hidden = false;
      /** By key; what is too long to be saved stays on its sheet. */
      /** @type {Map<string, SlipSheetElement>} */
      this.sheets = new Map();
      store.watch(() => this.offerSoon());
      store.ready.then(() => this.offer());
    }

    /** Takes the branches of a picture; `up` are the slips that came back with files. */
    /** @param {ReturnType<typeof RollUp.picture>} shown @param {Map<string, CheckRecord>} up */
    take(shown, up) {
      this.rows = shown.rows;
      this.round = shown.round;
      this.up = up;
      for (const [key, { tooLong }] of this.sheets) if (!tooLong.size) this.sheets.delete(key);
      this.offer();
      this.write();
    }

    /** Once for all that is heard of at one time. */
    offerSoon() {
      clearTimeout(this.soon);
      this.soon = setTimeout(() => this.offer());
    }

    offer() {
      const list = this.control("branch");
      // who is choosing must not lose the list
      if (document.activeElement !== list) offer(list, this.rows);
      this.part("unsettled").hidden = writable(this.rows).length === this.rows.length;
      if (!list.value) this.part("sheet").textContent = "";
    }

    /** Shows the sheet of the branch that was chosen. */
    write() {
      const key = this.control("branch").value;
      const row = this.rows.find((one) => keyOf(one.now) === key);
      if (row && !this.sheets.has(key)) this.sheets.set(key, sheetFor(row, STANDARDS[row.now.catalog], this.up));
      this.part("sheet").textContent = "";
      if (row) this.part("sheet").append(this.sheets.get(key));
    }

    /** Hands down what was written to the branch that was chosen, or all of the year, a file for each branch. */
    /** @param {string} which */
    handDown(which) {
      const [branch] = this.control("branch").value.split("/");
      if (which === "slip" && !branch) return this.tell("请先选一个支部。");
      const files = filesOf(this.round, Day.today(), which === "slip" ? branch : undefined);
      if (!files.length) return this.tell("还没有写，也没有选到了哪一步。");
      const { title } = SITE.slip;
      if (which === "slip") {
        this.save([title, files[0].name, this.round], "json", () => files[0].text);
        return this.tell("已存成文件，在浏览器的下载文件夹里。支部在自查页点“" + SITE.tools.bring + "”读它。");
      }
      this.save([title, this.round.slice(0, 4)], "zip", () => ZipFile.make(parts(files)));
      return this.tell("已存成一个文件，解开后每个支部一个，共 " + files.length + " 个。");
    }

    /** @param {string} words */
    tell(words) {
      this.part("handed").textContent = words;
    }
  }

  /** Files for a zip file, each under a name of its own. */
  /** @param {{name: string, text: string}[]} files */
  function parts(files) {
    const names = new Set();
    return files.map(({ name, text }) => {
      let whole = SelfCheckExport.fileName([SITE.slip.title, name], "json");
      for (let at = 2; names.has(whole); at += 1) {
        whole = SelfCheckExport.fileName([SITE.slip.title, name, String(at)], "json");
      }
      names.add(whole);
      return { name: whole, text };
    });
  }

  return { Desk };
})();
