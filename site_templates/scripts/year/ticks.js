/* The duties of a branch's year, ticked off one by one: those of this month where they stand, the others below them. To
   the store they are answers as those of a self-check are, in a record of their own. */

var YearTicks = (() => {
  const { FIELDS, emptyAnswer, own } = SelfCheckAnswer;
  const { element, button, say } = Dom;
  const NAMES = ["done_on", "evidence", "note"];
  const { OWN } = YearCount;
  const ADD = "加一件";
  const MUST = "规定要求办。只有不适用于本支部才勾，理由写清楚。";
  const UNTOLD = "还没写理由，没有理由不算";
  const BEFORE = "更早的没有记，不算没办；办过的可以补打钩。";

  /** @param {string | string[]} value */
  const asText = (value) => (Array.isArray(value) ? value.join("、") : value);

  class Ticks extends SelfCheck {
    /** A year is one record. */
    /** @param {string} day */
    roundsOf(day) {
      return super.roundsOf(day).slice(0, 1);
    }

    constructor() {
      super();
      /** Self-checks of the branch that quote what is ticked. */
      /** @type {Checklist[]} */
      this.quoting = [];
      /** What is shown: the lines of a month, and the plan from which they are. */
      /** @type {Element} */
      this.month = null;
      /** @type {YearPlan} */
      this.plan = null;
      this.planText = "";
      /** The day on which the branch began to note its years, or "". */
      this.began = "";
      this.isLed = false;
      /** Of what the plan has in the year that is shown: when it is due, and what it counts for. */
      /** @type {Map<string, YearEntry>} */
      this.due = new Map();
    }

    get kind() {
      return "全年";
    }

    /** Every duty that the branch has is in it, done or not: who reads its file knows what there was to be done. */
    get record() {
      const record = super.record;
      for (const { tick, isUnsure } of this.entries(this.round)) {
        if (!isUnsure && !own(record.items, tick)) record.items[tick] = { ...emptyAnswer(), title: this.titleOf(tick) };
      }
      return record;
    }

    /** A browser may have kept the list of an earlier edition, without a duty of today's plan. */
    /** @param {string} id */
    titleOf(id) {
      const item = own(this.standard.items, id);
      return item ? item.title : id;
    }

    /** In January nobody wants to tick last year's duties. */
    latestRound() {
      return this.roundsOf(Day.today())[0];
    }

    /** Where nothing was ticked, the self-check says it alone. */
    hasFailed() {
      return super.hasFailed() && this.store.loadNow(this.key).changes > 0;
    }

    /** Has a self-check quote what is ticked. */
    /** @param {Checklist} check */
    quoteIn(check) {
      if (this.quoting.includes(check)) return YearEvidence.show(this, check);
      this.quoting.push(check);
      check.quotes = (id) => YearEvidence.quotes(this, check, id);
      return YearEvidence.show(this, check);
    }

    /** Lets the lines of a month be ticked, and shows the rest of the plan; rows that are there go along. */
    /** @param {Element} month @param {YearPlan} plan */
    arrange(month, plan) {
      const planText = JSON.stringify(plan);
      if (this.month === month && this.planText === planText) return;
      Object.assign(this, { month, plan, planText });
      if (!this.list) {
        this.list = element("div", "year-list");
        this.added = element("ul");
        this.heading = element("h3");
        this.noted = element("p", "sub");
        this.insertBefore(this.heading, this.state);
        this.insertBefore(this.noted, this.state);
        this.insertBefore(this.list, this.state);
      }
      const here = this.ticksIn(month);
      this.list.textContent = "";
      this.list.append(...this.quarters(plan, here), this.ownDuties());
      for (const place of [month, this.list]) for (const line of place.querySelectorAll("[data-tick]")) this.take(line);
      this.showAll();
      this.lead(location.hash.slice(1));
    }

    /** Shows a tick that another page has led to: its line was not there yet when this page was opened. */
    /** @param {string} tick */
    lead(tick) {
      const row = this.isLed ? null : this.rows.get(tick);
      this.isLed = true;
      if (!row) return;
      /** @type {HTMLDetailsElement} */
      const quarter = row.box.closest("details.quarter");
      if (quarter) quarter.open = true;
      row.box.parentElement.scrollIntoView();
    }

    /** @param {Element} place */
    ticksIn(place) {
      return Array.from(place.querySelectorAll("[data-tick]"), (/** @type {any} */ { dataset }) => dataset.tick);
    }

    /** All that can be ticked, by when it is due, and what the branch has added; of a place what stands there. */
    /** @param {Element} [place] */
    ids(place) {
      if (place && place !== this) return this.ticksIn(place);
      if (!this.month) return [];
      return this.entries(this.round)
        .map(({ tick }) => tick)
        .concat(this.ticksIn(this.added));
    }

    /** What the plan has in a year, with what it counts for. */
    /** @param {string} year */
    entries(year) {
      const { record } = this.store.loadNow([this.dataset.branch, this.dataset.catalog, year].join("/"));
      return this.plan ? YearCount.entriesOf(this.plan, record, this.standard, this.began, Day.today()) : [];
    }

    /** @param {string} year */
    sinceWords(year) {
      return YearTold.sinceWords(this.began, year);
    }

    /** The names of what is still to be done in a year. */
    /** @param {string} year */
    undone(year) {
      const { record } = this.store.loadNow([this.dataset.branch, this.dataset.catalog, year].join("/"));
      const open = this.entries(year).filter(({ state }) => state === "missing" || state === "ahead");
      const { items } = YearCount.asCounted(record, this.standard, Day.today());
      const added = this.ownIds().map((id) => own(items, id) || emptyAnswer());
      const left = added.filter(({ note, status }) => note && !status).map(({ note }) => note);
      return open.map(({ tick }) => this.titleOf(tick)).concat(left);
    }

    /** What each of them counts for. */
    /** @returns {Values<string>} */
    states() {
      return Object.fromEntries(this.entries(this.round).map(({ tick, state }) => [tick, state]));
    }

    /** What is to be checked of the day of each, or "". */
    /** @param {string} id */
    oddOf(id) {
      return YearCount.oddMark(this.answerOf(id), Day.today(), this.due.get(id));
    }

    /** Since when the year was noted, where that is not all of it; else "". */
    partWords() {
      return Object.values(this.states()).includes("before") ? this.sinceWords(this.round) : "";
    }

    /** How many of them are done; what was left out with a reason or not noted is not counted as to be done. */
    /** @param {{state?: string}[]} entries */
    countWords(entries) {
      return YearTold.countWords(entries, this.standard);
    }

    /** @param {any} line */
    take(line) {
      line.id = line.dataset.tick;
      line.dataset.rev = "1";
      const row = this.rows.get(line.id);
      if (row) line.append(row.box);
      else this.buildRow(line);
    }

    /** The duties that do not fall into this month, by the quarter in which each ends. */
    /** @param {YearPlan} plan @param {string[]} here */
    quarters(plan, here) {
      /** @type {{id: string, last: string, href: string}[][]} */
      const found = [[], [], [], []];
      for (const { id, href, periods } of plan.duties) {
        for (const [, last, key] of periods) {
          const tick = id + "." + key;
          const quarter = Math.ceil(Number(last.slice(5, 7)) / 3);
          if (!here.includes(tick)) found[quarter - 1].push({ id: tick, last: last.slice(5), href });
        }
      }
      return found.map((lines, place) => {
        const box = element("details", "quarter");
        const list = element("ul");
        lines.sort((a, b) => (a.last < b.last ? -1 : Number(a.last > b.last)));
        for (const { id, href } of lines) list.append(this.line(id, href));
        const summary = element("summary", "", this.standard.quarters[place] + "：");
        summary.append(element("span", "progress"));
        box.append(summary, list);
        box.hidden = lines.length === 0;
        return box;
      });
    }

    /** @param {string} id @param {string} [href] */
    line(id, href) {
      const line = element("li");
      /** @type {any} */
      const title = element(href ? "a" : "span", "", this.titleOf(id));
      if (href) title.href = href;
      line.dataset.tick = id;
      line.append(title);
      return line;
    }

    /** What the branch has added, and the way to add more. */
    ownDuties() {
      const box = element("section");
      this.more = button(ADD, () => this.add());
      this.more.className = "no-print";
      box.append(element("h3", "", SITE.words.own_duties), this.added, this.more);
      return box;
    }

    ownIds() {
      return Object.keys(this.standard.items).filter((id) => id.startsWith(OWN));
    }

    /** Opens one more line for what the branch adds. */
    add() {
      const next = this.ownIds().find((id) => !this.rows.has(id));
      if (!next) return;
      this.show(this.addLine(next));
      const { rest, controls } = this.rows.get(next);
      rest.open = true;
      this.buildRest(this.rows.get(next));
      controls.note.focus();
    }

    /** @param {string} id */
    addLine(id) {
      const line = this.line(id);
      this.added.append(line);
      this.take(line);
      return id;
    }

    lock() {
      super.lock();
      if (!this.more) return;
      this.more.disabled = this.isClosed || this.isApart;
      say(this.more, ADD + (this.isClosed ? "（" + SITE.words.year_closed + "，先" + SITE.words.reopen + "）" : ""));
    }

    showAll() {
      const { items } = this.record;
      for (const id of this.added ? this.ownIds() : []) {
        if (!this.rows.has(id) && own(items, id) && this.isFilled(items[id])) this.addLine(id);
      }
      // lines may have come since the round was chosen
      this.lock();
      super.showAll();
    }

    /** @param {Answer} answer */
    isFilled(answer) {
      return answer.status !== "" || NAMES.some((name) => asText(answer[name]) !== "");
    }

    /** @param {any} line */
    buildRow(line) {
      const box = element("fieldset");
      box.disabled = !this.isOpen;
      const { title } = own(this.standard.items, line.id) || { title: line.textContent };
      /** @type {any} */
      const row = { id: line.id, rev: 1, box, controls: {}, notices: {}, radios: [] };
      Object.assign(row, { seen: {}, base: {}, offered: {}, limits: {} });
      const tick = this.tick(row, this.standard.done, "");
      tick.className = "tick";
      tick.title = this.standard.answers[this.standard.done];
      row.radios[0].setAttribute("aria-label", this.standard.answers[this.standard.done] + "：" + title);
      row.rest = element("details", "rest");
      row.filled = element("span", "filled");
      row.recheck = element("p", "elsewhere");
      for (const name of ["odd", "why"]) {
        row[name] = element("p", "elsewhere");
        row[name].setAttribute("role", "status");
      }
      const summary = element("summary", "", "记录");
      summary.setAttribute("aria-label", "记录：" + title);
      row.rest.append(summary);
      // most duties are only ticked: their fields are made when they are opened
      row.rest.addEventListener("toggle", () => this.buildRest(row));
      box.append(element("legend", "", title), tick, row.filled, row.rest);
      line.append(box);
      this.rows.set(line.id, row);
    }

    /** @param {Row} row */
    buildRest(row) {
      if (row.controls.note || !row.rest.open) return;
      const fields = element("div", "fields");
      for (const name of NAMES) {
        const field = FIELDS.find((one) => one.name === name);
        const isOwn = row.id.startsWith(OWN) && field.name === "note";
        const label = isOwn ? "做什么" : field.name === "note" ? "说明，不办的写理由" : field.label;
        fields.append(this.field(row.id, row, { ...field, label, kind: field.kind === "long" ? "text" : field.kind }));
        if (name === "done_on") fields.lastElementChild.append(row.odd);
      }
      row.rest.append(fields, this.tick(row, this.standard.left, this.leftWords(row.id)));
      if (!this.isLeavable(row.id)) row.rest.append(element("p", "sub", MUST));
      row.rest.append(row.why, row.recheck);
      if (row.id.startsWith(OWN)) row.rest.append(button("去掉这一件", () => this.takeAway(row)));
      this.show(row.id);
    }

    /** Takes away what the branch has added; of what is written in it a copy is kept, and it is asked about before. */
    /** @param {any} row */
    takeAway(row) {
      const { id } = row;
      const answer = this.answerOf(id);
      if (this.isFilled(answer) && !row.isAsked) {
        row.isAsked = true;
        say(row.why, "里面写的会清空，“" + SITE.tools.earlier + "”里留一份。再按一次就去掉。");
        return;
      }
      if (this.isFilled(answer)) {
        SelfCheckSnapshots.keep(this.store, this.key, "去掉“" + this.nameOf(id) + "”之前", Day.today());
        this.change(row, { status: "", done_on: "", evidence: [], note: "" }, answer);
      }
      for (const name of NAMES) this.tooLong.delete(this.key + id + name);
      this.rows.delete(id);
      row.box.parentElement.remove();
      this.report();
      this.showProgress();
      this.more.focus();
    }

    /** @param {Row} row @param {string} status @param {string} text */
    tick(row, status, text) {
      const label = element("label", "choice");
      const box = element("input");
      box.type = "checkbox";
      box.value = status;
      box.addEventListener("change", () => {
        const { checked } = box;
        this.save(row.id, "status", checked ? status : "");
        if (checked) row.rest.open = true;
        this.show(row.id);
      });
      row.radios.push(box);
      label.append(box, text);
      return label;
    }

    /** Whether the rule of a duty lets a branch leave it out; what it has added itself it may. */
    /** @param {string} id */
    isLeavable(id) {
      const duty = this.plan.duties.find((one) => one.id === id.slice(0, id.lastIndexOf(".")));
      return id.startsWith(OWN) || Boolean(duty && this.standard.leavable.includes(duty.modality));
    }

    /** @param {string} id */
    leftWords(id) {
      return this.isLeavable(id) ? this.standard.answers[this.standard.left] : "这一期不适用";
    }

    /** What the branch has added goes by its own name. */
    /** @param {string} id @param {Answer} [answer] */
    nameOf(id, answer = this.answerOf(id)) {
      return (id.startsWith(OWN) && answer.note) || this.titleOf(id);
    }

    /** The record of an earlier year that says of a day of this term what this one does not. */
    /** @param {string} id */
    tickedBefore(id) {
      if (!this.plan) return undefined;
      if (!this.plan.deadlines.some((step) => step.id === id) || this.isFilled(this.answerOf(id))) return undefined;
      const records = this.records().map(({ record }) => record);
      return ThisMonth.tickedBefore(records, this.plan, id, this.round);
    }

    /** @param {CheckRecord} record @param {string} id */
    counted(record, id) {
      const answer = super.counted(this.tickedBefore(id) || record, id);
      return { ...answer, state: this.stateOf(id, answer) };
    }

    /** @param {string} id @param {Answer} answer */
    stateOf(id, answer) {
      if (YearCount.isDone(answer, this.standard, Day.today())) return "done";
      if (YearCount.isLeft(answer, this.standard)) return "left";
      return (this.due.get(id) || { state: "ahead" }).state;
    }

    /** @param {string} id */
    show(id) {
      super.show(id);
      const before = this.tickedBefore(id);
      for (const box of this.rows.get(id).radios) {
        if (before) box.checked = box.value === before.items[id].status;
        // it is changed where it was ticked
        box.disabled = Boolean(before);
      }
    }

    /** @param {Row} row @param {Answer} given */
    mark(row, given) {
      const before = this.tickedBefore(row.id);
      const answer = before ? before.items[row.id] : given;
      const line = row.box.parentElement;
      const { left } = this.standard;
      const [today, entry] = [Day.today(), this.due.get(row.id)];
      const isOwn = row.id.startsWith(OWN);
      const lacks = answer.status === left && !YearCount.isLeft(answer, this.standard);
      line.classList.toggle("is-done", YearCount.isDone(answer, this.standard, today));
      line.classList.toggle("is-left", answer.status === left && !lacks);
      if (isOwn) this.showName(row, line, this.nameOf(row.id));
      const words = [
        before ? before.round + " 年打的钩" : "",
        answer.status === left ? this.leftWords(row.id) : "",
        lacks ? UNTOLD : "",
        YearCount.dayQuoted(answer, today, entry),
        asText(answer.evidence),
        isOwn ? "" : answer.note,
      ];
      say(row.filled, words.filter(Boolean).join(" · "));
      say(row.why, lacks ? UNTOLD + "：在“说明”里写一句。" : "");
      say(row.odd, YearCount.oddWords(answer, today, entry));
    }

    /** @param {Row} row @param {Element} line @param {string} name */
    showName(row, line, name) {
      say(line.querySelector("span"), name);
      row.radios[0].setAttribute("aria-label", this.standard.answers[this.standard.done] + "：" + name);
      row.rest.querySelector("summary").setAttribute("aria-label", "记录：" + name);
    }

    /** @param {any[]} answers */
    progressWords(answers) {
      return this.countWords(answers);
    }

    showProgress() {
      this.began = YearCount.beganOn(this.records().map(({ record }) => record));
      const entries = this.entries(this.round);
      this.due = new Map(entries.map((entry) => [entry.tick, entry]));
      super.showProgress();
      if (!this.heading) return;
      say(this.heading, this.round + " 年，办完打钩");
      const part = this.partWords();
      say(this.noted, part && part + "。" + BEFORE);
      const { record } = this;
      for (const box of this.querySelectorAll("details.quarter")) {
        const words = this.countWords(this.ids(box).map((id) => this.counted(record, id)));
        say(box.querySelector(".progress"), words);
      }
      for (const check of this.quoting) YearEvidence.show(this, check);
    }
  }

  customElements.define("year-ticks", Ticks);

  /** Those of each branch that the page has shown. */
  /** @type {Map<string, Ticks>} */
  const made = new Map();

  /** Shows the month that stands on the page, whatever was changed in it. */
  function renew() {
    /** @type {HTMLElement & { plan?: YearPlan }} */
    const month = document.querySelector("#month this-month");
    if (!month || month.plan === undefined) return;
    for (const ticks of made.values()) if (ticks.isConnected) ticks.arrange(month, month.plan);
  }

  /** Lets the duties of the branch of a self-check be ticked, and quotes them there. */
  /** @param {Checklist} check */
  function follow(check) {
    const place = document.querySelector("#year");
    const { branch, name, own } = check.dataset;
    if (!made.has(branch) && place) {
      const ticks = element("year-ticks");
      Object.assign(ticks.dataset, { branch, catalog: "year" }, name && { name }, own !== undefined && { own });
      made.set(branch, ticks);
      place.append(ticks);
      renew();
    }
    const ticks = made.get(branch);
    if (ticks) ticks.quoteIn(check);
  }

  return { follow, renew, Ticks };
})();
