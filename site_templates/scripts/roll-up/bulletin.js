/* What the committee sends round of a roll-up: a notice to those that are missing, and a page for all. Both say what the
   screen says, name branches in the order of the list and put none before another. */

var RollUpBulletin = (() => {
  const MOST_NAMES = 120; // letters; more would not leave the page its room
  const MOST_LATE = 5;
  const NUMBERS = ["一", "二", "三", "四", "五"];
  const ROOM = 9; // lines for the committee's own words

  /** The missing branches by unit, a line each. */
  /** @param {any[][]} missing */
  function byUnit(missing) {
    const units = new Map();
    for (const [name, unit] of missing) units.set(unit, (units.get(unit) || []).concat(name));
    return Array.from(units, ([unit, names]) => (unit ? unit + "：" : "") + names.join("、"));
  }

  /** A text for a chat or a letter, to be changed before it is sent. */
  /** @param {ReturnType<typeof RollUp.picture>} shown @param {string} title @param {string} day */
  function notice({ tables, first }, title, day) {
    return [
      "请交“" + title + "”",
      "到 " + day + "，" + first.received + "。下面的支部还没有收到：",
      ...byUnit(tables.missing),
      "请在　　月　　日前交来：打开本支部的自查页，点“" + SITE.tools.backup + "”，把得到的文件照平常的办法交来。",
      "没有填完也可以先交，以后再交一次就行。已经交过的请说一声，可能是文件没有送到或者打不开。",
    ].join("\n");
  }

  /** A page to send round: a title, headed lines, and room for the committee's own words. */
  /** @param {ReturnType<typeof RollUp.picture>} shown @param {{title: string, scope: string, foot: string}} about */
  function bulletin({ first, sums, isYear }, { title, scope, foot }) {
    const names = first.names.length > MOST_NAMES ? "（名单另附）" : "：" + first.names;
    const [late, ...duties] = first.late;
    const more = duties.length - MOST_LATE;
    const others = more > 0 ? ["另有 " + more + " 件"] : [];
    /** @type {[string, string[]][]} */
    const parts = [
      ["收到的", [first.received, ...(first.names ? [first.missing + names] : [])]],
      [isYear ? "各种周期" : "各领域", sums.map(({ title: area, text }) => area + "：" + text)],
      [isYear ? "没办的支部多的" : "没做到的支部多的", first.weakest],
      ["到期的", [first.ledger, late, ...duties.slice(0, MOST_LATE), ...others].filter(Boolean)],
      ["要求", Array.from({ length: ROOM }, () => "")],
    ];
    /** @type {[string, string[]][]} */
    const sections = parts.map(([head, lines], place) => [NUMBERS[place] + "、" + head, lines]);
    return { title: title + "情况通报", subtitle: scope, sections, foot };
  }

  /** The page as a Word file. */
  /** @param {ReturnType<typeof bulletin>} sheet @param {PageTemplate} template */
  function word({ title, subtitle, sections, foot }, template) {
    const { docxText, fill } = SelfCheckExport;
    /** @param {string} pattern @param {string} text */
    const made = (pattern, text) => fill(pattern, { content: docxText(text) });
    const rows = sections.flatMap(([head, lines]) => [
      made(template.head, head),
      ...lines.map((line) => made(template.row, line)),
    ]);
    const [named, under, end] = [title, subtitle, foot].map(docxText);
    const values = { title: named, subtitle: under, foot: end, rows: rows.join("") };
    return ZipFile.make(template.parts.map((part) => ({ name: part.name, text: fill(part.text, values) })));
  }

  return { notice, bulletin, word };
})();
