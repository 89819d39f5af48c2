/* Whether one paper of one person is there: its box, and where there is an empty one. */

var PaperTick = (() => {
  const { element } = Dom;
  const { HAVE } = PeopleKept;

  class Tick {
    /** @param {KeptPaper} paper @param {(tick: Tick) => void} changed */
    constructor(paper, changed) {
      this.paper = paper;
      this.box = element("li");
      this.control = element("input");
      this.control.type = "checkbox";
      this.shown = "";
      const label = element("label", "choice");
      label.append(this.control, " " + paper.text);
      this.box.append(label);
      if (paper.href) {
        const blank = element("a", "", "空白表");
        blank.href = paper.href;
        blank.setAttribute("aria-label", "空白表：" + paper.text);
        this.box.append(" ", blank);
      }
      this.control.addEventListener("change", () => changed(this));
    }

    /** What is kept of it as it stands. */
    text() {
      return this.control.checked ? HAVE : "";
    }

    /** @param {string} text */
    show(text) {
      this.shown = text;
      this.control.checked = text === HAVE;
    }
  }

  return Tick;
})();
