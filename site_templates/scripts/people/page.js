/* 在培养的人: everyone in a table, one person with the days of the steps. Nothing leaves the browser. */

(() => {
  const { element, option, button, say } = Dom;
  const { BRANCH, CODE, START, all, branchOf, formOf, idIn, newId, sorted, write } = PeopleKept;
  const OPENING = "正在打开本机存的内容，打开就可以填。";
  const KEPT = "填的日期存在这台机器的这个浏览器里，" + SITE.words.not_sent + "。";
  const NOT_KEPT = "没有保存：这个浏览器不让保存，或者空间满了。离开这一页就没有了，请先导出或者打印。";
  const LATER = ["people-later.js"];
  const TRY_AGAIN = 10000;
  const FIGURES = "figures";
  /** Pixels that the bar of the theme takes at most. */
  const BAR = 100;

  class BranchPeople extends HTMLElement {
    connectedCallback() {
      if (this.shown || typeof PEOPLE === "undefined") return;
      this.rules = PEOPLE;
      this.store = new SelfCheckStore.Store(SelfCheckEarlier.take);
      SelfCheckEarlier.follow(this.store);
      /** What is on the page of each person, by id. */
      /** @type {Map<string, ShownPerson>} */
      this.shown = new Map();
      /** @type {InstanceType<typeof PeopleTools>} */
      this.tools = null;
      /** Whose page it is; "" for all. */
      /** @type {string} */
      this.open = "";
      this.textContent = "";
      this.classList.add("calculator");
      this.build();
      say(this.saved, OPENING);
      this.store.watch((key) => {
        if (!this.isReady) return;
        if (key.startsWith(START)) this.follow(idIn(key));
        else if (key === "form/" + this.branch) this.showBranch();
      });
      this.store.ready.then(() => {
        this.isReady = true;
        this.branch = PeopleKept.here(this.store);
        this.takeOver();
        this.refresh();
        this.report();
        this.byAddress();
        window.addEventListener("hashchange", () => this.byAddress());
      });
      Dom.whenIdle(() => this.bring());
    }

    /** Brings what prints, saves and reads files. */
    bring() {
      Dom.loaded(LATER).then(
        () => {
          this.tools = new PeopleTools(this);
          this.showOne();
        },
        () => setTimeout(() => this.bring(), TRY_AGAIN),
      );
    }

    build() {
      this.chooser = element("p", "own-branches no-print");
      this.list = element("section", "people-list no-print");
      this.total = element("p", "people-total");
      this.total.setAttribute("role", "status");
      const table = element("table", "overview people");
      const line = element("tr");
      for (const text of this.rules.headsOfAll) {
        const head = element("th", "", text);
        head.scope = "col";
        line.append(head);
      }
      table.append(element("thead"), element("tbody"));
      table.tHead.append(line);
      this.table = table;
      this.rows = table.tBodies[0];
      this.list.append(this.total, table, this.buildAdding());
      this.one = element("section", "person no-print");
      this.one.hidden = true;
      this.saved = element("p", "sub no-print");
      this.saved.setAttribute("role", "status");
      this.append(this.chooser, this.list, this.one, this.saved);
    }

    /** Says of which branch the people are, and lets another one be chosen where this browser knows several. */
    showBranch() {
      const { branch, chooser, store } = this;
      const known = PeopleKept.branches(store);
      const all = known.includes(branch) ? known : known.concat(branch);
      const names = all.map((one) => PeopleKept.titleOf(store, one));
      const titles = names.map((name, place) => {
        const earlier = names.slice(0, place).filter((one) => one === name).length;
        return name + (earlier ? "（" + (earlier + 1) + "）" : "");
      });
      const said = titles.join("\n") + branch;
      if (chooser.dataset.said === said) return;
      chooser.dataset.said = said;
      chooser.textContent = "";
      if (all.length === 1) chooser.append("支部：" + titles[0]);
      else chooser.append(choiceOf("支部 ", all, titles, branch, (chosen) => this.turnTo(chosen)));
      if (!PeopleKept.nameOf(store, branch)) chooser.append("　名称还没有填，在“" + SITE.words.my_branch + "”里填。");
    }

    /** Those whom an earlier edition kept in one list for all branches are of the branch that is open. */
    takeOver() {
      const { branch, store } = this;
      const hasOthers = PeopleKept.branches(store).length > 1;
      const count = PeopleKept.takeOver(store, branch);
      if (!count || !hasOthers) return;
      const title = PeopleKept.titleOf(store, branch);
      const words = "以前存的 " + count + " 人没有写是哪个支部的，都归到“" + title + "”了。不是的，点开那个人换支部。";
      this.chooser.before(element("p", "elsewhere no-print", words));
    }

    /** Shows the people of another branch. */
    /** @param {string} branch */
    turnTo(branch) {
      PeopleKept.choose(this.store, branch);
      this.branch = branch;
      this.go("");
      this.refresh();
      if (this.tools) this.tools.turned();
    }

    /** Puts somebody into another branch, as long as nobody there goes by the same code. Returns whether it was done. */
    /** @param {string} id @param {string} branch */
    moveTo(id, branch) {
      const { code } = this.store.form(formOf(id));
      if (all(this.store, branch).some(({ texts }) => texts.code === code)) return false;
      this.keep(id, { [BRANCH]: branch }, { [BRANCH]: this.branch });
      this.refresh();
      return true;
    }

    buildAdding() {
      const form = element("form", "adding");
      form.noValidate = true;
      const code = new CodeControl(this.rules, "new-code", "加一个人，代号");
      this.adding = code;
      const add = element("button", "", "加上");
      add.type = "submit";
      form.append(code.box, add);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const text = code.read(this.codes());
        if (!text || !this.isReady) return;
        const id = newId();
        this.keep(id, { [CODE]: text }, {});
        code.show(this.freeCode());
        this.go(id);
      });
      return form;
    }

    people() {
      return sorted(this.rules.codes, all(this.store, this.branch));
    }

    /** @param {string} [but] the id of somebody whose own code does not count */
    codes(but) {
      return all(this.store, this.branch).flatMap(({ id, texts }) => (id === but ? [] : [texts.code]));
    }

    freeCode() {
      const taken = this.codes();
      return this.rules.codes.find((code) => !taken.includes(code)) || "";
    }

    /** @param {string} id @param {Values<string>} texts @param {Values<string>} shown */
    keep(id, texts, shown) {
      const isOf = this.store.form(formOf(id))[BRANCH] ? {} : { [BRANCH]: this.branch };
      const { database } = write(this.store, id, { ...isOf, ...texts }, shown);
      this.update(id);
      this.report();
      database.then(() => this.report());
    }

    /** Says whether this browser keeps what is filled in. */
    report() {
      const { isKept, words } = this.store.keeping();
      say(this.saved, isKept ? words + KEPT : NOT_KEPT);
      this.saved.classList.toggle("unkept", !isKept);
    }

    /** Builds the table anew: after somebody came or went. */
    refresh() {
      this.showBranch();
      const people = this.people();
      const ids = people.map(({ id }) => id);
      for (const id of [...this.shown.keys()]) if (!ids.includes(id)) this.shown.delete(id);
      for (const { id } of people) this.update(id, false);
      this.rows.append(...ids.map((id) => this.shown.get(id).row));
      for (const row of [...this.rows.rows]) if (!ids.includes(row.dataset.person)) row.remove();
      this.table.hidden = people.length === 0;
      if (document.activeElement !== this.adding.choice) this.adding.show(this.freeCode());
      this.count();
      if (this.open && !ids.includes(this.open)) this.go("");
    }

    count() {
      const answers = [...this.shown.values()].map(({ answer }) => answer);
      const overdue = answers.filter((one) => one.overdue > 0).length;
      const unsure = answers.filter(({ limits }) => limits.some(isUnsure)).length;
      const more = unsure ? "，" + PeopleSums.PAST_UNSURE + "的 " + unsure + " 人" : "";
      const none = "还没有人。先选一个代号加上，再填已经办过的日期。";
      say(this.total, answers.length ? answers.length + " 人，有逾期的 " + overdue + " 人" + more + "。" : none);
    }

    /** Another window, or an import, has changed somebody. */
    /** @param {string} id */
    follow(id) {
      const texts = this.store.form(formOf(id));
      const isOurs = branchOf(this.store, texts) === this.branch;
      if (!isOurs && !this.shown.has(id)) return;
      const isThere = isOurs && Object.keys(texts).some((name) => name !== BRANCH && texts[name]);
      if (!isThere || !this.shown.has(id) || this.shown.get(id).code !== texts.code) this.refresh();
      else this.update(id);
      const one = this.shown.get(id);
      const fields = one ? one.fields : null;
      for (const field of fields || []) field.follow(texts[field.date.name] || "");
      for (const tick of one ? one.ticks : []) tick.show(texts[tick.paper.name] || "");
    }

    /** Reckons anew where somebody stands, and shows it in the table and on the person's own page. */
    /** @param {string} id */
    update(id, isOne = true) {
      const texts = this.store.form(formOf(id));
      if (!this.shown.has(id))
        this.shown.set(id, { ...newRow(id, this.rules, () => this.go(id)), code: "", fields: null, ticks: [] });
      const one = this.shown.get(id);
      one.code = texts.code;
      one.answer = PeopleSums.answer(this.rules, texts, Day.today());
      const { answer } = one;
      say(one.button, texts.code || "没有代号");
      const [, reached, next, days, look] = one.cells;
      say(reached, answer.reached || "还没有填日期");
      say(next, answer.next ? this.dateOf(answer.next).label : stateWords(answer));
      say(days, daysWords(answer));
      say(look, lookWords(answer));
      one.row.classList.toggle("is-overdue", answer.overdue > 0);
      if (!isOne) return;
      if (!one.row.isConnected) this.refresh();
      this.count();
      if (this.open === id) this.showAnswer(id);
    }

    /** @param {string} name */
    dateOf(name) {
      return this.rules.dates.find((date) => date.name === name);
    }

    /** Goes to the page of one person, or back to all. */
    /** @param {string} id */
    go(id) {
      const { code } = this.shown.get(id) || { code: "" };
      const hash = code ? "#" + encodeURIComponent(code) : "";
      this.open = id;
      if (location.hash !== hash) history.pushState(null, "", location.href.split("#")[0] + hash);
      this.showOne();
      if (!id) return;
      this.heading.focus({ preventScroll: true });
      // below the bar of the theme
      window.scrollTo(0, this.getBoundingClientRect().top + window.pageYOffset - BAR);
    }

    byAddress() {
      const code = decoded(location.hash.slice(1));
      const found = this.people().find(({ texts }) => code && texts.code === code);
      const id = found ? found.id : "";
      if (id === this.open) return;
      this.open = id;
      this.showOne();
    }

    showOne() {
      const { open } = this;
      this.one.hidden = !open;
      this.list.hidden = Boolean(open);
      if (!open) {
        if (this.tools) this.tools.showForAll(this.list);
        return;
      }
      const one = this.shown.get(open);
      if (!one.fields) this.buildOne(open, one);
      this.one.textContent = "";
      this.one.append(one.page);
      this.heading = one.page.querySelector("h2");
      this.showAnswer(open);
      if (this.tools) this.tools.showForOne(one.page, open);
    }

    /** Builds the page of one person: not before somebody asks for it. */
    /** @param {string} id @param {ShownPerson} one */
    buildOne(id, one) {
      const page = element("div");
      const heading = element("h2");
      heading.tabIndex = -1;
      one.page = page;
      one.result = element("div", "result");
      one.result.setAttribute("aria-live", "polite");
      page.append(
        button("← 全部", () => this.go("")),
        heading,
        one.result,
      );
      one.fields = [];
      const texts = this.store.form(formOf(id));
      for (const stage of new Set(this.rules.dates.map((date) => date.stage))) {
        const dates = this.rules.dates.filter((date) => date.stage === stage);
        const group = element("fieldset");
        group.append(element("legend", "", stage || "其他"));
        const boxes = element("div", "fields");
        for (const date of dates) {
          const field = new PersonField(this.rules, date, id, (changed) => this.changed(id, changed));
          field.show(texts[date.name] || "");
          field.kept = field.shown;
          field.box.append(aboutStep(date));
          one.fields.push(field);
          boxes.append(field.box);
          if (date.papers.length) field.box.append(this.buildPapers(id, one, date));
        }
        group.append(boxes);
        page.append(group);
      }
      page.append(this.buildCode(id));
      this.offerLost(id, one);
    }

    /** The papers of a step, to be ticked off. */
    /** @param {string} id @param {ShownPerson} one @param {KeptDate} date */
    buildPapers(id, one, { papers }) {
      const box = element("fieldset", "papers");
      const list = element("ul");
      const texts = this.store.form(formOf(id));
      box.append(element("legend", "", "这一步的材料（有了打钩）"), list);
      for (const paper of papers) {
        const tick = new PaperTick(paper, (changed) => {
          const { shown } = changed;
          changed.shown = changed.text();
          this.keep(id, { [paper.name]: changed.shown }, { [paper.name]: shown });
        });
        tick.show(texts[paper.name] || "");
        one.ticks.push(tick);
        list.append(tick.box);
      }
      return box;
    }

    /** @param {string} id */
    buildCode(id) {
      const form = element("form", "adding");
      form.noValidate = true;
      const code = new CodeControl(this.rules, id + "-code", "改代号");
      code.show(this.store.form(formOf(id)).code || "");
      const change = element("button", "", "改成这个");
      change.type = "submit";
      form.append(code.box, change);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const text = code.read(this.codes(id));
        const before = this.store.form(formOf(id)).code;
        if (!text || text === before) return;
        this.keep(id, { [CODE]: text }, { [CODE]: before });
        this.refresh();
        this.go(id);
      });
      return form;
    }

    /** @param {string} id @param {PersonDateField} field */
    changed(id, field) {
      field.isPending = false;
      if (!field.check()) return;
      const { name } = field.date;
      const day = field.day();
      const { shown } = field;
      field.shown = day;
      field.kept = day;
      field.notice.textContent = "";
      this.keep(id, { [name]: day }, { [name]: shown });
      this.offerLost(id, this.shown.get(id), field);
    }

    /** Offers beside a field what another window filled in there at the same time. */
    /** @param {string} id @param {ShownPerson} one @param {PersonDateField} [only] */
    offerLost(id, one, only) {
      for (const { field: name, value, isOpen } of this.store.lost(formOf(id))) {
        const field = one.fields.find(({ date }) => date.name === name);
        if (field && isOpen && (!only || field === only) && PeopleSums.isDay(this.rules, value)) field.offer(value);
      }
    }

    /** @param {string} id */
    showAnswer(id) {
      const { answer, code, page, result } = this.shown.get(id);
      say(page.querySelector("h2"), code + (answer.stage ? "：" + answer.stage : ""));
      result.textContent = "";
      result.append(...answerParts(this.rules, answer));
    }
  }

  /** A code, chosen from the list or in figures: nothing else can be typed. */
  class CodeControl {
    /** @param {PeopleRules} rules @param {string} key @param {string} title */
    constructor(rules, key, title) {
      this.rules = rules;
      this.box = element("div", "code");
      this.choice = element("select");
      this.choice.id = key;
      const label = element("label", "", title);
      label.htmlFor = key;
      for (const code of rules.codes) this.choice.append(option(code, code));
      this.choice.append(option(FIGURES, "用数字"));
      this.figures = element("input");
      this.figures.type = "text";
      this.figures.inputMode = "numeric";
      this.figures.autocomplete = "off";
      this.figures.setAttribute("aria-label", "1 至 4 位数字");
      this.problem = element("p", "problem");
      this.problem.setAttribute("role", "alert");
      this.choice.addEventListener("input", () => {
        this.figures.hidden = this.choice.value !== FIGURES;
        this.problem.textContent = "";
      });
      this.box.append(label, this.choice, this.figures, this.problem);
      this.show("");
    }

    /** @param {string} code */
    show(code) {
      this.choice.value = this.rules.codes.includes(code) ? code : FIGURES;
      this.figures.hidden = this.choice.value !== FIGURES;
      this.figures.value = this.figures.hidden ? "" : code;
    }

    /** The code, or "" after saying what is wrong. */
    /** @param {string[]} taken */
    read(taken) {
      const code = this.choice.value === FIGURES ? plain(this.figures.value) : this.choice.value;
      const isCode = PeopleSums.isCode(this.rules, code);
      say(this.problem, !isCode ? "填 1 至 4 位数字。" : taken.includes(code) ? "这个代号已经有了，换一个。" : "");
      return this.problem.textContent ? "" : code;
    }
  }

  /** Figures as a Chinese keyboard may type them. */
  /** @param {string} text */
  const plain = (text) => text.trim().replace(/[\uff10-\uff19]/g, (one) => String(one.charCodeAt(0) - 0xff10));

  /** A branch to be chosen, each told from those of the same title. */
  /**
   * @param {string} words @param {string[]} all @param {string[]} titles @param {string} here
   * @param {(branch: string) => void} chosen
   */
  function choiceOf(words, all, titles, here, chosen) {
    const label = element("label", "", words);
    const select = element("select");
    all.forEach((branch, place) => {
      const namesakes = titles.slice(0, place).filter((one) => one === titles[place]).length;
      select.append(option(branch, titles[place] + (namesakes ? "（" + (namesakes + 1) + "）" : "")));
    });
    select.value = here;
    select.addEventListener("change", () => chosen(select.value));
    label.append(select);
    return label;
  }

  /** @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (_not) {
      return "";
    }
  }

  /** @param {string} id @param {PeopleRules} rules @param {() => void} pressed */
  function newRow(id, { headsOfAll }, pressed) {
    const row = element("tr");
    row.dataset.person = id;
    const head = element("th");
    head.scope = "row";
    const opens = button("", pressed);
    head.append(opens);
    const others = headsOfAll.slice(1).map((text) => {
      const cell = element("td");
      cell.dataset.label = text;
      return cell;
    });
    const cells = [head, ...others];
    row.append(...cells);
    return { row, cells, button: opens };
  }

  /** @param {PersonAnswer} answer */
  const stateWords = ({ state }) => (state === "done" ? "办完了" : state === "ended" ? "不再培养" : "");

  /** @param {PersonAnswer} answer */
  function daysWords(answer) {
    const { earliest, latest, limits, next } = answer;
    const own = [earliest && "不早于 " + earliest, latest && "不晚于 " + latest].filter(Boolean);
    const notes = limits.filter(({ of }) => of === next).map(PeopleSums.pastWords);
    const last = own.pop();
    if (last) own.push(last + (notes.find(Boolean) || ""));
    const others = PeopleSums.openOf(answer).filter((one) => one.of !== next);
    return own.concat(others.map((one) => one.label + "：" + one.value + PeopleSums.pastWords(one))).join("；");
  }

  /** @param {PersonLimit} one */
  const isUnsure = ({ is_past, state }) => is_past && state === "unsure";

  /** @param {PersonAnswer} answer */
  function lookWords({ is_noted, lacking, limits, faults, missed, overdue }) {
    const wrong = limits.filter(({ state }) => state === "late" || state === "early").length;
    const passed = limits.filter(isUnsure).length;
    const unsure = limits.filter(({ state }) => state === "unsure").length - passed;
    /** @type {[number, string][]} */
    const told = [
      [overdue, "逾期"],
      [passed, PeopleSums.PAST_UNSURE],
      [faults.length, "日期对不上"],
      [missed.length, "没有日期"],
      [wrong, "早了或晚了"],
      [unsure, "待核"],
      [is_noted ? PeopleSums.countOf(lacking) : 0, "缺材料"],
    ];
    const found = told.filter(([count]) => count).map(([count, words]) => words + " " + count);
    return found.join("、");
  }

  /** What there is to say of one person, as elements. */
  /** @param {PeopleRules} rules @param {PersonAnswer} answer */
  function answerParts(rules, answer) {
    const list = element("dl");
    /** @param {string} label @param {string | Node} value @param {string} [mark] */
    const add = (label, value, mark) => {
      const row = element("div");
      const told = element("dd");
      told.append(value);
      if (mark) told.append(element("span", "mark status", mark));
      row.append(element("dt", "", label), told);
      list.append(row);
    };
    if (answer.reached) add("走到", answer.reached);
    const next = rules.dates.find(({ name }) => name === answer.next);
    if (next) add("下一步", stepLink(next), next.unsure ? "待核" : "");
    else add("下一步", stateWords(answer));
    /** @param {PersonLimit} one */
    const isDone = ({ state }) => Number(state === "done");
    const limits = answer.limits.slice().sort((a, b) => isDone(a) - isDone(b));
    for (const { label, value, mark, state, is_past } of limits)
      add(label, value + (is_past && state !== "overdue" ? "，已过" : stateNote(state)), mark);
    for (const [label, text] of answer.notes) add(label, text, "待核");
    const words = lackingWords(answer);
    if (words) add("缺的材料", words);
    /** @type {HTMLElement[]} */
    const parts = [list];
    if (answer.faults.length) parts.push(listed("日期对不上，先核对：", answer.faults));
    if (answer.missed.length) {
      const missed = answer.missed.map(
        ([label, isSure]) => label + (isSure ? "" : "（新规定才要，以前办的要不要补，待核）"),
      );
      parts.push(
        element(
          "p",
          "problem",
          "前面这几步没有日期：" + missed.join("、") + "。办过的补填；没有办的停下来报上级，不倒填。",
        ),
      );
    }
    return parts;
  }

  /** Which papers are missing; before any is ticked none is called so. "" if there is nothing to say. */
  /** @param {PersonAnswer} answer */
  function lackingWords({ is_noted, lacking }) {
    if (!is_noted) return lacking.length ? "还没有勾过：下面各步的材料有了就打钩，办过的步骤还缺哪些列在这里" : "";
    const steps = lacking.map(([step, papers]) => step + "：" + papers.join("、"));
    return steps.join("；") || "办过的步骤都有了";
  }

  /** @param {string} state */
  const stateNote = (state) => (state === "done" ? "，已经办了" : state === "ready" ? "，到日子了" : "");

  /** @param {string} title @param {string[]} lines */
  function listed(title, lines) {
    const box = element("div", "problem");
    const list = element("ul");
    for (const line of lines) list.append(element("li", "", line));
    box.append(element("p", "", title), list);
    return box;
  }

  /** @param {KeptDate} date */
  function stepLink({ label, href }) {
    const link = element("a", "", label);
    link.href = href;
    return link;
  }

  /** The step of a day. */
  /** @param {KeptDate} date */
  function aboutStep({ href, unsure }) {
    const line = element("p", "sub");
    if (href) {
      const link = element("a", "", "这一步怎么办");
      link.href = href;
      line.append(link);
    }
    if (unsure) line.append(element("span", "mark status", "待核"));
    return line;
  }

  if (!customElements.get("branch-people")) customElements.define("branch-people", BranchPeople);
})();
