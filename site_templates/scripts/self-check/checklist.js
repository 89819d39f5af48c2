/* Turns a branch's printed checklist into one that can be filled: the page says everything without it.
   Here is what shows, takes and keeps answers; tools.js brings the rest once the page is idle. */

var SelfCheck = (() => {
  const { FIELDS, STATUSES, fitted, over, overWords, own, progressOf } = SelfCheckAnswer;
  const { answerOf, isClosed, rounds } = SelfCheckRecord;
  const { element, button, say, IN_WECHAT } = Dom;
  /** What every page loads once it is idle, soon enough for printing and for the rescue below. */
  const WORK = ["self-check-later.js"];
  /** @type {Values<AnswerField>} */
  const FIELD = {};
  for (const field of FIELDS) FIELD[field.name] = field;
  const NOTE = ["note"];
  const PUT_RIGHT = ["measure", "responsible", "due"];
  const CLOSE_OUT = ["closed_on", "closed_evidence", "looked_back_on", "looked_back_note"];
  /** What a row shows only where there is a problem, or when it is opened. */
  const FOLDED = NOTE.concat(PUT_RIGHT, CLOSE_OUT);
  /** Milliseconds until scripts that could not be had are asked for again. */
  const TRY_AGAIN = 10000;
  /** Milliseconds without a further letter after which what was typed is called saved. */
  const CALM = 200;
  const OPENING = "正在打开本机存的内容，打开就可以填。";
  const PAST = "这个期限已经过了。还没有销号的，请定新的期限。";
  const AT_FIRST = "填的内容会立即存在这台机器的这个浏览器里。";

  /** @param {string | string[]} value */
  const asText = (value) => (Array.isArray(value) ? value.join("\n") : value);

  /** @param {string} status */
  const isFinding = (status) => status === "partly" || status === "unmet";

  /** A list of places is as high as it is long, up to a limit: of what was typed no line goes out of sight. */
  /** @param {any} control */
  function fit(control) {
    const lines = Math.min(control.value.split("\n").length, 8);
    if (control.placeholder && control.rows !== lines) control.rows = lines;
  }

  const bring = () => (window.SelfCheckTools ? Promise.resolve() : Dom.loaded(WORK));

  /** @type {Store} */
  let opened = null;
  class SelfCheck extends HTMLElement {
    /** One for all self-checks of a page. */
    static get store() {
      if (!opened) {
        opened = new SelfCheckStore.Store(SelfCheckEarlier.take);
        SelfCheckEarlier.follow(opened);
      }
      return opened;
    }

    /** Resolves to the store with all that it can do; rejects where the scripts for that cannot be had. */
    static whole() {
      return bring().then(() => SelfCheck.store);
    }

    connectedCallback() {
      const standard = own(STANDARDS, this.dataset.catalog);
      if (this.rows || !standard) return;
      this.standard = standard;
      this.store = SelfCheck.store;
      this.classList.add("is-live");
      /** @type {Map<string, Row>} */
      this.rows = new Map();
      /** @type {Map<string, {at: string, words: string, text?: string}>} */
      this.tooLong = new Map();
      /** @type {Tools} */
      this.tools = null;
      /** The row that was opened last for its problem. */
      /** @type {Row} */
      this.unfolded = null;
      /** @type {() => void} */
      this.follow = null;
      this.pending = 0;
      this.buildState();
      for (const item of this.querySelectorAll("li[data-rev]")) this.buildRow(item);
      window.addEventListener("pagehide", () => this.flush());
      window.addEventListener("beforeunload", (event) => {
        if (this.tooLong.size) event.returnValue = "!";
      });
      document.addEventListener("visibilitychange", () => document.hidden && this.flush());
      this.chooseRound(this.latestRound());
      if (window.SelfCheckTools) SelfCheckTools.attach(this);
      else Dom.whenIdle(() => this.complete());
      this.store.ready.then(() => this.takeInput());
    }

    /** Not before the database was read, or given up on: what is typed before reaches a place that may forget it. */
    takeInput() {
      this.isOpen = true;
      const { branch } = this.dataset;
      if (SelfCheckOwn.onList(this.store).includes(branch)) this.noteBranch();
      this.chooseRound(this.isInUse ? this.round : this.latestRound());
    }

    /** Notes that this branch is worked on here: the home page opens with it. */
    noteBranch() {
      const { branch } = this.dataset;
      // what the committee says of a branch is no work on it
      if (this.key.includes("/slip.") || SelfCheckOwn.isChosen(this.store, branch)) return;
      SelfCheckOwn.choose(this.store, branch);
    }

    /**
     * Nothing is to be filled in before the store is open, or after the record was closed, or while the page shows a
     * branch of which this browser keeps nothing.
     */
    lock() {
      this.isApart = this.closest(".is-apart") !== null;
      this.isClosed = isClosed(this.store.loadNow(this.key).record);
      for (const { box } of this.rows.values()) box.disabled = this.isClosed || this.isApart || !this.isOpen;
    }

    /** Whether its entries are judged: duties of a year are only done or left. */
    get isJudged() {
      return this.standard.judged;
    }

    /** What its file is called. */
    get kind() {
      return "自查";
    }

    /** Brings what the page can do beyond showing and keeping answers. Resolves to whether it is there. */
    complete() {
      const missing = () => {
        this.toolLine.textContent = "备份、导入这些工具还没有取到，正在再试。填的内容照样保存。";
        this.report();
        clearTimeout(this.again);
        this.again = setTimeout(() => this.complete(), TRY_AGAIN);
        return false;
      };
      return SelfCheck.whole().then(() => SelfCheckTools.attach(this), missing);
    }

    /** This branch's records of this catalog, the newest round last. */
    records() {
      return this.store.records(this.dataset.branch + "/" + this.dataset.catalog + "/");
    }

    /** What other records of the branch say of the places of an item's material. */
    /** @param {string} _ @returns {string[]} */
    quotes(_) {
      return [];
    }

    /** Those that contain a day. */
    /** @param {string} day */
    roundsOf(day) {
      return rounds(day);
    }

    /** The year that was opened, or begun, after one that is closed; or "". */
    /** @param {string[]} known */
    nextYear(known) {
      const { branch, catalog } = this.dataset;
      /** @param {string} year */
      const isNext = (year) =>
        year && isClosed(this.store.loadNow([branch, catalog, String(Number(year) - 1)].join("/")).record);
      const { year = "" } = this.store.form(branch);
      return [year, ...known.map((round) => round.slice(0, 4))].filter(isNext).sort().pop() || "";
    }

    /** A round of today that has been begun, else the last one begun: nobody's text seems gone on New Year's Day. */
    latestRound() {
      const known = this.records().map((one) => one.record.round);
      const nextYear = this.nextYear(known);
      const [now, begun] = [this.roundsOf(Day.today()), known].map((all) => all.filter((one) => one >= nextYear));
      const first = nextYear + (known.pop() || "").slice(4).replace(/\d$/, "1");
      return now.find((round) => begun.includes(round)) || begun.pop() || (nextYear && first) || now[0];
    }

    /** In the edition it was filled in under, until it is brought to this one. */
    get record() {
      const { record } = this.store.loadNow(this.key);
      if ("name" in this.dataset) record.branch.name = this.dataset.name;
      record.edition = record.edition || this.standard.edition;
      return record;
    }

    buildState() {
      this.state = element("div", "state no-print");
      this.total = element("strong", "total");
      this.saved = element("span", "", OPENING);
      this.saved.setAttribute("role", "status");
      this.refilled = element("p", "elsewhere no-print");
      this.refilled.setAttribute("role", "status");
      // apart from what is read out: it changes with every letter
      this.since = element("span");
      // always there: to write it with every letter would lay the page out every time
      const busy = element("span", "busy", "正在保存…");
      const line = element("span");
      line.append(this.saved, this.since, busy);
      this.rescue = button(IN_WECHAT ? SITE.tools.copy : "立即导出", () => {
        /** @param {boolean} isThere */
        const save = (isThere) => (isThere ? this.tools.open(IN_WECHAT ? "copy" : "backup") : this.showText());
        this.complete().then(save);
      });
      this.rescue.hidden = true;
      this.state.append(this.total, line, this.rescue);
      this.toolLine = element("div", "tools no-print");
      this.prepend(this.state, this.refilled, this.toolLine);
    }

    /** The last resort, when no other script can be had: everything as text that 导入 can read. */
    showText() {
      if (!this.text) {
        this.text = element("textarea");
        this.text.readOnly = true;
        this.text.setAttribute("aria-label", "要复制的全部数据");
        this.toolLine.after(
          element("p", "no-print", "请复制下面的全部文字，另存成文件；以后在“导入”里粘贴。"),
          this.text,
        );
      }
      this.text.value = JSON.stringify(this.record);
      this.text.select();
    }

    /** @param {string} round */
    chooseRound(round) {
      this.round = round;
      this.key = [this.dataset.branch, this.dataset.catalog, round].join("/");
      for (const row of this.rows.values()) row.offered = {};
      this.lock();
      if (this.tools) this.tools.roundChosen();
      this.showAll();
      this.report();
    }

    showAll() {
      for (const { id, box } of this.rows.values()) {
        this.show(id);
        box.parentElement.classList.toggle("is-settled", this.answerOf(id).status !== "");
      }
      this.unfoldSome();
      this.showProgress();
      const { strip = null } = this.tools || {};
      if (strip) strip.foldFull();
    }

    /** Of the problems that still lack something the first one is open; the others say what they lack. */
    unfoldSome() {
      const first = [...this.rows.values()].find(({ id }) => this.lacking(this.answerOf(id)).length > 0);
      if (first) this.unfold(first);
    }

    /** What a problem still lacks, in words. */
    /** @param {Answer} answer */
    lacking(answer) {
      const names = isFinding(answer.status) ? NOTE.concat(PUT_RIGHT).filter((name) => !answer[name]) : [];
      return names.map((name) => FIELD[name].label.replace(/（.*/, ""));
    }

    /** Opens the row of a problem, and closes the one that was opened before: one is worked on at a time. */
    /** @param {Row} row */
    unfold(row) {
      if (this.unfolded && this.unfolded !== row) this.fold(this.unfolded);
      this.unfolded = row;
      row.rest.open = true;
    }

    /** Closes a row, unless something there still needs somebody. */
    /** @param {Row} row */
    fold({ box, limits, notices, rest }) {
      const isSaid = [limits, notices].some((said) => Object.keys(said).some((name) => said[name].textContent));
      if (!isSaid && !box.contains(document.activeElement)) rest.open = false;
    }

    /** @param {any} item */
    buildRow(item) {
      const box = element("fieldset");
      box.disabled = !this.isOpen;
      /** @type {any} */
      const row = { id: item.id, rev: Number(item.dataset.rev), box, controls: {}, notices: {}, radios: [] };
      // what each control showed or saved last, as text and as it is stored, and which text of another window it offers
      Object.assign(row, { seen: {}, base: {}, offered: {}, limits: {} });
      box.append(element("legend", "", item.querySelector("a").textContent));
      row.levels = element("div", "levels");
      row.putRight = element("div");
      row.closeOut = element("details", "close-out");
      row.recheck = element("p", "elsewhere");
      row.rest = element("details", "rest");
      row.told = element("span", "told");
      row.filled = element("b");
      row.told.append(row.filled);
      const summary = element("summary");
      summary.append(element("i", "", item.id + " 的"), element("span", "", "问题和整改、" + SITE.words.judged));
      row.clear = button("清除选择", () => {
        this.save(item.id, "status", "");
        this.show(item.id);
        // this button goes with what it took away
        row.radios[0].focus();
      });
      row.rest.append(summary, this.fields(row, NOTE), row.putRight, row.closeOut, row.levels, row.clear);
      // a row that is opened shows all that there is of it
      row.rest.addEventListener("toggle", () => {
        if (row.rest.open) item.classList.remove("is-settled");
        this.mark(row, this.answerOf(row.id));
      });
      const line = element("div", "line");
      line.append(this.choices(item.id, row), this.field(item.id, row, FIELD.evidence));
      box.append(line, row.recheck, row.rest);
      item.append(row.told, box);
      this.rows.set(item.id, row);
    }

    /** @param {Row} row @param {string[]} names */
    fields(row, names) {
      const fields = element("div", "fields");
      for (const name of names) fields.append(this.field(row.id, row, FIELD[name]));
      return fields;
    }

    /** Most items never need them: they are built for the first finding, so that the page opens fast on a phone. */
    /** @param {Row} row */
    buildRest(row) {
      row.putRight.append(this.fields(row, PUT_RIGHT));
      row.closeOut.append(element("summary", "", "销号和回头看"), this.fields(row, CLOSE_OUT));
      this.show(row.id);
    }

    /** @param {string} id @param {Row} row */
    choices(id, row) {
      const group = element("div", "choices");
      for (const status of STATUSES) {
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
        label.className = status;
        label.append(radio, this.standard.answers[status]);
        row.radios.push(radio);
        group.append(label);
      }
      return group;
    }

    /** @param {string} id @param {Row} row @param {AnswerField} three */
    field(id, row, { name, label, kind }) {
      const large = kind === "long" || kind === "lines";
      const isList = kind === "lines";
      const box = element("div", isList ? "evidence" : large ? "wide" : "");
      const words = element("label", "", label);
      /** @type {any} */
      const control = element(large ? "textarea" : "input");
      control.id = name + "-" + id;
      words.htmlFor = control.id;
      if (isList) control.placeholder = "一行一处，如会议记录本第12页";
      if (large) control.rows = isList ? 1 : 2;
      else control.type = kind === "day" ? "date" : "text";
      const save = () => {
        if (kind !== "day") this.save(id, name, control.value);
        else if (this.lookAtDay(row, name, label)) this.save(id, name, TypedDay.plain(control.value));
        fit(control);
      };
      // half-typed pinyin is not text yet; compositionend or leaving the field saves it
      control.addEventListener("input", (/** @type {any} */ event) => event.isComposing || save());
      control.addEventListener("compositionend", save);
      // what was saved while typing must not be saved again: another window may have changed the field since
      control.addEventListener("change", () => {
        if (control.value !== row.seen[name]) save();
      });
      control.addEventListener("blur", () => this.show(id));
      row.controls[name] = control;
      // what another window wrote, and what does not fit
      for (const said of [row.notices, row.limits]) {
        said[name] = element("p", "elsewhere");
        said[name].setAttribute("role", "status");
      }
      box.append(words, control, row.notices[name], row.limits[name]);
      return box;
    }

    /**
     * Says at a day what is wrong with it, or that it can hardly be meant; a time limit may be to come. Returns whether
     * it is a day: otherwise what was kept stays, and what was typed stays for who wants to complete it.
     */
    /** @param {Row} row @param {string} name @param {string} label */
    lookAtDay({ id, controls, limits }, name, label) {
      const isPlanned = name === "due" || this.answerOf(id).status === "";
      const { day, problem, remark } = TypedDay.look(controls[name], SITE.days, {
        label,
        latest: isPlanned ? "" : undefined,
      });
      const isPast = name === "due" && day && day < Day.today() && !this.answerOf(id).closed_on;
      limits[name].textContent = problem ? problem + "还没有存。" : remark || (isPast ? PAST : "");
      return !problem;
    }

    /** @param {string} id */
    answerOf(id) {
      return answerOf(this.store.loadNow(this.key).record, id);
    }

    /** Saves a field; `isTakenBack` keeps what stands in it beside the other text, for another change of mind. */
    /** @param {string} id @param {string} name @param {string} text @param {boolean} [isTakenBack] */
    save(id, name, text, isTakenBack) {
      if (this.isClosed) return;
      const row = this.rows.get(id);
      this.isInUse = true;
      row.seen[name] = text;
      const field = FIELD[name];
      const value = field && field.kind === "lines" ? text.split("\n") : text;
      if (field && this.isTooLong(row, field, over(field, fitted(field, value)), text)) return this.report();
      this.change(row, { [name]: value }, { [name]: isTakenBack ? null : row.base[name] });
    }

    /** Changes fields of an answer, all as one change; `shown` is what stood there. */
    /** @param {Row} row @param {Values<any>} values @param {Values<any>} [shown] */
    change(row, values, shown = row.base) {
      const how = { title: this.titleOf(row.id), rev: row.rev, day: Day.today() };
      const kept = this.store.change(this.key, row.id, values, how, this.record, shown);
      if (!kept) return this.report();
      const isChosen = "status" in values;
      const place = isChosen && row.box.getBoundingClientRect().top;
      for (const name of Object.keys(values)) row.base[name] = kept.answer[name];
      this.noteBranch();
      this.await(kept.database);
      this.mark(row, kept.answer);
      if (isFinding(values.status)) this.unfold(row);
      // what is said or closed above must not move what was just pressed
      if (isChosen) window.scrollBy(0, row.box.getBoundingClientRect().top - place);
      if (this.tools) this.tools.offerLost(row);
      this.showProgress();
      this.report();
      if (this.follow) this.follow();
    }

    /** @param {string} id */
    titleOf(id) {
      return this.standard.items[id].title;
    }

    /** A text that is too long stays in its control alone: what was saved before stays saved. */
    /** @param {Row} one @param {AnswerField} two @param {number} more @param {string} text */
    isTooLong({ id, limits }, { name, label, kind, limit }, more, text) {
      const words = more > 0 ? overWords({ limit }, more) + "，没有保存。" : "上限 " + limit + " 字，快到了。";
      limits[name].textContent = kind !== "day" && more > -limit / 10 ? words : "";
      this.tooLong.delete(this.key + id + name);
      if (more > 0) this.tooLong.set(this.key + id + name, { text, words, at: id + " 的“" + label + "”：" });
      return more > 0;
    }

    /** Until all of it was read back, nothing is called saved. */
    /** @param {Promise<boolean>} saved */
    await(saved) {
      this.pending += 1;
      const done = () => {
        this.pending -= 1;
        this.report();
      };
      saved.then(() => setTimeout(done, CALM));
    }

    /** Of text still in composition the page may never hear again once it goes away: better half of it than none. */
    flush() {
      /** @type {any} */
      const control = document.activeElement;
      for (const { id, controls, seen } of this.rows.values()) {
        const name = Object.keys(controls).find((one) => controls[one] === control);
        if (name && control.value !== seen[name]) this.save(id, name, control.value);
      }
    }

    /** Whether what is filled in is kept nowhere. */
    hasFailed() {
      return !this.store.keeping().isKept;
    }

    /** Says what is kept and what is not; nothing is lost from the page itself. */
    report() {
      const { local, database, refilled } = this.store.works;
      const long = [...this.tooLong.values()].map(({ at, words }) => at + words).join("");
      // the database is still at it: no red bar for an instant with every letter
      const isBusy = this.pending > 0 && database !== false;
      const failed = !isBusy && this.hasFailed();
      const isSaving = isBusy && !long;
      this.state.classList.toggle("is-saving", isSaving);
      this.state.classList.toggle("is-failed", failed || long !== "");
      // what was said before is not true of the last letters, but need not be read out again with every word either
      if (isSaving) return;
      this.rescue.hidden = !failed;
      if (refilled && !failed) this.refilled.textContent = SelfCheckStore.REFILLED;
      const [text, more = ""] = this.words(failed, local && database, long);
      say(this.saved, text);
      say(this.since, more);
    }

    /** What is said of saving, and what after it is not read out: it changes with every letter. */
    /** @param {boolean} failed @param {boolean} isInBoth @param {string} long */
    words(failed, isInBoth, long) {
      if (!this.isOpen) return [OPENING];
      const { unsaved_changes: count, exported_on: day } = this.store.loadNow(this.key);
      if (failed) {
        const none = "这个浏览器不让保存，关掉这一页内容就没有了。请换一个浏览器，或者填完就导出。";
        const lost = "没有保存成功：浏览器不让保存，或者空间满了。内容还在这一页上，请马上点“";
        return [count ? lost + this.rescue.textContent + "”。" : none];
      }
      if (long) return [long];
      if (this.isClosed) return [this.round.slice(0, 4) + " 年已经结束，只能看。"];
      if (!count && isInBoth) return [day ? "已保存到本机 · 备份于 " + day + "，之后没有修改" : AT_FIRST];
      const since = " · " + (day ? "距上次备份" : "还没有备份过，已有") + " " + count + " 处修改";
      if (!isInBoth) return [SelfCheckStore.ONE_PLACE, count ? since : ""];
      return ["已保存到本机 " + new Date().toTimeString().slice(0, 5), since];
    }

    /** Brings the controls up to date, but never touches the field somebody is typing in. */
    /** @param {string} id */
    show(id) {
      const row = this.rows.get(id);
      const answer = this.answerOf(id);
      for (const radio of row.radios) radio.checked = radio.value === answer.status;
      for (const name of Object.keys(row.controls)) {
        const control = row.controls[name];
        if (document.activeElement === control) continue;
        const isDay = FIELD[name] && FIELD[name].kind === "day";
        if (isDay && !this.lookAtDay(row, name, FIELD[name].label)) continue;
        const { text, words } = this.tooLong.get(this.key + id + name) || { text: asText(answer[name]), words: "" };
        // what stood here may have given way to another window: it is offered again
        if (control.value !== text) {
          row.offered[name] = control.value;
          control.value = text;
        }
        row.seen[name] = control.value;
        row.base[name] = answer[name];
        row.limits[name].textContent = words;
        if (isDay) this.lookAtDay(row, name, FIELD[name].label);
        fit(control);
      }
      this.mark(row, answer);
      if (this.tools) this.tools.offerLost(row);
    }

    /** @param {Row} row @param {Answer} answer */
    mark(row, answer) {
      for (const radio of row.radios) {
        radio.parentElement.classList.toggle("is-chosen", radio.value === answer.status);
      }
      /** @param {string} name */
      const inUse = (name) => row.controls[name] && row.controls[name] === document.activeElement;
      const everFound = isFinding(answer.status) || answer.log.some((line) => isFinding(line[1]));
      /** @param {string[]} names */
      const isNeeded = (names) => everFound || names.some((name) => answer[name] || inUse(name));
      row.putRight.hidden = !isNeeded(PUT_RIGHT);
      row.closeOut.hidden = !isNeeded(CLOSE_OUT);
      if (!row.controls.measure && isNeeded(PUT_RIGHT.concat(CLOSE_OUT))) this.buildRest(row);
      const { length } = FOLDED.filter((name) => answer[name]);
      const lacks = this.lacking(answer);
      const isNone = lacks.length > PUT_RIGHT.length;
      const open = isNone ? "问题和整改都还没写" : "还没写：" + lacks.join("、");
      say(row.filled, lacks.length ? open : length ? "里面已填 " + length + " 栏" : "");
      row.filled.classList.toggle("lacks", lacks.length > 0);
      row.clear.hidden = !answer.status;
      // on a phone the place of material is asked for once there is something to show
      const isBare = !answer.status && !answer.evidence.length && !inUse("evidence") && !row.rest.open;
      row.box.classList.toggle("is-bare", isBare && !row.notices.evidence.textContent);
      row.recheck.textContent = answer.recheck ? SITE.words.changed + "，请重新核对这一项：再选一次结果。" : "";
    }

    /** The items that apply, in the order of the page. */
    /** @param {Element} [place] */
    ids(place = this) {
      return Array.from(place.querySelectorAll("li[data-rev]:not([hidden])"), ({ id }) => id);
    }

    /** @param {Answer[]} answers */
    progressWords(answers) {
      const { met, answered, recheck, of } = progressOf(answers);
      return (
        "已填 " + answered + "/" + of + "，达到 " + met + (recheck ? "，" + SITE.words.recheck + " " + recheck : "")
      );
    }

    /** The answer to an item that counts. */
    /** @param {CheckRecord} record @param {string} id */
    counted(record, id) {
      return answerOf(record, id);
    }

    showProgress() {
      const { record } = this;
      /** @param {Element} place */
      const words = (place) => this.progressWords(this.ids(place).map((id) => this.counted(record, id)));
      for (const area of this.querySelectorAll("section[data-area]")) {
        let line = area.querySelector(".progress");
        if (!line) {
          line = element("span", "progress");
          area.querySelector("h2, h3").append(" ", line);
        }
        say(line, words(area));
      }
      say(this.total, "全部：" + words(this));
      if (!this.tools) return;
      if (this.tools.strip) this.tools.strip.show();
      if (this.tools.remarks) this.tools.remarks.show();
      this.tools.showOthers(record);
    }
  }

  customElements.define("self-check", SelfCheck);
  return SelfCheck;
})();
