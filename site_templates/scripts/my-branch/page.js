/* 我的支部: asks for the facts of one branch and shows what the rules say of them. Nothing leaves the browser. */

(() => {
  const core = MyBranch;
  const { element, button, say } = Dom;
  const OPENING = "正在打开本机存的内容，打开就可以填。";
  const KEPT = "填的内容存在这台机器的这个浏览器里，也写在网址里，可以收藏或转发；" + SITE.words.not_sent + "。";
  const NOT_KEPT =
    "没有保存：这个浏览器不让保存，或者空间满了。这一页照样能用，内容只写在网址里；要留就收藏网址，或者打印。";
  const NO_ANSWER = "填完了，结果还没有取到，正在再试。填的内容照样保存。";
  /** What follows from the answers, and what the self-check below them is made of. */
  const LATER = ["../data/catalogs.js", "../data/my-branch-answers.js", "my-branch-later.js"];
  /** Milliseconds until it is asked for again. */
  const TRY_AGAIN = 10000;
  const NOT_CLEARED = "支部情况已清空，本机还留着痕迹：有文件没有取到，请刷新后再清除一次。";

  const NOT_ASKED = "没有清除：有文件没有取到，请再点一次。";

  class MyBranchPage extends HTMLElement {
    connectedCallback() {
      if (this.fields || typeof BRANCH_RULES === "undefined") return;
      // how long a term has lasted is counted to today
      this.rules = Object.assign(BRANCH_RULES, { today: Day.today() });
      /** @type {BranchField[]} */
      this.fields = [];
      this.store = SelfCheck.store;
      this.branch = SelfCheckOwn.current(this.store);
      /** Of whom a link tells that is none of those kept here: nothing is kept of it. */
      this.stranger = SelfCheckOwn.another();
      // the address will be that of what is answered
      this.isToCheck = location.hash === "#check";
      this.textContent = "";
      this.chooser = element("p", "own-branches no-print");
      this.append(this.chooser);
      /** @type {HTMLElement} */
      this.parts = document.querySelector(".branch-parts");
      const box = element("details", "calculator my-branch no-print");
      this.folded = box;
      this.folding = element("summary");
      box.append(this.folding);
      box.open = true;
      this.form = element("form");
      this.form.noValidate = true;
      this.form.setAttribute("aria-label", SITE.words.facts);
      const questions = element("div", "questions");
      this.rules.questions.forEach((question, place) => {
        questions.append(this.question(question, place + 1));
      });
      this.more = this.group(SITE.words.follow_ups);
      for (const spec of this.rules.followUps) this.more.append(this.field(spec, spec.label));
      questions.append(this.more);
      this.form.append(questions);
      this.buildState();
      box.append(this.form);
      this.append(this.other, box);
      this.buildTools();
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.goOn();
      });
      this.store.watch((key) => {
        if (key === "form/" + this.kept) this.changedElsewhere();
        // another window adds, names and clears branches too
        this.showChooserSoon();
      });
      this.parts.addEventListener("change", () => this.showChooserSoon());
      // what is filled in below belongs to the facts that a link has brought
      this.parts.addEventListener("input", () => this.keepSent());
      window.addEventListener("hashchange", () => {
        if (location.hash.slice(1) !== this.address && this.addressFacts()) this.adopt();
      });
      this.adopt();
      this.saved.textContent = OPENING;
      // what is filled in before the database was read reaches a place that may forget it
      for (const field of this.fields) field.enable(false);
      this.store.ready.then(() => {
        for (const field of this.fields) field.enable(true);
        this.isOpen = true;
        this.branch = SelfCheckOwn.current(this.store);
        this.adopt();
        this.isToFold = this.isReady;
        this.fold();
      });
      Dom.whenIdle(() => this.bring().then(() => SelfCheck.whole().catch(() => {})));
    }

    /** Brings what an answer needs; what is answered by then is shown. */
    bring() {
      const there = () => {
        if (this.result) return;
        Object.assign(this.rules, BRANCH_ANSWERS);
        this.result = new MyBranchResult(this.rules, this.parts, this.shownBranch, (catalog) => this.choose(catalog));
        this.update();
        this.fold();
        if (this.isToCheck && this.isReady) this.result.leadToCheck();
      };
      const missing = () => {
        if (this.isReady) say(this.missing, NO_ANSWER);
        clearTimeout(this.again);
        this.again = setTimeout(() => this.bring(), TRY_AGAIN);
      };
      // whose self-check it is, only the database may know
      const all = Promise.all([Dom.loaded(LATER), this.store.ready]);
      return all.then(there, missing);
    }

    /** Folds the questions away, once, where they were answered before and the answer is there. */
    fold() {
      if (!this.isToFold || !this.result) return;
      this.isToFold = false;
      this.folded.open = false;
    }

    /** A question of one number or choice is a label; one with several answers to choose or fill in is a group. */
    /** @param {{title: string, hint: string, fields: Question[]}} one @param {number} number */
    question({ title, hint, fields }, number) {
      const says = number + ". " + title;
      const alone = fields.length === 1 && fields[0].kind !== "flag";
      const made = alone ? element("div") : this.group(says);
      for (const spec of fields) made.append(this.field(spec, alone ? says : spec.label));
      if (hint) {
        const line = element("p", "sub", hint);
        line.id = "hint-" + number;
        const described = alone ? made.querySelector("input, select") : made;
        described.setAttribute(
          "aria-describedby",
          (line.id + " " + (described.getAttribute("aria-describedby") || "")).trim(),
        );
        made.append(line);
      }
      return made;
    }

    /** @param {string} title */
    group(title) {
      const made = element("fieldset");
      made.append(element("legend", "", title));
      return made;
    }

    /** @param {Question} spec @param {string} title */
    field(spec, title) {
      const field = new MyBranchField(spec, title, (changed) => this.changed(changed));
      field.box.addEventListener("focusout", () => this.leaves(field));
      this.fields.push(field);
      return field.box;
    }

    buildState() {
      this.missing = element("p", "missing");
      this.missing.setAttribute("role", "status");
      const go = element("button", "", "看结果");
      go.type = "submit";
      this.saved = element("p", "sub");
      this.saved.setAttribute("role", "status");
      this.other = element("div", "origin");
      this.otherWords = element("p");
      this.otherWords.setAttribute("role", "status");
      this.other.append(
        this.otherWords,
        button("改用本机存的", () => this.useStored()),
        " ",
        button("把这里的存到本机", () => this.keepThis()),
        " ",
        button("存成另一个支部", () => this.keepAsAnother()),
      );
      this.form.append(this.missing, go, this.saved);
    }

    buildTools() {
      const box = element("div", "calculator no-print");
      const print = button("打印", () => window.print());
      const clear = button("清除本页填的内容", () => this.ask(true));
      this.asked = element("div", "origin");
      this.asked.hidden = true;
      this.asked.setAttribute("role", "group");
      this.asked.setAttribute("aria-label", "清除哪些");
      this.asked.append(
        element(
          "p",
          "",
          "清除哪些？自查内容指各年的自查、打的钩、收到的退回单，“" + SITE.words.people + "”，还有准备会议时填的。",
        ),
        button("只清除支部情况", () => this.clear(false)),
        " ",
        button("连自查内容一起清除", () => this.askAll()),
        " ",
        button("不清除", () => this.ask(false)),
      );
      this.clearButton = clear;
      this.leaving = element("div");
      const line = element("p");
      line.append(print, " ", clear);
      box.append(line, this.asked, this.leaving);
      this.parts.after(box);
    }

    /** @param {boolean} shown */
    ask(shown) {
      this.asked.hidden = !shown;
      if (shown) this.asked.querySelector("button").focus();
      else this.clearButton.focus();
    }

    /** Tells all that goes with the branch and offers it as files, before it is cleared. */
    askAll() {
      const { branch, leaving, store } = this;
      /** @param {string} words */
      const told = (words) => say(this.saved, words);
      this.asked.hidden = true;
      SelfCheck.whole()
        .then(() => Dom.loaded(SelfCheckTools.FILES))
        .then(
          () => KeptPanels.clearing(store, branch, leaving, told, () => this.clear(true)),
          () => told(NOT_ASKED),
        );
    }

    /** @param {boolean} answersToo */
    clear(answersToo) {
      // from now on a link with facts may be of another branch than the answers
      if (!answersToo && this.store.records(this.branch + "/").length) this.store.fill(this.branch, { cleared: "1" });
      const whole = SelfCheck.whole();
      const missing = () => {
        this.keep(this.fields);
        this.saved.textContent = NOT_CLEARED;
      };
      const cleared = whole.then(() => SelfCheckClearing.clear(this.store, "form/" + this.kept));
      cleared.then(() => this.reopen(), missing);
      const clearAnswers = () => {
        const cleared = SelfCheckClearing.clearBranch(this.store, this.branch);
        const left = SelfCheckOwn.listed(this.store).find((one) => one !== this.branch);
        // what is opened next is a branch that there is
        if (left) SelfCheckOwn.choose(this.store, left);
        this.showChooser();
        return cleared;
      };
      if (answersToo) whole.then(clearAnswers).catch(missing);
      for (const field of this.fields) field.show("");
      this.isApart = false;
      this.catalog = "";
      this.ask(false);
      this.writeAddress();
      this.update();
      this.saved.textContent = answersToo
        ? SITE.words.facts + "、自查和" + SITE.words.people + "已清除。"
        : "支部情况已清除，自查内容还在。";
    }

    /** The facts in the address, or null if there are none. */
    addressFacts() {
      const facts = core.fromAddress(this.rules, location.hash);
      return Object.keys(facts).length > 0 ? facts : null;
    }

    /** Takes over what the address says, otherwise what this browser has kept. */
    adopt() {
      const stored = this.stored();
      const sent = this.addressFacts();
      const facts = sent || stored;
      this.catalog = facts.kind ? core.catalogIn(this.rules, facts, location.hash) : "";
      const hasStored = Object.keys(stored).length > 0;
      const meant = sent && this.isOpen ? this.branchOf(sent) : this.branch;
      if (meant !== this.branch) this.turnTo(meant);
      const isKept = hasStored || this.isCleared;
      this.isApart = sent !== null && isKept && this.addressOf(sent) !== this.addressOf(stored);
      // what a link has brought is kept from the first change on, when nothing else is there that it would undo
      this.keepsAll = sent !== null && !isKept;
      if (this.isApart || this.keepsAll) this.showFacts(sent);
      else this.showStored();
      this.report();
      if (location.hash === "") this.writeAddress();
      this.update();
      this.reopen();
    }

    /** Whether the facts of the branch were cleared while its answers stayed. */
    get isCleared() {
      return this.store.form(this.branch).cleared === "1";
    }

    /** Whose answers stand below the facts. */
    get shownBranch() {
      return this.isApart ? this.stranger : this.branch;
    }

    /** Opens the page anew where the answers below are of another branch than the facts. */
    reopen() {
      if (!this.result || this.result.branch === this.shownBranch) return;
      // on a slow machine the page stands a while longer: nothing of one branch under the facts of another
      this.parts.hidden = true;
      location.reload();
    }

    /** Says whether this browser keeps what is filled in. */
    report() {
      const { isKept, words } = this.store.keeping();
      say(this.saved, isKept ? words + KEPT : NOT_KEPT);
      this.saved.classList.toggle("unkept", !isKept);
    }

    /** @param {Facts} facts */
    showFacts(facts) {
      for (const field of this.fields) field.show(rawOf(facts[field.spec.name]));
      for (const field of this.fields) this.offerLost(field);
    }

    /** Shows what this browser keeps, of no use yet or not. */
    showStored() {
      const texts = this.store.form(this.kept);
      for (const field of this.fields) field.show(texts[field.spec.name] || "");
      for (const field of this.fields) this.offerLost(field);
    }

    /** Facts in the order of the questions, with what counts as nought if left open; only those that are asked. */
    /** @param {Facts} facts */
    whole(facts) {
      /** @type {Facts} */
      const whole = {};
      for (const { spec } of this.fields) {
        const value = facts[spec.name];
        if (value !== undefined) whole[spec.name] = value;
        else if (spec.blank) whole[spec.name] = Number(spec.blank);
      }
      return core.askedOf(this.rules, whole);
    }

    /** @param {Facts} facts */
    addressOf(facts) {
      return core.toAddress(this.whole(facts));
    }

    /** The form under which the store keeps the facts, and what it tells of. */
    get kept() {
      return SelfCheckOwn.factsOf(this.branch);
    }

    stored() {
      return core.factsIn(this.rules, this.store.form(this.kept));
    }

    /** Stores what stands in these fields; where one showed something else than it writes over, that is kept too. */
    /** @param {BranchField[]} fields */
    keep(fields) {
      /** @type {Values<string>[]} */
      const [texts, shown] = [{}, {}];
      for (const field of fields) {
        const { name } = field.spec;
        texts[name] = field.kept(this.rules);
        shown[name] = field.shown;
        field.shown = texts[name];
      }
      if (this.isCleared) this.store.fill(this.branch, { cleared: "" });
      const { database } = this.store.fill(this.kept, texts, shown);
      this.report();
      return database.then(() => this.report());
    }

    /** The facts that can be used of what is filled in. */
    facts() {
      return core.askedOf(this.rules, this.given());
    }

    given() {
      /** @type {Facts} */
      const given = {};
      for (const field of this.fields) {
        const value = core.readFact(this.rules, field.spec.name, field.raw(this.rules));
        if (value !== undefined) given[field.spec.name] = value;
      }
      return given;
    }

    /** @param {BranchField} field */
    changed(field) {
      this.isToFold = false;
      if (!this.isApart && !field.isHalf()) {
        if (!SelfCheckOwn.isChosen(this.store, this.branch)) SelfCheckOwn.choose(this.store, this.branch);
        this.keep(this.keepsAll ? this.fields : [field]);
        this.keepsAll = false;
      }
      field.pending = false;
      this.offerLost(field);
      this.update();
      this.writeAddress();
    }

    /** Offers beside a field what another window filled in there and had to give way. */
    /** @param {BranchField} field */
    offerLost(field) {
      field.notice.textContent = "";
      const { name } = field.spec;
      /** @param {{field: string, value: string, isOpen: boolean}} one */
      const isMeant = (one) => one.field === name && (one.isOpen || one.value === field.offered);
      const lost = this.isApart ? undefined : this.store.lost(this.kept).find(isMeant);
      field.offered = undefined;
      if (!lost) return;
      field.offered = lost.value;
      const take = () => {
        field.shown = null;
        field.enter(lost.value);
        this.changed(field);
        field.controls[0].focus();
      };
      field.notice.append("另一处同时填的是「" + field.words(lost.value) + "」", button("用回另一处填的", take));
    }

    /** @param {string} catalog */
    choose(catalog) {
      this.catalog = catalog;
      this.update();
      this.writeAddress();
    }

    writeAddress() {
      const facts = this.facts();
      this.address = Object.keys(facts).some((name) => facts[name] !== 0) ? core.toAddress(facts) : "";
      if (this.address && facts.kind && this.catalog !== core.kindOf(this.rules, facts).catalogs[0]) {
        this.address += "&catalog=" + this.catalog;
      }
      history.replaceState(null, "", location.href.split("#")[0] + (this.address ? "#" + this.address : ""));
    }

    update() {
      const facts = this.facts();
      let asked = 0;
      for (const field of this.fields) {
        const { checked } = field.spec;
        field.box.hidden = Boolean(checked) && !core.isAsked(this.rules, facts, checked);
        if (checked && !field.box.hidden) asked++;
      }
      this.more.hidden = asked === 0;
      const remarks = core.remarks(this.rules, facts, Day.today());
      for (const field of this.fields) say(field.remark, remarks[field.spec.name] || "");
      // no callback: every field must be marked, not only the first wrong one
      const wrong = this.fields.filter((field) => field.check(this.rules) && !field.box.hidden).length;
      const known = core.assumed(facts);
      this.isReady = wrong === 0 && known !== null;
      if (wrong > 0) say(this.missing, "有 " + wrong + " 处填得不对，改好才显示结果。");
      else if (!known) say(this.missing, "还缺：" + this.missingLabels(facts).join("、") + "。填了就显示结果。");
      else {
        const unused = core.unusedWords(this.rules, this.given());
        say(this.missing, (core.openWords(this.rules, known.open) || "填完了，") + "结果在下面。" + unused);
      }
      say(this.folding, SITE.words.facts + (this.isReady ? "（改）" : ""));
      if (this.isReady) {
        const { catalogs } = core.kindOf(this.rules, facts);
        if (!catalogs.includes(this.catalog)) this.catalog = catalogs[0];
        if (this.result) this.result.show(facts, this.catalog);
        else this.bring();
      } else if (this.result) {
        this.result.hide();
      }
      this.showOther();
      this.showChooser();
    }

    /** @param {Facts} facts */
    missingLabels(facts) {
      const names = core.missing(facts);
      return this.fields.filter((field) => names.includes(field.spec.name)).map((field) => field.spec.label);
    }

    /** Leads to the result, or to the first question that still needs something. */
    goOn() {
      if (this.isReady) {
        if (!this.result) return;
        this.result.lead(this.result.parts.heading);
        return;
      }
      const names = core.missing(this.facts());
      const next = this.fields.find((field) => field.check(this.rules) || names.includes(field.spec.name));
      if (next) next.controls[0].focus();
    }

    showOther() {
      this.other.hidden = !this.isApart;
      this.parts.classList.toggle("is-apart", this.isApart);
      for (const one of /** @type {NodeListOf<Checklist>} */ (this.parts.querySelectorAll("self-check, year-ticks"))) {
        if (one.rows) one.lock();
      }
      if (!this.isApart) return;
      const stored = this.whole(this.stored());
      const words = stored.kind ? core.factsWords(this.rules, stored).join("、") : "支部情况没有填完";
      const kept = "这里显示的是网址里的支部，自查和打的钩是空的。本机另外存着一份（" + words + "），没有动它；";
      const says = kept + "这里改的只写进网址，要打钩、自查，先存到本机。";
      say(this.otherWords, says);
    }

    useStored() {
      this.isApart = false;
      this.showStored();
      this.update();
      this.writeAddress();
      this.fields[0].controls[0].focus();
      this.reopen();
    }

    keepThis() {
      this.isApart = false;
      const stored = this.store.form(this.kept);
      for (const field of this.fields) field.shown = stored[field.spec.name];
      const kept = this.keep(this.fields);
      this.update();
      this.fields[0].controls[0].focus();
      kept.then(() => this.reopen());
    }

    keepAsAnother() {
      const branch = SelfCheckOwn.another();
      /** @type {Values<string>} */
      const texts = {};
      for (const field of this.fields) texts[field.spec.name] = field.kept(this.rules);
      this.store.fill(SelfCheckOwn.factsOf(branch), texts);
      this.turnTo(branch);
    }

    /** The branch that these facts are kept of: of those that have them the one that is shown, if it is among them. */
    /** @param {Facts} facts */
    branchOf(facts) {
      const address = this.addressOf(facts);
      /** @param {string} branch */
      const isMeant = (branch) => {
        const kept = core.factsIn(this.rules, this.store.form(SelfCheckOwn.factsOf(branch)));
        return this.addressOf(kept) === address;
      };
      return [this.branch].concat(SelfCheckOwn.listed(this.store)).find(isMeant) || this.branch;
    }

    /** Keeps what a link has brought, once anything is filled in. */
    keepSent() {
      if (!this.keepsAll) return;
      this.keep(this.fields);
      this.keepsAll = false;
    }

    /** Opens the page anew with another branch; where that cannot be kept, it stays with this one. */
    /** @param {string} branch */
    turnTo(branch) {
      this.keepSent();
      SelfCheckOwn.choose(this.store, branch).then((isKept) => {
        if (!isKept) return this.report();
        history.replaceState(null, "", location.href.split("#")[0]);
        location.reload();
      });
    }

    showChooserSoon() {
      clearTimeout(this.turn);
      this.turn = setTimeout(() => this.showChooser());
    }

    showChooser() {
      const { chooser, rules, store, branch, isReady } = this;
      chooser.hidden = !this.isOpen || !this.store.keeping().isKept;
      if (!chooser.hidden) BranchChooser.show(chooser, rules, store, branch, isReady, (one) => this.turnTo(one));
    }

    /** Follows another window, but never changes a field somebody is typing in. */
    changedElsewhere() {
      if (!this.isOpen) return;
      if (this.isApart) {
        this.showOther();
        return;
      }
      const texts = this.store.form(this.kept);
      /** @type {string[]} */
      const names = [];
      for (const field of this.fields) {
        const raw = texts[field.spec.name] || field.spec.blank || "";
        if (raw === field.kept(this.rules)) continue;
        if (field.isTyped()) {
          field.pending = true;
          const there = raw === "" ? "清空了" : "改成了「" + raw + "」";
          field.notice.textContent = "另一个窗口把这里" + there + "。你接着改就以你的为准；离开这一格就用那边的。";
          continue;
        }
        field.show(raw);
        names.push(field.spec.label);
      }
      if (names.length === 0) return;
      this.saved.textContent = "另一个窗口改了“" + names.join("”“") + "”，这里已经跟着改了。";
      this.update();
      this.writeAddress();
    }

    /** @param {BranchField} field */
    leaves(field) {
      // of a day that is not whole no change is told
      if (!field.pending) return field.isHalf() ? this.update() : undefined;
      // what stood here has given way: it is offered again
      field.offered = field.kept(this.rules);
      field.show(this.store.form(this.kept)[field.spec.name] || "");
      this.offerLost(field);
      this.update();
      this.writeAddress();
    }
  }

  /** A fact as it stands in the address; "" if it is not given. */
  /** @param {Fact} value */
  function rawOf(value) {
    if (value === undefined) return "";
    if (typeof value === "boolean") return value ? "1" : "0";
    return String(value);
  }

  if (!customElements.get("my-branch")) customElements.define("my-branch", MyBranchPage);
})();
