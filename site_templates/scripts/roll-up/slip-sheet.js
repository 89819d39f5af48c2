/* The sheet on which the committee writes to one branch: each item with what the branch says of it now, and a remark.
   To the store its remarks are answers as those of a self-check are, in a record of their own. */

var SlipSheet = (() => {
  const { FIELDS } = SelfCheckAnswer;
  const { CLOSED, WHOLE, stateWords } = SelfCheckSlip;
  const { element, say } = Dom;
  const NOTE = FIELDS.find(({ name }) => name === "note");
  const LEFT = ["backup", "export", "ledger", "print", "year", "summary", "compare"];
  const MOST_SHOWN = 24;

  class Sheet extends SelfCheck {
    constructor() {
      super();
      /** What a branch says of an item now: in a word, and in lines. */
      /** @type {(id: string) => {state: string, lines: string[]}} */
      this.nowOf = () => ({ state: "", lines: [] });
      /** The day on which a branch marked a remark as put right, or "". */
      /** @type {(id: string, note: string) => string} */
      this.doneOn = () => "";
    }

    get kind() {
      return SITE.slip.title;
    }

    /** Of the tools those that a sheet has no use for; it is handed down by buttons of its own. */
    get leftTools() {
      return LEFT;
    }

    latestRound() {
      return this.dataset.round;
    }

    roundsOf() {
      return [this.dataset.round];
    }

    /** @param {any} line */
    buildRow(line) {
      const box = element("fieldset");
      box.disabled = !this.isOpen;
      const { title } = this.standard.items[line.id];
      const name = line.id === WHOLE ? title : line.id + " " + title;
      /** @type {any} */
      const row = { id: line.id, rev: 1, box, controls: {}, notices: {}, radios: [], name };
      Object.assign(row, { seen: {}, base: {}, offered: {}, limits: {} });
      row.recheck = element("p");
      row.levels = element("div");
      row.rest = element("details", "rest");
      row.filled = element("span", "filled");
      row.back = element("p");
      row.now = element("span", "", this.nowOf(line.id).state);
      const summary = element("summary");
      summary.append(name + "　", row.now, row.filled);
      row.rest.append(summary);
      if (line.id === WHOLE) row.box.append(this.states(row));
      // most items are never remarked upon: their fields are made when they are opened
      row.rest.addEventListener("toggle", () => this.buildRest(row));
      box.append(element("legend", "", name), row.rest);
      line.append(box);
      this.rows.set(line.id, row);
    }

    /** @param {any} row */
    buildRest(row) {
      if (row.controls.note || !row.rest.open) return;
      for (const text of this.nowOf(row.id).lines) row.rest.append(element("p", "sub", text));
      const label = row.id === WHOLE ? row.name : row.name + " 的意见";
      row.rest.append(this.field(row.id, row, { ...NOTE, label: label + "（" + SITE.slip.no_names + "）" }));
      if (row.id !== WHOLE) row.rest.append(row.back, this.choice(row, "checkbox", CLOSED));
      this.show(row.id);
    }

    /** @param {any} row */
    states(row) {
      const group = element("div", "choices");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", SITE.slip.state);
      for (const status of Object.keys(SITE.slip.states)) group.append(this.choice(row, "radio", status));
      return group;
    }

    /** @param {any} row @param {string} type @param {string} status */
    choice(row, type, status) {
      const label = element("label", "choice " + status);
      const box = element("input");
      Object.assign(box, { type, value: status, name: "state-" + row.id });
      box.addEventListener("change", () => this.save(row.id, "status", box.checked ? status : ""));
      row.radios.push(box);
      label.append(box, " " + stateWords(status));
      return label;
    }

    /** What was remarked and is not closed is open. */
    unfoldSome() {
      for (const { id, rest } of this.rows.values()) {
        const { note, status } = this.answerOf(id);
        if (note !== "" && status !== CLOSED) rest.open = true;
      }
    }

    /** @param {any} row @param {Answer} answer */
    mark(row, answer) {
      for (const radio of row.radios) radio.parentElement.classList.toggle("is-chosen", radio.value === answer.status);
      const done = answer.note ? this.doneOn(row.id, answer.note) : "";
      const words = Array.from(answer.note).slice(0, MOST_SHOWN).join("");
      const state = row.id === WHOLE ? "" : stateWords(answer.status);
      const parts = [words, done && SITE.slip.done, state].filter(Boolean);
      say(row.filled, parts.length ? "　意见：" + parts.join("，") : "");
      say(row.back, done && "支部标了“" + SITE.slip.done + "”：" + done);
    }

    /** @param {Answer[]} answers */
    progressWords(answers) {
      const remarks = answers.filter(({ note }) => note);
      const closed = remarks.filter(({ status }) => status === CLOSED).length;
      return "意见 " + remarks.length + " 条，" + stateWords(CLOSED) + " " + closed + " 条";
    }
  }

  customElements.define("slip-sheet", Sheet);
  return { Sheet };
})();
