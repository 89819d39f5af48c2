/* What is ticked of the year, quoted on the pages of ledgers and of papers: nothing where this browser keeps no branch. */

(() => {
  const LATER = ["../data/site.js", "../data/year.js", "../data/year-papers.js", "quoted-later.js"];

  const YEAR = /\/year\/\d{4}\/[^/]+$/;
  const PROBE = "zbk/probe";

  /** Whether this browser may keep a year; where nothing fits in here, the database alone may have it. */
  function mayHaveYear() {
    try {
      if (Remembered.isAny() || Object.keys(localStorage).some((name) => YEAR.test(name))) return true;
      localStorage.setItem(PROBE, "1");
      const isKept = localStorage.getItem(PROBE) === "1";
      localStorage.removeItem(PROBE);
      return !isKept;
    } catch {
      return true;
    }
  }

  class Quoted extends HTMLElement {
    connectedCallback() {
      if (this.isOpen || !mayHaveYear()) return;
      this.isOpen = true;
      Dom.whenIdle(() =>
        Dom.loaded(LATER).then(
          () => YearQuoted.show(this),
          () => this.append(Dom.element("p", "note", "打的钩没有列出来：有文件没有取到，请刷新。")),
        ),
      );
    }
  }

  if (!customElements.get("year-quoted")) customElements.define("year-quoted", Quoted);
})();
