/* The home page: what is to be done this month, for the branch that this browser remembers, or after three answers. */

(() => {
  const { element, option, say } = Dom;
  const LATER = ["../data/site.js", "../data/my-branch.js", "../data/my-branch-answers.js", "home-later.js"];
  const [KIND, MEMBERS, BODIES] = ["哪类支部", "几名正式党员", "支委会和党小组"];
  const NOT_THERE = "没有打开：有文件没有取到。请再点一次；还不行，就刷新。";
  /** @param {string} text @param {HTMLElement} control */
  function labelled(text, control) {
    const label = element("label", "", text);
    label.append(control);
    return label;
  }

  class HomeMonth extends HTMLElement {
    connectedCallback() {
      if (this.form) return;
      this.asked = JSON.parse(this.querySelector("script").textContent);
      this.heading = this.querySelector("h2");
      // on paper nobody answers, and below stands what is due in a year
      this.heading.className = "no-print";
      this.textContent = "";
      this.shown = element("div");
      this.said = element("p", "note");
      this.said.setAttribute("role", "status");
      this.form = this.questions(this.asked);
      this.append(this.heading, this.shown, this.form, this.said);
      const { FACTS, RECORD } = Remembered;
      Remembered.isAny(FACTS, RECORD).then((isKept) => {
        // what somebody has begun to fill in meanwhile stays
        if (isKept && !this.isBegun()) this.open((home) => home.show(this));
      });
    }

    /** @param {HomeQuestions} asked */
    questions({ kinds, bodies, start }) {
      const form = element("form", "home-questions");
      this.kind = element("select");
      this.kind.append(option("", "请选择"), ...kinds.map(([id, title]) => option(id, title)));
      this.members = element("input");
      this.members.inputMode = "numeric";
      this.members.autocomplete = "off";
      this.bodies = element("select");
      this.bodies.append(option("", "请选择"), ...bodies.map(([, , text], place) => option(String(place), text)));
      this.start = element("input");
      this.start.type = "date";
      const go = element("button", "", "看本月");
      go.type = "submit";
      form.append(
        labelled(KIND, this.kind),
        labelled(MEMBERS, this.members),
        labelled(BODIES, this.bodies),
        labelled(start, this.start),
        go,
      );
      form.noValidate = true;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.answer();
      });
      return form;
    }

    isBegun() {
      return [this.kind, this.members, this.bodies, this.start].some(({ value }) => value !== "");
    }

    answer() {
      const place = this.bodies.value;
      const open = [
        [this.kind.value === "", KIND, this.kind],
        [this.members.value.trim() === "", MEMBERS, this.members],
        [place === "", BODIES, this.bodies],
      ].filter(([isOpen]) => isOpen);
      if (open.length > 0) {
        say(this.said, "还缺：" + open.map(([, text]) => text).join("、") + "。");
        /** @type {HTMLElement} */ (open[0][2]).focus();
        return;
      }
      const [committee, groups] = this.asked.bodies[Number(place)];
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
