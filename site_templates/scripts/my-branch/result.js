/* The answer of the page 我的支部: what the rules say of the facts of one branch. */

var MyBranchResult = (() => {
  const core = MyBranch;
  const { element, option, say } = Dom;

  /** @param {string} href @param {string} text */
  function link(href, text) {
    const made = element("a", "", text);
    made.href = href;
    return made;
  }

  /** `nodes` with 、 between them. */
  /** @param {Node[]} nodes @returns {(string | Node)[]} */
  function listed(nodes) {
    const parts = [];
    for (const node of nodes) parts.push(parts.length > 0 ? "、" : "", node);
    return parts;
  }

  /** "因为…。改做…。" of something that does not apply. */
  /** @param {Left} left */
  function whyWords(left) {
    return left.reason + "。" + left.otherwise;
  }

  const CALENDAR = ["../data/my-branch-calendar.js"];

  /** What is shown for the facts. The page has the parts, which are filled anew when the facts change. */
  class Result {
    /** @param {Rules} rules @param {HTMLElement} box @param {string} branch @param {(catalog: string) => void} chosen */
    constructor(rules, box, branch, chosen) {
      this.rules = rules;
      this.branch = branch;
      this.box = box;
      /** @type {Values<HTMLElement>} */
      this.parts = { month: box.querySelector("#month"), check: box.querySelector("#check") };
      /** @type {NodeListOf<HTMLElement>} */
      const places = box.querySelectorAll("[data-part]");
      for (const place of places) this.parts[place.dataset.part] = place;
      /** @type {Values<Node>} */
      this.filled = {};
      this.downloaded = this.parts.calendar.querySelector("span");
      this.parts.calendar.querySelector("button").addEventListener("click", () => this.download());
      /** @type {HTMLSelectElement} */
      this.catalogs = box.querySelector("#my-branch-catalog");
      this.catalogs.addEventListener("change", () => chosen(this.catalogs.value));
      this.checks = new Map();
      // no addresses: what stands behind # is what was answered
      box.querySelector(".branch-ways").addEventListener("click", (/** @type {any} */ event) => {
        const { hash } = event.target;
        if (!hash || event.defaultPrevented) return;
        event.preventDefault();
        /** @type {HTMLElement} */
        const heading = box.querySelector(hash + " h2");
        const fold = heading.nextElementSibling;
        if (fold instanceof HTMLDetailsElement) fold.open = true;
        this.lead(heading);
      });
    }

    /** @param {HTMLElement} heading */
    lead(heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      heading.scrollIntoView();
    }

    /** Leads to the self-check once it has its tools above it. */
    leadToCheck() {
      const [check] = Array.from(this.checks.values()).filter((one) => !one.hidden);
      check.complete().then(() => this.lead(this.parts.check.querySelector("h2")));
    }

    /** What follows from the facts that were given, which say enough. */
    /** @param {Facts} given @param {string} catalog */
    show(given, catalog) {
      const { rules } = this;
      const { facts, open } = core.assumed(given);
      this.given = given;
      this.answer = core.resolve(rules, facts, catalog, open);
      this.standard = core.standardOf(rules, facts, catalog);
      /** @type {Values<Values<string>>} */
      this.texts = {};
      for (const entry of this.standard.entries) this.texts[entry.id] = core.textsOf(rules, entry);
      this.plans = this.answer.duties.map((duty) => core.planOf(this.standard, duty.frequency));
      const words = core.factsWords(rules, given).join(" · ");
      say(this.parts.heading, words);
      this.showCatalog(facts, catalog);
      this.fill("findings", this.findings(open));
      this.fill("items", this.items());
      this.fill("left", this.left());
      const plan = MyBranchYear.planOf(rules, this.standard, this.answer);
      this.fill("month", [this.month(plan)]);
      /** @type {any} */ (this.parts.month.firstChild).plan = plan;
      this.fill("duties", this.duties());
      const table = this.parts.duties.querySelector("table");
      const made = table && this.table();
      if (table && !made.isEqualNode(table)) table.replaceWith(made);
      this.fill("forms", this.forms());
      this.parts.calendar.hidden = this.plans.length === 0;
      this.showCheck(catalog);
      if (window.YearTicks) YearTicks.renew();
      this.box.hidden = false;
    }

    hide() {
      this.box.hidden = true;
    }

    /** Leaves a part as it is laid out, and as it was unfolded, where the new facts change nothing in it. */
    /** @param {string} name @param {(string | Node)[]} nodes */
    fill(name, nodes) {
      const part = this.parts[name];
      const filled = element("div");
      filled.append(...nodes);
      if (filled.isEqualNode(this.filled[name])) return;
      // of the nodes themselves some change once they are shown
      this.filled[name] = filled.cloneNode(true);
      part.textContent = "";
      part.append(...filled.childNodes);
      part.hidden = nodes.length === 0;
    }

    /** @param {Facts} facts @param {string} catalog */
    showCatalog(facts, catalog) {
      const known = core.kindOf(this.rules, facts).catalogs;
      const made = Array.from(this.catalogs.options, (one) => one.value);
      if (made.join() !== known.join()) {
        this.catalogs.textContent = "";
        for (const name of known) this.catalogs.append(option(name, this.rules.catalogs[name].title));
      }
      this.catalogs.value = catalog;
      const { title, href, standing } = this.rules.catalogs[catalog];
      const says = "，适用 " + this.answer.items.length + " 项。" + standing;
      this.fill("standing", [link(href, title), says]);
    }

    /** @param {string[]} given */
    findings(given) {
      const list = MyBranchFindings.list(this.rules, this.standard, this.answer, this.given);
      const none = element("p", "", "填的这些数，没有发现不合要求的。");
      const nodes = list.firstChild ? [element("h2", "", SITE.words.facts), list] : [none];
      const open = this.answer.unchecked.join("、");
      if (open) nodes.push(element("p", "sub", open + SITE.words.unchecked + "。"));
      const assumed = core.openWords(this.rules, given);
      if (assumed) nodes.push(element("p", "sub", assumed + "到最上面的“" + SITE.words.facts + "”补上，列得更准。"));
      return nodes;
    }

    /** The areas of a catalog with what belongs there, and after them what was added from other catalogs. */
    /** @param {string} catalog @param {any[]} entries */
    byArea(catalog, entries) {
      const { areas } = this.rules.catalogs[catalog];
      /** @param {{id: string}} entry */
      const areaOf = (entry) => this.rules.items[entry.id].area;
      const known = areas.map(([id, title]) => ({ id, title: id + " " + title }));
      const elsewhere = entries.filter((entry) => !areas.some(([id]) => id === areaOf(entry)));
      const found = known.map((area) => ({
        id: area.id,
        title: area.title,
        entries: entries.filter((entry) => areaOf(entry) === area.id),
      }));
      return found.concat({ id: "+", title: "另外加的", entries: elsewhere }).filter((area) => area.entries.length > 0);
    }

    /** The items that apply stand in the self-check; here are those of which something was added or does not apply. */
    items() {
      const list = element("ul");
      for (const item of this.answer.items) if (item.added || item.left.length > 0) list.append(this.item(item));
      const says = "适用的 " + this.answer.items.length + " " + SITE.words.applying;
      return [element("p", "", says + (list.firstChild ? "其中：" : "")), list];
    }

    /** @param {Asked} item */
    item(item) {
      const line = element("li");
      line.append(this.itemLink(item.id));
      if (item.added) line.append(element("span", "mark", "加：" + item.added));
      for (const left of item.left) {
        const says = "不适用的要求：" + this.texts[item.id][left.id] + "——" + whyWords(left);
        line.append(element("span", "sub", says));
      }
      return line;
    }

    /** @param {string} id */
    itemLink(id) {
      const { href, title } = this.rules.items[id];
      return link(href, id + " " + title);
    }

    left() {
      if (this.answer.left.length === 0) return [];
      const list = element("ul");
      for (const left of this.answer.left) {
        const line = element("li");
        line.append(this.itemLink(left.id), "：" + whyWords(left));
        list.append(line);
      }
      return [element("h3", "", "不适用 " + this.answer.left.length + " 项"), list];
    }

    /** @param {YearPlan} plan */
    month(plan) {
      const made = element("this-month");
      made.show(plan);
      return made;
    }

    duties() {
      const year = element("details", "fold");
      year.append(element("summary", "", SITE.words.whole_year + "（" + this.plans.length + " 件）"), this.year());
      /** @type {["undated" | "unadopted", string, (plan: Plan) => (string | Node)[]][]} */
      const others = [
        ["undated", SITE.words.undated + "：", (plan) => [link(plan.href, plan.title), "（" + plan.summary + "）"]],
        ["unadopted", "没有全国性的次数、没有排进计划的，照本校规定：", (plan) => [link(plan.href, plan.title)]],
      ];
      for (const [name, says, words] of others) {
        const plans = this.answer[name].map((frequency) => core.planOf(this.standard, frequency));
        if (plans.length === 0) continue;
        const line = element("p", "", says);
        plans.forEach((plan, place) => {
          line.append(place > 0 ? "、" : "", ...words(plan));
        });
        line.append("。");
        year.append(line);
      }
      return [year, this.requirements()];
    }

    year() {
      const list = element("ul");
      for (const { task, title, summary, when } of this.plans) {
        const line = element("li");
        line.append(link(task, title), "：" + summary + "，" + when);
        list.append(line);
      }
      return list;
    }

    /** Most readers never open it, and it is most of what would be laid out. */
    requirements() {
      const made = element("details", "duty-rows no-print");
      made.append(element("summary", "", "每件事的条目、表单和数字从哪里来"));
      made.addEventListener("toggle", () => {
        if (made.open && !made.querySelector("table")) made.append(this.table());
      });
      return made;
    }

    table() {
      const heads = ["事项", SITE.words.often, SITE.words.when, "条目", "表单"];
      const table = element("table", "form duties");
      const head = element("tr");
      for (const text of heads) {
        const cell = element("th", "", text);
        cell.scope = "col";
        head.append(cell);
      }
      const top = element("thead");
      top.append(head);
      const body = element("tbody");
      this.answer.duties.forEach((duty, place) => {
        body.append(this.dutyRow(heads, duty, this.plans[place]));
      });
      table.append(top, body);
      return table;
    }

    /** @param {string[]} heads @param {BranchDuty} duty @param {Plan} plan */
    dutyRow(heads, duty, plan) {
      const row = element("tr");
      const title = element("th");
      title.scope = "row";
      title.append(link(plan.href, plan.title));
      const often = element("td", "", plan.summary);
      often.append(element("span", "mark modality-" + plan.mark, plan.modality));
      if (plan.local) often.append(element("span", "mark local", "本地"));
      often.append(element("span", "sub", "数字来自：" + plan.from));
      const when = element("td", "", plan.when);
      const items = element("td");
      items.append(...listed(duty.items.map((id) => this.itemLink(id))));
      const forms = element("td");
      forms.append(...listed(duty.forms.map((id) => this.formLink(id))));
      [often, when, items, forms].forEach((cell, place) => {
        // an empty cell has nothing that a label could name
        if (cell.textContent) cell.dataset.label = heads[place + 1];
      });
      row.append(title, often, when, items, forms);
      return row;
    }

    /** @param {string} id */
    formLink(id) {
      return link(this.rules.forms[id].href, this.rules.forms[id].title);
    }

    forms() {
      const needed = core.formsNeeded(this.rules, this.answer);
      if (needed.length === 0) return [];
      const line = element("p");
      line.append(...listed(needed.map((id) => this.formLink(id))), "。");
      const made = element("details", "fold");
      made.append(element("summary", "", "要用的表（" + needed.length + " 张）"), line);
      return [made];
    }

    /** With what the self-check below loads once the page is idle, too. */
    download() {
      /** @param {string} words */
      const say = (words) => {
        this.downloaded.textContent = words;
      };
      const save = () => {
        say("");
        const { store } = SelfCheck;
        // its own, and that of its records in files
        const owner = SelfCheckOwn.fileId(store, this.branch, store.form(this.branch).name || "");
        const text = MyBranchCalendar.file(this.rules, BRANCH_CALENDAR, this.standard, this.answer, owner);
        Download.save("my-branch.ics", text, "text/calendar;charset=utf-8");
      };
      const missing = () => say("没有下载：有文件没有取到。请再试一次；还不行，就刷新。");
      Promise.all([SelfCheck.whole(), Dom.loaded(CALENDAR)]).then(save, missing);
    }

    /**
     * Shows the self-check of a catalog. It holds the items of all kinds of branch and hides what does not apply, so
     * that what is being typed survives every change of the facts.
     */
    /** @param {string} catalog */
    showCheck(catalog) {
      if (!this.checks.has(catalog)) {
        const made = this.selfCheck(catalog);
        this.checks.set(catalog, made);
        this.parts.check.append(made);
      }
      for (const [name, made] of this.checks) made.hidden = name !== catalog;
      const shown = this.checks.get(catalog);
      for (const line of shown.querySelectorAll("li[data-rev]")) {
        const item = this.answer.items.find((one) => one.id === line.id);
        line.hidden = !item;
        if (item) say(line.querySelector("span"), this.rules.items[item.id].check);
      }
      for (const area of shown.querySelectorAll("section")) {
        area.hidden = area.querySelector("li[data-rev]:not([hidden])") === null;
      }
      shown.showProgress();
      const { elsewhere = null } = shown.tools || {};
      if (elsewhere) elsewhere.renew();
    }

    /** @param {string} catalog */
    selfCheck(catalog) {
      /** @type {string[]} */
      const ids = [];
      for (const name of Object.keys(this.rules.standards)) {
        if (name.split("/")[1] !== catalog) continue;
        for (const place of this.rules.standards[name].entries) {
          const { id } = this.rules.entries[place];
          if (!ids.includes(id)) ids.push(id);
        }
      }
      const made = element("self-check");
      made.dataset.branch = this.branch;
      made.dataset.own = "";
      made.dataset.catalog = catalog;
      for (const area of this.byArea(
        catalog,
        ids.map((id) => ({ id })),
      )) {
        const section = element("section");
        section.dataset.area = area.id;
        const list = element("ul");
        for (const { id } of area.entries) {
          const line = element("li");
          line.id = id;
          line.dataset.rev = this.rules.items[id].rev;
          line.append(this.itemLink(id), element("span"), element("i", "", "□达到 □部分 □未达到 □不适用"));
          list.append(line);
        }
        section.append(element("h3", "", area.title), list);
        made.append(section);
      }
      return made;
    }
  }

  return Result;
})();
