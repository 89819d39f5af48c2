/* Pure logic of the committee's roll-up: many self-check files in, one picture out. No DOM, no clock.
   Branches keep the order of the list they are expected in; nothing here orders them by result. */

var RollUp = (() => {
  const { own, progressOf } = SelfCheckAnswer;
  const { answerOf, keyOf } = SelfCheckRecord;
  const { roundWords } = SelfCheckWords;
  const { isLater } = SelfCheckMerge;
  const { adopted } = SelfCheckEdition;
  const { ledgerOf } = SelfCheckLedger;
  const { comparedWith } = SelfCheckComparison;
  const { isSlip } = SelfCheckSlip;
  // the gravest first: a colour stands for the first of them that there is
  const STATES = ["unmet", "partly", "recheck", "empty", "met", "not_applicable"];
  const MAX_COPIES = 10; // each new copy of a record is compared with all that were kept
  const MAX_NAMES = 6;
  const WEAKEST = 3;
  const YEAR = "year";
  const STRANGER = "名单以外";
  const SAME_NAME = "，同名的还有别的编号";

  /** @param {string} name */
  const plain = (name) => name.normalize("NFKC").replace(/\s/g, "");
  /** @param {string} a @param {string} b */
  const inOrder = (a, b) => a.localeCompare(b, "zh-CN", { numeric: true });
  /** @param {{id?: string, name: string, label?: string}} one */
  const nameOf = ({ id, name, label }) => label || name || id;
  /** @param {CheckRecord} one */
  const whose = ({ branch, round }) => nameOf(branch) + " " + roundWords(round);

  /** What one file gives: its records, and what is wrong with it. */
  /** @param {string} file @param {string} text @returns {FileReading} */
  function readOne(file, text) {
    const { records, rejected, error } = SelfCheckReading.read(text);
    const problems = rejected.map(({ where, why }) => ({ kind: "rejected", file, text: where + "：" + why }));
    if (error) problems.push({ kind: "damaged", file, text: error });
    return { file, records, problems };
  }

  /** The devices that have changed or written a record. */
  /** @param {CheckRecord} one */
  const devicesOf = ({ items, exported }) =>
    new Set(
      Object.values(items)
        .flatMap(({ v }) => Object.keys(v))
        .concat(exported.device || []),
    );

  /** Whether two records under one id are of two branches: under two names, or none, and without a device in common. */
  /** @param {CheckRecord} one @param {CheckRecord} other */
  function isOther(one, other) {
    const [name, otherName] = [one, other].map(({ branch }) => plain(branch.name));
    if (name && name === otherName) return false;
    const devices = devicesOf(other);
    return ![...devicesOf(one)].some((device) => devices.has(device));
  }

  /** The newest record of each branch, standard and round; copies that each hold something new are all kept. */
  /** @param {FileReading[]} readings @param {Values<Standard>} standards @returns {Collected} */
  function collected(readings, standards) {
    const problems = readings.flatMap((reading) => reading.problems);
    /** @param {string} kind @param {string} file @param {string} text */
    const tell = (kind, file, text) => problems.push({ kind, file, text });
    const groups = new Map();
    /** @type {Map<string, CheckRecord>} */
    const slips = new Map();
    /** @type {CheckRecord[]} */
    const newer = [];
    for (const { file, records } of readings) {
      if (records[0] && records.every((one) => isSlip(one.catalog))) tell("slip", file, records.map(whose).join("、"));
      for (const record of records) {
        if (!record.newer && isSlip(record.catalog)) {
          const known = slips.get(keyOf(record));
          const order = known ? SelfCheckMerge.compared(record, known) : "ahead";
          if (order === "ahead" || order === "concurrent") slips.set(keyOf(record), record);
          continue;
        }
        if (record.newer) newer.push(record);
        const kind = record.newer ? "newer" : own(standards, record.catalog) ? "" : "catalog";
        if (kind) tell(kind, file, whose(record) + "，标准 " + record.catalog);
        else place(groups, { file, record }, tell);
      }
    }
    const choices = new Map();
    for (const entries of groups.values()) {
      const { catalog, round } = entries[0].record;
      const standard = own(standards, catalog);
      for (const entry of entries) bringToDate(entry, standard, tell);
      if (entries[1])
        tell(
          "copies",
          entries.map((/** @type {RecordOfFile} */ { file }) => file).join("、"),
          whose(entries[0].record),
        );
      const value = catalog + "/" + round;
      const title = standard.title + " " + roundWords(round);
      if (!choices.has(value)) choices.set(value, { value, catalog, round, title, branches: 0 });
      choices.get(value).branches += 1;
    }
    // what most branches have sent first, then the latest
    /** @param {Choice} a @param {Choice} b */
    const order = (a, b) => b.branches - a.branches || span(b.round).end - span(a.round).end;
    return { groups, newer, slips, problems, choices: [...choices.values()].sort(order) };
  }

  /** @param {Map<string, RecordOfFile[]>} groups @param {RecordOfFile} entry @param {TellProblem} tell */
  function place(groups, entry, tell) {
    const id = keyOf(entry.record);
    let key = id;
    for (let at = 1; groups.has(key) && isOther(groups.get(key)[0].record, entry.record); at += 1) key = id + "#" + at;
    if (key !== id && !groups.has(key)) tell("clash", entry.file, whose(entry.record) + "，" + groups.get(id)[0].file);
    /** @param {string} kind @param {RecordOfFile} two @param {RecordOfFile} used */
    const told = (kind, { file }, used) => tell(kind, file, whose(entry.record) + "，用的是 " + used.file);
    const still = [];
    for (const other of groups.get(key) || []) {
      const order = SelfCheckMerge.compared(entry.record, other.record);
      if (order === "equal") return told("duplicate", entry, other);
      if (order === "behind") return told("older", entry, other);
      if (order === "ahead") told("older", other, entry);
      else still.push(other);
    }
    if (still.length < MAX_COPIES) return groups.set(key, still.concat(entry));
    return tell("skipped", entry.file, "互不相同的已有 " + MAX_COPIES + " 份");
  }

  /** @param {RecordOfFile} entry @param {Standard} standard @param {TellProblem} tell */
  function bringToDate(entry, standard, tell) {
    const { edition } = entry.record;
    entry.now = adopted(entry.record, standard).record;
    if (edition === standard.edition) return;
    const again = Object.values(entry.now.items).filter(({ recheck }) => recheck).length;
    const words = isLater(edition, standard.edition)
      ? "本页较旧，" + SITE.words.newer_page
      : SITE.words.recheck + " " + again + " 项";
    tell("edition", entry.file, whose(entry.record) + "，" + edition + " 版，" + words);
  }

  /** Where a round starts and ends, in months since the year 0. */
  /** @param {string} round */
  function span(round) {
    const length = { H: 6, Q: 3 }[round[5]] || 12;
    const end = 12 * Number(round.slice(0, 4)) + length * Number(round.slice(6) || 1);
    return { start: end - length, end, length };
  }

  /** The last round that was over when this one began, best of the same length; "" if there is none. */
  /** @param {Choice[]} choices @param {string} catalog @param {string} round */
  function earlierRound(choices, catalog, round) {
    const { start, length } = span(round);
    /** @param {string} one */
    const order = (one) => span(one).end + (span(one).length === length ? 0.5 : 0);
    const rounds = choices.filter((one) => one.catalog === catalog && span(one.round).end <= start);
    return rounds.map((one) => one.round).sort((a, b) => order(b) - order(a))[0] || "";
  }

  /**
   * The branches waited for: the site's own if nothing is given, else one name per line; a unit may stand before it,
   * parted by a tab. A line that stands again is no further branch, unless the site has as many of that name: `repeated`
   * are the names of such lines.
   */
  /** @param {string} text @param {ListedBranch[]} known @returns {{branches: ListedBranch[], repeated: string[]}} */
  function expectedFrom(text, known) {
    /** @type {Map<string, {name: string, unit: string, count: number}>} */
    const lines = new Map();
    for (const line of text.split("\n")) {
      const parts = line.split("\t").map((part) => part.trim());
      const name = parts.pop();
      const unit = parts[0] || "";
      const key = plain(unit) + "\t" + plain(name);
      const { count = 0, ...before } = lines.get(key) || {};
      if (plain(name)) lines.set(key, { name, unit, ...before, count: count + 1 });
    }
    const branches = new Set();
    /** @type {string[]} */
    const repeated = [];
    for (const { name, unit, count } of lines.values()) {
      const isHere = (/** @type {ListedBranch} */ one) => !unit || plain(one.unit) === plain(unit);
      const same = known.filter((one) => plain(one.name) === plain(name) && isHere(one));
      const length = Math.max(1, Math.min(count, same.length));
      const meant =
        same[0] && same.length <= count ? same : Array.from({ length }, () => ({ id: "", name, unit, kind: "" }));
      const added = meant.filter((one) => !branches.has(one));
      for (const one of added) branches.add(one);
      if (added.length < count) repeated.push((unit ? unit + " " : "") + name);
    }
    return branches.size ? { branches: [...branches], repeated } : { branches: known, repeated };
  }

  /** The branches of a list, namesakes with what tells them apart: their unit, in one unit which of them it is. */
  /** @param {ListedBranch[]} list @returns {ListedBranch[]} */
  function labelled(list) {
    const names = new Map();
    for (const one of list) names.set(plain(one.name), (names.get(plain(one.name)) || []).concat(one));
    return list.map((one) => {
      const namesakes = names.get(plain(one.name));
      const near = namesakes.filter((/** @type {ListedBranch} */ { unit }) => unit === one.unit);
      const parts = [one.unit, near[1] && "同名第 " + (near.indexOf(one) + 1) + " 个"].filter(Boolean);
      return namesakes[1] ? { ...one, label: one.name + "（" + parts.join("，") + "）" } : one;
    });
  }

  /**
   * The records of one standard and round in the order of the list; unknown branches follow, by name. An id that is not
   * in the list goes by its name, where one branch alone has it and nothing has come under that one's own id.
   */
  /**
   * @param {Map<string, RecordOfFile[]>} groups @param {Ask} ask @param {ListedBranch[]} listed
   * @param {TellProblem} tell
   */
  function lined(groups, ask, listed, tell) {
    /** @type {ListLine[]} */
    const lines = [];
    for (const one of listed) lines.push({ one, name: plain(one.name), groups: [] });
    const others = [];
    const ofRound = [...groups.values()].filter(
      ([{ record }]) => record.catalog === ask.catalog && record.round === ask.round,
    );
    /** @param {RecordOfFile[]} entries */
    const branchOf = ([{ record }]) => record.branch;
    const names = new Map(ofRound.map((entries) => [entries, plain(nameOf(branchOf(entries)))]));
    /** @param {RecordOfFile[]} entries */
    const lineOf = (entries) => lines.find(({ one }) => one.id === branchOf(entries).id);
    /** @param {RecordOfFile[]} entries @param {string} kind @param {string} words */
    const told = (entries, kind, words) => {
      const { id, name } = branchOf(entries);
      tell(kind, entries[0].file, name + "（" + id + "）" + words);
    };
    for (const entries of ofRound.filter(lineOf)) {
      const line = lineOf(entries);
      if (line.name !== plain(branchOf(entries).name)) told(entries, "name", "，名单里叫「" + line.one.name + "」");
      else if (line.groups[0]) told(entries, "name", SAME_NAME);
      line.groups.push(entries);
    }
    const byId = new Set(lines.filter((line) => line.groups[0]));
    for (const entries of ofRound.filter((one) => !lineOf(one))) {
      const branch = branchOf(entries);
      const isElsewhere = ask.expected.some(({ id }) => id === branch.id);
      const named = isElsewhere ? [] : lines.filter(({ name }) => name === plain(branch.name));
      const free = named.filter((line) => !byId.has(line));
      if (named.length === 1 && free[0]) {
        const [line] = named;
        if (line.groups[0]) told(entries, "name", SAME_NAME);
        else if (line.one.id) told(entries, "named", "");
        line.isByName = Boolean(line.one.id);
        line.groups.push(entries);
        continue;
      }
      /** @param {RecordOfFile[]} other */
      const isAlike = (other) => branchOf(other).id === branch.id || names.get(other) === names.get(entries);
      const alike = ofRound.filter(isAlike);
      const mark = alike[1] ? "（" + marksOf(alike)[alike.indexOf(entries)] + "）" : "";
      others.push({
        one: { name: nameOf(branch) + mark, unit: "", kind: "", isStranger: !free[0] },
        groups: [entries],
      });
      for (const line of free) line.isUnclear = true;
      if (free[0]) told(entries, "name", "，名单里同名的有 " + named.length + " 个");
      else if (named[0]) told(entries, "unknown", "，名单里同名的已另有文件；是同一个支部，请它并成一份再交");
      else told(entries, "unknown", isElsewhere ? "，名单里有，但不用这套标准" : "");
    }
    others.sort((a, b) => inOrder(a.one.name, b.one.name));
    return {
      rows: lines.concat(others).flatMap(rowsOf),
      missing: lines.filter((line) => !line.groups[0] && !line.isUnclear).map(({ one }) => one),
      received: lines.filter((line) => line.groups[0]).map(({ one }) => one),
      byName: lines.filter((line) => line.isByName).map(({ one }) => one),
    };
  }

  /** What tells the records of one name apart: their ids, else their files, else which of them each is. */
  /** @param {RecordOfFile[][]} groups @returns {string[]} */
  function marksOf(groups) {
    const all = [
      groups.map(([{ record }]) => record.branch.id),
      groups.map(([{ file }]) => file),
      groups.map((_, at) => "第 " + (at + 1) + " 个"),
    ];
    return all.find((marks) => new Set(marks).size === marks.length);
  }

  /** The rows of a line; alone is what stands for one branch of the list, and is counted. */
  /** @param {ListLine} line @returns {BranchRow[]} */
  function rowsOf({ one, groups }) {
    const marks = marksOf(groups);
    return groups.flatMap((entries, place) =>
      entries.map((entry, at) => {
        const mark = groups[1] ? "（" + marks[place] + "）" : "";
        const copy = entries[1] ? "（第 " + (at + 1) + " 份）" : "";
        const alone = !copy && !mark && !one.isStranger;
        const whole = nameOf(one);
        return { ...one, name: whole + mark + copy, whole, alone, now: entry.now, file: entry.file };
      }),
    );
  }

  /** @param {Answer} one */
  const stateOf = ({ status, recheck }) => (status && recheck ? "recheck" : status || "empty");

  /** How many items are in each state; what does not apply leaves the denominator, what is empty stays in it. */
  /** @param {CheckRecord} record @param {string[]} ids */
  function countsOf(record, ids) {
    const counts = progressOf(ids.map((id) => answerOf(record, id)));
    return { ...counts, empty: counts.of - counts.answered };
  }

  /**
   * One standard in one round over all branches: rows with counts, the same of all areas, tables of texts, numbers and
   * toned texts, what comes first in words, and sentences on the rest.
   * `ask` holds catalog, round, day and the branches expected; guests: the items that a branch has only if its `left`
   * says so; unit, kind, area, status: "" for all; due: which lines of the ledger, "due", "open" or "all".
   */
  /** @param {Collected} found @param {Values<Standard>} standards @param {Ask} ask */
  function picture(found, standards, ask) {
    const { catalog, round } = ask;
    /** @type {Standard} */
    const standard = own(standards, catalog);
    const words = { recheck: SITE.words.recheck, empty: SITE.words.unanswered, ...standard.answers };
    /** @type {FileProblem[]} */
    const problems = [];
    // of a year each record says itself what there was to be done
    const isYear = !standard.answers.unmet;
    const listed = labelled(ask.expected).filter((one) => isYear || !one.left || own(one.left, catalog));
    const areas = standard.areas.filter((area) => !ask.area || area.id === ask.area);
    /** @param {string[]} ids @param {string} area */
    const inArea = (ids, area) => ids.filter((id) => !area || standard.items[id].area === area);
    const ids = inArea(Object.keys(standard.items), ask.area);
    const all = lined(found.groups, ask, listed, (kind, file, text) => problems.push({ kind, file, text }));
    /** @param {string} id */
    const isPast = (id) => isLate(standard.items[id], round, ask.day);
    /** The day on which a branch began to note, as far as this year's file and the last's tell. */
    /** @param {CheckRecord} now */
    const began = (now) => {
      const before = found.groups.get(keyOf({ ...now, round: String(Number(round) - 1) })) || [];
      return YearCount.beganOn([now, ...before.map((entry) => entry.now)]);
    };
    for (const row of all.rows) {
      const left = own(row.left || ask.guests, catalog) || [];
      /** @param {string} id */
      const isAsked = (id) => (isYear ? own(row.now.items, id) : left.indexOf(id) < 0 || answerOf(row.now, id).status);
      row.ids = ids.filter(isAsked);
      if (isYear) {
        const before = YearCount.unnoted(row.now, standard, row.ids, began(row.now));
        row.now = YearCount.asCounted(row.now, standard, ask.day);
        row.ids = row.ids.filter((id) => !isPast(id) || !before.includes(id));
      }
      row.total = countsOf(row.now, row.ids);
      row.cells = areas.map((area) => countsOf(row.now, inArea(row.ids, area.id)));
    }
    /** @param {{unit: string, kind: string}} one */
    const isHere = (one) => (!ask.unit || one.unit === ask.unit) && (!ask.kind || one.kind === ask.kind);
    const rows = all.rows.filter((row) => isHere(row) && (!ask.status || row.total[ask.status]));
    const missing = all.missing.filter(isHere);
    /** @param {Finding} line */
    const isAsked = (line) => ids.indexOf(line.id) >= 0 && (!ask.status || stateOf(line) === ask.status);
    /** @param {BranchRow} one */
    const linesOf = ({ now, name, whole }) =>
      ledgerOf(now, standard, ask.day).map((line) => ({ ...line, branch: name, whole }));
    const ours = rows.filter(({ isStranger }) => !isStranger);
    const ledger = ours.flatMap(linesOf).filter(isAsked);
    const wanted = { due: ["overdue", "due_soon"], all: Object.keys(SelfCheckLedger.STATES) }[ask.due];
    for (const row of rows)
      row.hasLate = row.alone && row.ids.some((id) => isPast(id) && !answerOf(row.now, id).status);
    const earlier = earlierRound(found.choices, catalog, round);
    /** @type {Values<any[][]>} */
    const tables = {
      missing: missing.map((one) => [nameOf(one), one.unit, one.kind]),
      matrix: rows.map((row) => [
        row.name,
        row.isStranger ? STRANGER : row.unit,
        ...[row.total, ...row.cells].map((one) => toned(one, words)),
      ]),
      items: missedItems(rows, standard, ids, isPast),
      ledger: ledger.filter(({ state }) => (wanted ? wanted.indexOf(state) >= 0 : state !== "closed")).map(ledgerRow),
      compared: rows.flatMap((row) => comparedRow(found.groups, row, standard, earlier, words)),
    };
    const alone = rows.filter((row) => row.alone);
    const strangers = new Set(rows.filter(({ isStranger }) => isStranger).map(({ whole }) => whole)).size;
    const byName = all.byName.filter(isHere).length;
    const apart = ask.expected.filter(isHere).length - listed.filter(isHere).length;
    const sums = areas.map((area, at) => {
      const counts = sumOf(alone.map(({ cells }) => cells[at]));
      return {
        title: (isYear ? "" : area.id + " ") + area.title,
        counts,
        text: countWords(counts, words, "，") || "没有内容",
      };
    });
    const first = {
      received:
        receivedWords(all.received.filter(isHere).length, missing.length, listed.filter(isHere).length) +
        (byName ? "；其中按名称认出的 " + byName + " 个" : "") +
        (apart ? "；名单里另有 " + apart + " 个不用这套标准" : "") +
        (strangers ? "；" + STRANGER + "的 " + strangers + " 个没有算进来" : ""),
      missing: "没有收到 " + missing.length + " 个",
      names: missing.map(nameOf).join("、"),
      weakest: alone.length || !rows.length ? weakestWords(tables.items) : [uncountedWords(rows)],
      ledger: isYear ? "" : ledgerWords(ledger),
      late: lateWords(isYear ? { rows, tables } : yearBeside(found, standards, ask)),
    };
    const whole = countWords(sumOf(alone.map(({ total }) => total)), words, "，") || "没有内容";
    const told = [
      "列出 " + rows.length + " 份记录，各项合计：" + whole + "。",
      ours.length > alone.length ? "有几份各有新内容的支部没有算进合计和条目统计，合并后再算。" : "",
      earlier
        ? "与 " + roundWords(earlier) + "相比，两期都有的 " + tables.compared.length + " 个支部。"
        : "没有更早一期的文件，不作对比。",
    ];
    return { problems, rows, missing, sums, tables, first, isYear, round, sentences: told.filter(Boolean), earlier };
  }

  /** The year in which the round of a self-check lies, over the same branches; null where no file is of that year. */
  /**
   * @param {Collected} found @param {Values<Standard>} standards @param {Ask} ask
   * @returns {{rows: BranchRow[], tables: Values<any[][]>}}
   */
  function yearBeside(found, standards, ask) {
    const round = ask.round.slice(0, 4);
    if (!found.choices.some((one) => one.catalog === YEAR && one.round === round)) return null;
    return picture(found, standards, { ...ask, catalog: YEAR, round, area: "", status: "" });
  }

  /** Why nothing of these rows is counted. */
  /** @param {BranchRow[]} rows */
  const uncountedWords = (rows) =>
    rows.every(({ isStranger }) => isStranger)
      ? "收到的都是" + STRANGER + "的，没有算"
      : "收到的还没有合并，合并后再算";

  /** What was to be done by now and is not ticked: in one line, then by duty how many branches. */
  /** @param {{rows: BranchRow[], tables: Values<any[][]>}} year */
  function lateWords(year) {
    const { rows, tables } = year || { rows: [], tables: {} };
    if (!rows.length) return ["全年的事：没有收到打钩的文件"];
    if (!rows.some(({ alone }) => alone)) return ["全年的事：" + uncountedWords(rows)];
    if (!tables.items.length) return ["全年的事：到期的都打了钩"];
    const branches = rows.filter(({ hasLate }) => hasLate).length;
    const lines = tables.items.map(([title, count]) => title + "：" + count + " 个支部");
    return ["全年的事：到期没打钩的 " + lines.length + " 件，涉及 " + branches + " 个支部", ...lines];
  }

  /** A cell of counts with the colour of the gravest state in it. */
  /** @param {Progress} counts @param {Values<string>} words */
  const toned = (counts, words) => ({
    text: countWords(counts, words, "\n"),
    tone: STATES.find((state) => counts[state]) || "not_applicable",
  });

  /** @param {string} id @param {Standard} standard */
  const nameOfItem = (id, standard) => (standard.answers.unmet ? id + " " : "") + standard.items[id].title;

  /** Whether a duty of a year should have been done before a day. */
  /** @param {StandardItem} one @param {string} round @param {string} day */
  const isLate = ({ until }, round, day) => until && round + "-" + String(until).padStart(2, "0") < day.slice(0, 7);

  /**
   * Items by how many branches do not meet them: an order of items, never of branches. A duty of a year is not met where
   * it is late and open.
   */
  /**
   * @param {BranchRow[]} rows @param {Standard} standard @param {string[]} ids @param {(id: string) => boolean} isLate
   * @returns {any[]}
   */
  function missedItems(rows, standard, ids, isLate) {
    const alone = rows.filter((row) => row.alone);
    /** @type {[string, number, number, number, string][]} */
    const items = ids.map((id) => {
      const having = alone.filter((row) => row.ids.indexOf(id) >= 0);
      /** @param {string} state */
      const inState = (state) => having.filter((row) => stateOf(answerOf(row.now, id)) === state);
      const [unmet, partly] = [inState(isLate(id) ? "empty" : "unmet"), inState("partly")];
      const of = having.length - inState("not_applicable").length;
      const names = someNames(unmet.concat(partly));
      return [nameOfItem(id, standard), unmet.length, partly.length, of, names];
    });
    const missed = items.filter((item) => item[1] + item[2]);
    return missed.sort((a, b) => b[1] + b[2] - a[1] - a[2] || b[1] - a[1]);
  }

  /** @param {any} one */
  function ledgerRow({ branch, id, problem, manifestation, measure, responsible, due, progress, lacks }) {
    const state = progress + (lacks.length ? "，缺" + lacks.join("、") : "");
    return [branch, id + " " + problem, manifestation, measure, responsible, due, state];
  }

  /** What has changed since an earlier round: a row for a branch with one record in each, else none. */
  /**
   * @param {Map<string, RecordOfFile[]>} groups @param {BranchRow} two @param {Standard} standard
   * @param {string} earlier @param {Values<string>} words @returns {string[][]}
   */
  function comparedRow(groups, { name, alone, ids, total, now }, standard, earlier, words) {
    const entries = groups.get(keyOf({ ...now, round: earlier })) || [];
    if (!alone || entries.length !== 1 || isOther(now, entries[0].now)) return [];
    const before = entries[0].now;
    /** @param {Compared} one */
    const isNews = (one) => one.before !== one.now && ids.indexOf(one.id) >= 0;
    const changes = comparedWith(now, before, standard).filter(isNews);
    const counts = [countsOf(before, ids), total].map((one) => countWords(one, words, "，"));
    return [[name, ...counts, changes.map((one) => one.id + " " + one.title + "：" + one.change).join("\n")]];
  }

  /** 达到 3/5，未填 1 */
  /** @param {Values<number>} counts @param {Values<string>} words @param {string} between */
  function countWords(counts, words, between) {
    const parts = counts.of ? [words.met + " " + counts.met + "/" + counts.of] : [];
    for (const state of STATES) if (state !== "met" && counts[state]) parts.push(words[state] + " " + counts[state]);
    return parts.join(between);
  }

  /** Up to six names, then how many there are. */
  /** @param {{name: string}[]} branches */
  function someNames(branches) {
    const names = branches.slice(0, MAX_NAMES).map(({ name }) => name);
    return names.join("、") + (branches.length > MAX_NAMES ? "等 " + branches.length + " 个" : "");
  }

  /** @param {Progress[]} counts @returns {Values<number>} */
  function sumOf(counts) {
    /** @type {Values<number>} */
    const sum = {};
    for (const name of STATES.concat("of")) sum[name] = counts.reduce((total, one) => total + one[name], 0);
    return sum;
  }

  /** @param {number} received @param {number} missing @param {number} expected */
  function receivedWords(received, missing, expected) {
    const unclear = expected - received - missing;
    const others = unclear ? "，同名分不清 " + unclear + " 个" : missing ? "" : "，都收到了";
    return "收到 " + received + " / 应收 " + expected + " 个支部" + others;
  }

  /** The items that most branches do not meet, and how many follow with as many. */
  /** @param {any[]} items */
  function weakestWords(items) {
    /** @param {any} item */
    const missed = ([, unmet, partly]) => unmet + partly;
    const texts = items.slice(0, WEAKEST).map((item) => item[0] + "：没做到的支部 " + missed(item) + " 个");
    const level = items.slice(WEAKEST).filter((item) => missed(item) === missed(items[WEAKEST - 1])).length;
    if (!texts[0]) return ["没有支部填未达到或部分达到"];
    return texts.concat(level ? "还有 " + level + " 项，支部数与第三项相同" : []);
  }

  /** @param {(Finding & {whole: string})[]} ledger */
  function ledgerWords(ledger) {
    /** @param {string} state */
    const count = (state) => ledger.filter((line) => line.state === state).length;
    const [overdue, soon, closed] = [count("overdue"), count("due_soon"), count("closed")];
    const open = ledger.length - closed - overdue - soon;
    const late = ledger.filter(({ state }) => state === "overdue").map(({ whole: branch }) => branch);
    const whose = overdue ? "（" + new Set(late).size + " 个支部）" : "";
    return "整改：已逾期 " + overdue + " 条" + whose + "，快到期 " + soon + " 条，其余没有销号的 " + open + " 条";
  }

  return { STATES, readOne, collected, expectedFrom, picture, earlierRound, someNames };
})();
