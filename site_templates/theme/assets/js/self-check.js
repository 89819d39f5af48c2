/* Turns a branch's printed checklist into one that can be filled: the page says everything without it. */

(() => {
  const core = SelfCheckCore;
  const FIELDS = [
    { name: "note", label: "问题和整改", kind: "textarea", wide: true },
    { name: "responsible", label: "责任人（写职务）", kind: "text" },
    { name: "due", label: "整改期限", kind: "date" },
  ];

  const REFUSING = {
    getItem: () => null,
    setItem: () => {
      throw new Error("forbidden");
    },
    removeItem: () => undefined,
  };

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  class SelfCheck extends HTMLElement {
    connectedCallback() {
      const texts = STANDARDS[this.dataset.catalog];
      if (this.rows || !texts) return;
      this.texts = texts;
      const storage = localStorageOrNone();
      this.store = SelfCheckStore.openStore(this.dataset.branch, this.dataset.catalog, storage || REFUSING, core);
      this.classList.add("is-live");
      this.buildState();
      this.rows = new Map();
      for (const item of this.querySelectorAll("li[data-rev]")) this.buildRow(item);
      this.buildTools();
      this.store.watch(window, (itemId) => this.changedElsewhere(itemId));
      this.showProgress();
      if (!storage) this.report("这个浏览器不让保存，关掉这一页内容就没有了。请填完就打印，或者换一个浏览器。");
    }

    buildState() {
      this.state = element("div", "state no-print");
      this.saved = element("span", "", "填的内容会立即存在这台机器的这个浏览器里。");
      this.saved.setAttribute("role", "status");
      this.total = element("strong", "total");
      this.state.append(this.total, this.saved);
      this.prepend(this.state);
    }

    buildRow(item) {
      const id = item.id;
      // unsaved: what the store refused; seen: what a control last showed or saved
      const row = { item, rev: Number(item.dataset.rev), controls: {}, notices: {}, unsaved: {}, seen: {} };
      const box = element("fieldset");
      box.append(element("legend", "", item.querySelector("a").textContent));
      box.append(this.levels(this.texts.items[id]));
      box.append(this.choices(id, row));
      const fields = element("div", "fields");
      for (const field of FIELDS) fields.append(this.field(id, row, field));
      box.append(fields);
      row.recheck = element("p", "elsewhere");
      box.append(row.recheck);
      row.printed = element("div", "print-text");
      item.append(box, row.printed);
      this.rows.set(id, row);
      this.show(id);
    }

    levels(text) {
      const levels = element("details", "levels");
      if (!text) return levels;
      levels.append(element("summary", "", "怎样算达到、看什么材料"));
      for (const status of ["met", "partly", "unmet"]) {
        if (text[status]) levels.append(element("p", "", this.texts.answers[status] + "：" + text[status]));
      }
      if (text.evidence.length) levels.append(element("p", "", "看什么：" + text.evidence.join("、")));
      return levels;
    }

    choices(id, row) {
      const group = element("div", "choices");
      row.controls.status = [];
      for (const status of core.STATUSES) {
        const label = element("label");
        const radio = element("input");
        radio.type = "radio";
        radio.name = "status-" + id;
        radio.value = status;
        radio.addEventListener("change", () => this.save(id, "status", status));
        label.append(radio, document.createTextNode(this.texts.answers[status]));
        row.controls.status.push(radio);
        group.append(label);
      }
      const undo = element("button", "", "清除选择");
      undo.type = "button";
      undo.addEventListener("click", () => {
        this.save(id, "status", "");
        this.show(id);
      });
      group.append(undo);
      return group;
    }

    field(id, row, field) {
      const box = element("div", field.wide ? "wide" : "");
      const label = element("label", "", field.label);
      const control = element(field.kind === "textarea" ? "textarea" : "input");
      control.id = field.name + "-" + id;
      label.htmlFor = control.id;
      if (field.kind === "textarea") control.rows = 2;
      else control.type = field.kind;
      if (core.LIMITS[field.name]) control.maxLength = core.LIMITS[field.name];
      const save = () => this.save(id, field.name, control.value);
      // half-typed pinyin is not text yet; compositionend or leaving the field saves it
      control.addEventListener("input", (event) => {
        if (!event.isComposing) save();
      });
      control.addEventListener("compositionend", save);
      // a change that was saved while typing must not be saved again: another window may have changed the field since
      control.addEventListener("change", () => {
        if (control.value !== row.seen[field.name]) save();
      });
      control.addEventListener("blur", () => this.show(id));
      const notice = element("p", "elsewhere");
      notice.setAttribute("role", "status");
      row.controls[field.name] = control;
      row.notices[field.name] = notice;
      box.append(label, control, notice);
      return box;
    }

    buildTools() {
      const tools = element("p", "tools no-print");
      const clear = element("button", "", "清除本机内容");
      clear.type = "button";
      clear.addEventListener("click", (event) => {
        // the second click of a double click is no answer to the question
        if (event.detail > 1) return;
        if (clear.dataset.asked !== "yes") {
          clear.dataset.asked = "yes";
          clear.textContent = "确定清除？清除后不能恢复，再点一次清除";
          return;
        }
        delete clear.dataset.asked;
        clear.textContent = "清除本机内容";
        this.clearAnswers();
      });
      clear.addEventListener("blur", () => {
        delete clear.dataset.asked;
        clear.textContent = "清除本机内容";
      });
      const print = element("button", "", "打印");
      print.type = "button";
      print.addEventListener("click", () => window.print());
      tools.append(print, " ", clear);
      this.append(tools);
    }

    clearAnswers() {
      this.store.clear(Array.from(this.rows.keys()));
      for (const row of this.rows.values()) row.unsaved = {};
      for (const id of this.rows.keys()) this.show(id);
      this.showProgress();
      this.report("");
      this.saved.textContent = "本机内容已清除。";
    }

    save(id, field, text) {
      const row = this.rows.get(id);
      row.seen[field] = text;
      if (!(field in row.unsaved) && this.store.read(id)[field] === text) return;
      row.unsaved[field] = text;
      this.report(this.storeUnsaved());
      if (row.notices[field]) row.notices[field].textContent = "";
      this.mark(row, this.answerOf(id));
      this.showProgress();
    }

    /** Stores what is not stored yet, also what could not be stored before; returns "" or why something is left. */
    storeUnsaved() {
      let failure = "";
      for (const [id, row] of this.rows) {
        for (const field of Object.keys(row.unsaved)) {
          const refused = this.store.write(id, field, row.unsaved[field], row.rev);
          if (refused) failure = refused;
          else delete row.unsaved[field];
        }
      }
      return failure;
    }

    report(failure) {
      this.state.classList.toggle("is-failed", failure !== "");
      this.saved.textContent = failure || "已保存到本机 " + new Date().toTimeString().slice(0, 5);
    }

    /** What the page shows of an item: what is stored, and over it what could not be stored. */
    answerOf(id) {
      const row = this.rows.get(id);
      let answer = this.store.read(id);
      for (const field of Object.keys(row.unsaved)) {
        answer = core.withField(answer, field, row.unsaved[field], row.rev);
      }
      return answer;
    }

    /** Brings the controls up to date, but never touches the field somebody is typing in. */
    show(id) {
      const row = this.rows.get(id);
      const answer = this.answerOf(id);
      for (const radio of row.controls.status) radio.checked = radio.value === answer.status;
      for (const field of FIELDS) {
        const control = row.controls[field.name];
        if (document.activeElement === control) continue;
        if (control.value !== answer[field.name]) control.value = answer[field.name];
        row.seen[field.name] = control.value;
        row.notices[field.name].textContent = "";
      }
      this.mark(row, answer);
    }

    mark(row, answer) {
      for (const radio of row.controls.status) {
        radio.parentElement.classList.toggle("is-chosen", radio.value === answer.status);
      }
      row.recheck.textContent = core.needsRecheck(answer, row.rev) ? "标准有变化，请重新核对这一项。" : "";
      const shown = ["结果：" + (this.texts.answers[answer.status] || "未填")];
      for (const field of FIELDS) if (answer[field.name]) shown.push(field.label + "：" + answer[field.name]);
      row.printed.textContent = shown.join("\n");
    }

    changedElsewhere(itemId) {
      const ids = itemId === "" ? Array.from(this.rows.keys()) : [itemId];
      for (const id of ids) {
        const row = this.rows.get(id);
        if (!row) continue;
        const answer = this.answerOf(id);
        for (const field of FIELDS) {
          const control = row.controls[field.name];
          if (document.activeElement === control && control.value !== answer[field.name]) {
            row.notices[field.name].textContent =
              "另一个窗口把这里改成了：「" + answer[field.name] + "」。你接着输入就以你的为准；离开这一格就用那边的。";
          }
        }
        this.show(id);
      }
      this.showProgress();
    }

    showProgress() {
      const all = [];
      for (const area of this.querySelectorAll("section[data-area]")) {
        const answers = Array.from(area.querySelectorAll("li[data-rev]:not([hidden])")).map((item) =>
          this.answerOf(item.id),
        );
        all.push(...answers);
        let line = area.querySelector(".progress");
        if (!line) {
          line = element("span", "progress");
          area.querySelector("h2, h3").append(" ", line);
        }
        line.textContent = progressText(core.progressOf(answers));
      }
      this.total.textContent = "全部：" + progressText(core.progressOf(all));
    }
  }

  function progressText(progress) {
    return "已填 " + progress.answered + "/" + progress.of + "，达到 " + progress.met;
  }

  /** localStorage, or null where the browser forbids it. */
  function localStorageOrNone() {
    try {
      window.localStorage.getItem("zbk");
      return window.localStorage;
    } catch (_forbidden) {
      return null;
    }
  }

  if (!customElements.get("self-check")) customElements.define("self-check", SelfCheck);
})();
