/* The home page: what is to be done this month, for the branch that this browser remembers, or after three answers. */

(() => {
  const { element, say } = Dom;
  const FACTS = "my-branch-facts";
  const LATER = ["../data/site.js", "../data/my-branch.js", "../data/my-branch-answers.js", "home-later.js"];
  const NOT_THERE = "没有打开：有文件没有取到。请再点一次；还不行，就刷新。";
  /** What a branch has of 支委会 and 党小组, as one answer. */
  /** @type {[string, string, string][]} */
  const BODIES = [
    ["1", "1", "有支委会，划分党小组"],
    ["1", "0", "有支委会，没有党小组"],
    ["0", "0", "没有支委会"],
  ];

  /** @param {string} value @param {string} text */
  function option(value, text) {
    const made = element("option", "", text);
    made.value = value;
    return made;
  }

  /** @param {string} text @param {HTMLElement} control */
  function labelled(text, control) {
    const label = element("label", "", text);
    label.append(control);
    return label;
  }

  class HomeMonth extends HTMLElement {
    connectedCallback() {
      if (this.form) return;
      const { kinds, page } = JSON.parse(this.querySelector("script").textContent);
      this.page = page;
      this.textContent = "";
      this.heading = element("h2", "", "本月要做什么");
      this.shown = element("div");
      this.said = element("p", "note");
      this.said.setAttribute("role", "status");
      this.form = this.questions(kinds);
      this.append(this.heading, this.shown, this.form, this.said);
      if (this.mayRemember()) this.open((home) => home.show(this));
    }

    /** Whether it is worth looking: what is remembered is read by scripts that a first visit does not need. */
    mayRemember() {
      try {
        return Object.keys(localStorage).some((name) => name.endsWith("/form/" + FACTS + "/fields"));
      } catch {
        return false;
      }
    }

    /** @param {string[][]} kinds */
    questions(kinds) {
      const form = element("form", "home-questions");
      this.kind = element("select");
      this.kind.append(option("", "请选择"), ...kinds.map(([id, title]) => option(id, title)));
      this.members = element("input");
      this.members.inputMode = "numeric";
      this.members.autocomplete = "off";
      this.bodies = element("select");
      this.bodies.append(option("", "请选择"), ...BODIES.map(([, , text], place) => option(String(place), text)));
      this.start = element("input");
      this.start.type = "date";
      const go = element("button", "", "看本月");
      go.type = "submit";
      form.append(
        labelled("支部类型", this.kind),
        labelled("正式党员几名", this.members),
        labelled("支委会和党小组", this.bodies),
        labelled("本届选举产生的日期（可以不填）", this.start),
        go,
      );
      form.noValidate = true;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.answer();
      });
      return form;
    }

    answer() {
      const place = this.bodies.value;
      const open = [
        [this.kind.value === "", "支部类型", this.kind],
        [this.members.value.trim() === "", "正式党员几名", this.members],
        [place === "", "支委会和党小组", this.bodies],
      ].filter(([isOpen]) => isOpen);
      if (open.length > 0) {
        say(this.said, "还缺：" + open.map(([, text]) => text).join("、") + "。");
        /** @type {HTMLElement} */ (open[0][2]).focus();
        return;
      }
      const [committee, groups] = BODIES[Number(place)];
      const texts = {
        kind: this.kind.value,
        formal_members: this.members.value,
        committee,
        groups,
        term_start: this.start.value,
      };
      this.open((home) => home.keep(this, texts));
    }

    /** Brings what works out a month, and lets it. */
    /** @param {(home: HomeBranch) => void} work */
    open(work) {
      Dom.loaded(LATER).then(
        () => work(HomeBranch),
        () => say(this.said, NOT_THERE),
      );
    }
  }

  if (!customElements.get("home-month")) customElements.define("home-month", HomeMonth);
})();
