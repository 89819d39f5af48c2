/* The strip that stays above a self-check: how far each area is, and the way to the next item without an answer. On a
   phone the ways to the item before and after stay below. */

var SelfCheckStrip = (() => {
  const { progressOf } = SelfCheckAnswer;
  const { answerOf } = SelfCheckRecord;
  const { element, button, say } = Dom;
  const [NEXT, ALL] = [SITE.words.next_open, "都填了"];

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
      const steps = element("nav", "steps no-print");
      steps.setAttribute("aria-label", "逐项");
      steps.append(
        button("上一项", () => this.step(-1)),
        button("下一项", () => this.step(1)),
      );
      check.append(steps);
      check.total.before(line);
      check.total.after(this.next);
      /** @type {HTMLElement | null} */
      const way = document.querySelector(".branch-ways a[href='#check']");
      if (way) way.addEventListener("click", (event) => this.resume(event));
      /** The way from the top of the page to the first item without an answer, for the check that is shown. */
      /** @type {HTMLElement | null} */
      this.toNext = document.querySelector(".to-next a");
      if (this.toNext) {
        this.toNext.addEventListener("click", (event) => {
          if (check.hidden) return;
          event.preventDefault();
          this.leadToFirst();
        });
      }
      /** The item that had the focus last: where the reader is, as long as it is in sight. */
      /** @type {Element} */
      this.here = null;
      window.addEventListener("hashchange", () => {
        const meant = document.getElementById(location.hash.slice(1));
        if (!meant || !check.contains(meant)) return;
        this.unfold(meant);
        meant.scrollIntoView();
      });
      check.addEventListener("focusin", (/** @type {any} */ { target }) => {
        if (!check.state.contains(target) && !steps.contains(target)) this.here = target.closest("li[data-rev]");
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
      const list = place.querySelector("ul");
      const fold = button("", () => {
        list.hidden = !list.hidden;
        this.show();
      });
      fold.className = "fold no-print";
      heading.append(" ", fold);
      return { place, way, count, list, fold };
    }

    /** Folds the areas that are answered whole: nobody has to pass them every time. */
    foldFull() {
      const meant = document.getElementById(location.hash.slice(1)) || document.activeElement;
      for (const { place, way, list } of this.areas) {
        if (way.classList.contains("is-full") && !place.contains(meant)) list.hidden = true;
      }
      this.show();
    }

    /** @param {Element} one */
    unfold(one) {
      for (const { place, list } of this.areas) if (place.contains(one)) list.hidden = false;
      this.show();
    }

    show() {
      const { record } = this.check;
      for (const { place, way, count, list, fold } of this.areas) {
        const { answered, of } = progressOf(this.check.ids(place).map((id) => answerOf(record, id)));
        say(count, answered + "/" + of);
        way.classList.toggle("is-full", answered === of);
        way.hidden = place.hidden;
        fold.hidden = answered < of && !list.hidden;
        say(fold, list.hidden ? "展开" : "收起");
        fold.setAttribute("aria-expanded", String(!list.hidden));
      }
      const open = this.lines().find((line) => this.isOpen(line));
      say(this.next, open ? NEXT : ALL);
      if (!this.toNext || this.check.hidden) return;
      say(this.toNext, open ? NEXT + "：" + open.querySelector("a").textContent : ALL);
    }

    /** Leads to the first item without an answer; when there is none, to the backup. */
    leadToFirst() {
      this.leadTo(this.lines().find((line) => this.isOpen(line)));
    }

    /** Leads there at once who came for it. */
    arrive() {
      if (location.hash === "#next" && !this.check.hidden && !this.check.isInUse) this.leadToFirst();
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

    /** Where the reader is among the items: at one, else between two. */
    /** @param {Element[]} lines */
    place(lines) {
      const edge = this.edge();
      /** @param {Element} line */
      const isHere = (line) => {
        const { top, bottom } = line.getBoundingClientRect();
        return line === this.here && bottom > edge && top < window.innerHeight;
      };
      const here = lines.findIndex(isHere);
      if (here >= 0) return here;
      const below = lines.findIndex((line) => line.getBoundingClientRect().top >= edge);
      return (below < 0 ? lines.length : below) - 0.5;
    }

    /** Leads on from where the reader is, past the end to the first; when there is none left, to the backup. */
    goOn() {
      const lines = this.lines();
      const next = lines
        .slice(Math.floor(this.place(lines)) + 1)
        .concat(lines)
        .find((line) => this.isOpen(line));
      this.closeLast(next);
      this.leadTo(next);
    }

    /** Closes the item that was filled in last. */
    /** @param {Element | undefined} next */
    closeLast(next) {
      const line = this.here;
      if (line && line !== next && !this.isOpen(line)) this.check.fold(this.check.rows.get(line.id));
    }

    /** The way from the top of the page: to the check, and where that was begun to the first item without an answer. */
    /** @param {Event} event */
    resume(event) {
      const lines = this.check.hidden ? [] : this.lines();
      const next = lines.find((line) => this.isOpen(line));
      if (!next || lines.every((line) => this.isOpen(line))) return;
      event.preventDefault();
      this.leadTo(next);
    }

    /** Leads to the item before (-1) or after (1); beyond the first and the last to the backup. */
    /** @param {number} by */
    step(by) {
      const lines = this.lines();
      const place = this.place(lines);
      this.leadTo(lines[by < 0 ? Math.ceil(place) - 1 : Math.floor(place) + 1]);
    }

    /** @param {Element | undefined} line */
    leadTo(line) {
      if (!line) return this.lead(this.check.toolLine, this.check.toolLine.querySelector("button"));
      const { radios } = this.check.rows.get(line.id);
      this.lead(line, radios.find(({ checked }) => checked) || radios[0]);
    }

    /** @param {Element} place @param {HTMLElement} target */
    lead(place, target) {
      this.unfold(place);
      window.scrollTo(0, window.pageYOffset + place.getBoundingClientRect().top - this.edge());
      target.focus({ preventScroll: true });
    }
  }

  return { Strip };
})();
