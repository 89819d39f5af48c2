/* The start of the one-file edition: which branch and standard, what this browser holds and where it holds it. */

(() => {
  const { LIMITS, cleaned, over, overWords, own } = SelfCheckAnswer;
  const { roundWords } = SelfCheckWords;
  const { ownId } = SelfCheckOwn;
  const { element, button, IN_WECHAT } = Dom;
  const { isSlip, subjectOf } = SelfCheckSlip;
  /** The form under which the store keeps what was filled in at the start. */
  const START = "start";
  const FILLED = ["branch", "name", "kind", "catalog"];
  /** The branch of the site's page 我的支部, whose name is asked on the self-check itself. */
  const OWN = "my-branch";
  const TITLE = document.title;
  const NOT_KEPT = "这个浏览器不让保存：关掉就没有了，填完请马上备份到文件。";
  const NEXT = SITE.words.next_open;
  const NOT_HERE = "这个文件里没有这份标准。";
  const IN_ITS_TOOLS = "打开这个支部，在打钩那一栏的工具里导入这个表格。";
  /** Once the file is there to its end, where the tools stand. */
  const WHOLE = new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done);
    else done();
  });

  /** Which of the places described on the page is this one, judged by what the browser can do. */
  function whereIs() {
    const { protocol } = window.location;
    if (IN_WECHAT || protocol === "content:") return "phone";
    if (protocol !== "file:") return "web";
    if ("mozInnerScreenX" in window) return "firefox";
    return "chrome" in window || "webkitRequestFileSystem" in window ? "chromium" : "other";
  }

  /** The standard on whose page a record is brought in. */
  /** @param {CheckRecord} record */
  const catalogOf = ({ catalog }) => (isSlip(catalog) ? subjectOf(catalog) : catalog);

  /** @param {string} id */
  const listed = (id) => BRANCHES.branches.find((branch) => branch.id === id);

  /** @param {Element} place @param {string} wanted @returns {NodeListOf<any>} */
  const queried = (place, wanted) => place.querySelectorAll(wanted);

  class SelfCheckTool extends HTMLElement {
    connectedCallback() {
      if (this.lines) return;
      this.checks = new Map();
      /** @type {Map<string, ReturnType<typeof KindYear.build>>} */
      this.years = new Map();
      this.lines = new Map();
      for (const held of queried(this, "[data-lines]")) {
        const lines = held.content || document.createDocumentFragment();
        if (!held.content) lines.append(...held.childNodes);
        this.lines.set(held.dataset.lines, lines);
        held.remove();
      }
      this.heading = this.querySelector("h1");
      this.start = element("div");
      this.place("plain").remove();
      this.start.append(document.importNode(this.place("start").content, true));
      this.room = element("div");
      this.about = this.place("about").textContent;
      this.place("where").before(this.room);
      this.append(this.start);
      this.store = SelfCheck.store;
      this.sayWhere();
      this.buildForm();
      this.buildImport();
      this.showRecords();
      this.store.watch((key) => (key === "form/" + START ? this.showStart() : this.showRecords()));
      this.store.ready.then(() => {
        this.ready = true;
        this.showStart();
        for (const control of queried(this.start, "form [disabled]")) control.disabled = false;
        this.follow();
        this.showRecords();
        if (this.start.isConnected) this.putStart();
        this.report();
      });
    }

    /** @param {string} name @returns {any} */
    place(name) {
      const wanted = "[data-part=" + name + "]";
      return this.querySelector(wanted) || this.start.querySelector(wanted);
    }

    /** @param {string} name @returns {any} */
    control(name) {
      return this.start.querySelector("[name=" + name + "]");
    }

    /** @param {string} text */
    say(text) {
      this.place("told").textContent = text;
    }

    /** The browser at hand first. */
    sayWhere() {
      const line = this.querySelector("[data-place=" + whereIs() + "]");
      const here = this.place("here");
      here.textContent = "你现在用的：";
      here.append(...line.childNodes);
      line.remove();
    }

    /** Says where what is filled in is not kept, or in one place alone. */
    report() {
      const { isKept, words } = this.store.keeping();
      if (!this.kept) this.kept = element("b");
      Dom.say(this.kept, isKept ? words : NOT_KEPT);
      const here = this.place("here");
      if (here.firstChild !== this.kept) here.prepend(this.kept);
    }

    showRecords() {
      const list = this.place("records");
      if (!this.start.isConnected) return;
      const records = this.store.records().filter(({ record }) => !isSlip(record.catalog));
      list.textContent = "";
      this.place("none").hidden = records.length > 0 || !this.ready;
      for (const { key, record, unsaved_changes, exported_on } of records) {
        const [branch, catalog, round] = key.split("/");
        const name = record.branch.name || (listed(branch) || { name: "没有填名称的支部" }).name;
        const title = [name, own(SITE.catalogs, catalog) || catalog, roundWords(round)].join("，");
        const since = exported_on ? "备份于 " + exported_on : "还没有备份过";
        const changes = (exported_on ? "，之后有 " : "，已有 ") + unsaved_changes + " 处修改";
        const line = element("li");
        line.append(element("b", "", title), element("span", "", since + changes));
        const meant = own(STANDARDS, catalog) && this.checkFor(branch, catalog);
        const open = button("打开", () => this.open(branch, record.branch.name, meant, round));
        open.setAttribute("aria-label", "打开 " + title);
        const next = button(NEXT, () => this.leadToFirst(this.open(branch, record.branch.name, meant, round)));
        next.setAttribute("aria-label", NEXT + "：" + title);
        line.append(meant ? open : NOT_HERE);
        if (meant === catalog) line.append(" ", next);
        list.append(line);
      }
    }

    /** What was begun stands before what is told of this browser. */
    putStart() {
      if (this.place("records").childElementCount > 0) this.place("where").before(this.start);
      else this.append(this.start);
    }

    /** Leads to the first item without an answer, once the file is there to its end. */
    /** @param {Checklist} check */
    leadToFirst(check) {
      WHOLE.then(() => check.complete()).then(() => check.tools.strip.leadToFirst());
    }

    buildForm() {
      const form = this.start.querySelector("form");
      const [branch, name, kind] = ["branch", "name", "kind"].map((one) => this.control(one));
      const units = new Map();
      for (const one of BRANCHES.branches) {
        if (!units.has(one.unit)) units.set(one.unit, element("optgroup"));
        units.get(one.unit).label = one.unit;
        units.get(one.unit).append(new Option(one.name, one.id));
      }
      branch.append(...units.values());
      branch.parentElement.hidden = units.size === 0;
      this.follow = () => {
        const known = listed(branch.value);
        name.parentElement.hidden = Boolean(known);
        kind.disabled = Boolean(known) || !this.ready;
        const ofBranch = known && Array.from(kind.options).find((option) => option.text === known.kind);
        if (ofBranch) kind.value = ofBranch.value;
        this.offerCatalogs(kind.selectedOptions[0].dataset.catalogs.split(" "));
      };
      branch.addEventListener("change", this.follow);
      kind.addEventListener("change", this.follow);
      this.follow();
      this.showStart();
      for (const control of queried(form, "input, select, button")) control.disabled = true;
      /** @param {any} event */
      const save = (event) => event.isComposing || this.keepStart();
      for (const type of ["input", "change", "compositionend"]) form.addEventListener(type, save);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.begin();
      });
    }

    keepStart() {
      /** @type {Values<string>} */
      const texts = {};
      for (const one of FILLED) texts[one] = this.control(one).value;
      const { database } = this.store.fill(START, texts, this.shown);
      database.then(() => this.report());
      this.shown = texts;
    }

    /** Shows what was filled in last, but never touches the field somebody is typing in. */
    showStart() {
      const last = this.store.form(START);
      this.shown = { ...last };
      for (const one of FILLED) {
        const control = this.control(one);
        if (one === "catalog") this.follow();
        if (document.activeElement === control || last[one] === undefined) continue;
        const options = Array.from(control.options || [], (option) => option.value);
        if (!control.options || options.includes(last[one])) control.value = last[one];
      }
    }

    /** Standards that a kind of branch works by first. */
    /** @param {string[]} first */
    offerCatalogs(first) {
      const select = this.control("catalog");
      /** @type {[string, string[]][]} */
      const groups = [
        ["这类支部用的", first],
        [SITE.words.other_catalogs, Array.from(this.lines.keys()).filter((id) => !first.includes(id))],
      ];
      select.textContent = "";
      for (const [label, ids] of groups) {
        const group = element("optgroup");
        group.label = label;
        group.append(...ids.map((id) => new Option(STANDARDS[id].title, id)));
        select.append(group);
      }
    }

    begin() {
      const catalog = this.control("catalog").value;
      const typed = cleaned(this.control("name").value).trim();
      const more = over(SITE.name, typed);
      if (more > 0) {
        this.say("支部名称太长：" + overWords(SITE.name, more) + "。请改短。");
        this.control("name").focus();
        return;
      }
      const namesakes = BRANCHES.branches.filter((branch) => branch.name === typed);
      const known = listed(this.control("branch").value) || (namesakes.length === 1 && namesakes[0]);
      const kind = this.control("kind").value;
      if (!known && !typed) {
        this.say("请先填支部名称。");
        this.control("name").focus();
        return;
      }
      this.keepStart();
      if (known) this.open(known.id, known.name, catalog);
      else {
        if (!KindYear.kindOf(this.store, ownId(typed))) this.store.fill(ownId(typed), { kind });
        this.open(ownId(typed), typed, catalog);
      }
    }

    /** The kinds of branch: their ids and names. */
    kinds() {
      return Array.from(this.control("kind").options, (/** @type {any} */ { value, text }) => [value, text]);
    }

    /** The id of the kind that the list gives a branch, or "". */
    /** @param {string} branch */
    kindOf(branch) {
      const known = listed(branch);
      const [id = ""] = (known && this.kinds().find(([, name]) => name === known.kind)) || [];
      return id;
    }

    /** The standard on whose page a record is shown: the year of a branch stands beside the one of its kind. */
    /** @param {string} branch @param {string} catalog */
    checkFor(branch, catalog) {
      if (this.lines.has(catalog)) return catalog;
      const kind = this.kindOf(branch) || KindYear.kindOf(this.store, branch);
      /** @type {HTMLOptionElement[]} */
      const options = Array.from(this.control("kind").options);
      const { dataset } = options.find(({ value }) => value === kind) || { dataset: { catalogs: "" } };
      return dataset.catalogs.split(" ")[0] || Array.from(this.lines.keys())[0];
    }

    /** The year of a branch, built once. */
    /** @param {string} branch */
    yearOf(branch) {
      if (!this.years.has(branch)) {
        const shown = () => {
          YearTicks.renew();
          const here = Array.from(this.checks.values()).filter(({ check }) => check.isConnected && check.tools);
          for (const { check } of here) YearTicks.follow(check);
        };
        this.years.set(branch, KindYear.build(this.store, branch, this.kindOf(branch), this.kinds(), shown));
      }
      return this.years.get(branch);
    }

    /** The lines of a standard; for a branch of the list, those that apply. */
    /** @param {string} branch @param {string} catalog */
    linesFor(branch, catalog) {
      const lines = document.importNode(this.lines.get(catalog), true);
      const known = listed(branch);
      const left = (known && own(BRANCHES.left[known.left], catalog)) || [];
      for (const line of lines.querySelectorAll("li")) if (left.includes(line.id)) line.remove();
      const count = lines.querySelectorAll("li").length;
      for (const area of lines.querySelectorAll("section")) if (!area.querySelector("li")) area.remove();
      const all = "列出标准的全部 " + count + " 项，" + SITE.words.choose_not_applicable + "。";
      lines.prepend(element("p", "origin", left.length ? "只列适用于本支部的 " + count + " 项。" : all));
      return lines;
    }

    /** Shows the self-check of a branch; each is built once, so that nothing that is being kept is lost. */
    /** @param {string} branch @param {string} name @param {string} catalog @param {string} [round] */
    open(branch, name, catalog, round) {
      const id = branch + "/" + catalog;
      const known = this.checks.get(id);
      const check = known ? known.check : element("self-check");
      const shown = (listed(branch) || { name }).name;
      if (!known) {
        if (branch === OWN) check.dataset.own = "";
        Object.assign(check.dataset, { branch, name: shown, catalog });
        check.append(this.linesFor(branch, catalog));
        const line = element("p", "tools no-print");
        line.append(
          button("回到开始", () => this.close()),
          button(NEXT, () => this.leadToFirst(check)),
        );
        if ("showSaveFilePicker" in window) KeptFile.offer(check, line);
        this.checks.set(id, { check, line });
      }
      if (round) check.round = round;
      this.start.remove();
      const year = this.yearOf(branch);
      this.room.append(this.checks.get(id).line, year.box);
      year.show();
      this.room.append(check);
      if (known) check.chooseRound(check.round);
      this.heading.textContent = (shown || "支部") + "自查";
      this.place("about").textContent = STANDARDS[catalog].title;
      document.title = this.heading.textContent + "：" + STANDARDS[catalog].title;
      this.heading.focus();
      return check;
    }

    close() {
      this.room.textContent = "";
      this.putStart();
      this.heading.textContent = TITLE;
      this.place("about").textContent = this.about;
      document.title = TITLE;
      this.say("");
      this.showRecords();
      this.heading.focus();
    }

    buildImport() {
      this.control("read").addEventListener("click", () => this.bring(this.control("paste").value));
      const file = this.control("file");
      file.addEventListener("change", () => {
        const chosen = file.files[0];
        if (!chosen) return;
        if (chosen.size > LIMITS.file) {
          this.say(SelfCheckReading.TOO_LARGE + "自查文件一般只有几十 kB，请核对选对了没有。");
          return;
        }
        const reader = new FileReader();
        reader.onload = () => {
          const bytes = new Uint8Array(/** @type {ArrayBuffer} */ (reader.result));
          WHOLE.then(() => {
            if (!ImportPanel.isOfficeFile(bytes)) return this.bring(new TextDecoder().decode(bytes));
            return ImportPanel.readWorkbook(bytes).then((reading) => this.offer(reading));
          });
          // the same file may be chosen again
          file.value = "";
        };
        reader.onerror = () => this.say("文件读不出来，请重新复制一份再试。");
        reader.readAsArrayBuffer(chosen);
      });
    }

    /** Leads to the import of the branch each record belongs to; nothing is stored before it is confirmed there. */
    /** @param {string} text */
    bring(text) {
      this.offer(SelfCheckReading.read(text));
    }

    /** @param {Reading} reading */
    offer({ records, rejected, error }) {
      const list = this.place("brought");
      list.textContent = "";
      this.say(error || "读出 " + records.length + " 份，逐份打开导入。");
      if (rejected.length) list.append(element("li", "", "文件里有 " + rejected.length + " 处没有用："));
      for (const { where, why } of rejected) list.append(element("li", "", where + "：" + why));
      const known = records.filter((record) => this.lines.has(catalogOf(record)));
      if (known.length === 1 && records.length === 1 && !rejected.length) this.bringOne(known[0]);
      else for (const record of records) list.append(this.broughtLine(record, known.includes(record)));
    }

    /** @param {CheckRecord} record @param {boolean} known */
    broughtLine(record, known) {
      const { branch, catalog, round } = record;
      const title = [branch.name, own(SITE.catalogs, catalog) || catalog, roundWords(round)].join("，");
      const line = element("li", "", title + "　");
      if (known) line.append(button("打开并导入", () => this.bringOne(record)));
      else if (catalog in SITE.catalogs && !record.sheet)
        line.append(button("放进来", () => this.keepOne(record, line)));
      else line.append(own(SITE.catalogs, catalog) ? IN_ITS_TOOLS : NOT_HERE);
      return line;
    }

    /** Takes in the ticks of a year, which stand on no page of their own. */
    /** @param {CheckRecord} record @param {HTMLElement} line */
    keepOne(record, line) {
      WHOLE.then(() => {
        const one = SelfCheckHoldings.bringing(this.store, record);
        if (one.why) return one.why;
        return SelfCheckHoldings.bring(this.store, one, Day.today()).then(() => "已放进来：" + one.found.words());
      }).then((words) => {
        line.textContent = words + "。";
        this.showRecords();
      });
    }

    /** @param {CheckRecord} record */
    bringOne(record) {
      const check = this.open(record.branch.id, record.branch.name, catalogOf(record), record.round);
      WHOLE.then(() => SelfCheckPanels.open(check, "bring", record));
    }
  }

  customElements.define("self-check-tool", SelfCheckTool);
})();
