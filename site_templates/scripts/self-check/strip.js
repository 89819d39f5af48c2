/* The strip that stays above a self-check: how far each area is, and the way to the next item without an answer. */

var SelfCheckStrip = (() => {
  const { progressOf } = SelfCheckAnswer;
  const { answerOf } = SelfCheckRecord;
  const { element, button, say } = Dom;

  class Strip {
    /** @param {Checklist} check */
    constructor(check) {
      this.check = check;
      this.areas = Array.from(check.querySelectorAll("section[data-area]"), (place) => this.area(place));
      const line = element("nav", "areas");
      line.setAttribute("aria-label", "各方面");
      line.append(...this.areas.map(({ way }) => way));
      this.next = button("", () => this.goOn());
      this.next.className = "next";
      check.total.before(line);
      check.total.after(this.next);
      /** The item that had the focus last: where the reader is, as long as it is in sight. */
      /** @type {Element} */
      this.here = null;
      check.addEventListener("focusin", (/** @type {any} */ { target }) => {
        if (!check.state.contains(target)) this.here = target.closest("li[data-rev]");
      });
    }

    /** @param {any} place */
    area(place) {
      const { area } = place.dataset;
      const count = element("span");
      const heading = place.querySelector("h2, h3");
      heading.tabIndex = -1;
      const way = button(area, () => this.lead(place, heading));
      way.append(" ", count);
      const known = this.check.standard.areas.find((/** @type {any} */ { id }) => id === area);
      if (known) way.title = known.title;
      return { place, way, count };
    }

    show() {
      const { record } = this.check;
      for (const { place, way, count } of this.areas) {
        const { answered, of } = progressOf(this.check.ids(place).map((id) => answerOf(record, id)));
        say(count, answered + "/" + of);
        way.classList.toggle("is-full", answered === of);
        way.hidden = place.hidden;
      }
      say(this.next, this.lines().some((line) => this.isOpen(line)) ? "下一个没填" : "都填了");
    }

    lines() {
      return this.check.ids().map((id) => this.check.rows.get(id).box.parentElement);
    }

    /** @param {Element} line */
    isOpen(line) {
      return !answerOf(this.check.record, line.id).status;
    }

    /** How far down the strip reaches where it stays. */
    edge() {
      return (parseFloat(getComputedStyle(this.check.state).top) || 0) + this.check.state.offsetHeight;
    }

    /** Leads on from where the reader is, past the end to the first; when there is none left, to the backup. */
    goOn() {
      const lines = this.lines();
      const edge = this.edge();
      /** @param {Element} line */
      const isHere = (line) => {
        const { top, bottom } = line.getBoundingClientRect();
        return line === this.here && bottom > edge && top < window.innerHeight;
      };
      const below = lines.findIndex((line) => line.getBoundingClientRect().top >= edge);
      const from = lines.findIndex(isHere) + 1 || Math.max(below, 0);
      const next = lines
        .slice(from)
        .concat(lines)
        .find((line) => this.isOpen(line));
      if (next) this.lead(next, this.check.rows.get(next.id).radios[0]);
      else this.lead(this.check.toolLine, this.check.toolLine.querySelector("button"));
    }

    /** @param {Element} place @param {HTMLElement} target */
    lead(place, target) {
      window.scrollTo(0, window.pageYOffset + place.getBoundingClientRect().top - this.edge());
      target.focus({ preventScroll: true });
    }
  }

  return { Strip };
})();
