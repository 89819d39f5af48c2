/* Puts a form where a page has a calculator: what is filled in is answered at once, what is missing is said. */

(() => {
  const core = CalculatorsCore;
  const { element } = Dom;
  /** @type {Values<string>} */
  // money and hours take a point, so a numeric keypad without one would not do
  const KEYPADS = { whole: "numeric", money: "decimal", hours: "decimal" };

  class BranchCalculator extends HTMLElement {
    connectedCallback() {
      if (this.controls) return;
      this.setup = CALCULATORS;
      this.tool = this.dataset.tool;
      this.fields = this.setup.questions[this.tool];
      /** @type {Values<{box: HTMLElement, control: any}>} */
      this.controls = {};
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
      const { control } = this.controls[this.fields[0].name];
      if (this.dataset.choice) control.value = this.dataset.choice;
      this.update();
      this.append(this.form);
    }

    /** @param {ToolField} field */
    box(field) {
      const box = element("div");
      const label = element("label", "", field.label);
      /** @type {any} */
      const control = element(field.kind === "choice" ? "select" : "input");
      control.id = this.dataset.key + "-" + field.name;
      label.htmlFor = control.id;
      const blank = field.kind === "choice" && field.optional ? [["", "不选"]] : [];
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
      box.append(label, control);
      this.controls[field.name] = { box, control };
      return box;
    }

    given() {
      /** @type {Values<string>} */
      const given = {};
      for (const field of this.fields) given[field.name] = this.controls[field.name].control.value;
      return given;
    }

    update({ typing = false } = {}) {
      const given = this.given();
      const asked = this.fields.filter((field) => core.isAsked(field, given[this.fields[0].name]));
      for (const field of this.fields) this.controls[field.name].box.hidden = asked.indexOf(field) < 0;
      this.more.hidden = !asked.some((field) => field.optional);
      const answer = core.answer(this.tool, given, this.setup);
      this.result.textContent = "";
      if (!answer.problem) this.show(answer);
      else if (!typing) this.result.append(element("p", "problem", answer.problem));
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
      const calendar = core.calendarOf(this.tool, rows, this.setup);
      if (!calendar) return;
      const save = element("button", "", this.setup.sentences.take_away);
      save.type = "button";
      save.addEventListener("click", () => Download.save(this.tool + ".ics", calendar, "text/calendar;charset=utf-8"));
      this.result.append(save);
    }
  }

  if (!customElements.get("branch-calculator")) customElements.define("branch-calculator", BranchCalculator);
})();
