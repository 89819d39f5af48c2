/* What is ticked of the year, quoted on the pages of ledgers and of papers: nothing where this browser keeps no branch. */

(() => {
  const LATER = ["../data/site.js", "../data/year.js", "../data/year-papers.js", "quoted-later.js"];

  class Quoted extends HTMLElement {
    connectedCallback() {
      if (this.isOpen) return;
      this.isOpen = true;
      const { FACTS, RECORD } = Remembered;
      Remembered.isAny(FACTS, RECORD).then((isKept) => isKept && Dom.whenIdle(() => this.bring()));
    }

    bring() {
      Dom.loaded(LATER).then(
        () => YearQuoted.show(this),
        () => this.append(Dom.element("p", "note", "打的钩没有列出来：有文件没有取到，请刷新。")),
      );
    }
  }

  if (!customElements.get("year-quoted")) customElements.define("year-quoted", Quoted);
})();
