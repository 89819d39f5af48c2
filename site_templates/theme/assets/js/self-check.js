/* Turns a branch's printed checklist into one that can be filled: the page says everything without it. */

(() => {
  const core = SelfCheckRecord;
  const { element, button } = Dom;
  const HERE = document.currentScript.src.replace(/[^/]*$/, "");
  /** Loaded when one of the tools is opened; the one-file edition has them already. */
  const LATER = [
    "record-work.js",
    "transfer.js",
    "zip.js",
    "export.js",
    "../data/export-templates.js",
    "self-check-files.js",
  ];
  const FIELD = {};
  for (const field of core.FIELDS) FIELD[field.name] = field;
  const ALWAYS = ["note", "evidence"];
  const PUT_RIGHT = ["measure", "responsible", "due"];
  const CLOSE_OUT = ["closed_on", "closed_evidence", "looked_back_on", "looked_back_note"];
  /** There downloads and printing do nothing: text is copied instead. */
  const IN_WECHAT = /MicroMessenger/i.test(navigator.userAgent);
  const TOOLS = [
    ["backup", "备份到文件"],
    ["bring", "导入"],
    ["copy", "复制数据"],
    ["export", "导出 Excel、Word"],
    ["ledger", "整改台账"],
    ["compare", "与以前比较"],
    ["earlier", "恢复以前的内容"],
    ["clear", "导出并清除本机数据"],
    ["print", "打印"],
  ].filter(([name]) => !IN_WECHAT || ["backup", "export", "print"].indexOf(name) < 0);
  const AT_FIRST = "填的内容会立即存在这台机器的这个浏览器里。";

  let opened = null;
  /** One store for all self-checks of a page. */
  function theStore() {
    if (!opened) opened = SelfCheckStore.open(window, core);
    return opened;
  }

  const two = (number) => (number < 10 ? "0" : "") + number;
  const asText = (value) => (Array.isArray(value) ? value.join("\n") : value);

  class SelfCheck extends HTMLElement {
    static get store() {
      return theStore();
    }

    connectedCallback() {
      const standard = STANDARDS[this.dataset.catalog];
      if (this.rows || !standard) return;
      this.standard = standard;
      this.store = theStore();
      this.classList.add("is-live");
      this.rows = new Map();
      this.pending = 0;
      this.buildState();
      for (const item of this.querySelectorAll("li[data-rev]")) this.buildRow(item);
      this.others = element("section", "others");
      this.paper = element("table", "form paper");
      this.append(this.others, this.paper);
      window.addEventListener("beforeprint", () => this.showPaper());
      this.store.watch((key, id) => {
        if (key !== this.key) return;
        this.changedElsewhere(id);
        this.report();
      });
      window.addEventListener("pagehide", () => this.flush());
      document.addEventListener("visibilitychange", () => document.hidden && this.flush());
      this.chooseRound(this.latestRound());
      this.store.load(this.key).then(() => {
        this.chooseRound(this.isInUse ? this.round : this.latestRound());
        this.keepDaily();
      });
    }

    today() {
      const now = new Date();
      return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
    }

    /** This branch's records of this catalog, the newest round last. */
    records() {
      const start = this.dataset.branch + "/" + this.dataset.catalog + "/";
      return this.store.records().filter((one) => one.key.slice(0, start.length) === start);
    }

    /** A round of today that has been begun, else the last one begun: nobody's text seems gone on New Year's Day. */
    latestRound() {
      const now = core.rounds(this.today());
      const known = this.records().map((one) => one.record.round);
      return now.find((round) => known.indexOf(round) >= 0) || known.pop() || now[0];
    }

    /** The rounds of today and of three months ago, which are still being finished, and those begun. */
    rounds() {
      const now = new Date(this.today());
      now.setUTCMonth(now.getUTCMonth() - 3, 1);
      const known = this.records().map((one) => one.record.round);
      const all = core.rounds(this.today()).concat(core.rounds(now.toISOString()), known, this.round);
      return Array.from(new Set(all)).sort();
    }

    get record() {
      const branch = { id: this.dataset.branch, name: this.dataset.name || "" };
      return Object.assign(this.store.loadNow(this.key).record, { branch, edition: this.standard.edition });
    }

    /** The record as it leaves this browser: a branch that is not in the data goes by its name. */
    get fileRecord() {
      return this.asFile(this.record);
    }

    asFile(record) {
      if ("own" in this.dataset && record.branch.id === this.dataset.branch) {
        record.branch = { id: core.ownId(record.branch.name), name: record.branch.name };
      }
      return record;
    }

    /** The items that apply, in the order of the page. */
    get ids() {
      return Array.from(this.querySelectorAll("li[data-rev]:not([hidden])"), (item) => item.id);
    }

    /** Before the first change of a day, what was there is kept. */
    keepDaily() {
      const [key, today] = [this.key, this.today()];
      if (!Object.keys(this.record.items).length) return;
      this.store.snapshots(key).then((all) => {
        if (!all.some((one) => one.day === today)) this.store.snapshot(key, "每天第一次打开", today);
      });
    }

    buildState() {
      this.state = element("div", "state no-print");
      this.total = element("strong", "total");
      this.saved = element("span", "", AT_FIRST);
      this.saved.setAttribute("role", "status");
      // apart from what is read out: it changes with every letter
      this.since = element("span");
      const line = element("span");
      line.append(this.saved, this.since);
      this.rescue = button(IN_WECHAT ? "复制数据" : "立即导出", () => this.openTool(IN_WECHAT ? "copy" : "backup"));
      this.rescue.hidden = true;
      const label = element("label", "", "期次 ");
      this.roundSelect = element("select");
      this.roundSelect.addEventListener("change", () => {
        this.isInUse = true;
        // what is open there belongs to the round that is left
        this.panel.hidden = true;
        this.panel.textContent = "";
        this.chooseRound(this.roundSelect.value);
      });
      label.append(this.roundSelect);
      this.state.append(this.total, line, this.rescue);
      const tools = element("p", "tools no-print");
      tools.append(label);
      if ("own" in this.dataset) tools.append(" ", this.ownName());
      for (const [name, text] of TOOLS)
        tools.append(
          " ",
          button(text, () => this.openTool(name)),
        );
      this.panel = element("section", "panel no-print");
      this.panel.hidden = true;
      this.panel.tabIndex = -1;
      this.news = element("ul", "news elsewhere no-print");
      this.prepend(this.state, tools, this.news, this.panel);
    }

    ownName() {
      const label = element("label", "", "支部名称（写进导出的文件） ");
      this.nameField = element("input");
      this.nameField.type = "text";
      this.nameField.maxLength = core.LIMITS.name;
      this.nameField.addEventListener("change", () => {
        this.dataset.name = this.nameField.value;
        this.store.put(this.record);
      });
      label.append(this.nameField);
      return label;
    }

    chooseRound(round) {
      this.round = round;
      this.key = [this.dataset.branch, this.dataset.catalog, round].join("/");
      this.roundSelect.textContent = "";
      for (const one of this.rounds()) this.roundSelect.append(new Option(core.roundWords(one), one));
      this.roundSelect.value = round;
      this.adopt();
      if (core.rounds(this.today()).indexOf(round) < 0) {
        const words = "这里是" + core.roundWords(round) + "的自查。要填现在这一期，请在“期次”里选。";
        this.news.append(element("li", "", words));
      }
      if ("own" in this.dataset) this.showName(this.store.loadNow(this.key).record.branch.name);
      this.showAll();
      this.report();
    }

    showAll() {
      for (const id of this.rows.keys()) this.show(id);
      this.showProgress();
    }

    showName(name) {
      if (name) this.dataset.name = name;
      if (document.activeElement !== this.nameField) this.nameField.value = this.dataset.name || "";
    }

    /** Brings what was filled in under an earlier edition to this one. */
    adopt() {
      this.news.textContent = "";
      const { record } = this.store.loadNow(this.key);
      if (!record.edition || record.edition === this.standard.edition) return;
      const { key } = this;
      loaded().then(() => {
        const before = this.store.loadNow(key).record;
        if (key !== this.key || before.edition === this.standard.edition) return;
        const { record: adopted, notes } = core.adopted(before, this.standard);
        this.store.snapshot(key, "换版之前", this.today());
        this.store.put(adopted);
        for (const note of notes) this.news.append(element("li", "", note));
        this.showAll();
      });
    }

    buildRow(item) {
      const row = { id: item.id, rev: Number(item.dataset.rev), controls: {}, notices: {}, seen: {}, radios: [] };
      const box = element("fieldset");
      box.append(element("legend", "", item.querySelector("a").textContent));
      box.append(this.levels(core.own(this.standard.items, item.id)), this.choices(item.id, row));
      row.putRight = element("div");
      row.closeOut = element("details", "levels");
      row.recheck = element("p", "elsewhere");
      box.append(this.fields(row, ALWAYS), row.putRight, row.closeOut, row.recheck);
      item.append(box);
      this.rows.set(item.id, row);
    }

    fields(row, names) {
      const fields = element("div", "fields");
      for (const name of names) fields.append(this.field(row.id, row, FIELD[name]));
      return fields;
    }

    /** Most items never need them: they are built for the first finding, so that the page opens fast on a phone. */
    buildRest(row, answer) {
      row.putRight.append(this.fields(row, PUT_RIGHT));
      row.closeOut.append(element("summary", "", "销号和回头看"), this.fields(row, CLOSE_OUT));
      for (const name of PUT_RIGHT.concat(CLOSE_OUT)) {
        row.controls[name].value = asText(answer[name]);
        row.seen[name] = row.controls[name].value;
      }
    }

    levels(text) {
      const levels = element("details", "levels");
      if (!text) return levels;
      levels.append(element("summary", "", "怎样算达到、看什么材料"));
      for (const status of ["met", "partly", "unmet"]) {
        if (text[status]) levels.append(element("p", "", this.standard.answers[status] + "：" + text[status]));
      }
      if (text.evidence.length) levels.append(element("p", "", "看什么：" + text.evidence.join("、")));
      return levels;
    }

    choices(id, row) {
      const group = element("div", "choices");
      for (const status of core.STATUSES) {
        const label = element("label");
        const radio = element("input");
        radio.type = "radio";
        radio.name = "status-" + id;
        radio.value = status;
        const save = () => this.save(id, "status", status);
        radio.addEventListener("change", save);
        // the same result chosen again after the standard changed is no "change", and by keyboard not even a click
        radio.addEventListener("click", save);
        radio.addEventListener("keyup", (event) => event.key === " " && save());
        label.append(radio, this.standard.answers[status]);
        row.radios.push(radio);
        group.append(label);
      }
      group.append(
        button("清除选择", () => {
          this.save(id, "status", "");
          this.show(id);
        }),
      );
      return group;
    }

    field(id, row, { name, label, kind, limit }) {
      const large = kind === "long" || kind === "lines";
      const box = element("div", large ? "wide" : "");
      const words = element("label", "", label + (kind === "lines" ? "（一行一处，如“会议记录本第12页”）" : ""));
      const control = element(large ? "textarea" : "input");
      control.id = name + "-" + id;
      words.htmlFor = control.id;
      if (large) control.rows = 2;
      else control.type = kind === "day" ? "date" : "text";
      if (kind === "long" || kind === "text") control.maxLength = limit;
      const save = () => this.save(id, name, control.value);
      // half-typed pinyin is not text yet; compositionend or leaving the field saves it
      control.addEventListener("input", (event) => {
        if (!event.isComposing) save();
      });
      control.addEventListener("compositionend", save);
      // what was saved while typing must not be saved again: another window may have changed the field since
      control.addEventListener("change", () => {
        if (control.value !== row.seen[name]) save();
      });
      control.addEventListener("blur", () => this.show(id));
      const notice = element("p", "elsewhere");
      notice.setAttribute("role", "status");
      row.controls[name] = control;
      row.notices[name] = notice;
      box.append(words, control, notice);
      return box;
    }

    answerOf(id) {
      return core.answerOf(this.store.loadNow(this.key).record, id);
    }

    save(id, name, text) {
      const row = this.rows.get(id);
      this.isInUse = true;
      row.seen[name] = text;
      if (row.notices[name]) row.notices[name].textContent = "";
      const value = FIELD[name] && FIELD[name].kind === "lines" ? text.split("\n") : text;
      const given = { rev: row.rev, day: this.today(), device: this.store.device() };
      const before = this.answerOf(id);
      const answer = core.changed(before, name, value, given);
      if (answer === before) return;
      const { record } = this;
      answer.title = this.standard.items[id].title;
      const kept = this.store.write(this.key, id, answer, [name], record);
      this.pending += 1;
      kept.database.then(() => {
        this.pending -= 1;
        this.report();
      });
      this.mark(row, kept.answer);
      this.showProgress();
      this.report();
      if (this.follow) this.follow();
    }

    /** Of text still in composition the page may never hear again once it goes away: better half of it than none. */
    flush() {
      for (const [id, { controls, seen }] of this.rows) {
        for (const name of Object.keys(controls)) {
          const control = controls[name];
          if (control === document.activeElement && control.value !== seen[name]) this.save(id, name, control.value);
        }
      }
    }

    /** Says what is kept and what is not; nothing is lost from the page itself. */
    report() {
      const { local, database } = this.store.works;
      const forbidden = !local && database === false;
      const failed = forbidden || this.store.unsaved().length > 0;
      // the database is still at it: no red bar for an instant with every letter
      if (failed && this.pending && database !== false) return;
      const { unsaved_changes: count, exported_on: day } = this.store.loadNow(this.key);
      this.state.classList.toggle("is-failed", failed);
      this.rescue.hidden = !failed;
      const say = (text, more = "") => {
        if (this.saved.textContent !== text) this.saved.textContent = text;
        this.since.textContent = more;
      };
      if (failed) {
        const none = "这个浏览器不让保存，关掉这一页内容就没有了。请换一个浏览器，或者填完就导出。";
        const lost = "没有保存成功：浏览器不让保存，或者空间满了。内容还在这一页上，请马上点“";
        say(count ? lost + this.rescue.textContent + "”。" : none);
      } else if (count > 0) {
        const now = new Date();
        const time = two(now.getHours()) + ":" + two(now.getMinutes());
        const since = day ? "距上次备份" : "还没有备份过，已有";
        say("已保存到本机 " + time, " · " + since + " " + count + " 处修改");
      } else say(day ? "已保存到本机 · 备份于 " + day + "，之后没有修改" : AT_FIRST);
    }

    /** Brings the controls up to date, but never touches the field somebody is typing in. */
    show(id) {
      const row = this.rows.get(id);
      const answer = this.answerOf(id);
      for (const radio of row.radios) radio.checked = radio.value === answer.status;
      for (const name of Object.keys(row.controls)) {
        const control = row.controls[name];
        if (document.activeElement === control) continue;
        const text = asText(answer[name]);
        if (control.value !== text) control.value = text;
        row.seen[name] = control.value;
        row.notices[name].textContent = "";
      }
      this.mark(row, answer);
    }

    mark(row, answer) {
      for (const radio of row.radios) {
        radio.parentElement.classList.toggle("is-chosen", radio.value === answer.status);
      }
      const inUse = (name) => row.controls[name] && row.controls[name] === document.activeElement;
      const filled = (names) => names.some((name) => answer[name] || inUse(name));
      const isFinding = answer.status === "partly" || answer.status === "unmet";
      const wasFinding = answer.log.some((line) => line[1] === "partly" || line[1] === "unmet");
      row.putRight.hidden = !isFinding && !wasFinding && !filled(PUT_RIGHT);
      row.closeOut.hidden = !isFinding && !wasFinding && !filled(CLOSE_OUT);
      if (!row.controls.measure && !(row.putRight.hidden && row.closeOut.hidden)) this.buildRest(row, answer);
      row.recheck.textContent = answer.recheck ? "标准有变化，请重新核对这一项：再选一次结果。" : "";
    }

    changedElsewhere(itemId) {
      for (const id of itemId === "" ? this.rows.keys() : [itemId]) {
        const row = this.rows.get(id);
        if (!row) continue;
        const answer = this.answerOf(id);
        for (const name of Object.keys(row.controls)) {
          const control = row.controls[name];
          const text = asText(answer[name]);
          if (document.activeElement === control && control.value !== text && row.seen[name] !== text) {
            row.notices[name].textContent =
              "另一个窗口把这里改成了：「" + text + "」。你接着输入就以你的为准；离开这一格就用那边的。";
          }
        }
        this.show(id);
      }
      this.showProgress();
    }

    showProgress() {
      const { record } = this;
      const answersOf = (items) => Array.from(items, (item) => core.answerOf(record, item.id));
      for (const area of this.querySelectorAll("section[data-area]")) {
        let line = area.querySelector(".progress");
        if (!line) {
          line = element("span", "progress");
          area.querySelector("h2, h3").append(" ", line);
        }
        line.textContent = progressText(answersOf(area.querySelectorAll("li[data-rev]:not([hidden])")));
      }
      this.total.textContent = "全部：" + progressText(answersOf(this.querySelectorAll("li[data-rev]:not([hidden])")));
      this.showOthers(record);
    }

    /** Answers to items that are not on this page: kept, shown and exported all the same. */
    showOthers(record) {
      this.others.textContent = "";
      const list = element("ul");
      for (const section of [record.items, record.retired, record.unknown.items]) {
        for (const id of Object.keys(section)) {
          if (section === record.items && (this.rows.has(id) || core.isBlank(section[id]))) continue;
          list.append(element("li", "", id + " " + wordsOf(section[id], this.standard).join("；")));
        }
      }
      if (list.childElementCount) this.others.append(element("h2", "", "不在本页条目里的内容（原样保留）"), list);
    }

    /** A separate read-only table for paper: printed text areas lose lines. */
    showPaper() {
      const { record } = this;
      const rows = this.ids.map((id) => {
        const answer = core.answerOf(record, id);
        const [title, result, ...rest] = wordsOf(Object.assign({}, answer, { title: "" }), this.standard);
        const row = element("tr");
        const name = element("th", "", id + " " + this.standard.items[id].title + title);
        row.append(name, element("td", "", result), element("td", "", rest.join("\n")));
        return row;
      });
      const head = element("thead");
      const line = element("tr");
      for (const text of ["条目", "结果", "问题、材料和整改"]) line.append(element("th", "", text));
      head.append(line);
      const body = element("tbody");
      body.append(...rows);
      this.paper.textContent = "";
      this.paper.append(element("caption", "", core.roundWords(this.round)), head, body);
    }

    download() {
      const given = { day: this.today(), device: this.store.device() };
      const text = core.toFile(this.fileRecord, this.standard, given);
      const link = element("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      const name = [this.dataset.name || "本支部", "自查", this.dataset.catalog, this.round, given.day].join("-");
      link.download = name.replace(/[\\/:*?"<>|\s]/g, "_") + ".json";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      this.store.exported(this.key, given.day);
      this.report();
    }

    /** Deletes what this browser holds of the branch, in all standards and rounds. */
    clearAnswers() {
      const store = theStore();
      const start = this.dataset.branch + "/";
      const wipe = () => {
        for (const { key } of store.records()) if (key.slice(0, start.length) === start) store.clear(key);
      };
      wipe();
      // once more what only the database knew
      return store.load(start + "all/2026").then(wipe);
    }

    openTool(name) {
      if (name === "backup") return this.download();
      if (name === "print") return window.print();
      return loaded().then(
        () => SelfCheckFiles.open(this, name),
        () => {
          loading = null;
          this.saved.textContent = "这一项打不开：有文件没有取到。填的内容不受影响，请再点一次，或者刷新。";
        },
      );
    }
  }

  /** An answer in words: title, result, then every field that is filled. */
  function wordsOf(answer, standard) {
    const result = (standard.answers[answer.status] || "未填") + (answer.recheck ? "（需重新核对）" : "");
    const filled = core.FIELDS.filter((field) => asText(answer[field.name]));
    return [answer.title, result].concat(filled.map(({ name, label }) => label + "：" + asText(answer[name])));
  }

  function progressText(answers) {
    const { met, answered, recheck, of } = core.progressOf(answers);
    return "已填 " + answered + "/" + of + "，达到 " + met + (recheck ? "，需重新核对 " + recheck : "");
  }

  let loading = null;
  function loaded() {
    const one = (before, name) =>
      before.then(
        () =>
          new Promise((done, failed) => {
            const script = element("script");
            script.src = HERE + name;
            script.onload = done;
            script.onerror = failed;
            document.head.append(script);
          }),
      );
    if (!loading) loading = window.SelfCheckFiles ? Promise.resolve() : LATER.reduce(one, Promise.resolve());
    return loading;
  }

  if (!customElements.get("self-check")) customElements.define("self-check", SelfCheck);
})();
