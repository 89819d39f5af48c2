/* Puts a form where a page has a calculator: what is filled in is answered at once, what is missing is said. */

(() => {
  const core = CalculatorsCore;
  const { element } = Dom;
  /** What reads the answers of 我的支部, for a browser that keeps some. */
  const KNOWN = ["../data/site.js", "branch-known.js"];
  /** @type {Values<string>} */
  // money and hours take a point, so a numeric keypad without one would not do
  const KEYPADS = { whole: "numeric", money: "decimal", hours: "decimal" };

  class BranchCalculator extends HTMLElement {
    connectedCallback() {
      if (this.controls) return;
      this.setup = CALCULATORS;
      this.tool = this.dataset.tool;
      this.fields = this.setup.questions[this.tool];
      /** @type {Values<{box: HTMLElement, control: any, note: HTMLElement, remark: HTMLElement}>} */
      this.controls = {};
      this.typed = new Set();
      /** @type {Values<string> | null} */
      this.facts = null;
      this.form = element("form");
      this.form.noValidate = true;
      this.form.setAttribute("aria-label", this.dataset.title + "：填了就算");
      const boxes = element("div", "fields");
      this.more = element("details", "fold more");
      const others = element("div", "fields");
      for (const field of this.fields) (field.optional ? others : boxes).append(this.box(field));
      this.more.append(element("summary", "", this.setup.sentences.more), others);
      this.result = element("div", "result");
      this.result.setAttribute("role", "status");
      this.form.append(boxes, this.result, this.more);
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.update();
      });
      // while somebody is still typing, nothing is wrong yet
      this.form.addEventListener("input", () => this.update({ typing: true }));
      this.form.addEventListener("change", () => this.update());
      // of a day that is not whole no change is told
      this.form.addEventListener("focusout", ({ target }) => {
        if (/** @type {HTMLElement} */ (target).matches("input:invalid")) this.update();
      });
      const { control } = this.controls[this.fields[0].name];
      if (this.dataset.choice) control.value = this.dataset.choice;
      this.update();
      this.append(this.form);
      if (!this.fields.some(({ known }) => known.length)) return;
      Remembered.isAny(Remembered.FACTS).then((isKept) => isKept && this.bring());
    }

    /** Takes over what 我的支部 knows. */
    bring() {
      Dom.loaded(KNOWN).then(
        () =>
          BranchKnown.facts().then((facts) => {
            this.facts = facts;
            this.update();
          }),
        () => {},
      );
    }

    /** Fills in what is known where nobody has typed; what that is may go by the choice of the first field. */
    /** @param {string} choice */
    fillIn(choice) {
      for (const { name, known } of this.fields) {
        const found = known.find(([when]) => when === choice || !when);
        if (!found || !this.facts) continue;
        const { control, note } = this.controls[name];
        const isTyped = this.typed.has(control.id) || (control.value && !note.textContent);
        if (isTyped) continue;
        control.value = this.facts[found[1]] || "";
        note.textContent = control.value ? this.setup.sentences.known : "";
      }
    }

    /** What somebody has typed is no longer what was known. */
    /** @param {ToolField} field */
    taken({ name }) {
      const { control, note } = this.controls[name];
      this.typed.add(control.id);
      note.textContent = "";
    }

    /** @param {ToolField} field */
    box(field) {
      const box = element("div");
      const label = element("label", "", field.label);
      /** @type {any} */
      const control = element(field.kind === "choice" ? "select" : "input");
      control.id = this.dataset.key + "-" + field.name;
      label.htmlFor = control.id;
      const blank =
        field.kind === "choice" && (field.optional || field.unchosen) ? [["", field.optional ? "不选" : "请选择"]] : [];
      for (const [value, text] of blank.concat(field.options)) {
        const option = element("option", "", text);
        option.value = value;
        control.append(option);
      }
      if (field.kind !== "choice") {
        control.type = field.kind === "date" ? "date" : "text";
        control.autocomplete = "off";
      }
      if (KEYPADS[field.kind]) control.inputMode = KEYPADS[field.kind];
      // above the control: those of a row stand in one line
      const note = element("p", "sub");
      const remark = element("p", "remark");
      remark.setAttribute("role", "status");
      box.append(label, note, control, remark);
      if (field.known.length) control.addEventListener("input", () => this.taken(field));
      this.controls[field.name] = { box, control, note, remark };
      return box;
    }

    given() {
      /** @type {Values<string>} */
      const given = {};
      for (const { name, kind } of this.fields) {
        const { value } = this.controls[name].control;
        given[name] = kind === "date" ? TypedDay.plain(value) : value;
      }
      return given;
    }

    /** What is wrong with the days that are asked, in words; at each stands what can hardly be meant with it. */
    /** @param {ToolField[]} asked */
    lookAtDays(asked) {
      const { limits, sentences } = this.setup;
      const ofTerm = { long_ago: sentences.terms_ago };
      const isTerm = this.tool === "term";
      const setup = isTerm ? { ...this.setup, sentences: { ...sentences, ...ofTerm } } : this.setup;
      const earliest = isTerm ? Day.monthsLater(Day.today(), -24 * limits.term_years) : undefined;
      const days = asked.filter(({ kind }) => kind === "date");
      const wrong = days.map(({ name, label }) => {
        const { control, remark } = this.controls[name];
        const found = TypedDay.look(control, setup, { label, earliest });
        Dom.say(remark, found.remark);
        return found.problem;
      });
      return wrong.find(Boolean) || "";
    }

    update({ typing = false } = {}) {
      this.fillIn(this.controls[this.fields[0].name].control.value);
      const given = this.given();
      const asked = this.fields.filter((field) => core.isAsked(field, given[this.fields[0].name]));
      for (const field of this.fields) this.controls[field.name].box.hidden = asked.indexOf(field) < 0;
      this.more.hidden = !asked.some((field) => field.optional);
      const answer = core.answer(this.tool, given, this.setup, Day.today());
      const problem = this.lookAtDays(asked) || answer.problem;
      this.result.textContent = "";
      if (!problem) this.show(answer);
      else if (!typing) this.result.append(element("p", "problem", problem));
    }

    /** @param {ToolAnswer} answer */
    show({ rows, missing }) {
      const list = element("dl");
      for (const [label, value, mark] of rows) {
        const row = element("div");
        const told = element("dd", "", value);
        if (mark) told.append(element("span", "mark status", mark));
        row.append(element("dt", "", label), told);
        list.append(row);
      }
      if (rows.length) this.result.append(list);
      if (missing) this.result.append(element("p", "missing", missing));
      if (!core.hasDays(rows)) return;
      const line = element("p", "take-away");
      if (this.setup.asksWhose.includes(this.tool)) line.append(this.whose());
      line.append(Dom.button(this.setup.sentences.take_away, () => this.save(rows)));
      line.append(element("span", "note", this.setup.sentences.same_event));
      this.result.append(line);
    }

    /** Asks whose days these are: who reckons for several people wants to tell them apart in a calendar. */
    whose() {
      if (this.choice) return this.choice;
      const { codes, sentences } = this.setup;
      const choice = element("select");
      for (const code of [sentences.oneself, ...codes]) choice.append(Dom.option(code, code));
      this.code = choice;
      this.choice = element("label", "", sentences.whose);
      this.choice.append(choice);
      // it is no question of the form: an answer shown anew would take the focus from it
      for (const name of ["input", "change"]) this.choice.addEventListener(name, (event) => event.stopPropagation());
      return this.choice;
    }

    /** @param {string[][]} rows */
    save(rows) {
      const code = this.code ? this.code.value : "";
      /** @param {string} owner */
      const saved = (owner) => {
        const text = core.calendarOf(this.tool, rows, this.setup, { owner, code });
        Download.save(this.tool + ".ics", text, "text/calendar;charset=utf-8");
      };
      // whose days these are: of the branch that the browser has open, told of or not
      Dom.loaded(KNOWN)
        .then(() => BranchKnown.id())
        .then(saved, () => saved("calculator-" + this.tool));
    }
  }

  if (!customElements.get("branch-calculator")) customElements.define("branch-calculator", BranchCalculator);
})();
