/* One question of the page 我的支部: its controls, what is typed into them, and what is wrong with it. */

var MyBranchField = (() => {
  const core = MyBranch;
  const { element, option } = Dom;

  /** One question's control: shows and reads a fact as it stands in the address ("12", "1", "teacher"). */
  class Field {
    /** @param {Question} spec @param {string} title @param {(field: BranchField) => void} changed */
    constructor(spec, title, changed) {
      this.spec = spec;
      this.title = title;
      this.box = element("div", "field");
      this.problem = element("p", "problem");
      this.problem.id = "problem-" + spec.name;
      this.problem.setAttribute("aria-live", "polite");
      this.remark = element("p", "remark");
      this.remark.setAttribute("role", "status");
      this.notice = element("p", "elsewhere");
      this.notice.setAttribute("role", "status");
      /** @type {string} */
      this.offered = undefined;
      /** @type {any[]} */
      this.controls = spec.kind === "flag" ? this.radios() : [this.control()];
      this.box.append(this.problem, this.remark, this.notice);
      const described = [this.problem.id];
      if (spec.hint) {
        const hint = element("p", "sub", spec.hint);
        hint.id = "hint-" + spec.name;
        this.box.append(hint);
        described.unshift(hint.id);
      }
      for (const control of this.controls) {
        control.setAttribute("aria-describedby", described.join(" "));
        // half-typed pinyin is no answer yet
        /** @param {any} event */
        const typed = (event) => event.isComposing || changed(this);
        control.addEventListener("input", typed);
        control.addEventListener("compositionend", () => changed(this));
      }
    }

    control() {
      const { name, kind } = this.spec;
      /** @type {any} */
      const made = element(kind === "choice" ? "select" : "input");
      made.id = "fact-" + name;
      const title = element("label", "", this.title);
      title.htmlFor = made.id;
      if (kind === "choice") {
        made.append(option("", "请选择"));
        for (const [value, text] of this.spec.options) made.append(option(value, text));
      } else {
        made.type = kind === "day" ? "date" : "text";
        made.autocomplete = "off";
        if (kind === "count") made.inputMode = "numeric";
      }
      this.box.append(title, made);
      return made;
    }

    radios() {
      const group = element("div", "choices");
      const made = this.spec.options.map(([value, text]) => {
        const label = element("label");
        const radio = element("input");
        radio.type = "radio";
        radio.name = "fact-" + this.spec.name;
        radio.value = value;
        label.append(radio, document.createTextNode(text));
        group.append(label);
        return radio;
      });
      this.box.append(group);
      return made;
    }

    /** What is answered, as it stands in the address; "" if nothing, or nothing that can be used. */
    /** @param {Rules} rules */
    raw(rules) {
      const { raw, problem } = this.typed(rules);
      return problem ? "" : raw;
    }

    /** What is kept of this field: what is answered, or the text as it was typed where that is of no use yet. */
    /** @param {Rules} rules */
    kept(rules) {
      const { raw, problem } = this.typed(rules);
      return problem ? this.controls[0].value : raw;
    }

    /** @param {Rules} rules */
    typed(rules) {
      const { kind, blank } = this.spec;
      if (kind === "flag") {
        const chosen = this.controls.find((radio) => radio.checked);
        return { raw: chosen ? chosen.value : "", problem: "" };
      }
      const control = this.controls[0];
      const text = control.value;
      if (kind === "choice") return { raw: text, problem: "" };
      if (kind === "day") {
        const { day, problem } = TypedDay.read(control, rules);
        return { raw: day, problem };
      }
      const { value, problem } = core.readCount(text);
      return { raw: value === undefined ? blank || "" : String(value), problem };
    }

    /** Whether it is a day that is not whole: what was kept stays. */
    isHalf() {
      return this.spec.kind === "day" && this.controls[0].validity.badInput;
    }

    /** @param {string} raw */
    show(raw) {
      this.enter(raw);
      this.shown = raw;
      this.notice.textContent = "";
      this.pending = false;
    }

    /** @param {string} raw */
    enter(raw) {
      for (const control of this.controls) {
        if (control.type === "radio") control.checked = control.value === raw;
        else control.value = raw === "" ? this.spec.blank || "" : raw;
      }
    }

    /** @param {boolean} isOpen */
    enable(isOpen) {
      for (const control of this.controls) control.disabled = !isOpen;
    }

    /** An answer as it is read on the page. */
    /** @param {string} raw */
    words(raw) {
      const known = (this.spec.options || []).find(([value]) => value === raw);
      return known ? known[1] : raw || "空白";
    }

    /** Marks what is wrong; returns whether something is. */
    /** @param {Rules} rules */
    check(rules) {
      const { problem } = this.typed(rules);
      for (const control of this.controls) {
        if (problem) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
        if (control.type === "radio") control.parentElement.classList.toggle("is-chosen", control.checked);
      }
      const says = problem ? core.problemWords(rules, problem, this.spec.label) : "";
      Dom.say(this.problem, says);
      return problem !== "";
    }

    isTyped() {
      /** @type {any} */
      const focused = document.activeElement;
      return focused.type !== "radio" && focused.tagName === "INPUT" && this.controls.includes(focused);
    }
  }

  return Field;
})();
