/* Puts a form above each worked example: the page says everything without it. */

(() => {
  const core = CalculatorsCore;
  const { element } = Dom;
  /** @type {Values<string>} */
  // money and hours take a point, so a numeric keypad without one would not do
  const KEYPADS = { whole: "numeric", money: "decimal", hours: "decimal" };

  class BranchCalculator extends HTMLElement {
    connectedCallback() {
      const data = document.getElementById("calculator-data");
      if (this.controls || !data) return;
      this.setup = JSON.parse(data.textContent);
      this.tool = this.dataset.tool;
      this.fields = this.setup.questions[this.tool];
      /** @type {Values<{box: HTMLElement, control: any}>} */
      this.controls = {};
      this.form = element("form");
      this.form.noValidate = true;
      this.form.setAttribute("aria-label", this.dataset.title + "：填了就算");
      const boxes = element("div", "fields");
      for (const field of this.fields) boxes.append(this.box(field));
      const button = element("button", "", "算一算");
      button.type = "submit";
      this.result = element("div", "result");
      this.result.setAttribute("role", "status");
      this.form.append(boxes, button, this.result);
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.show(core.answer(this.tool, this.given(), this.setup));
      });
      // an answer to what is no longer written there would mislead
      this.form.addEventListener("input", () => {
        this.result.textContent = "";
        this.ask();
      });
      this.ask();
      this.append(this.form);
    }

    /** @param {ToolField} field */
    box(field) {
      const box = element("div");
      const label = element("label", "", field.label + (field.optional ? this.setup.sentences.optional : ""));
      /** @type {any} */
      const control = element(field.kind === "choice" ? "select" : "input");
      control.id = this.tool + "-" + field.name;
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

    /** Shows only the questions that the first choice leaves open. */
    ask() {
      const choice = this.controls[this.fields[0].name].control.value;
      for (const field of this.fields) this.controls[field.name].box.hidden = !core.isAsked(field, choice);
    }

    /** @param {ToolAnswer} answer */
    show(answer) {
      this.result.textContent = "";
      if (answer.problem) {
        this.result.append(element("p", "problem", answer.problem));
        return;
      }
      const list = element("dl");
      for (const [label, value, mark] of answer.rows) {
        const row = element("div");
        const told = element("dd", "", value);
        if (mark) told.append(element("span", "mark status", mark));
        row.append(element("dt", "", label), told);
        list.append(row);
      }
      this.result.append(list);
    }
  }

  if (!customElements.get("branch-calculator")) customElements.define("branch-calculator", BranchCalculator);
})();
