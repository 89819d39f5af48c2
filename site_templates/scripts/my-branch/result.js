/* The answer of the page 我的支部: what the rules say of the facts of one branch. */

var MyBranchResult = (() => {
  const core = MyBranch;
  const { element, button, say } = Dom;

  /** @param {string} href @param {string} text */
  function link(href, text) {
    const made = element("a", "", text);
    made.href = href;
    return made;
  }

  /** @param {string} value @param {string} text */
  function option(value, text) {
    const made = element("option", "", text);
    made.value = value;
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

  /** @param {HTMLElement} place */
  function lead(place) {
    const heading = place.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    place.scrollIntoView();
  }

  /** What is shown for the facts. Made once; the parts are filled anew when the facts change. */
  class Result {
    /** @param {Rules} rules @param {(catalog: string) => void} chosen */
    constructor(rules, chosen) {
      this.rules = rules;
      this.box = element("div", "branch-result");
      this.box.hidden = true;
      this.heading = element("h2");
      this.heading.tabIndex = -1;
      /** @type {Values<HTMLElement>} */
      this.parts = { standing: element("p", "sub") };
      /** @type {Values<Node>} */
      this.filled = {};
      this.ways = element("p", "result-ways no-print");
      this.parts.month = element("section", "no-print");
      this.box.append(this.heading, this.ways, this.parts.month, this.chooser(chosen));
      for (const name of ["findings", "duties", "calendar", "forms", "items", "left"]) {
        this.parts[name] = element("section");
        this.box.append(this.parts[name]);
      }
      this.parts.calendar.className = "no-print";
      this.downloaded = element("p");
      this.downloaded.setAttribute("role", "status");
      this.parts.calendar.append(
        element("h2", "", SITE.words.calendar),
        button(SITE.words.calendar_file, () => this.download()),
        this.downloaded,
        element("p", "note", "导入手机或电脑的日历就能用，一周前提醒。支部情况变了，重新下载、导入一次。"),
      );
      this.checks = new Map();
      this.checkBox = element("section");
      this.checkBox.append(element("h2", "", "自查"));
      this.box.append(this.checkBox);
      /** @type {[string, HTMLElement][]} */
      const places = [
        ["本月", this.parts.month],
        ["全年", this.parts.duties],
        ["表单", this.parts.forms],
        ["适用和理由", this.parts.items],
        ["自查", this.checkBox],
      ];
      // no addresses: what stands behind # is what was answered
      for (const [text, place] of places)
        this.ways.append(
          button(text, () => lead(place)),
          " ",
        );
    }

    /** @param {(catalog: string) => void} chosen */
    chooser(chosen) {
      const box = element("div", "calculator no-print");
      const label = element("label", "", "按哪个标准看");
      this.catalogs = element("select");
      this.catalogs.id = "my-branch-catalog";
      label.htmlFor = this.catalogs.id;
      this.catalogs.addEventListener("change", () => chosen(this.catalogs.value));
      box.append(label, this.catalogs);
      const both = element("div");
      both.append(box, this.parts.standing);
      return both;
    }

    /** @param {Facts} facts @param {string} catalog */
    show(facts, catalog) {
      const { rules } = this;
      this.answer = core.resolve(rules, facts, catalog);
      this.standard = core.standardOf(rules, facts, catalog);
      /** @type {Values<Values<string>>} */
      this.texts = {};
      for (const entry of this.standard.entries) this.texts[entry.id] = core.textsOf(rules, entry);
      this.plans = this.answer.duties.map((duty) => core.planOf(this.standard, duty.frequency));
      const words = core.factsWords(rules, facts).join(" · ");
      say(this.heading, words);
      this.showCatalog(facts, catalog);
      this.fill("findings", this.findings());
      this.fill("items", this.items(catalog));
      this.fill("left", this.left());
      this.fill("month", [this.month()]);
      this.fill("duties", this.duties());
      this.fill("forms", this.forms());
      this.parts.calendar.hidden = this.plans.length === 0;
      this.showCheck(catalog);
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
      this.fill("standing", [link(href, title), "。" + standing, this.rules.edition + " 版。"]);
    }

    findings() {
      const list = element("ul");
      for (const finding of this.answer.findings) {
        const check = this.standard.checks.find((one) => one.key === finding.key);
        const line = element("li");
        const says = " " + check.title + "：" + check.label + " " + finding.value + "。" + check.text;
        line.append(
          element("b", "", finding.duty ? SITE.words.to_do : "提示"),
          says + "（",
          link(check.href, check.basis),
          "）",
        );
        list.append(line);
      }
      const none = element("p", "", "填的这些数，没有发现不合要求的。");
      const nodes = [element("h2", "", SITE.words.facts), this.answer.findings.length > 0 ? list : none];
      const open = this.answer.unchecked.join("、");
      if (open) nodes.push(element("p", "sub", SITE.words.unchecked + "：" + open + "。"));
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

    /** @param {string} catalog */
    items(catalog) {
      /** @type {Node[]} */
      const nodes = [element("h2", "", "适用 " + this.answer.items.length + " 项")];
      for (const area of this.byArea(catalog, this.answer.items)) {
        const list = element("ul");
        for (const item of area.entries) list.append(this.item(item));
        nodes.push(element("h3", "", area.title), list);
      }
      return nodes;
    }

    /** @param {Asked} item */
    item(item) {
      const line = element("li");
      const check = this.rules.items[item.id].check;
      line.append(this.itemLink(item.id), "：" + check);
      if (item.added) line.append(element("span", "mark", "加：" + item.added));
      if (item.left.length > 0) {
        const details = element("details", "left-requirements");
        details.append(element("summary", "", "其中 " + item.left.length + " 条要求不适用"));
        const list = element("ul");
        for (const left of item.left) {
          list.append(element("li", "", this.texts[item.id][left.id] + "——" + whyWords(left)));
        }
        details.append(list);
        line.append(details);
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
      return [element("h2", "", "不适用 " + this.answer.left.length + " 项"), list];
    }

    /** The element of the year plans, given the plan as it stands there. */
    month() {
      const made = element("this-month");
      const plan = element("script");
      plan.type = "application/json";
      plan.textContent = JSON.stringify(MyBranchYear.planOf(this.rules, this.standard, this.answer));
      made.append(plan);
      return made;
    }

    duties() {
      const nodes = [];
      if (this.plans.length > 0) nodes.push(element("h2", "", this.rules.year + " 年要做的事"), this.table());
      if (this.answer.deadlines.length > 0) nodes.push(element("h3", "", SITE.words.term_days), this.deadlines());
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
        nodes.push(line);
      }
      return nodes;
    }

    deadlines() {
      const list = element("ul");
      for (const { key, day } of this.answer.deadlines) {
        const step = this.rules.terms[this.standard.term].steps.find((one) => one.key === key);
        const line = element("li", "", step.title + "：" + day + "（");
        line.append(link(step.href, step.summary), "）");
        list.append(line);
      }
      return list;
    }

    table() {
      const heads = ["事项", SITE.words.often, SITE.words.when, "条目", "表单"];
      const table = element("table", "overview duties");
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
      return [element("h2", "", "要用的表单"), line];
    }

    /** With what the self-check below loads once the page is idle, too. */
    download() {
      /** @param {string} words */
      const say = (words) => {
        this.downloaded.textContent = words;
      };
      const save = () => {
        say("");
        const text = core.calendarFile(this.rules, BRANCH_CALENDAR, this.standard, this.answer);
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
        this.checkBox.append(made);
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
      shown.querySelector("self-check").showProgress();
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
      made.dataset.branch = "my-branch";
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
      const box = element("div", "checklist");
      box.append(made);
      return box;
    }
  }

  return Result;
})();
