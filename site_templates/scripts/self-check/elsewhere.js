/* What the branch has filled in elsewhere in the same year: the answers to items of other standards that are alike, and
   the places of the same material. It is offered beside an item; a person decides, and nothing that was typed is
   touched. */

var SelfCheckElsewhere = (() => {
  const { FIELDS, over, own } = SelfCheckAnswer;
  const { same } = SelfCheckEntry;
  const { resultOf, roundWords } = SelfCheckWords;
  const { element, button, say } = Dom;
  /** The word of items that are the same in both standards. */
  const EQUAL = 0;
  const MOST_LINES = 3;
  const MOST_PLACES = 6;
  /** Characters of what is shown of a place. */
  const LONGEST = 30;
  const EVIDENCE = FIELDS.find(({ kind }) => kind === "lines");

  /** @param {string} text */
  const cut = (text) => (text.length > LONGEST ? text.slice(0, LONGEST) + "…" : text);

  /** @param {Answer} [answer] */
  const isFilled = (answer) => answer && (answer.status !== "" || answer.evidence.length > 0);

  /** The last month of a round. */
  /** @param {string} round */
  const endOf = (round) => (round[6] ? Number(round[6]) * (round[5] === "H" ? 6 : 3) : 12);

  /** How near the material of two is: 2 the same paper, 1 the same ledger. */
  /** @param {string} one @param {string} other */
  function nearness(one, other) {
    /** @param {Values<number[]>} numbers */
    function share(numbers) {
      /** @type {number[][]} */
      const [mine, theirs] = [one, other].map((name) => own(numbers, name) || []);
      return mine.some((number) => theirs.includes(number));
    }
    return share(ELSEWHERE.papers) ? 2 : Number(share(ELSEWHERE.ledgers));
  }

  class Elsewhere {
    /** @param {Checklist} check */
    constructor(check) {
      this.check = check;
      /** Other records of the branch and year, those of the same round first, the newest before the others. */
      /** @type {CheckRecord[]} */
      this.records = [];
      /** What was taken over last, and what undoes it. */
      /** @type {Map<string, {key: string, id: string, words: string, undo: () => void}>} */
      this.taken = new Map();
      /** Where it stands beside each item. */
      /** @type {Map<string, {box: HTMLElement, said: HTMLElement, list: HTMLElement, shown: string}>} */
      this.places = new Map();
      check.store.watch((key) => this.isOfUs(key) && this.renewSoon());
      /** @param {Event} event */
      const follow = ({ target }) => this.showAt(/** @type {Element} */ (target));
      for (const type of ["click", "change"]) check.addEventListener(type, follow);
      check.addEventListener("focusin", ({ target }) => {
        const row = this.rowAt(/** @type {Element} */ (target));
        if (row && row.controls.evidence === target) this.showWritten(row);
      });
      this.renew();
    }

    /** @param {string} key */
    isOfUs(key) {
      return key !== this.check.key && key.startsWith(this.check.dataset.branch + "/");
    }

    /** Other windows tell of every letter. */
    renewSoon() {
      if (this.isWaiting) return;
      this.isWaiting = true;
      Dom.whenIdle(() => {
        this.isWaiting = false;
        this.renew();
      });
    }

    /** Looks again at all that the branch has filled in. */
    renew() {
      const { store, dataset, key, round } = this.check;
      const found = store.records(dataset.branch + "/").filter((one) => one.key !== key);
      const ofYear = found.map(({ record }) => record).filter((one) => one.round.startsWith(round.slice(0, 4)));
      this.records = ofYear
        .filter(({ catalog }) => own(ELSEWHERE.catalogs, catalog))
        .sort((a, b) => Number(b.round === round) - Number(a.round === round) || endOf(b.round) - endOf(a.round));
      for (const row of this.check.rows.values()) {
        this.show(row);
        /** @type {HTMLElement} */
        const written = row.box.querySelector(".written");
        // what stands there belongs to the round that was left
        if (written && written.dataset.key !== key) written.textContent = "";
      }
    }

    /** @param {Element} target */
    rowAt(target) {
      const line = target.closest("li[data-rev]");
      return line ? this.check.rows.get(line.id) : undefined;
    }

    /** @param {Element} target */
    showAt(target) {
      const row = this.rowAt(target);
      if (row) this.show(row);
    }

    /** What may be offered beside an item: nothing where it has an answer. */
    /** @param {string} id */
    offersFor(id) {
      if (this.check.answerOf(id).status) return [];
      const others = this.records.filter(({ catalog }) => catalog !== this.check.dataset.catalog);
      const found = [];
      // a local rule may have added the very item to another standard
      for (const [other, word] of [[id, EQUAL], ...(own(ELSEWHERE.alike, id) || [])]) {
        const record = others.find(({ items }) => isFilled(own(items, other)));
        if (record) found.push({ id: other, word, record, answer: own(record.items, other) });
      }
      return found;
    }

    /** What taking over would change: of the same item all that is empty here, of others only the places. */
    /** @param {Row} row @param {Offer} offer */
    valuesOf(row, { word, answer }) {
      const mine = this.check.answerOf(row.id);
      const isWhole = word === EQUAL && answer.status !== "" && !answer.recheck;
      /** @type {Values<any>} */
      const values = isWhole ? { status: answer.status } : {};
      for (const field of isWhole ? FIELDS : [EVIDENCE]) {
        const { name, kind } = field;
        const isList = kind === "lines";
        /** @type {string[]} */
        const lines = isList ? answer[name].filter((/** @type {string} */ line) => !mine[name].includes(line)) : [];
        const isNew = isList ? lines.length > 0 : mine[name] === "" && answer[name] !== "";
        const value = isList ? mine[name].concat(lines) : answer[name];
        // a text that is too long stands in its control alone
        const hasRoom = over(field, value) <= 0 && !this.check.tooLong.has(this.check.key + row.id + name);
        if (isNew && hasRoom) values[name] = value;
      }
      return values;
    }

    /** @param {Row} row */
    placeOf(row) {
      const known = this.places.get(row.id);
      if (known) return known;
      const box = element("div", "quoted alike no-print");
      const said = element("p");
      said.setAttribute("role", "status");
      const list = element("div");
      box.append(said, list);
      row.box.querySelector(".line").after(box);
      const place = { box, said, list, shown: "" };
      this.places.set(row.id, place);
      return place;
    }

    /** @param {Row} row */
    show(row) {
      const taken = this.taken.get(row.id);
      const isTaken = taken !== undefined && taken.key === this.check.key;
      const offers = this.offersFor(row.id);
      if (!isTaken && offers.length === 0 && !this.places.has(row.id)) return;
      const place = this.placeOf(row);
      const all = offers.map((offer) => ({ offer, words: this.wordsOf(offer), values: this.valuesOf(row, offer) }));
      // of what was taken over nothing is left to be offered
      const left = all.filter(({ offer, values }) => !(isTaken && offer.id === taken.id) || "status" in values);
      const lines = left.slice(0, MOST_LINES);
      // a button must not be replaced while it is being pressed
      const shown = JSON.stringify([isTaken && taken.words, lines.map(({ words, values }) => [words, values])]);
      if (shown === place.shown) return;
      place.shown = shown;
      say(place.said, isTaken ? taken.words : "");
      place.list.textContent = "";
      if (isTaken) place.list.append(button("撤销", taken.undo));
      for (const { offer, words, values } of lines) {
        const line = element("p", "", words + " ");
        if (Object.keys(values).length > 0) {
          const take = button("status" in values ? "照抄过来" : "只抄材料位置", () => this.take(row, offer));
          take.setAttribute("aria-label", take.textContent + "：" + offer.id + " " + offer.answer.title);
          line.append(take);
        }
        place.list.append(line);
      }
    }

    /** From where, what it is to this item, and what was filled in there. */
    /** @param {Offer} offer */
    wordsOf({ id, word, record, answer }) {
      const { check } = this;
      const title = "“" + ELSEWHERE.catalogs[record.catalog] + "”的 " + id + " " + answer.title;
      const about = [ELSEWHERE.words[word], record.round === check.round ? "" : roundWords(record.round)];
      const [day] = answer.log[answer.log.length - 1] || [""];
      const chosen = (day && day + " ") + "选了“" + resultOf(answer.status, check.standard) + "”";
      const recheck = answer.recheck ? "（" + SITE.words.recheck + "）" : "";
      const result = answer.status && chosen + recheck + (word === EQUAL ? "" : "，供参考");
      const places = answer.evidence.slice(0, 2).map(cut).join("、") + (answer.evidence.length > 2 ? "等" : "");
      const parts = [result, places && "材料：" + places].filter(Boolean);
      return title + "（" + about.filter(Boolean).join("，") + "）：" + parts.join("；") + "。";
    }

    /** Takes over what is offered, as one change that can be undone. */
    /** @param {Row} row @param {Offer} offer */
    take(row, offer) {
      const { check } = this;
      check.flush();
      const before = check.answerOf(row.id);
      const values = this.valuesOf(row, offer);
      check.change(row, values, before);
      const undo = () => {
        const now = check.answerOf(row.id);
        /** @type {Values<any>} */
        const back = {};
        // what somebody has typed since stays
        for (const name of Object.keys(values)) if (same(now[name], values[name])) back[name] = before[name];
        check.change(row, back, now);
        this.taken.delete(row.id);
        this.shown(row);
      };
      const words = "已抄自 " + offer.id + " " + offer.answer.title + "。";
      this.taken.set(row.id, { key: check.key, id: offer.id, words, undo });
      this.shown(row);
    }

    /** The button that was pressed has gone: the next one gets the focus. */
    /** @param {Row} row */
    shown(row) {
      this.check.show(row.id);
      this.show(row);
      const next = this.placeOf(row).list.querySelector("button");
      if (next) next.focus();
      else row.radios[0].focus();
    }

    /** Places of the same paper that were written elsewhere, or else of the same ledger; what is written most first. */
    /** @param {Row} row */
    writtenFor(row) {
      const { check } = this;
      const year = [check.dataset.branch, "year", check.round.slice(0, 4)].join("/");
      const here = check.answerOf(row.id).evidence.concat(check.quotes(row.id)).join("\n");
      /** @type {Map<string, {place: string, near: number, count: number, from: string}>} */
      const found = new Map();
      for (const record of [check.record, check.store.loadNow(year).record, ...this.records]) {
        for (const id of Object.keys(record.items)) {
          const { title, evidence } = record.items[id];
          const near = nearness(row.id, record.catalog === "year" ? id.slice(0, id.lastIndexOf(".")) : id);
          for (const place of near > 0 ? evidence : []) {
            if (here.includes(place)) continue;
            const known = found.get(place) || { place, near, count: 0, from: id + " " + title };
            found.set(place, { ...known, near: Math.max(near, known.near), count: known.count + 1 });
          }
        }
      }
      const all = [...found.values()].sort((a, b) => b.near - a.near || b.count - a.count);
      return all.filter(({ near }) => near === all[0].near).slice(0, MOST_PLACES);
    }

    /** Offers them below the field, to be added to what stands there. */
    /** @param {Row} row */
    showWritten(row) {
      const { check } = this;
      const control = row.controls.evidence;
      const isTooLong = check.tooLong.has(check.key + row.id + "evidence");
      const found = isTooLong ? [] : this.writtenFor(row);
      /** @type {HTMLElement} */
      let box = row.box.querySelector(".written");
      if (!box && found.length === 0) return;
      if (!box) {
        box = element("div", "written no-print");
        control.parentElement.append(box);
      }
      box.dataset.key = check.key;
      box.textContent = found.length > 0 ? "已写过的地方：" : "";
      for (const { place, from } of found) {
        const add = button(cut(place), () => {
          const before = check.answerOf(row.id);
          check.change(row, { evidence: before.evidence.concat(place) }, before);
          check.show(row.id);
          // which shows what is left
          control.focus();
        });
        add.title = place + "（" + from + "）";
        add.setAttribute("aria-label", "填上 " + add.title);
        box.append(add);
      }
    }
  }

  return { Elsewhere };
})();
