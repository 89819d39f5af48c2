/* The committee's roll-up page: reads files in steps and shows what RollUp makes of them. Sends nothing, and keeps
   nothing but what the committee writes to branches. */

(() => {
  const { element } = Dom;
  // loaded when the page is idle, or when files are chosen before
  const READING = ["../data/catalogs.js", "roll-up-later.js"];
  const EXPORTING = ["../data/export-templates.js", "../data/page-template.js", "fflate.js", "roll-up-export.js"];
  const WRITING = ["roll-up-slips.js"];
  const MAX_FILES = SITE.limits.files;
  const MAX_TOLD = 100;
  const FILES_AT_ONCE = 50;
  const ROWS_SHOWN = 1000; // as many as branches can be; a longer ledger takes a browser seconds to lay out
  const ROWS_AT_ONCE = 60; // more are laid out when the reader comes to them
  const NAMES_SHOWN = 12;
  const DAMAGED_SHOWN = 3;
  const TABLE = "Excel 表这里不读：请支部在自查页导入它，再交备份文件";
  const HARMLESS = ["older", "duplicate", "slip", "named"];
  /** @type {Values<string>} */
  const TYPES = { csv: "text/csv", json: "application/json", zip: "application/zip" };
  const FILTERS = ["unit", "kind", "area", "status"];

  /** @type {RollUpPage} */
  let page;
  /** @type {ListedBranch[]} */
  let known = [];
  let expected = known;
  /** @type {FileReading[]} */
  let readings = [];
  let [files, pasted] = [0, 0];
  /** @type {Collected} */
  let found;
  /** @type {ReturnType<typeof RollUp.picture>} */
  let shown;
  let reading = Promise.resolve();
  /** @type {InstanceType<typeof RollUpSlips.Desk>} */
  let writing = null;

  /** @param {string} name @returns {any} */
  const control = (name) => page.querySelector("[name=" + name + "]");
  /** @param {string} name @returns {any} */
  const part = (name) => page.querySelector("[data-part=" + name + "]");

  /** @param {string} wanted @returns {NodeListOf<any>} */
  const all = (wanted) => page.querySelectorAll(wanted);
  /** @param {Element} place @param {string} wanted @returns {any} */
  const inside = (place, wanted) => place.querySelector(wanted);

  /** @param {string} words */
  function tell(words) {
    part("told").textContent = words;
  }

  /** Whether scripts are there; what could not be done without them is told. */
  /** @param {string[]} scripts @param {string} undone */
  async function areThere(scripts, undone) {
    try {
      await Dom.loaded(scripts);
      return true;
    } catch (_missing) {
      tell(undone + "：有文件没有取到。请再试一次；还不行，就刷新后重新选文件。");
      return false;
    }
  }

  /** Puts what the script makes after what the page has of itself. */
  /** @param {Element} place @param {(HTMLElement | SVGElement)[]} made */
  function refill(place, made) {
    for (const old of place.querySelectorAll(":scope > [data-made]")) old.remove();
    for (const one of made) one.dataset.made = "";
    place.append(...made);
  }

  /** @param {string[]} texts */
  const listItems = (texts) => texts.map((text) => element("li", "", text));

  function clear() {
    [readings, files, pasted, found] = [[], 0, 0, null];
    part("first").hidden = part("result").hidden = part("problems").hidden = true;
    tell("还没有读文件。");
  }

  /** Offers values to choose from and keeps what is chosen. */
  /** @param {string} name @param {string[][]} options */
  function offer(name, options) {
    const list = control(name);
    const { value } = list;
    const made = options.map(([value, text]) => new Option(text, value));
    refill(list, made);
    list.value = value;
    if (list.selectedIndex < 0) list.selectedIndex = 0;
  }

  async function list() {
    const given = control("expected").value;
    if (given && !(await areThere(READING, "没有用这份名单"))) return;
    const { branches, repeated } = given ? RollUp.expectedFrom(given, known) : { branches: known, repeated: [] };
    expected = branches;
    const whose = expected === known ? "用的是本站的名单，" : "用的是你的名单，";
    const twice = repeated.length
      ? "有的支部写了不止一遍，只算一个：" + RollUp.someNames(repeated.map((name) => ({ name }))) + "。"
      : "";
    part("expected").textContent = whose + expected.length + " 个支部。" + twice;
    for (const name of ["unit", "kind"]) {
      const values = [...new Set(expected.map((/** @type {any} */ one) => one[name]).filter(Boolean))];
      const options = values.map((value) => [value, value]);
      offer(name, options);
    }
    if (found) show();
  }

  function read() {
    pasted += 1;
    take([new File([control("paste").value], "粘贴的内容 " + pasted + ".txt")]);
    control("paste").value = "";
  }

  /** @param {File} file */
  const nameOf = (file) => file.webkitRelativePath || file.name;
  /** @param {string} kind @param {string} file @param {string} text @returns {FileReading} */
  const refused = (kind, file, text) => ({ records: [], problems: [{ kind, file, text }] });

  /** @param {File} file */
  async function readingOf(file) {
    if (file.size > SITE.limits.file) return refused("damaged", nameOf(file), SelfCheckReading.TOO_LARGE);
    try {
      return RollUp.readOne(nameOf(file), await file.text());
    } catch (_unreadable) {
      return refused("damaged", nameOf(file), "浏览器打不开这个文件");
    }
  }

  /** Takes files after those that are still being read, some at a time, so that the page stays awake. */
  /** @param {File[]} given */
  function take(given) {
    const into = readings;
    const work = async () => {
      if (!(await areThere(READING, "没有读文件"))) return;
      /** @param {File} file */
      const isOurs = (file) => /\.(json|txt)$/i.test(file.name);
      const others = given.filter((file) => !isOurs(file));
      /** @param {File} file */
      const isTable = (file) => /\.(xlsx?|et)$/i.test(file.name);
      into.push(
        ...others.map((file) => refused("skipped", nameOf(file), isTable(file) ? TABLE : "不是 .json 或 .txt 文件")),
      );
      const wanted = given.filter(isOurs);
      const taken = wanted.splice(0, MAX_FILES - files);
      while (taken.length) {
        tell("正在读文件，已读 " + files + " 个，还有 " + taken.length + " 个……");
        const some = await Promise.all(taken.splice(0, FILES_AT_ONCE).map(readingOf));
        if (into !== readings) return;
        into.push(...some);
        files += some.length;
      }
      if (into !== readings || !given.length) return;
      const why = "超过 " + MAX_FILES + " 个文件，有 " + wanted.length + " 个没有读";
      if (wanted.length) into.push(refused("skipped", "", why));
      found = RollUp.collected(into, STANDARDS);
      const choices = found.choices.map((one) => [one.value, one.title + "（收到 " + one.branches + " 份）"]);
      offer("choice", choices);
      show();
      part("told").scrollIntoView();
    };
    // what one batch did wrong must not keep the next one waiting
    reading = reading.then(work, work);
  }

  function show() {
    const choice = found.choices.find((one) => one.value === control("choice").value);
    part("first").hidden = part("result").hidden = !choice;
    if (!choice) {
      listProblems(found.problems);
      tell("读了 " + files + " 个文件，没有能用的记录。");
      return;
    }
    const standard = STANDARDS[choice.catalog];
    const { answers } = standard;
    const areas = standard.areas.map(({ id, title }) => [id, (standard.judged ? id + " " : "") + title]);
    offer("area", areas);
    /** @type {Ask} */
    const ask = { expected, guests: BRANCHES.guests, day: Day.today(), ...choice };
    for (const name of FILTERS.concat("due")) ask[name] = control(name).value;
    shown = RollUp.picture(found, STANDARDS, ask);
    const chosen = FILTERS.filter((name) => ask[name]).map((name) => control(name).selectedOptions[0].text);
    part("title").textContent = choice.title;
    part("scope").textContent = [ask.day + " 汇总"].concat(chosen).join(" · ");
    listProblems(found.problems.concat(shown.problems));
    showFirst(shown.first, shown.tables.missing.length);
    refill(part("areas"), shown.sums.map(areaRow));
    refill(part("summary"), listItems(shown.sentences));
    const heads = shown.sums.map(({ title }) => head(title, "col"));
    refill(page.querySelector("[data-table=matrix] thead tr"), heads);
    headsOf(page.querySelector("[data-table=items]"))[1].textContent =
      (standard.judged ? answers.unmet : SITE.words.unanswered) + "的支部数";
    for (const section of all("[data-table]")) fill(section, shown.tables[section.dataset.table]);
    const marks = [...found.slips.values()].flatMap((one) => SelfCheckSlip.marked(one));
    part("marks").textContent = marksWords(marks.length);
    if (writing) writing.take(shown, found.slips);
    tell("读了 " + files + " 个文件，结果在下面。");
  }

  /** What the committee wants to know first, in words. */
  /** @param {Values<any>} first @param {number} missing */
  function showFirst(first, missing) {
    for (const name of ["received", "missing", "names", "ledger"]) part(name).textContent = first[name];
    const [words, ...duties] = first.late;
    part("overdue").textContent = words;
    part("duties").parentElement.hidden = !duties.length;
    refill(part("duties"), listItems(duties));
    part("notice").hidden = true;
    part("late").hidden = !missing;
    part("late").firstChild.open = missing <= NAMES_SHOWN;
    refill(part("weakest"), listItems(first.weakest));
  }

  /** @param {FileProblem[]} problems */
  function listProblems(problems) {
    const doubtful = [];
    let count = 0;
    part("problems").hidden = false;
    for (const box of all("[data-kind]")) {
      const texts = problems
        .filter(({ kind }) => kind === box.dataset.kind)
        .map(({ file, text }) => (file ? file + "：" + text : text));
      box.hidden = !texts.length;
      box.querySelector("span").textContent = "（" + texts.length + "）";
      if (texts.length && !HARMLESS.includes(box.dataset.kind)) {
        doubtful.push(box.querySelector("b").textContent + " " + texts.length);
        count += texts.length;
      }
      if (texts.length > MAX_TOLD)
        texts.splice(MAX_TOLD, texts.length, "还有 " + (texts.length - MAX_TOLD) + " 处没有列出。");
      refill(box.querySelector("ul"), listItems(texts));
    }
    part("doubtful").textContent = count ? "文件有问题 " + count + " 处：" + doubtful.join("，") : "文件都读得出来";
    const damaged = problems.filter(({ kind }) => kind === "damaged").slice(0, DAMAGED_SHOWN);
    refill(part("damaged"), listItems(damaged.map(({ file, text }) => file + "：" + text)));
  }

  /** @param {Element} section @returns {HTMLElement[]} */
  const headsOf = (section) => Array.from(section.querySelectorAll("th[scope=col]"));
  /** @param {any} value */
  const textOf = (value) => (value.tone ? value.text : value);

  /** @param {HTMLElement} section @param {any[][]} rows */
  function fill(section, rows) {
    const heads = headsOf(section).map((cell) => cell.textContent);
    /** @param {any} value @param {number} column */
    const cellOf = (value, column) => {
      const cell = element(column ? "td" : "th", value.tone && "tone-" + value.tone, textOf(value));
      cell.dataset.label = heads[column];
      if (!column) cell.scope = "row";
      return cell;
    };
    const made = rows.slice(0, ROWS_SHOWN).map((values) => {
      const row = element("tr");
      row.append(...values.map(cellOf));
      return row;
    });
    refill(section.querySelector("tbody"), made);
    section.classList.toggle("is-long", made.length > ROWS_AT_ONCE);
    section.querySelector("table").hidden = !rows.length;
    inside(section, ".none").hidden = rows.length > 0;
    const more = inside(section, ".more");
    more.hidden = rows.length === made.length;
    more.textContent = "这里只列前 " + made.length + " 行，导出的表里是全部 " + rows.length + " 行。";
  }

  /** @param {string} tag @param {Values<any>} attributes */
  function drawn(tag, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name of Object.keys(attributes)) made.setAttribute(name, attributes[name]);
    return made;
  }

  /** @param {string} title @param {string} scope */
  const head = (title, scope) => Object.assign(element("th", "", title), { scope });

  /** A row of an area: one bar of all states, and the same in words. */
  /** @param {ReturnType<typeof RollUp.picture>["sums"][0]} sum */
  function areaRow({ title, counts, text }) {
    const bar = drawn("svg", { width: "100%", height: 16, "aria-hidden": "true" });
    const all = counts.of + counts.not_applicable || 1;
    let done = 0;
    for (const state of new Set(["met", ...RollUp.STATES])) {
      const [x, width] = [done / all, counts[state] / all].map((part) => 100 * part + "%");
      bar.append(drawn("rect", { class: "state-" + state, x, width, height: 16 }));
      done += counts[state];
    }
    const [row, cell] = [element("tr"), element("td")];
    cell.append(bar, text);
    row.append(head(title, "row"), cell);
    return row;
  }

  /** Copies the branches that are missing, as a list of one's own may be pasted. */
  function copy() {
    const text = element("textarea");
    text.value = shown.missing.map(({ name, unit }) => (unit + "\t" + name).trim()).join("\n");
    part("late").append(text);
    const isCopied = copied(text);
    text.remove();
    control("copy").focus();
    tell(isCopied ? "已复制，一行一个支部。" : "没能复制，请到下面的表里选中。");
  }

  /** @param {HTMLTextAreaElement} text */
  function copied(text) {
    text.select();
    // the clipboard interface is missing on plain http; this works everywhere
    return document.execCommand("copy");
  }

  /** Shows a notice to the missing, to be changed and copied. */
  function notice() {
    const text = control("words");
    part("notice").hidden = false;
    text.value = RollUpBulletin.notice(shown, part("title").textContent, Day.today());
    text.rows = text.value.split("\n").length + 2;
    takeNotice();
  }

  function takeNotice() {
    const isCopied = copied(control("words"));
    part("taken").textContent = isCopied
      ? "已复制，可以粘贴到群里。"
      : "没能自动复制：文字已选中，请按 Ctrl+C 或长按。";
  }

  /** Saves a page of what comes first, as Word. */
  function bulletin() {
    const foot = document.querySelector(".sheet-foot").textContent;
    const about = { title: part("title").textContent, scope: part("scope").textContent, foot };
    const sheet = RollUpBulletin.bulletin(shown, about);
    save(sheet.title, "docx", () => RollUpBulletin.word(sheet, PAGE_TEMPLATE));
  }

  /** Offers a file, once what an export needs is there. */
  /** @param {string | string[]} name @param {string} format @param {() => BlobPart} content */
  async function save(name, format, content) {
    if (!(await areThere(EXPORTING, "没有导出"))) return;
    const { type } = EXPORT_TEMPLATES[format] || { type: TYPES[format] };
    Download.save(SelfCheckExport.fileName([].concat(name, Day.today()), format), content(), type);
  }

  /** @param {HTMLElement} one */
  function exportTable({ dataset: { format }, parentElement }) {
    const section = parentElement.parentElement;
    const table = {
      title: part("title").textContent + " " + section.querySelector("h2").textContent,
      subtitle: part("scope").textContent,
      columns: headsOf(section).map((cell) => ({
        name: cell.textContent,
        width: Number(cell.dataset.width || 20),
        kind: "text",
      })),
      rows: shown.tables[section.dataset.table].map((row) => row.map(textOf)),
      foot: document.querySelector(".sheet-foot").textContent,
    };
    save(table.title, format, () => SelfCheckExport.formats[format](table, EXPORT_TEMPLATES[format]));
  }

  /** Opens the desk at which the committee writes to branches; nothing is kept on this page before. */
  async function desk() {
    if (!(await areThere(WRITING, "没有打开"))) return;
    if (!writing) writing = new RollUpSlips.Desk(part, control, save);
    writing.take(shown, found.slips);
    control("branch").focus();
  }

  /** @param {number} count */
  const marksWords = (count) => (count ? "交来的文件里，标了“" + SITE.slip.done + "”的意见有 " + count + " 条。" : "");

  /** All records in use, as they were written, in files that this page can read again. */
  function bundle() {
    const used = [...found.groups.values()].flat().map(({ record }) => record);
    const texts = used.concat(found.newer, [...found.slips.values()]).map((record) => SelfCheckFile.toFile(record));
    SelfCheckBundle.toBundles(texts).forEach((bundle, at, { length }) => {
      save("自查合并" + (length > 1 ? " " + (at + 1) : ""), "json", () => bundle);
    });
  }

  // by the names of the buttons
  /** @type {Values<(pressed: any) => unknown>} */
  const ACTIONS = {
    read,
    list,
    copy,
    notice,
    takeNotice,
    bulletin,
    desk,
    bundle,
    clear,
    print: () => window.print(),
  };

  /** @param {HTMLButtonElement} pressed */
  function act(pressed) {
    if (pressed.closest("[data-part=desk]")) writing.handDown(pressed.name);
    else (ACTIONS[pressed.name] || exportTable)(pressed);
  }

  class RollUpPage extends HTMLElement {
    connectedCallback() {
      if (page) return;
      page = this;
      page.append(page.querySelector("template").content.cloneNode(true));
      part("files").after(part("how"));
      known = BRANCHES.branches.map((one) => ({ ...one, left: BRANCHES.left[one.left] }));
      clear();
      list();
      // what fails here is told when it is needed
      Dom.whenIdle(() => Dom.loaded(READING).catch(() => {}));
      page.addEventListener("change", (/** @type {any} */ { target }) => {
        // a sheet sees to what is done on it
        if (target.closest("slip-sheet")) return;
        if (target === control("branch")) writing.write();
        else if (target.tagName === "SELECT") show();
        if (target.type !== "file") return;
        take(Array.from(target.files));
        target.value = "";
      });
      page.addEventListener("click", (/** @type {any} */ { target }) => {
        if (target.tagName === "BUTTON" && !target.closest("slip-sheet")) act(target);
      });
      // a file that is dropped anywhere must not open in the place of this page
      document.addEventListener("dragover", (event) => event.preventDefault());
      document.addEventListener("drop", (event) => {
        event.preventDefault();
        take(Array.from(event.dataTransfer.files));
      });
    }
  }

  customElements.define("roll-up", RollUpPage);
})();
