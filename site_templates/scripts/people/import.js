/* Brings in a file of 在培养的人: first what it would change, then all of it at once, to be undone. */

var PeopleImport = (() => {
  const { element, button } = Dom;
  const { BRANCH, CODE, PAPER, UNDO, all, branchOf, formOf, newId, titleOf } = PeopleKept;
  const { MOST, TOO_LARGE, preview, read } = PeopleReading;
  const DAY = "day";

  /** `given` is a file that was read already. */
  /** @param {PeoplePage} page @param {HTMLElement} body @param {Say} say @param {string} [given] */
  function build(page, body, say, given = "") {
    const file = element("input");
    file.type = "file";
    file.accept = ".json,.txt,application/json";
    const label = element("label", "", "选导出的文件 ");
    label.append(file);
    const text = element("textarea");
    text.rows = 3;
    const pasted = element("label", "", "或者粘贴文件里的字");
    pasted.append(text);
    const result = element("div");
    /** @param {string} content */
    const bring = (content) => review(page, result, content, say);
    file.addEventListener("change", () => {
      const [chosen] = file.files;
      result.textContent = "";
      if (!chosen) return;
      if (chosen.size > 4 * MOST) {
        say(TOO_LARGE);
        return;
      }
      const reader = new FileReader();
      reader.onload = () => {
        bring(String(reader.result));
        // the same file chosen again is to be read again
        file.value = "";
      };
      reader.onerror = () => say("文件读不出来，请重新拷一份再试。");
      reader.readAsText(chosen);
    });
    body.append(
      label,
      pasted,
      button("看看会改什么", () => bring(text.value)),
      result,
    );
    if (given) bring(given);
  }

  /** @param {string} title @param {string[]} lines */
  function list(title, lines) {
    const box = element("div");
    const made = element("ul");
    for (const line of lines) made.append(element("li", "", line));
    if (lines.length) box.append(element("p", "", title), made);
    return box;
  }

  /** Shows what a file would change; nothing is changed before 导入 is pressed. */
  /** @param {PeoplePage} page @param {HTMLElement} result @param {string} content @param {Say} say */
  function review(page, result, content, say) {
    result.textContent = "";
    const { branch, error, newer, people, rejected } = read(content, page.rules);
    say(error);
    result.append(list("文件里有 " + rejected.length + " 处没有用：", rejected));
    if (error) return;
    /** @param {string} name */
    const labelOf = (name) => page.dateOf(name).label;
    /** @param {string} name @param {string} text a day, or that a paper is there */
    const told = (name, text) => {
      const paper = PeopleSums.paperOf(page.rules, name);
      return paper ? "有了：" + paper.text + "（" + paper.step + "）" : labelOf(name) + " " + text;
    };
    if (newer) {
      const lines = people.map(({ code, texts }) => {
        const known = Object.keys(texts).map((name) => told(name, texts[name]));
        return code + "：" + known.join("，");
      });
      result.append(list("这份文件由更新的工具导出，这里只能看，不能导入：", lines));
      return;
    }
    const found = preview(all(page.store, page.branch), people);
    const { added, conflicts, filled, same } = found;
    const isOfHere = isOurs(page, branch);
    const here = titleOf(page.store, page.branch);
    if (!isOfHere) {
      const named = branch && (branch.name || "别的支部");
      const ask = "，这里打开的是“" + here + "”。";
      const words = branch ? "这份文件是“" + named + "”的" + ask : "这份文件没有写是哪个支部的" + ask;
      result.append(element("p", "elsewhere", words));
      if (branch) {
        const turn = () => {
          page.turnTo(placeOf(page, branch));
          page.tools.panel((body) => build(page, body, say, content));
        };
        result.append(button("换到“" + named + "”再导入", turn));
      }
      result.append(element("p", "", "导入到“" + here + "”会这样改："));
    }
    const codes = added.map(({ code }) => code).join("、");
    const counts = [
      "新加 " + added.length + " 人" + (codes && "（" + codes + "）"),
      "补上 " + countWords(filled),
      "两边不同 " + conflicts.length + " 个",
      "相同 " + same + " 个",
    ];
    result.append(element("p", "", counts.join("，") + "。"));
    result.append(
      list(
        "补上的：",
        filled.map(({ code, name, after }) => code + " " + told(name, after)),
      ),
    );
    const theirs = new Set();
    conflicts.forEach((one, at) => {
      const box = element("fieldset");
      box.append(element("legend", "", one.code + " " + labelOf(one.name)));
      /** @param {string} words @param {boolean} isTheirs */
      const choice = (words, isTheirs) => {
        const radio = element("input");
        radio.type = "radio";
        radio.name = "difference-" + at;
        radio.checked = !isTheirs;
        radio.addEventListener("change", () => (isTheirs ? theirs.add(one) : theirs.delete(one)));
        const label = element("label", "choice");
        label.append(radio, " " + words);
        box.append(label);
      };
      choice("留本机的 " + one.before, false);
      choice("用文件里的 " + one.after, true);
      result.append(box);
    });
    const act = button(isOfHere ? "导入" : "仍然导入到“" + here + "”", () => {
      if (branch && isOfHere) nameAfter(page, branch);
      const changes = filled.concat(conflicts.filter((one) => theirs.has(one)));
      bringIn(page, added, changes);
      page.tools.offerUndo();
      result.textContent = "";
      say("已导入：" + counts[0] + "，改了 " + countWords(changes) + "。");
    });
    result.append(act);
  }

  /** How many days and papers there are among some changes. */
  /** @param {DayChange[]} changes */
  function countWords(changes) {
    const papers = changes.filter(({ name }) => name.startsWith(PAPER)).length;
    return changes.length - papers + " 个日期" + (papers ? "、" + papers + " 样材料" : "");
  }

  /** Whether a file is of the branch that is shown; of one of which nothing is known yet, any file is. */
  /** @param {PeoplePage} page @param {FileBranch | null} branch */
  function isOurs({ branch: here, store }, branch) {
    const isNew = !PeopleKept.nameOf(store, here) && !SelfCheckOwn.listed(store).includes(here);
    if (isNew && SelfCheckOwn.isOwn(here) && !all(store, here).length) return true;
    const ids = SelfCheckOwn.idsOf(store, here, PeopleKept.nameOf(store, here));
    return branch !== null && ids.includes(branch.id);
  }

  /** The branch of this browser that a file is of: a new one where none goes by its id. */
  /** @param {PeoplePage} page @param {FileBranch} branch */
  function placeOf({ store }, { id, name }) {
    const { another, idsOf, isOwn } = SelfCheckOwn;
    /** @param {string} one */
    const isMeant = (one) => idsOf(store, one, store.form(one).name || "").includes(id);
    const known = PeopleKept.branches(store).find(isMeant);
    if (known) return known;
    const made = isOwn(id) || id.startsWith("own-") ? another() : id;
    SelfCheckOwn.takeOver(store, made, id);
    if (name) store.fill(made, { name });
    return made;
  }

  /** A branch of which nothing was known goes by the id and the name of the first file that is brought in. */
  /** @param {PeoplePage} page @param {FileBranch} branch */
  function nameAfter({ branch: here, store }, { id, name }) {
    SelfCheckOwn.takeOver(store, here, id);
    if (name && SelfCheckOwn.isOwn(here) && !PeopleKept.nameOf(store, here)) store.fill(here, { name });
  }

  /** @param {PeoplePage} page @param {FilePerson[]} added @param {DayChange[]} changes */
  function bringIn(page, added, changes) {
    const { store } = page;
    /** @type {Values<string>} */
    const undo = {};
    // what could be undone before is no longer to be
    for (const name of Object.keys(store.form(UNDO))) undo[name] = "";
    /** @param {string} id @param {string} name @param {string} before @param {string} after */
    const note = (id, name, before, after) => {
      undo[id + "." + name] = before + "|" + after;
    };
    const texts = new Map();
    for (const { code, texts: given } of added) {
      const id = newId();
      texts.set(id, { [CODE]: code, ...given });
      for (const name of Object.keys(texts.get(id))) note(id, name, "", texts.get(id)[name]);
    }
    for (const { id, name, before, after } of changes) {
      texts.set(id, { ...texts.get(id), [name]: after });
      note(id, name, before, after);
    }
    store.fill(UNDO, { ...undo, [DAY]: Day.today(), [BRANCH]: page.branch });
    for (const [id, values] of texts) page.keep(id, values, {});
    page.refresh();
    for (const id of texts.keys()) page.follow(id);
  }

  /** On which day something was imported into the branch that is shown, that can be undone, or "". */
  /** @param {PeoplePage} page */
  function undoable({ branch, store }) {
    const noted = store.form(UNDO);
    return branchOf(store, noted) === branch ? noted[DAY] || "" : "";
  }

  /** Puts back what the last import changed; what was changed since then stays. */
  /** @param {PeoplePage} page */
  function undo(page) {
    const { store } = page;
    const noted = store.form(UNDO);
    /** @type {Values<string>} */
    const blank = {};
    const touched = new Map();
    for (const name of Object.keys(noted)) {
      blank[name] = "";
      const cut = name.indexOf(".");
      if (cut < 0 || !noted[name]) continue;
      const [id, field] = [name.slice(0, cut), name.slice(cut + 1)];
      const [before, after] = noted[name].split("|");
      if ((store.form(formOf(id))[field] || "") !== after) continue;
      touched.set(id, { ...touched.get(id), [field]: before });
    }
    for (const [id, values] of touched) {
      const known = store.form(formOf(id));
      // who came with the file and has got days of his own since keeps his code
      const isOwn = Object.keys(known).some((name) => name !== BRANCH && known[name] && values[name] === undefined);
      if (isOwn && values[CODE] === "") delete values[CODE];
      page.keep(id, values, {});
    }
    store.fill(UNDO, blank);
    page.refresh();
    for (const id of touched.keys()) page.follow(id);
  }

  return { build, undo, undoable };
})();
