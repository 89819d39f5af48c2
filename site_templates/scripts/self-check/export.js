/* Tables become CSV, Excel and Word: templates made with the site are filled, nothing is laid out here. */

var SelfCheckExport = (() => {
  /** Excel's own limit. */
  const MAX_CELL = 32767;
  const CUT = "……（太长，Excel 一格放不下，全文在备份文件里）";

  /** Text without what XML forbids. */
  /** @param {any} value */
  function clean(value) {
    const text = String(value).replace(/\r\n?/g, "\n");
    return text.replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  }

  /** @param {any} value */
  function escaped(value) {
    return clean(value).replace(/[&<>"]/g, (character) => "&#" + character.charCodeAt(0) + ";");
  }

  /** The pattern with its {{marks}} replaced once: a value that looks like a mark stays what it is. */
  /** @param {string} pattern @param {Values<any>} values */
  function fill(pattern, values) {
    return pattern.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
  }

  /** With BOM for Excel, and no cell that it would take for a formula. @param {Table} table */
  /** @param {Table} one */
  function csv({ columns, rows }) {
    /** @param {string | number} value */
    const cell = (value) => {
      const text = clean(value);
      const risky = typeof value !== "number" && /^[=+\-@\t\n＝＋－＠]/.test(text);
      return '"' + (risky ? "'" : "") + text.replace(/"/g, '""') + '"';
    };
    const lines = [columns.map(({ name }) => name), ...rows];
    return "\ufeff" + lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
  }

  /** The number by which Excel counts a day, or the text that is no day to it. */
  /** @param {string} text */
  function serial(text) {
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : 0;
    const real = time > 0 && new Date(time).toISOString().slice(0, 10) === text;
    return real ? time / 86400000 + 25569 : text;
  }

  /** What follows the attributes of a cell: a text is never a formula, whatever it begins with. */
  /** @param {any} given @param {string} kind */
  function xlsxContent(given, kind) {
    const value = kind === "day" ? serial(given) : given;
    if (value === "") return "/>";
    if (Number.isFinite(value)) return "><v>" + value + "</v></c>";
    return ' t="inlineStr"><is><t xml:space="preserve">' + xlsxText(value) + "</t></is></c>";
  }

  /** The text that fits into a cell of Excel, which counts halves of characters; says so where it is not all of it. */
  /** @param {any} value */
  function inCell(value) {
    const text = clean(value);
    if (text.length <= MAX_CELL) return text;
    return text.slice(0, MAX_CELL - CUT.length).replace(/[\ud800-\udbff]$/, "") + CUT;
  }

  /** Excel reads _x0041_ as a character's number, and calls a file with a longer text damaged. */
  /** @param {any} value */
  function xlsxText(value) {
    return escaped(inCell(value)).replace(/_(?=x[\da-f]{4}_)/gi, "_x005F_");
  }

  /** @param {any} value */
  function docxText(value) {
    const lines = escaped(value).replace(/\t/g, " ").split("\n");
    return lines.map((line) => '<w:t xml:space="preserve">' + line + "</w:t>").join("<w:br/>");
  }

  /** Name of the spreadsheet column with this index: A … Z, AA … */
  /** @param {number} index @returns {string} */
  function letters(index) {
    return (index > 25 ? letters(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
  }

  /** How many lines a text takes in so many characters across; a Chinese one is two wide. */
  /** @param {any} value @param {number} across */
  function linesOf(value, across) {
    /** @param {string} line */
    const letters = (line) => Array.from(line).length;
    /** @param {string} line */
    const wide = (line) => letters(line) + letters(line.replace(/[ -\u00ff]/g, ""));
    return clean(value)
      .split("\n")
      .reduce((sum, line) => sum + Math.ceil((wide(line) || 1) / (across - 1)), 0);
  }

  /** @param {Table} table @returns {Uint8Array} */
  /**
   * @param {Table} table @param {ExportTemplate} template @param {(text: any) => string} text
   * @param {(value: any, kind: string) => string} content
   */
  function filled(table, template, text, content) {
    const { columns } = table;
    const names = columns.map(({ name }) => name);
    const total = columns.reduce((sum, { width }) => sum + width, 0);
    // a table of nothing but its head looks broken
    const rows = table.rows.length ? table.rows : [names.map(() => "")];
    const top = template.headRow;
    const end = top + rows.length;
    const marks = columns.map(({ name, width, kind, options = [] }, i) => ({
      end,
      number: i + 1,
      letters: letters(i),
      name: escaped(name),
      width: Math.floor((width / total) * (table.across || template.width)),
      hidden: kind === "key" ? ' hidden="1"' : "",
      options: options.map((option) => fill(template.option, { option: escaped(option) })).join(template.between),
    }));
    /** @param {string} pattern @param {number} r @param {any[]} line @param {string} [head] */
    const row = (pattern, r, line, head) => {
      /** @param {string | number} value @param {number} i */
      const cell = (value, i) => {
        const kind = head || columns[i].kind;
        return fill(template.cells[kind], { ...marks[i], r, content: content(value, kind) });
      };
      // not every office program works it out; Excel takes at most 409 points
      const lines = line.map((value, i) => (marks[i].width ? linesOf(value, marks[i].width) : 0));
      const height = Math.min(409, 14 * Math.max(...lines) + 2);
      return fill(pattern, { r, height, cells: line.map(cell).join("") });
    };
    /** @param {string} pattern @param {any[]} some */
    const each = (pattern, some) => some.map((mark) => fill(pattern, mark)).join("");
    const choices = marks.filter(({ options }) => options);
    const values = {
      end,
      footRow: end + 1,
      last: letters(columns.length - 1),
      title: text(table.title),
      subtitle: text(table.subtitle),
      foot: text(table.foot),
      columns: each(template.column, marks),
      head: row(template.head, top, names, "head"),
      rows: rows.map((line, i) => row(template.row, top + 1 + i, line)).join(""),
      choices: choices.length ? fill(template.choices, { each: each(template.choice, choices) }) : "",
      locked: table.locked ? template.locked : "",
    };
    return ZipFile.make(template.parts.map((part) => ({ name: part.name, text: fill(part.text, values) })));
  }

  /** A file name that Windows takes: 信息学院第一党支部-自查-2026年-2026-11-22.xlsx. */
  /** @param {string[]} parts @param {string} extension */
  function fileName(parts, extension) {
    /** @param {string} part */
    const safe = (part) => clean(part).replace(/[\s\\/:*?"<>|.\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "_");
    /** @param {string} part */
    const short = (part) => Array.from(safe(part)).slice(0, 60).join("");
    return parts.map(short).join("-") + "." + extension;
  }

  /**
   * The answers in the standard's order, those of a year by when they are due; then those it no longer asks for. What a
   * branch has added itself goes by its own name, and where nothing is read back it is said once.
   */
  /**
   * @param {CheckRecord} record @param {Standard} standard @param {string[]} ids @param {(id: string) => string[]} quotes
   * @param {boolean} returns @returns {any[]}
   */
  function answersOf(record, standard, ids, quotes, returns) {
    const { own } = SelfCheckAnswer;
    const { items, retired } = record;
    const isYear = standard.judged === false;
    const asked = isYear
      ? YearSummary.idsOf(record, standard, ids)
      : Object.keys(standard.items).filter((id) => own(items, id) || ids.indexOf(id) >= 0);
    const live = asked.map((id) => {
      const { title, rev, evidence } = standard.items[id];
      return { ...(own(items, id) || SelfCheckAnswer.emptyAnswer()), id, title, rev, looks_at: evidence.join("、") };
    });
    const left = Object.keys(retired).map((id) => {
      return { ...retired[id], id, title: retired[id].title + "（标准里已没有这一项）", rev: 0, looks_at: "" };
    });
    return live.concat(left).map((answer) => {
      const recheck = answer.recheck ? SITE.words.recheck : "";
      const status = SelfCheckWords.resultOf(answer.status, standard);
      const named = isYear ? YearSummary.named(answer, returns) : {};
      return { ...answer, ...named, recheck, quotes: quotes(answer.id), status };
    });
  }

  /** @param {CheckRecord} record @param {Standard} standard @param {string} day */
  function ledgerOf(record, standard, day) {
    return SelfCheckLedger.ledgerOf(record, standard, day).map((row, i) => {
      const lacks = row.lacks.length ? "还差：" + row.lacks.join("、") : "";
      return { ...row, lacks, number: String(i + 1) };
    });
  }

  /**
   * @param {"answers"|"ledger"} kind
   * @param {{tables: Object, day: string, ids: string[]}} setup EXPORT_TEMPLATES.tables, and the items that apply
   * @returns {Table}
   */
  /**
   * @param {CheckRecord} given @param {Standard} standard @param {string} kind
   * @param {{tables: Values<ExportTable>, day: string, ids: string[], quotes?: (id: string) => string[], returns?: boolean, states?: Values<string>, since?: string, oddOf?: (id: string) => string}} options
   * @returns {Table}
   */
  function tableOf(given, standard, kind, options) {
    const { tables, day, ids, quotes = () => [], returns = false, states = {}, since = "", oddOf = () => "" } = options;
    const { title, columns: all, foot, more, across, returns: how } = tables[kind];
    // what is read back has what was ticked, and what is only shown what it counts for
    const record = kind === "year" && !returns ? YearCount.asCounted(given, standard, day) : given;
    /** @type {Values<() => any[]>} */
    const entriesOf = {
      ledger: () => ledgerOf(record, standard, day),
      summary: () => YearSummary.rowsOf(record, standard, ids, states, day, oddOf),
      year: () =>
        answersOf(record, standard, ids, quotes, returns).map((entry) => ({ ...entry, odd: oddOf(entry.id) })),
    };
    const entries = entriesOf[kind] ? entriesOf[kind]() : answersOf(record, standard, ids, quotes, returns);
    const others = { ...record.unknown.items, ...record.unknown.extra };
    // a column shows several fields of an entry, some of them lists, one below the other
    /** @param {any} entry @param {{fields: string[]}} two */
    const cell = (entry, { fields }) => {
      const texts = fields.map((field) => [].concat(entry[field]).join("\n"));
      return texts.filter(Boolean).join("\n");
    };
    // of what is only told a table that is to be filled in has no empty columns, nor has a year
    const isFull = !returns && kind !== "year";
    const columns = all.filter((one) => isFull || one.kind !== "fixed" || entries.some((entry) => cell(entry, one)));
    const table = {
      title: record.branch.name + title,
      subtitle: [standard.title, SelfCheckWords.roundWords(record.round), since, day + " 导出"]
        .filter(Boolean)
        .join(" · "),
      columns,
      rows: entries.map((entry) => columns.map((column) => cell(entry, column))),
      foot: (returns ? how : "") + foot + (Object.keys(others).length ? more : ""),
      locked: true,
      across,
    };
    const shown = columns.map(({ fields }) => fields.join());
    return returns ? SelfCheckWorkbook.keyed(table, shown, entries, record) : table;
  }

  /** @type {Values<(table: Table, template?: ExportTemplate) => string | Uint8Array<ArrayBuffer>>} */
  const formats = {
    csv,
    xlsx: (table, template) => filled(table, template, xlsxText, xlsxContent),
    docx: (table, template) => filled(table, template, docxText, docxText),
  };

  return {
    ...formats,
    formats,
    CUT,
    docxText,
    fileName,
    fill,
    inCell,
    tableOf,
  };
})();
