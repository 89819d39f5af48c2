/* 会议包: shows of the whole set what a meeting needs, and fills in what is known of it. Nothing leaves the browser. */

(() => {
  const { element, button, say, loaded, whenIdle } = Dom;
  const LATER = ["../data/calculators.js", "meeting-later.js"];
  const TOO_MANY = "有表决权的比应到的还多，请核对人数。";
  /** Ballots and rows that are made at most; who needs more has them copied. */
  const MOST = 300;
  const CUT = "票和签到表的行数最多排 " + MOST + " 份，还差的照样复印。";
  const NAMES = ["kind", "on", "expected", "entitled", "seats", "day", "time", "place"];

  class MeetingPack extends HTMLElement {
    connectedCallback() {
      if (this.form) return;
      const template = this.querySelector("template");
      template.after(document.importNode(template.content, true));
      this.form = this.querySelector("form");
      this.fields = this.form.querySelector("fieldset");
      /** @type {HTMLSelectElement} */
      this.kind = this.form.querySelector("[name=kind]");
      /** @type {HTMLInputElement[]} */
      this.topics = Array.from(this.form.querySelectorAll("[name=on]"));
      /** What stood in each field as it was shown. @type {Values<string>} */
      this.shown = {};
      /** What the address brought. @type {Values<string>} */
      this.sent = {};
      /** What was filled in of what 我的支部 knows. @type {Values<string>} */
      this.filled = {};
      this.store = new SelfCheckStore.Store(SelfCheckEarlier.take);
      /** The form under which the store keeps what is filled in: that of the branch that was shown as the page opened. */
      this.keptAs = KnownValues.draftOf(this.store);
      this.buildNotice();
      for (const place of this.querySelectorAll("[data-fill], [data-votes]")) this.blank(place);
      this.control("day").addEventListener("focusout", () => this.lookAtDay());
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", (event) => this.changed(/** @type {HTMLInputElement} */ (event.target).name));
      // the page of a form knows what is kept, not what only an address has brought here
      this.addEventListener("click", ({ target }) => {
        const isForm = target instanceof HTMLAnchorElement && target.hash === "#filled";
        if (!isForm || !Object.keys(this.sent).length) return;
        /** @type {Values<string>} */
        const filled = {};
        for (const name of NAMES) if (this.value(name)) filled[name] = this.value(name);
        this.store.fill(this.keptAs, filled, this.shown);
      });
      this.press("print", () => window.print());
      this.press("link", () => this.copy(this.place("saved"), location.href));
      this.press("clear", () => this.ask(true));
      this.press("keep", () => this.ask(false));
      this.press("sure", () => this.clear());
      window.addEventListener("hashchange", () => {
        if (location.hash.slice(1) !== this.address) this.adopt();
      });
      this.store.watch((key) => key === "form/" + this.keptAs && this.changedElsewhere());
      this.adopt();
      // what is filled in before the database was read reaches a place that may forget it
      this.fields.disabled = true;
      this.store.ready.then(() => {
        this.fields.disabled = false;
        this.keptAs = KnownValues.draftOf(this.store);
        this.adopt();
      });
      whenIdle(() => this.bring());
    }

    /** @param {string} name @returns {HTMLElement} */
    place(name) {
      return this.querySelector("[data-part=" + name + "]");
    }

    /** @param {string} name @param {() => unknown} pressed */
    press(name, pressed) {
      this.form.querySelector("[name=" + name + "]").addEventListener("click", pressed);
    }

    /** @param {Element} place */
    blank(place) {
      /** @type {HTMLElement} */ (place).dataset.blank = place.textContent;
    }

    buildNotice() {
      const box = this.place("notice");
      this.sentences = box.querySelector("div");
      this.notice = element("textarea");
      this.notice.readOnly = true;
      this.notice.rows = 8;
      this.notice.setAttribute("aria-label", box.querySelector("h2").textContent);
      const told = element("p", "sub");
      told.setAttribute("role", "status");
      box.append(
        this.notice,
        button("复制", () => this.copy(told)),
        told,
      );
    }

    /** @param {HTMLElement} told @param {string} [text] the notice if there is none */
    copy(told, text) {
      const before = this.notice.value;
      if (text) this.notice.value = text;
      this.notice.select();
      // the clipboard interface is missing on plain http; this works everywhere
      const copied = document.execCommand("copy");
      if (copied || !text) this.notice.value = before;
      say(told, copied ? "复制好了。" : "没有复制成：在“通知”那一格里全选，再复制。");
    }

    bring() {
      loaded(LATER).then(
        () => {
          this.hasSums = true;
          this.update();
        },
        () => setTimeout(() => this.bring(), 10000),
      );
    }

    /** @param {string} name @returns {HTMLInputElement} */
    control(name) {
      return this.form.querySelector("[name=" + name + "]");
    }

    /** @param {string} name */
    value(name) {
      if (name === "day") return TypedDay.read(this.control(name), SITE.days).day;
      if (name !== "on") return this.control(name).value.trim();
      return this.topics
        .filter((box) => box.checked)
        .map((box) => box.value)
        .join(",");
    }

    /** @param {string} name @param {string} value */
    enter(name, value) {
      const values = value.split(",");
      if (name === "on") for (const box of this.topics) box.checked = values.includes(box.value);
      else if (name !== "kind") this.control(name).value = value;
      else {
        this.kind.value = value;
        if (!this.kind.value) this.kind.selectedIndex = 0;
      }
      this.shown[name] = value;
    }

    /** What the address says: what was filled in, or only the kind of meeting or the topic that another page names. */
    brought() {
      const hash = location.hash.slice(1);
      if (/^kind-[^=]*$/.test(hash)) return new URLSearchParams({ kind: hash.slice(5) });
      if (!/^on-[^=]*$/.test(hash)) return new URLSearchParams(hash);
      const on = hash.slice(3);
      const kind = Object.keys(MEETINGS.kinds).find((id) => MEETINGS.kinds[id].topics.includes(on));
      return new URLSearchParams(kind ? { kind, on } : {});
    }

    /** Shows what the address says, and otherwise what this browser has kept. */
    adopt() {
      const sent = this.brought();
      const stored = this.store.form(this.keptAs);
      this.sent = {};
      for (const name of NAMES) {
        if (sent.has(name)) this.sent[name] = sent.get(name);
        this.enter(name, this.sent[name] || stored[name] || "");
      }
      this.lookAtDay();
      this.fillIn();
      this.address = location.hash.slice(1);
      this.report();
      this.update();
    }

    /** Fills in how many come and vote, as long as nobody has said another number. */
    fillIn() {
      const stored = this.store.form(this.keptAs);
      const known = KnownValues.membersOf(this.store, MEETINGS.kinds[this.kind.value].called);
      let isFilled = false;
      for (const name of Object.keys(known)) {
        const isTaken = ["", this.filled[name], known[name]].includes(this.value(name));
        const isOwn = stored[name] !== undefined || !isTaken;
        if (!isOwn) this.enter(name, known[name] || "");
        this.filled[name] = known[name] || "";
        isFilled = isFilled || (!isOwn && this.value(name) !== "");
      }
      this.place("known").hidden = !isFilled;
    }

    changedElsewhere() {
      const stored = this.store.form(this.keptAs);
      for (const name of NAMES) {
        const isOld = this.sent[name] === undefined && this.value(name) === this.shown[name];
        if (isOld && this.shown[name] !== (stored[name] || "") && (name !== "kind" || stored.kind)) {
          this.enter(name, stored[name] || "");
        }
      }
      this.update();
    }

    /** @param {string} name */
    changed(name) {
      // what is no day is not kept, and what was kept stays
      if (name === "day" && TypedDay.read(this.control(name), SITE.days).problem) return this.update();
      const value = this.value(name);
      const { database } = this.store.fill(this.keptAs, { [name]: value }, { [name]: this.shown[name] });
      this.shown[name] = value;
      delete this.sent[name];
      this.report();
      database.then(() => this.report());
      this.fillIn();
      this.update();
      this.writeAddress();
    }

    /** Says what is wrong with the day, once nobody types in it any more. */
    lookAtDay() {
      const control = this.control("day");
      const { problem, remark } = TypedDay.look(control, SITE.days, {
        label: control.labels[0].textContent,
        latest: "",
      });
      say(this.place("wrong-day"), problem ? problem + "还没有存。" : remark);
      control.setAttribute("aria-invalid", String(problem !== ""));
    }

    writeAddress() {
      const address = new URLSearchParams();
      for (const name of NAMES) if (this.value(name)) address.set(name, this.value(name));
      this.address = address.toString();
      history.replaceState(null, "", location.href.split("#")[0] + "#" + this.address);
    }

    /** Says whether this browser keeps what is filled in, and offers what another window filled in and had to give way. */
    report() {
      const { isKept, words } = this.store.keeping();
      const saved = this.place("saved");
      say(saved, isKept ? words + saved.dataset.kept : saved.dataset.unkept);
      saved.classList.toggle("unkept", !isKept);
      const place = this.place("lost");
      place.textContent = "";
      for (const { field, value, isOpen } of this.store.lost(this.keptAs)) {
        if (!isOpen || field === "kind" || field === "on" || value === this.value(field)) continue;
        const take = () => {
          this.enter(field, value);
          this.shown[field] = undefined;
          this.changed(field);
        };
        const label = this.form.querySelector("[for=pack-" + field + "]").textContent;
        const line = element("p", "", "“" + label + "”本机还存着别处填的：" + value + " ");
        line.append(button("换成它", take));
        place.append(line);
      }
    }

    /** @param {boolean} shown */
    ask(shown) {
      this.place("asked").hidden = !shown;
      this.control(shown ? "keep" : "clear").focus();
    }

    clear() {
      /** @type {Values<string>} */
      const empty = {};
      const before = { ...this.shown };
      for (const name of NAMES) {
        empty[name] = "";
        this.enter(name, "");
      }
      this.sent = {};
      this.store.fill(this.keptAs, empty, before);
      loaded(LATER).then(
        () => SelfCheckClearing.clear(this.store, "form/" + this.keptAs),
        () => {},
      );
      this.lookAtDay();
      this.ask(false);
      this.address = "";
      history.replaceState(null, "", location.href.split("#")[0]);
      this.update();
      this.place("lost").textContent = "";
      say(this.place("saved"), this.place("saved").dataset.cleared);
    }

    /** @returns {Values<string>} */
    draft() {
      /** @type {Values<string>} */
      const draft = {};
      for (const name of NAMES) draft[name] = this.value(name);
      return draft;
    }

    update() {
      const draft = this.draft();
      const { id, on } = KnownValues.agendaOf(draft, MEETINGS);
      const offered = MEETINGS.kinds[id].topics;
      const chosen = ["kind-" + this.kind.value].concat(on.map((topic) => "on-" + topic));
      say(this.place("about"), this.kind.selectedOptions[0].dataset.about);
      for (const box of this.topics) box.parentElement.hidden = !offered.includes(box.value);
      for (const one of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-of]"))) {
        const isMeant = one.dataset.of.split(" ").some((mark) => chosen.includes(mark));
        const without = (one.dataset.without || "").split(" ");
        one.hidden = !isMeant || on.every((topic) => without.includes(topic));
      }
      const known = KnownValues.ofMeeting(draft, this.store, MEETINGS);
      for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-fill]"))) {
        say(place, FilledPlace.put(place.dataset.blank, known[place.dataset.fill]));
      }
      const papers = /** @type {HTMLElement[]} */ (Array.from(this.querySelectorAll(".pack-paper:not([hidden])")));
      const counted = papers.map((paper) => this.copies(paper, known));
      const [expected, entitled] = ["expected", "entitled"].map((name) => KnownValues.count(this.value(name)));
      const isTooMany = expected > 0 && entitled > expected;
      const isCut = Math.max(Number(known.expected), Number(known.entitled)) > MOST;
      say(this.place("told"), "要印：" + counted.join("；") + "。" + (isTooMany ? TOO_MANY : "") + (isCut ? CUT : ""));
      const wrong = KnownValues.wrongIn(draft, this.store, MEETINGS.kinds[id].called);
      for (const name of KnownValues.NUMBERS) {
        say(this.place("wrong-" + name), wrong[name] || "");
        this.control(name).setAttribute("aria-invalid", String(Boolean(wrong[name])));
      }

      this.sentences.hidden = true;
      const sentences = Array.from(this.sentences.querySelectorAll("p:not([hidden])"));
      this.notice.value = sentences.map((sentence) => sentence.textContent).join("\n");
      this.reckon(known);
    }

    /** Makes as many rows or ballots as are needed, and says how many there are. */
    /** @param {HTMLElement} paper @param {Values<string>} known */
    copies(paper, known) {
      const { per, rows, rowEach } = paper.dataset;
      const sheet = /** @type {HTMLElement} */ (paper.querySelector(".a4"));
      const each = rowEach === undefined ? 0 : Math.min(Number(known.expected), MOST);
      let says = paper.querySelector("h3").textContent;
      if (Number(rows)) this.rows(sheet, each || Number(rows));
      if (rowEach !== undefined) says += " " + (each || rows) + " 行";
      if (per === "voter") says += this.ballots(paper, Math.min(Number(known.entitled), MOST));
      say(paper.querySelector("[data-part=count]"), says);
      return says;
    }

    /** Makes the rows that stand before the last ones: those are kept with the end of the table. */
    /** @param {HTMLElement} sheet @param {number} count */
    rows(sheet, count) {
      const table = /** @type {HTMLTableElement} */ (sheet.querySelector("table:last-of-type"));
      let made = /** @type {HTMLElement} */ (table.querySelector("tbody.made"));
      if (!made) {
        made = element("tbody", "made");
        table.tBodies[table.tBodies.length - 1].before(made);
      }
      const [first, ...others] = /** @type {NodeListOf<HTMLElement>} */ (
        table.querySelectorAll("tbody:not(.made) > .blank")
      );
      for (const row of others) row.hidden = count === 1;
      const missing = Math.max(0, count - 1 - others.length);
      while (made.children.length > missing) made.lastElementChild.remove();
      while (made.children.length < missing) made.append(first.cloneNode(true));
      table.querySelectorAll(".blank:not([hidden])").forEach((row, place) => {
        if (/[0-9]/.test(row.firstElementChild.textContent)) say(row.firstElementChild, String(place + 1));
      });
    }

    /** @param {HTMLElement} paper @param {number} count */
    ballots(paper, count) {
      const box = /** @type {HTMLElement} */ (paper.querySelector(".ballots"));
      const each = Number(box.dataset.on);
      const wanted = count || each;
      const [sheet] = box.children;
      const [ballot] = sheet.children;
      while (sheet.children.length > 1) sheet.lastElementChild.remove();
      while (box.children.length > 1) box.lastElementChild.remove();
      for (let made = 1; made < wanted; made++) {
        if (made % each === 0) box.append(sheet.cloneNode(false));
        box.lastElementChild.append(ballot.cloneNode(true));
      }
      return " " + wanted + " 张（A4 纸 " + box.children.length + " 页）";
    }

    /** Puts the sums of the calculator where a vote is told. */
    /** @param {Values<string>} known */
    reckon(known) {
      if (!this.hasSums) return;
      for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-votes]"))) {
        const entitled = Number(known.entitled);
        const needed = entitled && CalculatorsCore.inFavour(place.dataset.votes, entitled, CALCULATORS.limits);
        say(place, needed ? String(needed) : place.dataset.blank);
      }
      for (const list of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-vote]"))) {
        const given = { kind: list.dataset.vote, entitled: this.value("entitled"), seats: this.value("seats") };
        const { rows, problem, missing } = CalculatorsCore.answer("vote", given, CALCULATORS);
        list.textContent = "";
        // who has come is counted at the meeting
        const told = rows.filter(([label]) => label !== CALCULATORS.sentences.next);
        for (const words of [problem, missing]) if (words) told.push([list.dataset.label, words, ""]);
        for (const [label, value, mark] of told) {
          const row = element("div");
          const says = element("dd", "", value);
          if (mark) says.append(" ", element("span", "mark status", mark));
          row.append(element("dt", "", label), says);
          list.append(row);
        }
      }
    }
  }

  if (!customElements.get("meeting-pack")) customElements.define("meeting-pack", MeetingPack);
})();
