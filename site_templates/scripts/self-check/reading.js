/* Reads the files of others and merges records. Nothing foreign is used as it comes: values are rebuilt by shape. */

// biome-ignore lint/correctness/noUnusedVariables: the other classic scripts of the page use it
var SelfCheckTransfer = (() => {
  const { own, map, but, isId, isDay, isObject, isCount, over, NAME, FIELDS, LIMITS, FORMAT, SCHEMA } = SelfCheckRecord;
  const { TITLE, KNOWN, PERSONAL, taken, refusal, refusals, readAnswer, isEmpty, isLater } = SelfCheckRecord;
  const { emptyAnswer, newRecord, keyOf, cleaned, differing, isBlank, knowing, bumped, joined } = SelfCheckRecord;
  /** Lines in which a file's faults are told. */
  const MAX_TOLD = 200;
  const WRONG = "写法不对，没有用";
  const EDITION = { name: "edition", label: "版次", kind: "text", limit: LIMITS.id };
  const HEAD = new Set(Object.keys(newRecord({})));
  /** Of a record that was read: by item, the names of what was refused whole. No part of what is written. */
  const REFUSED = Symbol("refused");

  // an id of any length, to be told
  const shown = (id) => Array.from(cleaned(id)).slice(0, LIMITS.id).join("");

  /** A text of the head, or "" with a word why. */
  function headText(field, given, tell) {
    const whole = taken(field, given);
    const made = over(field, whole) > 0 ? "" : whole;
    const why = refusal(field, given, made);
    if (why) tell(field.label, why);
    return made;
  }

  /** An answer of others without what is too long for it; `note` is told what was not taken, and why. */
  function answerFrom(value, note) {
    const made = readAnswer(value);
    if (!made) return null;
    const blank = emptyAnswer();
    for (const field of [TITLE, ...FIELDS]) {
      if (over(field, made[field.name]) > 0) made[field.name] = blank[field.name];
    }
    for (const [name, label, why] of refusals(value, made))
      note(label, why, PERSONAL.includes(name) && isEmpty(made[name]) ? [name] : []);
    return made;
  }

  /** Tells for one key after the other whether there is room to keep what is not known; what is not kept is told. */
  function roomFor(most, tell) {
    let room = most;
    return (path, key, found) => {
      room -= key.length + JSON.stringify(found).length;
      if (room >= 0 && key !== "__proto__") return true;
      tell(path + shown(key), "认不得，也留不下");
      return false;
    };
  }

  /** A record rebuilt from a foreign value, or null where it does not say whose it is. */
  function recordFrom(value, limits, tell) {
    const branch = isObject(value.branch) ? value.branch : {};
    if (!isId(branch.id) || !isId(value.catalog) || !SelfCheckRecord.isRound(value.round)) return null;
    const head = { id: branch.id, name: headText(NAME, branch.name, tell) };
    const record = newRecord(head, value.catalog, value.round, headText(EDITION, value.edition, tell));
    const { day, device } = isObject(value.exported) ? value.exported : {};
    if (isDay(day) && isId(device)) record.exported = { day, device };
    const unknown = isObject(value.unknown) ? value.unknown : {};
    const hasRoom = roomFor(limits.extra, tell);
    const keep = (found, path, known) => {
      for (const key of isObject(found) ? Object.keys(found) : []) {
        if (!known.has(key) && hasRoom(path, key, found[key])) record.unknown.extra[path + key] = found[key];
      }
    };
    keep(value, "", HEAD);
    keep(branch, "branch.", new Set(["id", "name"]));
    keep(own(unknown, "extra"), "", new Set());
    const sections = [
      [record.items, own(value, "items"), "条目"],
      [record.retired, own(value, "retired"), "停用条目"],
      [record.unknown.items, own(unknown, "items"), "不认识的条目"],
    ];
    record[REFUSED] = readSections(sections, limits, hasRoom, tell);
    return record;
  }

  /** Fills the sections of a record, each id once; returns by item the names of what was refused whole. */
  function readSections(sections, limits, hasRoom, tell) {
    const refused = map();
    const seen = new Set();
    for (const [into, found, words] of sections) {
      if (found !== undefined && !isObject(found)) tell(words, WRONG);
      for (const id of isObject(found) ? Object.keys(found) : []) {
        const where = words + " " + shown(id);
        const names = [];
        const note = (label, why, name) => {
          tell(where + " 的" + label, why);
          names.push(...name);
        };
        const isNew = isId(id) && !seen.has(id) && seen.size < limits.items;
        const made = isNew && answerFrom(found[id], note);
        if (!made) {
          tell(where, isNew ? WRONG : "编号不合规、重复或太多，没有用");
          continue;
        }
        for (const key of Object.keys(found[id])) {
          if (!KNOWN.has(key) && !hasRoom(where + " 的 ", key, found[id][key])) delete made[key];
        }
        seen.add(id);
        into[id] = made;
        if (names.length) refused[id] = names;
      }
    }
    return refused;
  }

  function isEscaped(text, at) {
    let from = at;
    while (text[from - 1] === "\\") from -= 1;
    return (at - from) % 2 === 1;
  }

  /** Whether brackets stand deeper in each other than any file of ours has them. */
  function isDeep(text) {
    let depth = 0;
    for (let at = 0; at < text.length && depth <= LIMITS.depth; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        do at = text.indexOf('"', at + 1);
        while (at > 0 && isEscaped(text, at));
        if (at < 0) return false;
      }
      // [ and {, then ] and }
      else if (code === 91 || code === 123) depth += 1;
      else if (code === 93 || code === 125) depth -= 1;
    }
    return depth > LIMITS.depth;
  }

  const tooLarge = ({ file }) => "文件太大（超过 " + file / 1e6 + " MB），没有读。";

  /** Records of a file's text; what was refused is told one by one, `error` says in a sentence why nothing was read. */
  function read(text, limits = LIMITS) {
    const result = { records: [], rejected: [], newer: false, error: "" };
    let untold = 0;
    const tell = (where, why) => {
      if (result.rejected.length < MAX_TOLD) result.rejected.push({ where, why });
      else untold += 1;
    };
    const isRight = typeof text === "string" && text.length <= limits.file;
    const content = isRight ? text.replace(/^\ufeff/, "").trim() : text;
    result.error = unreadable(content, limits);
    const value = result.error ? null : parsed(content);
    if (!result.error) result.error = value.error;
    if (result.error) return result;
    const file = value.file;
    const isBundle = file.format !== FORMAT;
    const list = isBundle ? file.records : [file];
    list.slice(0, limits.records).forEach((found, at) => {
      const place = isBundle ? "第 " + (at + 1) + " 份" : "";
      if (!isObject(found) || found.format !== FORMAT || !isCount(found.schema)) {
        tell(place, "不是自查记录，没有用");
        return;
      }
      const isNewer = found.schema > SCHEMA;
      result.newer = result.newer || isNewer;
      const record = recordFrom(found, limits, isNewer ? () => undefined : (where, why) => tell(place + where, why));
      if (!record) tell(place, "没有写明是哪个支部、哪套标准、哪一期，没有用");
      // a newer tool's file is shown as far as it can be read, and goes out as it came in
      else if (isNewer) {
        const raw = isBundle ? JSON.stringify(found, null, 2) + "\n" : text.replace(/^\ufeff/, "");
        result.records.push(Object.assign(record, { schema: found.schema, newer: true, raw }));
      } else result.records.push(record);
    });
    if (list.length > limits.records) tell("文件", "超过 " + limits.records + " 份，后面的没有读");
    if (!result.records.length) result.error = "文件里没有一份读得出来的自查记录。";
    if (untold) result.rejected.push({ where: "其他", why: "还有 " + untold + " 处没有用，不再列出" });
    return result;
  }

  /** Why a text is not even parsed, or "". */
  function unreadable(text, limits) {
    if (typeof text !== "string" || text === "") return "文件是空的。";
    if (text.length > limits.file) return tooLarge(limits);
    // a wrong encoding shows from the start
    const start = text.slice(0, 1e6);
    const count = (marks) => (start.match(marks) || []).length;
    const garbled = count(/[\ufffd\0]/g);
    if (garbled > 1 && garbled * 2 > count(/[^\0-\x7f]/g)) {
      return "文字编码不对，可能另存成了 ANSI（GBK）。请用原来导出的文件。";
    }
    return isDeep(text) ? "文件一层套一层太深，不是这个工具导出的。" : "";
  }

  function parsed(text) {
    try {
      const file = JSON.parse(text);
      const isOurs = isObject(file) && (file.format === FORMAT || Array.isArray(file.records));
      return { file, error: isOurs ? "" : "这不是自查记录文件。" };
    } catch (_unreadable) {
      if (text[0] !== "{") return { error: "这不是自查记录文件。" };
      return {
        error: text.slice(-1) === "}" ? "文件内容被改坏了，读不出来。" : "文件不完整，后面少了一截。请重新拷一次。",
      };
    }
  }

  /** How one version vector stands to another. */
  function order(one, other) {
    const devices = Object.keys(Object.assign(map(one), other));
    const isAhead = (a, b) => devices.some((device) => (own(a, device) || 0) > (own(b, device) || 0));
    if (isAhead(one, other)) return isAhead(other, one) ? "concurrent" : "ahead";
    return isAhead(other, one) ? "behind" : "equal";
  }

  /** The answer with what only the other knows of, and with what was refused of it as it is there. */
  function completed(answer, other, refused = []) {
    const made = but(answer);
    for (const name of refused.includes("status") ? refused.concat("rev", "recheck") : refused)
      made[name] = other[name];
    for (const name of Object.keys(other)) if (own(made, name) === undefined) made[name] = other[name];
    return made;
  }

  /** Both sides of every item that either record has, wherever it stands. */
  function pairsOf(mine, theirs) {
    const pairs = map();
    const sections = (record) => [record.items, record.retired, record.unknown.items];
    for (const at of [0, 1, 2]) {
      [mine, theirs].forEach((record, side) => {
        const answers = sections(record)[at];
        for (const id of Object.keys(answers)) {
          if (!pairs[id]) pairs[id] = { at, sides: [] };
          pairs[id].sides[side] = answers[id];
        }
      });
    }
    const [refusedOfMine, refusedOfTheirs] = [mine, theirs].map((record) => record[REFUSED]);
    for (const id of Object.keys(pairs)) {
      const [one, other] = pairs[id].sides;
      pairs[id].sides = [
        one ? completed(one, other || emptyAnswer(), own(refusedOfMine, id)) : emptyAnswer(),
        other ? completed(other, one || emptyAnswer(), own(refusedOfTheirs, id)) : emptyAnswer(),
      ];
    }
    return pairs;
  }

  function verdict([mine, theirs]) {
    if (!differing(mine, theirs).length) return "same";
    if (isBlank(mine)) return "updates";
    if (isBlank(theirs)) return "older";
    return { ahead: "older", behind: "updates" }[order(mine.v, theirs.v)] || "conflicts";
  }

  /** What merging would do, item by item; `both`: whether one answer can hold both. */
  function preview(mine, theirs) {
    const found = { updates: [], conflicts: [], same: [], older: [] };
    const pairs = pairsOf(mine, theirs);
    for (const id of Object.keys(pairs)) {
      const [one, other] = pairs[id].sides;
      const conflict = () => ({
        id,
        mine: one,
        theirs: other,
        fields: differing(one, other),
        both: !!joined(one, other),
      });
      const kind = verdict(pairs[id].sides);
      found[kind].push(kind === "conflicts" ? conflict() : id);
    }
    found.words = () => {
      const names = [
        ["updates", " 条更新"],
        ["conflicts", " 条冲突"],
        ["same", " 条不变"],
        ["older", " 条本机较新"],
      ];
      const told = names.filter(([kind]) => kind !== "older" || found.older.length);
      return told.map(([kind, words]) => found[kind].length + words).join("、");
    };
    return found;
  }

  /** How one whole record stands to another: in the words of `order`. */
  function compared(one, other) {
    const { updates, conflicts, older } = preview(one, other);
    if (conflicts.length || (updates.length && older.length)) return "concurrent";
    return updates.length ? "behind" : older.length ? "ahead" : "equal";
  }

  /** Both records in one. A conflict nobody has decided keeps mine and will show again. */
  function merged(mine, theirs, choices, change) {
    if (mine.newer || theirs.newer || keyOf(mine) !== keyOf(theirs)) {
      throw new Error("not two readable copies of one record");
    }
    const later = isLater(theirs.edition, mine.edition) ? theirs : mine;
    const extra = Object.assign(map(theirs.unknown.extra), mine.unknown.extra);
    const record = Object.assign({}, mine, { edition: later.edition, items: map(), retired: map() });
    record.unknown = { items: map(), extra };
    const pairs = pairsOf(mine, theirs);
    for (const id of Object.keys(pairs)) {
      const { at: part, sides } = pairs[id];
      [record.items, record.retired, record.unknown.items][part][id] = chosen(sides, own(choices, id), change);
    }
    return record;
  }

  function chosen(sides, choice, { day, device }) {
    const [mine, theirs] = sides;
    const kind = verdict(sides);
    if (kind === "same") return Object.assign(knowing(mine, theirs), { recheck: mine.recheck || theirs.recheck });
    if (kind !== "conflicts") return kind === "updates" ? theirs : mine;
    if (choice === "both") {
      const both = joined(mine, theirs);
      if (both && mine.status !== theirs.status) both.log = both.log.concat([[day, "", device]]).slice(-LIMITS.log);
      return both ? bumped(both, device) : mine;
    }
    if (choice !== "mine" && choice !== "theirs") return mine;
    const kept = choice === "mine" ? knowing(mine, theirs) : knowing(theirs, mine);
    // where the counts are equal only one more makes the others take the decision over
    return order(mine.v, theirs.v) === "equal" ? bumped(kept, device) : kept;
  }

  return { TOO_LARGE: tooLarge(LIMITS), read, order, compared, preview, merged };
})();
