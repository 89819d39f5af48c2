/* A self-check as a workbook, and back. A hidden column says at its head whose answers they are, and in each row which
   item it is and what stood there: as sums, so that no text that was deleted stays in the file. Whoever sorts, hides,
   moves or renames changes nothing by it; what a cell has more or other than when it was exported is a change. What was
   written where nothing is read is told. */

var SelfCheckWorkbook = (() => {
  const { FIELDS, but, changed, cleaned, differing, emptyAnswer, fitted, isCount, isId, isObject } = SelfCheckAnswer;
  const { map, over, overWords, own } = SelfCheckAnswer;
  const { isRound, newRecord } = SelfCheckRecord;
  const { resultOf } = SelfCheckWords;
  const FORMAT = "zbk-workbook";
  const SCHEMA = 1;
  /** What tells a row to people: where it does not fit the hidden mark, some columns were sorted without the others. */
  const NAMES = ["id", "title"];
  const STATUS = { name: "status", label: "结果", kind: "choice", limit: 0 };
  const READ = [STATUS, ...FIELDS];
  const KEPT = [...NAMES, ...READ.map(({ name }) => name)];
  /** Of what stands where nothing is read so many cells are named. */
  const MOST_CELLS = 12;
  const MADE_BY_US = "只有从这里导出的 Excel 表，改了以后能读回来；把内容复制到别的表里的、另外做的，读不了。";

  /** Text as it comes back from any office program. */
  /** @param {string} text */
  const plain = (text) => text.replace(/\r\n?/g, "\n").normalize("NFC").trim();

  /** A short sum of a text, to see whether it was changed. */
  /** @param {string} text */
  function sumOf(text) {
    let sum = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0;
    return sum.toString(36);
  }

  /** @param {string} text */
  const markOf = (text) => (plain(text) === "" ? "" : sumOf(plain(text)));

  /**
   * A table that can be read back: with the hidden column in the second place, where sorting takes it along.
   * @param {Table} table @param {string[]} fields what each column shows
   * @param {{id: string, rev: number}[]} entries one for each row @param {CheckRecord} record
   */
  function keyed(table, fields, entries, { branch, catalog, round, edition }) {
    /** @type {Values<string>} */
    const columns = {};
    fields.forEach((field, at) => {
      if (KEPT.includes(field)) columns[field] = table.columns[at].name;
    });
    const others = fields.map((_, at) => at).filter((at) => !KEPT.includes(fields[at]));
    const around = [table.title, table.subtitle, table.foot].map(markOf);
    const head = { format: FORMAT, schema: SCHEMA, branch, catalog, round, edition, columns, around };
    Object.assign(head, { others: others.map((at) => table.columns[at].name) });
    const column = { name: JSON.stringify(head), width: 0, kind: "key" };
    const rows = table.rows.map((row, at) => {
      /** @type {Values<string>} */
      const of = {};
      row.forEach((value, place) => {
        const mark = KEPT.includes(fields[place]) && markOf(SelfCheckExport.inCell(value));
        if (mark) of[fields[place]] = mark;
      });
      const { id, rev } = entries[at];
      const beside = others.map((place) => markOf(SelfCheckExport.inCell(row[place])));
      return [row[0], JSON.stringify({ id, rev, of, beside }), ...row.slice(1)];
    });
    return { ...table, columns: [table.columns[0], column, ...table.columns.slice(1)], rows, locked: false };
  }

  /** @param {string} text */
  function parsed(text) {
    try {
      const value = text[0] === "{" && text.length < 10000 ? JSON.parse(text) : null;
      return isObject(value) ? value : null;
    } catch (_changed) {
      return null;
    }
  }

  /** A head as it was written, or null. */
  /** @param {any} value @returns {WorkbookHead} */
  function headOf(value) {
    const branch = isObject(value.branch) ? value.branch : {};
    if (!isId(branch.id) || !isId(value.catalog) || !isRound(value.round) || !isObject(value.columns)) return null;
    /** @param {any} text @param {{limit: number}} field */
    const short = (text, field) => (typeof text === "string" && over(field, cleaned(text)) <= 0 ? cleaned(text) : "");
    const columns = map();
    for (const name of KEPT) {
      const text = own(value.columns, name);
      if (typeof text === "string" && text) columns[name] = plain(cleaned(text));
    }
    const { catalog, round } = value;
    /** @param {any} given */
    const texts = (given) => (Array.isArray(given) ? given.map((text) => plain(cleaned(String(text)))) : null);
    const [others, around] = [texts(value.others), texts(value.around)];
    const name = short(branch.name, SITE.name);
    const edition = short(value.edition, SITE.edition);
    return { branch: { id: branch.id, name }, catalog, round, edition, columns, others, around };
  }

  /**
   * @param {ExcelSheet} sheet @param {WorkbookHead} head @param {number} at @param {number} key
   * @returns {ReturnedSheet}
   */
  function returned(sheet, head, at, key) {
    const places = map();
    /** @type {string[]} */
    const notes = [];
    for (const [name, words] of Object.entries(head.columns)) {
      const found = Array.from(sheet.rows[at].cells).filter(([, { text }]) => plain(text) === words);
      if (found.length === 1) [[places[name]]] = found;
      else if (!found.length) notes.push("表头里没有“" + words + "”这一列，这一栏照旧不变。");
      else notes.push("有几列的表头都是“" + words + "”，不知道读哪一列，这一栏没有读。");
    }
    const after = sheet.rows.findIndex((row, place) => place > at && markIn(row)[1]);
    const end = after < 0 ? sheet.rows.length : after;
    if (after > 0)
      notes.push("第 " + sheet.rows[after].number + " 行起是另一张表，没有读：请放到单独的工作表里再导入。");
    const [above, [top, ...rows]] = [sheet.rows.slice(0, at), sheet.rows.slice(at, end)];
    return { head, sheet, above, top, rows, key, places, notes };
  }

  /** The column of the hidden mark at the head of a sheet that was exported, and what it says. */
  /** @param {ExcelSheet["rows"][0]} row @returns {[number, any]} */
  function markIn({ cells }) {
    for (const [column, { text }] of cells) {
      const value = parsed(text);
      if (value && value.format === FORMAT) return [column, value];
    }
    return [0, null];
  }

  /** The sheets that were exported, or a sentence why there are none; and the names of others that are not empty. */
  /** @param {Uint8Array} bytes @returns {{found: ReturnedSheet[], others: string[], error: string}} */
  function read(bytes) {
    const { sheets, error } = ExcelFile.read(bytes);
    /** @type {{found: ReturnedSheet[], others: string[], error: string}} */
    const result = { found: [], others: [], error };
    for (const sheet of sheets) {
      const place = sheet.rows.findIndex((row) => markIn(row)[1]);
      const [key, value] = place < 0 ? [0, null] : markIn(sheet.rows[place]);
      if (value && (!isCount(value.schema) || value.schema > SCHEMA))
        return { found: [], others: [], error: "这个工作簿由更新的工具导出，这里读不了。请用新版的网页。" };
      const head = value && headOf(value);
      if (head) result.found.push(returned(sheet, head, place, key));
      else if (sheet.rows.some(({ cells }) => isWritten(cells.values()))) result.others.push(cleaned(sheet.name));
    }
    if (!error && !result.found.length) result.error = "这个工作簿里没有能读回来的表。" + MADE_BY_US;
    return result;
  }

  /** @param {Iterable<ExcelCell>} cells */
  const isWritten = (cells) => Array.from(cells).some(({ text, why }) => plain(text) !== "" || why);

  /** Tells what somebody wrote where nothing is read: in columns of no field, above the table, and on the sheet. */
  /** @param {ReturnedSheet} one @param {(where: string, why: string) => void} tell */
  function unread({ head, sheet, above, top, rows, key, places }, tell) {
    const { remarks, hasPictures } = sheet;
    /** @param {string[]} cells */
    const named = (cells) =>
      cells.slice(0, MOST_CELLS).join("、") + (cells.length > MOST_CELLS ? " 等 " + cells.length + " 格" : "");
    if (remarks.length) tell(named(remarks), "批注不读回，要说的写在格子里");
    if (hasPictures) tell("图片、文本框", "不读回");
    // an earlier export does not say what stood there
    if (!head.others || !head.around) return;
    /** @type {Map<number, string[]>} */
    const found = new Map();
    /** @param {number} column @param {number} row */
    const add = (column, row) => found.set(column, (found.get(column) || []).concat(ExcelFile.lettersOf(column) + row));
    /** @param {number} column */
    const titleOf = (column) => plain((top.cells.get(column) || { text: "" }).text);
    const known = Object.values(head.columns).concat(head.others);
    for (const column of top.cells.keys())
      if (column !== key && titleOf(column) && !known.includes(titleOf(column))) add(column, top.number);
    for (const { number, cells } of rows) {
      const mark = parsed((cells.get(key) || { text: "" }).text);
      const beside = mark && Array.isArray(mark.beside) ? mark.beside : null;
      for (const [column, { text, why }] of cells) {
        if (!beside || column === key || Object.values(places).includes(column)) continue;
        const stood = beside[head.others.indexOf(titleOf(column))] || "";
        if (markOf(text + why) !== stood) add(column, number);
      }
    }
    for (const [column, cells] of found) {
      const words = Array.from(cleaned(titleOf(column)))
        .slice(0, 30)
        .join("");
      tell(named(cells), (words ? "“" + words + "”" : "没有表头的") + "这一列不读回");
    }
    const written = above.flatMap(({ number, cells }) =>
      Array.from(cells)
        .filter(([, { text }]) => markOf(text) !== "" && !head.around.includes(markOf(text)))
        .map(([column]) => ExcelFile.lettersOf(column) + number),
    );
    if (written.length) tell(named(written), "表头上面的字不读回");
  }

  /** The rows that say which item they are, and all items named; of others those in which somebody wrote are told. */
  /**
   * @param {ReturnedSheet} one @param {(id: string) => string} nameOf @param {(row: string, why: string) => void} tell
   */
  function rowsOf({ head, rows, key, places }, nameOf, tell) {
    const found = map();
    const seen = new Set();
    const fields = Object.keys(places).filter((name) => !NAMES.includes(name));
    for (const row of rows) {
      /** @param {string} name */
      const textOf = (name) => (row.cells.get(places[name]) || { text: "" }).text;
      const mark = parsed((row.cells.get(key) || { text: "" }).text);
      if (!mark || !isId(mark.id) || !isCount(mark.rev) || !isObject(mark.of)) {
        const cells = Array.from(row.cells.values());
        const isOurs = head.around
          ? !isWritten(cells.filter(({ text }) => !head.around.includes(markOf(text))))
          : !fields.some((name) => plain(textOf(name)) !== "");
        if (!isOurs) tell(String(row.number), "这一行不是导出的（新加的，或者隐藏列里的记号没有了）");
        continue;
      }
      seen.add(mark.id);
      const isOther = (/** @type {string} */ name) =>
        places[name] && markOf(textOf(name)) !== (own(mark.of, name) || "");
      if (NAMES.some(isOther))
        tell(
          String(row.number),
          "编号或项目和隐藏列里的 " + nameOf(mark.id) + " 对不上（改过，或者只排了一部分列的序）",
        );
      else found[mark.id] = (found[mark.id] || []).concat({ ...row, ...mark });
    }
    for (const id of Object.keys(found)) {
      if (found[id].length < 2) continue;
      const numbers = found[id].map((/** @type {{number: number}} */ row) => row.number);
      tell(numbers.join("、"), "这几行都是 " + nameOf(id) + "，不知道用哪一行：留一行再导入");
      delete found[id];
    }
    return { rows: found, seen };
  }

  /** The value of a cell for a field, or why it is none. */
  /** @param {AnswerField} field @param {ExcelCell} cell @param {Standard} standard */
  function valueIn(field, cell, standard) {
    const text = plain(cell.text);
    const shown = "，现在是“" + Array.from(cleaned(text)).slice(0, 30).join("") + "”";
    if (field === STATUS) {
      const all = Object.entries({ ...standard.answers, "": SITE.words.unanswered });
      const [status] = all.find(([, label]) => label === text) || [text && null];
      return status === null ? { why: "只能填 " + all.map(([, label]) => label).join("/") + shown } : { value: status };
    }
    if (field.kind === "day") {
      return text && !cell.day ? { why: "只能填日期，像 2026-12-31" + shown } : { value: text && cell.day };
    }
    if (text.endsWith(SelfCheckExport.CUT)) return { why: "格子里只是前面一截，全文在备份文件里" };
    const value = fitted(field, field.kind === "lines" ? text.split("\n") : text);
    const more = over(field, value);
    return more > 0 ? { why: overWords(field, more) } : { value };
  }

  /**
   * What a sheet changes in a record. Where the record was changed as well since the export, the answer stands beside
   * the one that is there, to be decided.
   * @param {ReturnedSheet} one @param {CheckRecord} mine @param {Standard} standard @param {Change} change
   * @returns {Returned}
   */
  function returnedTo(one, mine, standard, change) {
    const { sheet, places } = one;
    // the ids of duties are not shown to anybody
    /** @param {string} id */
    const nameOf = (id) => (standard.judged ? id : (own(standard.items, id) || { title: id }).title);
    const record = newRecord(mine.branch, mine.catalog, mine.round, standard.edition);
    record.items = map(mine.items);
    /** @type {Returned["rejected"]} */
    const rejected = [];
    /** @param {string} where @param {string} why */
    const tell = (where, why) => rejected.push({ where: cleaned(sheet.name) + "!" + where, why });
    const { rows, seen } = rowsOf(one, nameOf, (number, why) => tell("第 " + number + " 行", why));
    unread(one, tell);
    for (const id of Object.keys(rows)) {
      const [row] = rows[id];
      const before = own(mine.items, id) || emptyAnswer();
      const item = own(standard.items, id);
      /** @type {{name: string, value: any, isClash: boolean}[]} */
      const edits = [];
      for (const field of READ) {
        const column = places[field.name];
        if (!column) continue;
        const cell = row.cells.get(column) || { text: "", day: "", why: "" };
        const first = sheet.first(column, row.number);
        const at = ExcelFile.lettersOf(column) + row.number;
        const mark = own(row.of, field.name) || "";
        if (first) tell(at, "和 " + first + " 合并成了一格。要填，先取消合并");
        else if (cell.why) tell(at, cell.why);
        else if (markOf(field.kind === "day" && cell.day ? cell.day : cell.text) !== mark) {
          const { value, why } = valueIn(field, cell, standard);
          if (why) tell(at, why);
          else if (!item) tell(at, "现在的标准里没有 " + nameOf(id) + " 这一项");
          else {
            const isClash = markOf(SelfCheckExport.inCell(shownIn(field, before, standard))) !== mark;
            edits.push({ name: field.name, value, isClash });
          }
        }
      }
      if (!item) continue;
      const rev = Math.min(row.rev, item.rev);
      const after = edits.reduce((now, { name, value }) => changed(now, name, value, { ...change, rev }), before);
      if (after === before) continue;
      const others = differing(after, before);
      const isDecided = !edits.some(({ name, isClash }) => isClash && others.includes(name));
      const v = Object.keys(before.v).length ? map({ ["x" + sumOf(JSON.stringify(edits))]: 1 }) : map();
      record.items[id] = but(after, { title: item.title, ...(isDecided ? {} : { v }) });
    }
    const missing = Object.keys(mine.items).filter((id) => own(standard.items, id) && !seen.has(id));
    const notes = one.notes.concat(
      missing.length ? "表里没有、照旧不变的：" + missing.map(nameOf).join("、") + "。" : [],
    );
    return { record, rejected, notes };
  }

  /** What an export writes for a field. */
  /** @param {AnswerField} field @param {Answer} answer @param {Standard} standard */
  const shownIn = (field, answer, standard) =>
    field === STATUS ? resultOf(answer.status, standard) : [].concat(answer[field.name]).join("\n");

  return { READ, keyed, read, returnedTo };
})();
