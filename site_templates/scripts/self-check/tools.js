/* The rest of a self-check, loaded once its page is open and idle: tools, rounds, news of other windows, paper, backup,
   a new edition of the standard. */

var SelfCheckTools = (() => {
  const { FIELDS, cleaned, over, overWords, own } = SelfCheckAnswer;
  const { answerOf } = SelfCheckRecord;
  const { isBlank } = SelfCheckMerge;
  const { adopted } = SelfCheckEdition;
  const { nameOf, toFile } = SelfCheckFile;
  const { resultOf, roundWords } = SelfCheckWords;
  const { element, button, IN_WECHAT } = Dom;
  const { isSlip, keyFor } = SelfCheckSlip;
  /** Loaded when one of the tools is opened; the one-file edition has them already. */
  const FILES = ["../data/export-templates.js", "self-check-tools.js"];
  const USUAL = ["self-check-usual.js"];
  const ELSEWHERE = ["../data/elsewhere.js", "self-check-elsewhere.js"];
  const LAST_YEAR = ["self-check-last-year.js"];
  const YEAR = ["../data/year.js", "year-ticks.js"];
  const SLIP = ["self-check-slip.js"];
  const OF_A_CHECK = ["export", "ledger", "print", "close", "handover", "leave"];
  const OF_A_YEAR = ["year", "summary"];
  /** What leaves this machine, and is told apart by the branch's name. */
  const LEAVING = ["backup", "copy", "export"];
  const NAMELESS = "先填支部名称，上级才分得清是哪个支部的；不想填就再点一次。";
  /** What everybody needs in the end; all else is in the menu. */
  const FIRST = IN_WECHAT ? "copy" : "backup";
  const TOOLS = Object.entries(SITE.tools).filter(
    ([name]) => !IN_WECHAT || !["backup", "export", "print"].includes(name),
  );

  /** @param {string | string[]} value */
  const asText = (value) => (Array.isArray(value) ? value.join("\n") : value);

  /** An answer in words: title, result, then every field that is filled. */
  /** @param {Answer} answer @param {Standard} standard */
  function wordsOf(answer, standard) {
    const filled = FIELDS.filter((field) => asText(answer[field.name]));
    const fields = filled.map(({ name, label }) => label + "：" + asText(answer[name]));
    const result = resultOf(answer.status, standard) + (answer.recheck ? "（" + SITE.words.recheck + "）" : "");
    return [answer.title, result].concat(fields);
  }

  /** What one self-check can do beyond showing and keeping answers. */
  class Tools {
    /** @param {Checklist} check */
    constructor(check) {
      this.check = check;
      this.isLoaded = false;
      /** @type {InstanceType<typeof SelfCheckElsewhere.Elsewhere>} */
      this.elsewhere = null;
      /** What the year before has left, while it is offered. */
      /** @type {HTMLElement} */
      this.lastYear = null;
    }

    start() {
      for (const row of this.check.isJudged ? this.check.rows.values() : [])
        this.fillLevels(row.levels, own(this.check.standard.items, row.id));
      if (this.check.isJudged) this.strip = new SelfCheckStrip.Strip(this.check);
      this.buildTools();
      // the one-file edition has no room for them
      if (this.check.isJudged && !window.KeptFile)
        Dom.loaded(USUAL).then(() => SelfCheckUsual.offer(this.check), Boolean);
      const there = () => {
        this.elsewhere = new SelfCheckElsewhere.Elsewhere(this.check);
      };
      if (this.check.isJudged)
        (window.SelfCheckElsewhere ? Promise.resolve() : Dom.loaded(ELSEWHERE)).then(there, Boolean);
      if (this.check.isJudged && document.querySelector("#month this-month")) {
        (window.YearTicks ? Promise.resolve() : Dom.loaded(YEAR)).then(() => YearTicks.follow(this.check), Boolean);
      }
      this.others = element("section", "others");
      this.paper = element("table", "form paper");
      this.check.append(this.others, this.paper);
      this.check.classList.add("has-paper");
      // a year has tables of its own to be printed
      if (this.check.isJudged) window.addEventListener("beforeprint", () => this.showPaper());
      this.check.store.watch((key, id) => {
        if (key === "form/" + this.check.dataset.branch) this.showName();
        // with a year all that is of it is closed and opened
        const ofYear = [this.check.dataset.branch, "year", this.check.round.slice(0, 4)].join("/");
        if (key !== this.check.key && (key !== ofYear || id !== "")) return;
        this.changedElsewhere(id);
        this.check.report();
      });
      this.roundChosen();
      this.check.showProgress();
      this.check.store.load(this.check.key).then(() => {
        this.isLoaded = true;
        if (this.nameField) this.nameField.disabled = false;
        this.check.chooseRound(this.check.isInUse ? this.check.round : this.check.latestRound());
        if (this.strip) this.strip.arrive();
        this.keepDaily();
      });
    }

    /** How to tell the results apart. */
    /** @param {HTMLElement} levels @param {StandardItem} text */
    fillLevels(levels, text) {
      if (!text) return levels.remove();
      for (const status of ["met", "partly", "unmet"]) {
        if (text[status]) levels.append(element("p", "", this.check.standard.answers[status] + "：" + text[status]));
      }
      if (text.evidence.length) levels.append(element("p", "", "看什么：" + text.evidence.join("、")));
    }

    buildTools() {
      const label = element("label", "", "期次 ");
      this.roundSelect = element("select");
      this.roundSelect.addEventListener("change", () => {
        this.check.isInUse = true;
        // what is open there belongs to the round that is left
        this.panel.hidden = true;
        this.panel.textContent = "";
        this.check.chooseRound(this.roundSelect.value);
      });
      label.append(this.roundSelect);
      this.check.toolLine.textContent = "";
      this.check.toolLine.append(label);
      if ("own" in this.check.dataset && this.check.isJudged) this.check.toolLine.append(" ", this.ownName());
      // one for a page: it hands over the year too
      if (this.check.isJudged) {
        const first = button(SITE.tools[FIRST], () => this.open(FIRST));
        first.className = "first";
        this.check.toolLine.append(" ", first);
      }
      this.check.toolLine.append(" ", this.menu());
      this.panel = element("section", "panel no-print");
      this.panel.hidden = true;
      this.panel.tabIndex = -1;
      this.news = element("ul", "news elsewhere no-print");
      this.check.toolLine.after(this.news, this.panel);
      // in sight with every item
      this.shut = element("span");
      this.check.since.after(this.shut);
    }

    /** All tools but the first, clearing last and apart. */
    menu() {
      const menu = element("details", "menu");
      const name = element("summary", "", "更多工具");
      const list = element("div");
      const close = () => {
        menu.open = false;
        name.focus();
      };
      const { isJudged, leftTools } = /** @type {any} */ (this.check);
      const left = leftTools || (isJudged ? [FIRST, ...OF_A_YEAR] : OF_A_CHECK);
      for (const [tool, text] of TOOLS.filter(([one]) => !left.includes(one))) {
        const pressed = () => {
          close();
          this.open(tool);
        };
        const made = button(text, pressed);
        if (tool === "clear" || tool === "leave") made.className = "clear";
        list.append(made);
      }
      menu.append(name, list);
      menu.addEventListener("keydown", ({ key }) => key === "Escape" && close());
      /** @param {any} at */
      const leave = (at) => {
        if (at && !menu.contains(at)) menu.open = false;
      };
      menu.addEventListener("focusout", ({ relatedTarget }) => leave(relatedTarget));
      document.addEventListener("click", ({ target }) => leave(target));
      return menu;
    }

    /** The name of a branch that is not in the data: one for all its standards and rounds. */
    ownName() {
      const label = element("label", "", SITE.name.label + "（写进导出的文件） ");
      const field = element("input");
      field.type = "text";
      field.disabled = !this.check.isOpen;
      // half-typed pinyin is no name yet
      field.addEventListener("input", (/** @type {any} */ event) => event.isComposing || this.saveName());
      field.addEventListener("compositionend", () => this.saveName());
      this.nameField = field;
      this.nameLimit = element("span", "elsewhere");
      this.nameLimit.setAttribute("role", "status");
      label.append(field);
      const box = element("span");
      box.append(label, this.nameLimit);
      return box;
    }

    saveName() {
      const name = cleaned(this.nameField.value);
      const more = over(SITE.name, name);
      const words = more > 0 ? overWords(SITE.name, more) + "，没有保存。" : "";
      this.nameLimit.textContent = words;
      if (words) this.check.tooLong.set("name", { at: SITE.name.label + "：", words });
      else {
        this.check.tooLong.delete("name");
        const kept = this.check.store.fill(this.check.dataset.branch, { name }, { name: this.nameShown });
        this.nameShown = name;
        this.check.dataset.name = name;
        this.check.await(kept.database);
      }
      this.check.report();
    }

    showName() {
      const { store, dataset } = this.check;
      if (!("own" in dataset)) return;
      // an earlier edition of the tool kept it with each record
      const ofRecords = () => store.records(dataset.branch + "/").map(({ record }) => record.branch.name);
      const { name = ofRecords().find(Boolean) || "" } = store.form(dataset.branch);
      dataset.name = name;
      if (!this.nameField || document.activeElement === this.nameField || this.check.tooLong.has("name")) return;
      this.nameField.value = name;
      this.nameShown = store.form(dataset.branch).name || "";
    }

    /** Brings what stands above the items to the round that was chosen. */
    roundChosen() {
      this.roundSelect.textContent = "";
      for (const one of this.rounds()) this.roundSelect.append(new Option(roundWords(one), one));
      this.roundSelect.value = this.check.round;
      this.news.textContent = "";
      // not before the database was read: it may hold what is to be brought to the new edition too
      if (this.isLoaded) {
        this.adopt();
        this.offerLastYear();
        // what is quoted is that of the year that is shown
        if (this.check.isJudged && window.YearTicks) YearTicks.follow(this.check);
      }
      if (!this.check.roundsOf(Day.today()).includes(this.check.round)) {
        const what = this.check.isJudged ? "自查" : "记录";
        const words = "这里是" + roundWords(this.check.round) + "的" + what + "。要填现在这一期，请在“期次”里选。";
        this.news.append(element("li", "", words));
      }
      this.shut.textContent = "";
      if (this.check.isClosed) {
        this.news.append(this.closedNote());
        this.shut.append(this.wayToReopen());
      }
      this.showName();
      if (this.elsewhere) this.elsewhere.renew();
      this.showRemarks();
    }

    /** What the committee has remarked, where it has; what shows it is loaded for the first slip. */
    showRemarks() {
      if (this.remarks) return this.remarks.show();
      const { record } = this.check.store.loadNow(keyFor(this.check.key));
      if (Object.keys(record.items).length === 0) return undefined;
      const show = () => {
        this.remarks = this.remarks || new SelfCheckRemarks.Remarks(this.check);
        this.remarks.show();
      };
      return (window.SelfCheckRemarks ? Promise.resolve() : Dom.loaded(SLIP)).then(show, Boolean);
    }

    /** Why nothing can be filled in here, and the way to change that. */
    closedNote() {
      const year = this.check.round.slice(0, 4);
      const [time] = this.check.record.closings.slice(-1)[0];
      const note = element(
        "li",
        "",
        year + " 年已在 " + Day.of(new Date(time)) + " 结束，只能看、打印和导出。要改，先",
      );
      note.append(button(SITE.words.reopen, () => this.closeOrOpen(SelfCheckRecord.OPENED)));
      if (this.check.isJudged) note.append(" ", this.nextYear());
      return note;
    }

    /** A link to where a year that is closed is opened again; it works in a field set that is closed too. */
    wayToReopen(round = this.check.round) {
      const link = element("a", "", SITE.words.to_reopen);
      link.href = "#" + this.check.id;
      link.addEventListener("click", (/** @type {Event} */ event) => {
        event.preventDefault();
        if (round !== this.check.round) {
          this.check.isInUse = true;
          this.check.chooseRound(round);
        }
        // somebody may have opened it meanwhile
        const place = this.news.querySelector("button") || this.roundSelect;
        place.scrollIntoView({ block: "center" });
        place.focus({ preventScroll: true });
      });
      return link;
    }

    /** Leads to the first round of the year after. */
    nextYear() {
      const { round } = this.check;
      const year = String(Number(round.slice(0, 4)) + 1);
      return button("开下一年（" + year + " 年）", () => {
        const { store, dataset } = this.check;
        this.check.await(store.fill(dataset.branch, { year }).database);
        this.panel.hidden = true;
        const others = checksOf(this.check).filter((one) => one !== this.check && one.isJudged);
        for (const one of others) one.chooseRound(one.latestRound());
        this.check.isInUse = true;
        this.check.chooseRound(year + round.slice(4).replace(/\d$/, "1"));
        this.roundSelect.focus();
      });
    }

    /** What the check of an earlier year has left for this one. */
    offerLastYear() {
      const year = this.check.round.slice(0, 4);
      const earlier = this.check.records().filter(({ record }) => record.round.slice(0, 4) < year);
      if (!this.check.isJudged || !earlier.length) {
        if (this.lastYear) this.lastYear.remove();
        return;
      }
      const { record } = earlier[earlier.length - 1];
      const there = window.SelfCheckLastYear ? Promise.resolve() : Dom.loaded(LAST_YEAR);
      there.then(() => this.check.round.slice(0, 4) === year && SelfCheckLastYear.offer(this.check, record), Boolean);
    }

    /** Closes the year that is shown, or opens it again: what is on this page shows it at once. */
    /** @param {string} how @param {string} [now] */
    closeOrOpen(how, now) {
      const { store, dataset, key, round } = this.check;
      const keys = SelfCheckClosing.keysOf(store, dataset.branch, round.slice(0, 4), key);
      const kept = SelfCheckClosing.note(store, keys, how, now);
      for (const one of checksOf(this.check)) one.chooseRound(one.round);
      this.check.await(kept.database);
      return kept;
    }

    /** The rounds of today and of three months ago, which are still being finished, and those begun. */
    rounds() {
      const now = new Date(Day.today());
      now.setUTCMonth(now.getUTCMonth() - 3, 1);
      const known = this.check.records().map((one) => one.record.round);
      const all = this.check
        .roundsOf(Day.today())
        .concat(this.check.roundsOf(now.toISOString()), known, this.check.round);
      return Array.from(new Set(all)).sort();
    }

    /** Brings what was filled in under an earlier edition to this one. */
    adopt() {
      const before = this.check.store.loadNow(this.check.key).record;
      if (!before.edition || before.edition === this.check.standard.edition || this.check.isClosed) return;
      const { record, notes } = adopted(before, this.check.standard);
      SelfCheckSnapshots.keep(this.check.store, this.check.key, "换版之前", Day.today());
      SelfCheckSnapshots.put(this.check.store, record);
      for (const note of notes) this.news.append(element("li", "", note));
    }

    /** Before the first change of a day, what was there is kept. */
    keepDaily() {
      const [key, today] = [this.check.key, Day.today()];
      if (!Object.keys(this.check.record.items).length) return;
      SelfCheckSnapshots.listed(this.check.store, key).then((all) => {
        if (!all.some((one) => one.day === today))
          SelfCheckSnapshots.keep(this.check.store, key, "每天第一次打开", today);
      });
    }

    /** @param {string} itemId */
    changedElsewhere(itemId) {
      const { isClosed } = this.check;
      if (itemId === "") this.check.lock();
      if (this.check.isClosed !== isClosed) this.roundChosen();
      for (const id of itemId === "" ? this.check.rows.keys() : [itemId]) {
        const row = this.check.rows.get(id);
        if (!row) continue;
        const answer = this.check.answerOf(id);
        this.check.show(id);
        for (const name of Object.keys(row.controls)) {
          const control = row.controls[name];
          const text = asText(answer[name]);
          if (document.activeElement === control && control.value !== text && row.seen[name] !== text) {
            row.offered[name] = "";
            row.notices[name].textContent =
              "另一个窗口把这里改成了：「" + text + "」。你接着输入就以你的为准；离开这一格就用那边的。";
          }
        }
      }
      this.check.showProgress();
    }

    /** Offers beside a field what another window wrote there and had to give way. */
    /** @param {Row} row */
    offerLost(row) {
      const lost = this.check.store.lost(this.check.key, row.id).filter(({ field }) => row.notices[field]);
      for (const name of Object.keys(row.notices)) {
        /** @param {{field: string, value: any, isOpen: boolean}} one */
        const isMeant = ({ field, value, isOpen }) => field === name && (isOpen || row.offered[name] === asText(value));
        const found = lost.find(isMeant);
        // a button must not be replaced while it is being pressed: that leaves the field, and leads here
        if (found && row.offered[name] === asText(found.value) && row.notices[name].childElementCount) continue;
        row.offered[name] = found && asText(found.value);
        row.notices[name].textContent = found ? "另一处同时写的是：「" + asText(found.value) + "」" : "";
        if (found && row.rest.contains(row.notices[name])) row.rest.open = true;
        if (found) row.notices[name].append(button("用回另一处写的", () => this.takeBack(row.id, name, found.value)));
      }
    }

    /** @param {string} id @param {string} name @param {any} value */
    takeBack(id, name, value) {
      this.check.save(id, name, asText(value), true);
      this.check.show(id);
      this.check.rows.get(id).rest.open = true;
      if (this.strip) this.strip.unfold(this.check.rows.get(id).box);
      if (this.check.rows.get(id).controls[name]) this.check.rows.get(id).controls[name].focus();
    }

    /** What gave way to another window anywhere in this record, each to be taken back; null where nothing did. */
    /** @param {Say} say */
    lostTexts(say) {
      const list = element("ul");
      /** @param {string} label @param {string} words @param {() => void} take */
      const add = (label, words, take) => {
        const line = element("li", "", label + "：「" + words + "」");
        const taken = () => {
          take();
          line.remove();
          say("已用回。换下来的那一份也留着，再打开这里就看得到。");
        };
        const back = button("用回", taken);
        back.disabled = this.check.isClosed;
        line.append(back);
        list.append(line);
      };
      for (const id of this.check.rows.keys()) {
        for (const { field, value } of this.check.store.lost(this.check.key, id)) {
          const label = (FIELDS.find(({ name }) => name === field) || { label: "结果" }).label;
          const words = field === "status" ? resultOf(value, this.check.standard) : asText(value);
          add(id + " " + label, words, () => this.takeBack(id, field, value));
        }
      }
      for (const { value } of this.nameField ? this.check.store.lost(this.check.dataset.branch) : []) {
        const take = () => {
          this.nameShown = null;
          this.nameField.value = value;
          this.saveName();
        };
        add(SITE.name.label, value, take);
      }
      if (!list.childElementCount) return null;
      const box = element("div");
      box.append(element("p", "", "两处同时改过，没有用上的："), list);
      return box;
    }

    /** Answers to items that are not on this page: kept, shown and exported all the same. */
    /** @param {CheckRecord} record */
    showOthers(record) {
      this.others.textContent = "";
      const list = element("ul");
      for (const section of [record.items, record.retired, record.unknown.items]) {
        for (const id of Object.keys(section)) {
          if (section === record.items && (this.check.rows.has(id) || isBlank(section[id]))) continue;
          list.append(element("li", "", id + " " + wordsOf(section[id], this.check.standard).join("；")));
        }
      }
      if (list.childElementCount) this.others.append(element("h2", "", "不在本页条目里的内容（原样保留）"), list);
    }

    /** A separate read-only table for paper: printed text areas lose lines. */
    showPaper() {
      const { record } = this.check;
      const rows = this.check.ids().map((id) => {
        const answer = answerOf(record, id);
        const quoted = this.check.quotes(id).concat(this.remarks ? this.remarks.lines(id) : []);
        const [title, result, ...rest] = wordsOf(Object.assign({}, answer, { title: "" }), this.check.standard);
        const row = element("tr");
        const name = element("th", "", id + " " + this.check.standard.items[id].title + title);
        row.append(name, element("td", "", result), element("td", "", rest.concat(quoted).join("\n")));
        return row;
      });
      const head = element("thead");
      const line = element("tr");
      for (const text of ["条目", "结果", "问题、材料和整改"]) line.append(element("th", "", text));
      head.append(line);
      const body = element("tbody");
      body.append(...rows);
      this.paper.textContent = "";
      this.paper.append(element("caption", "", roundWords(this.check.round)), head, body);
    }

    /** The record as it leaves this browser: a branch that is not in the data goes by its name. */
    fileRecord() {
      return this.asFile(this.check.record);
    }

    /** @param {CheckRecord} record */
    asFile(record) {
      const { store } = this.check;
      const { id } = record.branch;
      if (SelfCheckOwn.isOwn(id)) {
        const name = record.branch.name || store.form(id).name || "";
        record.branch = { id: SelfCheckOwn.fileId(store, id, name), name };
      }
      return record;
    }

    /**
     * The keys of what goes out together: a record, what the branch has ticked in the same year, and what the
     * committee has said of them with the marks of the branch.
     */
    together(key = this.check.key) {
      const { store, dataset, isJudged } = this.check;
      const year = key.split("/")[2].slice(0, 4);
      const ofSlips = isSlip(dataset.catalog);
      /** @param {string} catalog */
      const goes = (catalog) => isSlip(catalog) || (!ofSlips && (!isJudged || catalog === "year"));
      const isOfYear = (/** @type {CheckRecord} */ { round: other, catalog }) =>
        other.startsWith(year) && goes(catalog);
      const others = store.records(dataset.branch + "/").filter((one) => one.key !== key && isOfYear(one.record));
      return [key, ...others.filter(({ record }) => Object.keys(record.items).length > 0).map((one) => one.key)];
    }

    /** What is backed up and copied, as one text; `change` makes of each record what goes out. */
    /** @param {string[]} [keys] @param {(record: CheckRecord) => CheckRecord} [change] */
    fileText(keys = this.together(), change = (record) => record) {
      const given = { day: Day.today(), device: this.check.store.device() };
      const files = keys.map((key) => {
        /** @type {any} */
        const shown = checksOf(this.check).find((one) => one.key === key);
        const record = shown ? shown.tools.fileRecord() : this.asFile(this.check.store.loadNow(key).record);
        return toFile(change(record), shown ? shown.standard : undefined, given);
      });
      return files.length > 1 ? SelfCheckBundle.toBundles(files)[0] : files[0];
    }

    /** Notes that all of it was handed over: as which file, or how else. */
    /** @param {string} as @param {string[]} [keys] */
    handedOver(as, keys = this.together()) {
      for (const key of keys) SelfCheckSnapshots.exported(this.check.store, key, Day.today(), as);
      for (const one of checksOf(this.check)) one.report();
    }

    /** `then` is done before it is noted that the file went out. */
    /** @param {string[]} [keys] @param {(record: CheckRecord) => CheckRecord} [change] @param {() => void} [then] */
    download(keys, change, then = () => undefined) {
      const file = nameOf([
        this.check.dataset.name || "本支部",
        this.check.kind,
        this.check.dataset.catalog,
        this.check.round,
        Day.today(),
      ]);
      Download.save(file, this.fileText(keys, change), "application/json");
      then();
      this.handedOver(file, keys);
    }

    /** Asks for a name that nobody gave, once, and not where something would be lost meanwhile. */
    asksName() {
      if (this.wasAsked || !this.nameField || this.check.dataset.name || this.check.hasFailed()) return false;
      this.wasAsked = true;
      this.nameLimit.textContent = NAMELESS;
      this.nameField.focus();
      return true;
    }

    /** @param {string} name */
    open(name) {
      if (LEAVING.includes(name) && this.asksName()) return undefined;
      if (name === "backup") return this.download();
      if (name === "print") return window.print();
      return (window.SelfCheckPanels ? Promise.resolve() : Dom.loaded(FILES)).then(
        () => SelfCheckPanels.open(this.check, name),
        () => {
          this.check.saved.textContent = "这一项打不开：有文件没有取到。填的内容不受影响，请再点一次，或者刷新。";
          if (!this.check.rescue.hidden) this.check.showText();
        },
      );
    }
  }

  /** What stands on the page of a branch: a self-check, and the year. */
  /** @param {Checklist} check */
  function checksOf(check) {
    /** @type {any[]} */
    const all = Array.from(document.querySelectorAll("self-check, year-ticks, slip-sheet"));
    return all.filter((one) => one === check || (one.dataset.branch === check.dataset.branch && one.tools));
  }

  /** Makes a self-check whole, once. Returns whether it is. */
  /** @param {Checklist} check */
  function attach(check) {
    if (!check.tools) {
      check.tools = new Tools(check);
      check.tools.start();
    }
    return true;
  }

  return { FILES, Tools, attach, checksOf };
})();
