/* What the year before has left open, taken over into the check of a new year: as text that says where it is from, into
   fields that are empty, and never as an answer. */

var SelfCheckLastYear = (() => {
  const { FIELDS, fitted, over } = SelfCheckAnswer;
  const { answerOf } = SelfCheckRecord;
  const { adopted } = SelfCheckEdition;
  const { resultOf } = SelfCheckWords;
  const { element, button } = Dom;
  const WHY = "接上一年之前";

  /** @param {string} year */
  const originOf = (year) => "上一年（" + year + " 年）的：";
  const HAS_ORIGIN = /^上一年（\d{4} 年）的：/;

  /** What was taken over before says already where it is from. */
  /** @param {string} year @param {string} text */
  const marked = (year, text) => (HAS_ORIGIN.test(text) ? text : originOf(year) + text);

  /** What an item has to hand on: a finding that was not put right, and where its material lies. */
  /** @param {Answer} answer @param {Standard} standard @param {string} year @returns {Values<string>} */
  function textsOf(answer, standard, year) {
    const { status, note, measure, responsible, due, closed_on } = answer;
    const isOpen = status === "partly" || status === "unmet" || ((measure || due) && !closed_on);
    /** @type {Values<string>} */
    const texts = { evidence: answer.evidence.map((line) => marked(year, line)).join("\n") };
    if (!isOpen) return texts;
    const told = HAS_ORIGIN.test(note) ? note : [resultOf(status, standard), note].filter(Boolean).join("，");
    return { note: marked(year, told), measure: measure && marked(year, measure), responsible, due, ...texts };
  }

  /** Whether what is to be put right should have been by now. */
  /** @param {Values<string>} texts */
  const isPast = ({ due }) => Boolean(due) && due < Day.today();

  /** The items that have something to hand on. */
  /** @param {Checklist} check @param {CheckRecord} earlier */
  function itemsOf(check, earlier) {
    const { record } = adopted(earlier, check.standard);
    const year = earlier.round.slice(0, 4);
    return check
      .ids()
      .map((id) => ({ id, texts: textsOf(answerOf(record, id), check.standard, year) }))
      .filter(({ texts }) => Object.values(texts).some(Boolean));
  }

  /** The fields of this year that are empty and can hold what there is for them. */
  /** @param {Checklist} check @param {ReturnType<typeof itemsOf>} items */
  function emptyFields(check, items) {
    const found = [];
    for (const { id, texts } of items) {
      const answer = check.answerOf(id);
      for (const field of FIELDS.filter(({ name }) => texts[name] && !answer[name].length)) {
        const text = texts[field.name];
        const value = fitted(field, field.kind === "lines" ? text.split("\n") : text);
        if (over(field, value) <= 0) found.push({ id, name: field.name, text });
      }
    }
    return found;
  }

  /** Offers above a check what the year before has left, while there is a field for it. */
  /** @param {Checklist} check @param {CheckRecord} earlier */
  function offer(check, earlier) {
    const { tools } = check;
    if (tools.lastYear) tools.lastYear.remove();
    const items = itemsOf(check, earlier);
    const count = emptyFields(check, items).length;
    if (check.isClosed || !count) return;
    const findings = items.filter(({ texts }) => texts.note);
    const box = element("details", "last-year no-print");
    box.open = findings.length > 0 && check.ids().every((id) => !check.answerOf(id).status);
    const year = earlier.round.slice(0, 4);
    const left = findings.length ? "没改完的整改 " + findings.length + " 项，" : "";
    const places = items.filter(({ texts }) => texts.evidence).length;
    box.append(
      element("summary", "", "上一年（" + year + " 年）留下的：" + left + "写了材料在哪里的 " + places + " 项"),
    );
    const list = element("ul");
    for (const { id, texts } of findings) {
      const line = element("li");
      const link = element("a", "", id + " " + check.standard.items[id].title);
      link.href = "#" + id;
      const past = isPast(texts) && "定的期限 " + texts.due + "，已经过了";
      const told = [texts.note, texts.measure, past].filter(Boolean).map((text) => text.replace(originOf(year), ""));
      line.append(link, "　" + told.join("　"));
      list.append(line);
    }
    const said = element("p", "elsewhere");
    said.setAttribute("role", "status");
    const about = "接过来的都写明是上一年的，只填空着的格，不选结果；逐项核对，改成今年的。";
    const take = button("接到今年（" + count + " 格）", () => {
      take.disabled = true;
      takeOver(check, items).then((taken) => {
        take.remove();
        const late = findings.filter(({ texts }) => isPast(texts)).map(({ id }) => id);
        const again = late.length ? "期限已经过了、请定新期限的：" + late.join("、") + "。" : "";
        const back = "不要了，到“" + SITE.tools.earlier + "”里用“" + WHY + "”那一份。";
        said.textContent = "已接过来 " + taken + " 格。" + again + back;
      });
    });
    box.append(list, element("p", "", about), take, said);
    tools.lastYear = box;
    tools.news.after(box);
  }

  /** Fills the empty fields, after what was there before was kept. Resolves to how many were filled. */
  /** @param {Checklist} check @param {ReturnType<typeof itemsOf>} items @returns {Promise<number>} */
  function takeOver(check, items) {
    return SelfCheckSnapshots.keep(check.store, check.key, WHY, Day.today()).then(() => {
      const fields = emptyFields(check, items);
      for (const { id, name, text } of fields) {
        const row = check.rows.get(id);
        if (!row.controls[name]) check.buildRest(row);
        check.save(id, name, text);
      }
      check.showAll();
      return fields.length;
    });
  }

  return { offer };
})();
