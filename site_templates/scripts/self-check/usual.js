/* The usual findings of each item, with what puts them right, to be taken over into its fields: a person decides, and
   nothing that was typed is touched. The texts come when somebody opens them. */

var SelfCheckUsual = (() => {
  const { FIELDS, own } = SelfCheckAnswer;
  const { element, button } = Dom;
  const TEXTS = ["../data/usual.js"];
  const FILLED = ["note", "measure"];
  const LABELS = FIELDS.filter(({ name }) => FILLED.includes(name)).map(({ label }) => "“" + label + "”");

  /** Offers beside the fields for rectification what is usual; only to be seen where there is a finding. */
  /** @param {Checklist} check */
  function offer(check) {
    for (const row of check.rows.values()) {
      const { usual } = own(check.standard.items, row.id) || {};
      if (!usual) continue;
      const box = element("details", "levels");
      box.append(element("summary", "", SITE.words.usual));
      box.addEventListener("toggle", () => box.open && open(check, row, box));
      row.putRight.prepend(box);
    }
  }

  /** @param {Checklist} check @param {Row} row @param {HTMLDetailsElement} box */
  function open(check, row, box) {
    const isThere = () => box.childElementCount > 1;
    if (isThere()) return;
    const show = () => {
      for (const one of isThere() ? [] : own(USUAL.items, row.id)) box.append(finding(check, row, one));
    };
    Dom.loaded(TEXTS).then(show, () => {
      box.open = false;
    });
  }

  /** @param {Checklist} check @param {Row} row @param {Values<string>} one */
  function finding(check, row, one) {
    const { labels } = USUAL;
    const made = element("details");
    made.append(element("summary", "", one.text));
    for (const name of Object.keys(labels)) made.append(element("p", "", labels[name] + "：" + one[name]));
    const said = element("p", "elsewhere");
    said.setAttribute("role", "status");
    const taken = button("照这一条填", () => {
      const texts = [one.text, one.measure + "\n" + labels.close_out + "：" + one.close_out];
      const isNew = FILLED.map((name, place) => add(check, row, name, texts[place])).some(Boolean);
      said.textContent = isNew
        ? "已接在" + LABELS.join("") + "两栏，请改成本支部的实际情况。"
        : "这一条已经在两栏里了。";
    });
    made.append(taken, said);
    return made;
  }

  /** Puts a text below what stands in a field. Returns whether it was not there already. */
  /** @param {Checklist} check @param {Row} row @param {string} name @param {string} text */
  function add(check, row, name, text) {
    const before = row.controls[name].value;
    if (before.includes(text)) return false;
    check.save(row.id, name, before ? before + "\n" + text : text);
    check.show(row.id);
    return true;
  }

  return { offer };
})();
