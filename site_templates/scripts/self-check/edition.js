/* What is done with whole records: files, a new edition, two answers in one, the ledger, two rounds side by side. */

/**
 * @typedef {Object} Answer one item of a record; every key is there, in the order of emptyAnswer, then those of a newer
 *   tool, as they were
 * @property {number} rev the item's rev when the status was chosen, else 0
 * @property {boolean} recheck the standard changed under it: shown and kept, never counted as met
 * @property {Object<string, number>} v version vector: changes saved by each device
 * @property {string[][]} log [day, status, device] of each change of status
 */

(() => {
  const { FIELDS, LIMITS, SCHEMA, TITLE, answerOf, but, emptyAnswer, map, newRecord, own, timeOf } = SelfCheckRecord;
  const { over, taken } = SelfCheckRecord;
  const NAME = { name: "name", label: "支部名称", kind: "text", limit: LIMITS.name };
  const KNOWN = new Set(Object.keys(emptyAnswer()));
  /** What a person puts in: texts and lists of lines. */
  const PERSONAL = ["status", ...FIELDS.map(({ name }) => name)];

  /** The id of a branch that is not in the data: its name gives the same one on every machine. */
  function ownId(name) {
    let sum = 0;
    for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
    return "own-" + sum.toString(36);
  }

  const keyOf = (record) => [record.branch.id, record.catalog, record.round].join("/");
  const withAnswer = (record, id, answer) => but(record, { items: Object.assign(map(record.items), { [id]: answer }) });
  const isEmpty = (value) => value.length === 0;
  const isBlank = (answer) =>
    !Object.keys(answer.v).length && !answer.rev && PERSONAL.every((name) => isEmpty(answer[name]));
  /** Whether one edition of a standard came after another. */
  const isLater = (one, other) => one.localeCompare(other, "en", { numeric: true }) > 0;

  function roundWords(round) {
    const part =
      round[5] === "H" ? "上下"[round[6] - 1] + "半年" : round[5] ? "第" + " 一二三四"[round[6]] + "季度" : "";
    return round.slice(0, 4) + " 年" + part;
  }

  const WRONG = "写法不对，没有用";

  /** How long a text may be and how much longer it is. */
  const overWords = ({ limit }, more) => "上限 " + limit + " 字，多了 " + more + " 字";

  /** Why a field did not take a foreign value as it is written, or "". */
  function refusal(field, given, made) {
    const isLines = field.kind === "lines";
    if (given === undefined || given === made) return "";
    if (isLines ? !Array.isArray(given) : typeof given !== "string") return WRONG;
    const more = over(field, taken(field, given));
    if (more > 0) return overWords(field, more) + "，没有用";
    if (field.kind === "day") return "不是日期，没有用";
    if (!isLines) return "有不能用的字符，已去掉";
    return JSON.stringify(given) === JSON.stringify(made) ? "" : "有的行是空的或写法不对，只留下能用的";
  }

  // a map or list of which entries were left out is known by its size
  const sizeOf = (value) =>
    value && typeof value === "object" ? Array.isArray(value) + "," + Object.keys(value).length : value;
  const TEXTS = [TITLE].concat(FIELDS);
  const OTHERS = [
    ["status", "结果"],
    ["rev", "版次号"],
    ["recheck", "重新核对标记"],
    ["v", "修改次数"],
    ["log", "变化记录"],
  ];

  /** What was not taken of a foreign value: [name, label, why] each. */
  function refusals(value, made) {
    const found = [];
    const note = (name, label, why) => why && found.push([name, label, why]);
    for (const field of TEXTS) note(field.name, field.label, refusal(field, own(value, field.name), made[field.name]));
    for (const [name, label] of OTHERS) {
      const given = own(value, name);
      const isTaken = given === undefined || given === made[name] || sizeOf(given) === sizeOf(made[name]);
      const isPart = !isTaken && made[name] && Object.keys(made[name]).length > 0;
      note(name, label, isPart ? "有的写法不对或太多，只留下能用的" : isTaken ? "" : WRONG);
    }
    return found;
  }

  /** The answer with all that `other` knows of changes: counts and log, not contents. */
  function knowing(answer, other) {
    const v = map(answer.v);
    for (const device of Object.keys(other.v)) v[device] = Math.max(v[device] || 0, other.v[device]);
    const [one, two] = [answer.log, other.log].map((log) => log.map((line) => JSON.stringify(line)));
    if (one.join() === two.join()) return but(answer, { v });
    // sorted as text, so that all devices arrive at the same order
    const lines = Array.from(new Set(one.concat(two)))
      .sort()
      .slice(-LIMITS.log);
    return but(answer, { v, log: lines.map((line) => JSON.parse(line)) });
  }

  /** Both answers in one, or null where one cannot hold both. Of two days the second goes into the note. */
  function joined(one, other) {
    const both = knowing(one, other);
    const days = [];
    for (const name of Object.keys(other)) {
      if (own(both, name) === undefined) both[name] = other[name];
      else if (!KNOWN.has(name) && JSON.stringify(one[name]) !== JSON.stringify(other[name])) return null;
    }
    for (const field of FIELDS) {
      const { name, label, kind } = field;
      const [a, b] = [one[name], other[name]];
      if (kind === "lines") both[name] = a.concat(b.filter((line) => a.indexOf(line) < 0));
      else if (kind === "day") both[name] = a || b;
      else if (a.indexOf(b) < 0) both[name] = b.indexOf(a) < 0 ? a + (kind === "long" ? "\n" : "；") + b : b;
      if (kind === "day" && b && a && a !== b) days.push(label + "另有：" + b);
      if (over(field, both[name]) > 0) return null;
    }
    both.note = days.reduce((note, line) => (note ? note + "\n" : "") + line, both.note);
    if (over(FIELDS[0], both.note) > 0) return null;
    if (one.status === other.status) {
      return but(both, { rev: Math.min(one.rev, other.rev), recheck: one.recheck || other.recheck });
    }
    return but(both, { status: "", rev: 0, recheck: true });
  }

  const laterWords = (theirs, ours) =>
    "这份记录按更新的 " + theirs + " 版标准填写，这里是 " + ours + " 版：内容都会保留，最好换用新版的网页或自查工具。";

  /** The record brought to the edition of `standard`: what changed is marked, nothing is dropped. */
  function adopted(record, standard) {
    if (record.newer) return { record, notes: ["这份记录出自更新的工具，在这里只能查看和导出。"] };
    const next = but(record, { edition: standard.edition, items: map(), retired: map() });
    next.unknown = { items: map(), extra: record.unknown.extra };
    const notes = isLater(record.edition, standard.edition) ? [laterWords(record.edition, standard.edition)] : [];
    const leaving = [];
    for (const section of [record.items, record.unknown.items, record.retired]) {
      for (const id of Object.keys(section)) {
        const [answer, item, gone] = [section[id], own(standard.items, id), own(standard.retired, id)];
        const { title } = item || gone || answer;
        const kept = but(answer, { title });
        if (item) {
          kept.recheck = answer.recheck || (answer.status !== "" && answer.rev < item.rev);
          if (kept.recheck && !answer.recheck) notes.push(id + " " + title + "：标准有变化，请重新核对。");
          next.items[id] = kept;
        } else if (gone || section === record.retired) {
          next.retired[id] = kept;
          if (section !== record.retired) leaving.push([id, kept, gone]);
        } else {
          next.unknown.items[id] = kept;
          if (section === record.items) notes.push(id + " " + title + "：本版标准没有这一项，内容原样保留。");
        }
      }
    }
    const carried = map();
    for (const [id, answer, { change, into }] of leaving) {
      const words = { split: "已拆分为 ", merged: "已并入 " }[change];
      const became = words ? words + into.join("、") + "，请重新核对" : "已停用";
      notes.push(id + " " + answer.title + "：" + became + "。原来的内容保留在停用条目里。");
      for (const to of into) {
        const item = own(standard.items, to);
        if (!item || isBlank(answer) || !(carried[to] || isBlank(answerOf(next, to)))) continue;
        const moved = but(answer, { title: item.title, rev: 0, recheck: true });
        // what does not fit into one answer is still whole among the retired
        carried[to] = (carried[to] && joined(carried[to], moved)) || carried[to] || moved;
        next.items[to] = carried[to];
      }
    }
    return { record: next, notes };
  }

  /** What has to be put right or was, in the order of the standard. */
  function ledgerOf(record, standard, day) {
    const rows = Object.keys(standard.items).map((id) => ledgerRow(id, answerOf(record, id), standard, day));
    return rows.filter(Boolean);
  }

  function ledgerRow(id, answer, standard, day) {
    const { status, log, due } = answer;
    const isFinding = (value) => value === "partly" || value === "unmet";
    const written = answer.measure || due || answer.closed_on || answer.closed_evidence;
    // a slip of the hand, mended the same day before anything was written, is no finding
    const lasted = (line, at) => written || !log[at + 1] || log[at + 1][0] !== line[0];
    const found = log.filter((line, at) => isFinding(line[1]) && lasted(line, at)).pop();
    if (!isFinding(status) && (!found || status === "not_applicable")) return null;
    const { title, area } = standard.items[id];
    const problem = title + "：" + standard.answers[isFinding(status) ? status : found[1]];
    const row = but(answer, { id, title, area, problem, manifestation: answer.note });
    const isMet = status === "met";
    const wanted = isMet ? ["closed_on", "closed_evidence"] : ["measure", "responsible", "due"];
    row.lacks = FIELDS.filter(({ name }) => wanted.indexOf(name) >= 0 && !answer[name]).map(({ label }) => label);
    if (answer.recheck) row.lacks.push("重新核对");
    const left = due ? (timeOf(due) - timeOf(day)) / 864e5 : Infinity;
    if (isMet) row.state = row.lacks.length ? "to_close" : "closed";
    else if (left < 0) row.state = "overdue";
    else if (left <= LIMITS.due_soon) row.state = "due_soon";
    else row.state = wanted.some((name) => answer[name]) ? "under_way" : "not_started";
    row.progress = STATES[row.state].replace("n", -left);
    row.needsLookBack = row.state === "closed" && !answer.looked_back_on;
    return row;
  }

  const STATES = {
    not_started: "未开始",
    under_way: "整改中",
    due_soon: "快到期",
    overdue: "已逾期 n 天",
    to_close: "待销号",
    closed: "已销号",
  };

  /** Each item of the standard in two rounds, in words. */
  function comparedWith(record, earlier, standard) {
    const [now, before] = [record, earlier].map((one) => adopted(one, standard).record);
    const words = ({ status, recheck }) =>
      (standard.answers[status] || "未填") + (status && recheck ? "（需重新核对）" : "");
    return Object.keys(standard.items).map((id) => {
      const row = {
        id,
        title: standard.items[id].title,
        before: words(answerOf(before, id)),
        now: words(answerOf(now, id)),
      };
      return Object.assign(row, { change: row.before === row.now ? "不变" : row.before + " → " + row.now });
    });
  }

  const textOf = (value) => JSON.stringify(value, null, 2) + "\n";

  /** The text of a record's file; with a standard the items stand in its order, under its titles. */
  function toFile(record, standard, { day, device } = record.exported) {
    if (record.newer) return record.raw;
    const inOrder = (answers, known = {}) => {
      const file = map();
      for (const id of Object.keys(known).concat(Object.keys(answers))) {
        const answer = own(answers, id);
        if (answer) file[id] = Object.assign(emptyAnswer(), answer, { title: (own(known, id) || answer).title });
      }
      return file;
    };
    const { items, retired } = standard || {};
    const file = newRecord(record.branch, record.catalog, record.round, record.edition);
    file.exported = { day, device };
    file.items = inOrder(record.items, items);
    file.retired = inOrder(record.retired, retired);
    file.unknown = { items: inOrder(record.unknown.items), extra: record.unknown.extra };
    return textOf(file);
  }

  /** Texts of record files as few bundles, each of which can be read again; `limits` are those of reading. */
  function toBundles(files, limits = LIMITS) {
    const [start, end] = textOf({ format: "zbk-bundle", schema: SCHEMA, records: ["|"] }).split('"|"');
    const between = ",\n    ";
    const bytes = (text) => new TextEncoder().encode(text).length;
    const bundles = [];
    let size = 0;
    for (const file of files) {
      const text = JSON.stringify(JSON.parse(file), null, 2).replace(/\n/g, "\n    ");
      size += bytes(between + text);
      const last = bundles[bundles.length - 1];
      if (last && size <= limits.file && last.length < limits.records) last.push(text);
      else {
        bundles.push([text]);
        size = bytes(start + text + end);
      }
    }
    return bundles.map((texts) => start + texts.join(between) + end);
  }

  const ofRecords = { NAME, KNOWN, PERSONAL, ownId, keyOf, withAnswer, isBlank, isEmpty, isLater, roundWords };
  const files = { overWords, refusal, refusals, toFile, toBundles };
  Object.assign(SelfCheckRecord, ofRecords, files, { STATES, knowing, joined, adopted, ledgerOf, comparedWith });
})();
