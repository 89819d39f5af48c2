/* The ticks of a branch's year by ledger or by paper: how many, on which days, where the records lie, what is missing. */

var YearQuoted = (() => {
  const { own } = SelfCheckAnswer;
  const { element, option, say } = Dom;
  /** The days of a term prove no item. @type {Pick<DatedPlan, "deadlines">} */
  const NO_TERM = { deadlines: [] };
  /** Milliseconds in which more changes of other windows are waited for. */
  const CALM = 200;
  const NOT_HERE = "有文件没有取到，请刷新。";
  const REST = SITE.words.own_duties + "，和没有指明台账的";
  const HEADS = { ledger: ["事项", "哪天", "放在哪里", "材料"], paper: ["事项", "哪天", "放在哪里", "台账"] };

  /** Where the papers of a duty lie by the items that ask for it: of each the paper and the ledger. */
  /** @param {YearEntry} entry @returns {[number, string][]} */
  function papersOf({ items, tick }) {
    const of = own(YEAR_PAPERS.duties, tick.slice(0, tick.lastIndexOf("."))) || {};
    return items.flatMap((item) => own(of, item) || []);
  }

  /** Entries by ledger or paper, in the order of the page; what has none comes last, under "". */
  /** @param {YearEntry[]} entries @param {string} by */
  function grouped(entries, by) {
    const names = by === "ledger" ? YEAR_PAPERS.ledgers : YEAR_PAPERS.papers.map((title, at) => [String(at), title]);
    /** @param {[number, string]} paper */
    const nameOf = ([number, ledger]) => (by === "ledger" ? ledger : String(number));
    const ledgers = new Map(/** @type {[string, string][]} */ (YEAR_PAPERS.ledgers));
    /** @param {YearEntry} entry @param {string} name */
    const besideOf = (entry, name) => {
      const here = papersOf(entry).filter((paper) => nameOf(paper) === name);
      return new Set(here.map(([number, id]) => (by === "ledger" ? YEAR_PAPERS.papers[number] : ledgers.get(id))));
    };
    /** @param {string} name @param {string} title @param {YearEntry[]} some */
    const group = (name, title, some) => ({
      name,
      title,
      entries: some,
      beside: some.map((entry) => Array.from(besideOf(entry, name)).join("、")),
    });
    const found = names.map(([name, title]) => {
      const some = entries.filter((entry) => papersOf(entry).some((paper) => nameOf(paper) === name));
      return group(name, title, some);
    });
    const rest = group(
      "",
      REST,
      entries.filter((entry) => papersOf(entry).length === 0),
    );
    return found.concat(rest).filter((one) => one.entries.length > 0);
  }

  class List {
    /** @param {HTMLElement} box */
    constructor(box) {
      this.box = box;
      this.by = /** @type {"ledger" | "paper"} */ (box.dataset.by);
      this.store = new SelfCheckStore.Store(SelfCheckEarlier.take);
      this.standard = STANDARDS.year;
      this.year = Day.today().slice(0, 4);
      /** What the choice was made of. */
      this.said = "";
      /** What was put beside each ledger or paper of the page. @type {Map<string, QuotedPlace>} */
      this.places = new Map();
      this.choice = element("p", "own-branches no-print");
      this.told = element("p");
      this.told.setAttribute("role", "status");
      this.fold = element("details", "fold");
      this.title = element("summary");
      this.table = element("table", "overview quoted-table");
      this.fold.append(this.title, this.table);
      this.store.ready.then(() => {
        this.branch = PeopleKept.here(this.store);
        this.show();
        this.store.watch(() => {
          clearTimeout(this.turn);
          this.turn = setTimeout(() => this.show(), CALM);
        });
      });
    }

    /** @param {string} [year] */
    recordOf(year = this.year) {
      return this.store.loadNow([this.branch, "year", year].join("/")).record;
    }

    show() {
      const { branch, store } = this;
      const asked = {};
      this.asked = asked;
      const isOwn = SelfCheckOwn.isOwn(branch);
      YearPlans.of(store, branch).then(
        (plan) => this.asked === asked && this.showPlan(plan, isOwn),
        () => this.tell(NOT_HERE),
      );
    }

    /** @param {string} words @param {LinkWords} [more] */
    tell(words, more) {
      this.box.append(this.told);
      say(this.told, words);
      if (more) this.told.append(Object.assign(element("a", "no-print", more.text), { href: more.href }));
    }

    /** @param {DatedPlan} plan @param {boolean} isOwn */
    showPlan(plan, isOwn) {
      const { branch, standard, store, year } = this;
      const today = Day.today();
      const records = store.records(branch + "/year/").map(({ record }) => record);
      if (!this.isShown && records.length === 0 && !SelfCheckOwn.listed(store).includes(branch)) return;
      this.isShown = true;
      const { dataset } = this.box;
      const page = isOwn ? dataset.own : plan && BRANCH_YEARS.page.replace("{id}", branch);
      const href = page ? page + "#year" : dataset.listed;
      this.box.prepend(this.choice);
      this.choose(records);
      const began = YearCount.beganOn(records);
      const record = this.recordOf();
      const due = plan ? YearCount.entriesOf(Object.assign({}, plan, NO_TERM), record, standard, began, today) : [];
      const added = YearTold.addedIn(record, standard, today);
      // the days of a term, too, which belong to no ledger
      const isTicked = Object.values(record.items).some(YearCount.isNoted);
      const named = PeopleKept.titleOf(store, branch) + " " + year + " 年";
      const isClosed = SelfCheckRecord.isClosed(record);
      if (!plan)
        this.tell(
          isOwn ? "先填" + SITE.words.facts + "，才列得出打的钩：" : "支部列表里没有这个支部了：",
          link(href, isOwn),
        );
      else if (!isTicked) this.tell(named + "还没有打钩：", link(href, isOwn));
      else {
        const since = YearTold.sinceWords(began, year);
        const words = [
          named + (isClosed ? "（已结束）" : "") + standard.title + "：" + YearTold.headWords(due, standard),
          due.some(({ state }) => state === "before") ? "（" + since + "）" : "",
          added.length > 0 ? "；自己加的：" + YearTold.countWords(added, standard) : "",
          "。换届的日子不在内。",
        ];
        this.tell(words.join(""), link(href, isOwn));
      }
      const groups = plan && isTicked ? grouped(due.concat(added), this.by) : [];
      this.showTable(groups, named, page || "");
      this.showPlaces(groups, YearTold.sinceWords(began, year));
    }

    /** Which branch and which year: asked where there is more than one. */
    /** @param {CheckRecord[]} records */
    choose(records) {
      const { branch, store } = this;
      const branches = PeopleKept.branches(store);
      const years = Array.from(new Set([Day.today().slice(0, 4), ...records.map(({ round }) => round)]));
      const named = Array.from(YearPlans.titlesOf(store, branches).values());
      const said = JSON.stringify([branches, named, years]);
      if (this.said !== said) {
        this.said = said;
        this.choice.textContent = "";
        this.branches = select(this.choice, "这个浏览器里的支部 ", branches, (_one, at) => named[at]);
        this.years = select(this.choice, "哪一年 ", years.sort().reverse(), (one) => one + " 年");
        this.branches.addEventListener("change", () => {
          this.branch = this.branches.value;
          this.year = Day.today().slice(0, 4);
          PeopleKept.choose(store, this.branch);
          this.show();
        });
        this.years.addEventListener("change", () => {
          this.year = this.years.value;
          this.show();
        });
        this.print = Dom.button("打印台账目录", () => this.printAlone());
        if (!Dom.IN_WECHAT) this.choice.append(this.print);
      }
      this.branches.value = branch;
      this.years.value = this.year;
    }

    /** What lies where, as a table of contents. */
    /** @param {ReturnType<typeof grouped>} groups @param {string} named @param {string} page where it is ticked, or "" */
    showTable(groups, named, page) {
      const { by, fold, standard } = this;
      const hasAny = groups.length > 0;
      this.print.hidden = !hasAny;
      if (!hasAny) {
        fold.remove();
        return;
      }
      if (!fold.isConnected) this.box.append(fold);
      say(this.title, named + "台账目录");
      const head = element("thead");
      head.append(rowOf("th", HEADS[by]));
      const bodies = groups.map(({ title, entries, beside }) => {
        const body = element("tbody");
        const over = element("tr");
        const heading = element("th", "", title);
        heading.colSpan = HEADS[by].length;
        heading.scope = "rowgroup";
        heading.append(element("span", "sub", YearTold.headWords(entries, standard)));
        over.append(heading);
        body.append(over);
        entries.forEach((one, at) => {
          const day = dayOf(one, standard);
          if (!day) return;
          const where = one.state === "done" ? one.answer.evidence.join("、") || "没写" : "";
          const row = rowOf("td", ["", day, where, beside[at]]);
          const name = YearTold.titleOf(one, standard);
          row.cells[0].append(page ? Object.assign(element("a", "", name), { href: page + "#" + one.tick }) : name);
          row.cells[1].className = "day";
          Array.from(row.cells).forEach((cell, place) => {
            cell.dataset.label = HEADS[by][place];
          });
          body.append(row);
        });
        return body;
      });
      this.table.textContent = "";
      this.table.append(head, ...bodies);
    }

    /** Says beside each ledger or paper of the page what of it is ticked. */
    /** @param {ReturnType<typeof grouped>} groups @param {string} since */
    showPlaces(groups, since) {
      const { standard } = this;
      for (const { box } of this.places.values()) box.hidden = true;
      for (const { count } of this.places.values()) say(count, "");
      for (const { name, entries } of groups.filter((group) => group.name !== "")) {
        const place = this.places.get(name) || (this.by === "ledger" ? atLedger(name) : atPaper(name));
        if (!place) continue;
        this.places.set(name, place);
        const words = this.year + " 年：" + YearTold.headWords(entries, standard);
        say(place.count, this.by === "ledger" ? "（" + words + "）" : words);
        place.box.hidden = false;
        const lines = YearTold.byState(entries).done.map((one) => YearTold.lineOf(one, standard));
        place.lines.textContent = "";
        for (const line of lines.concat(YearTold.openLines(entries, standard, since))) {
          place.lines.append(element("p", "", line));
        }
      }
    }

    /** Prints the table of contents without the rest of the page. */
    printAlone() {
      const { fold } = this;
      const wasOpen = fold.open;
      fold.open = true;
      document.body.classList.add("prints-contents");
      window.addEventListener(
        "afterprint",
        () => {
          fold.open = wasOpen;
          document.body.classList.remove("prints-contents");
        },
        { once: true },
      );
      window.print();
    }
  }

  /** @param {string} href @param {boolean} isOwn */
  const link = (href, isOwn) => ({ href, text: isOwn ? "到“" + SITE.words.my_branch + "”打钩" : "到支部的页上打钩" });

  /** When something was done, or why it was not; "" for what is still to come or was not noted. */
  /** @param {YearEntry} one @param {Standard} standard */
  function dayOf(one, standard) {
    const { answer, state } = one;
    if (state === "left") return standard.answers[standard.left] + "：" + answer.note;
    if (state === "missing") return "到今天还缺";
    const day = YearCount.dayQuoted(answer, Day.today(), one);
    if (state === "done") return day || "没写";
    return answer.status === standard.done ? day : "";
  }

  /** @param {"th" | "td"} kind @param {string[]} texts */
  function rowOf(kind, texts) {
    const row = element("tr");
    row.append(...texts.map((text) => element(kind, "", text)));
    return row;
  }

  /** @param {HTMLElement} box @param {string} text @param {string[]} values @param {(value: string, at: number) => string} named */
  function select(box, text, values, named) {
    const label = element("label", "", text);
    const made = element("select");
    made.append(...values.map((value, at) => option(value, named(value, at))));
    label.append(made);
    label.hidden = values.length < 2;
    box.append(label, " ");
    return made;
  }

  /** Within the fold of a ledger, whose line says how many. */
  /** @param {string} id @returns {QuotedPlace | null} */
  function atLedger(id) {
    const fold = document.getElementById(id);
    if (!fold) return null;
    const count = element("b");
    const box = element("div", "quoted");
    fold.firstElementChild.append(count);
    fold.firstElementChild.after(box);
    return { box, count, lines: box };
  }

  /** Under the items that a paper serves, folded. */
  /** @param {string} number @returns {QuotedPlace | null} */
  function atPaper(number) {
    const row = document.querySelector('[data-paper="' + number + '"]');
    if (!row) return null;
    const box = element("details", "quoted");
    const count = element("summary");
    const lines = element("div");
    box.append(count, lines);
    (row.querySelector("td") || row).append(box);
    return { box, count, lines };
  }

  /** @param {HTMLElement} box */
  const show = (box) => new List(box);

  return { grouped, show };
})();
