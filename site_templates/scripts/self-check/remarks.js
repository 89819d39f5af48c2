/* What the committee has remarked stands at the items it speaks of, to be read; a branch marks there what it has put
   right, and that goes up with its next file. */

var SelfCheckRemarks = (() => {
  const { answerOf } = SelfCheckRecord;
  const { CLOSED, dayOf, keyFor, remarked, stateWords, whole } = SelfCheckSlip;
  const { element, say } = Dom;

  class Remarks {
    /** @param {Checklist} check */
    constructor(check) {
      this.check = check;
      /** @type {Map<string, any>} */
      this.boxes = new Map();
      this.top = element("section", "slip no-print");
      this.head = element("p");
      this.said = element("p");
      this.rest = element("div");
      this.top.append(this.head, this.said, this.rest);
      check.tools.news.after(this.top);
      check.store.watch((key) => key === this.key && this.show());
    }

    get key() {
      return keyFor(this.check.key);
    }

    get slip() {
      return this.check.store.loadNow(this.key).record;
    }

    /** Brings what is shown up to date with the slip of the round that is open. */
    show() {
      const { slip } = this;
      const ids = remarked(slip);
      for (const [id, { box }] of this.boxes) box.hidden = !ids.includes(id);
      this.top.hidden = Object.keys(slip.items).length === 0;
      const { status, note } = whole(slip);
      const done = ids.filter((id) => slip.items[id].done_on || slip.items[id].status === CLOSED).length;
      const marked = ids.length ? "；意见 " + ids.length + " 条，已改和已办结 " + done + " 条" : "";
      say(this.head, SITE.slip.from + "（" + dayOf(slip) + "）：" + stateWords(status) + marked);
      say(this.said, note);
      for (const id of ids) this.showOne(id, slip);
    }

    /** @param {string} id @param {CheckRecord} slip */
    showOne(id, slip) {
      const row = this.check.rows.get(id);
      const { note, status, done_on, title } = slip.items[id];
      if (!this.boxes.has(id)) this.boxes.set(id, this.build(id));
      const { box, words, mark, day, shut } = this.boxes.get(id);
      const place = row ? row.box : this.rest;
      if (box.parentElement !== place) place.insertBefore(box, row ? row.rest : null);
      const closed = status === CLOSED ? "（" + stateWords(CLOSED) + "）" : "";
      const name = row ? "" : id + " " + title + "：";
      say(words, name + SITE.slip.from + closed + "：" + note);
      if (mark.checked !== Boolean(done_on)) mark.checked = Boolean(done_on);
      const { isClosed, tools } = this.check;
      mark.disabled = isClosed;
      shut.textContent = isClosed ? SITE.words.year_closed + "，标不了“" + SITE.slip.done + "”：" : "";
      if (isClosed) shut.append(tools.wayToReopen());
      say(day, done_on && "（" + done_on + "）");
    }

    /** @param {string} id */
    build(id) {
      const [box, words, label, mark, day, shut] = [
        element("div", "slip"),
        element("p"),
        element("label", "choice no-print"),
        element("input"),
        element("span"),
        element("p", "no-print"),
      ];
      mark.type = "checkbox";
      mark.setAttribute("aria-label", id + " 的意见" + SITE.slip.done);
      mark.addEventListener("change", () => this.mark(id, mark.checked));
      label.append(mark, " " + SITE.slip.done, day);
      box.append(words, label, shut);
      return { box, words, mark, day, shut };
    }

    /** What stands on paper of an item. */
    /** @param {string} id */
    lines(id) {
      const { slip } = this;
      return remarked(slip).includes(id) ? [SITE.slip.from + "（" + dayOf(slip) + "）：" + slip.items[id].note] : [];
    }

    /** @param {string} id @param {boolean} isDone */
    mark(id, isDone) {
      const { slip, check } = this;
      const answer = { ...answerOf(slip, id), done_on: isDone ? Day.today() : "" };
      check.await(check.store.write(this.key, id, answer, ["done_on"], slip).database);
      check.report();
      this.show();
    }
  }

  return { Remarks };
})();
