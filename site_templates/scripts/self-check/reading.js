/* Reads the files of others. Nothing foreign is used as it comes: values are rebuilt by shape. */

var SelfCheckReading = (() => {
  const { FIELDS, LIMITS, TITLE, isId, isDay, isObject, isCount } = SelfCheckAnswer;
  const { cleaned, emptyAnswer, map, over, overWords, own, readAnswer, taken } = SelfCheckAnswer;
  const { FORMAT, SCHEMA, closingsOf, isRound, newRecord } = SelfCheckRecord;
  const { KNOWN, PERSONAL, REFUSED, isEmpty } = SelfCheckMerge;
  /** Lines in which a file's faults are told. */
  const MAX_TOLD = 200;
  const WRONG = "写法不对，没有用";
  const BUNDLE = SelfCheckBundle.FORMAT;
  const HEAD = new Set(Object.keys(newRecord({}, "", "", "")).concat("closings"));

  /** Why a field did not take a foreign value as it is written, or "". */
  /** @param {AnswerField} field @param {any} given @param {any} made */
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
  /** @param {any} value */
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
  /** @param {any} value @param {Answer} made @returns {string[][]} */
  function refusals(value, made) {
    /** @type {string[][]} */
    const found = [];
    /** @param {string} name @param {string} label @param {string} why */
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

  // an id of any length, to be told
  /** @param {string} id */
  const shown = (id) => Array.from(cleaned(id)).slice(0, LIMITS.id).join("");

  /** A text of the head, or "" with a word why. */
  /** @param {AnswerField} field @param {any} given @param {Tell} tell */
  function headText(field, given, tell) {
    const whole = taken(field, given);
    const made = over(field, whole) > 0 ? "" : whole;
    const why = refusal(field, given, made);
    if (why) tell(field.label, why);
    return made;
  }

  /** An answer of others without what is too long for it; `note` is told what was not taken, and why. */
  /** @param {any} value @param {(label: string, why: string, names: string[]) => void} note @returns {Answer} */
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
  /** @param {number} most @param {Tell} tell */
  function roomFor(most, tell) {
    let room = most;
    return (/** @type {string} */ path, /** @type {string} */ key, /** @type {any} */ found) => {
      room -= key.length + JSON.stringify(found).length;
      if (room >= 0 && key !== "__proto__") return true;
      tell(path + shown(key), "认不得，也留不下");
      return false;
    };
  }

  /** A record rebuilt from a foreign value, or null where it does not say whose it is. */
  /** @param {any} value @param {Limits} limits @param {Tell} tell @returns {CheckRecord} */
  function recordFrom(value, limits, tell) {
    const branch = isObject(value.branch) ? value.branch : {};
    if (!isId(branch.id) || !isId(value.catalog) || !isRound(value.round)) return null;
    const head = { id: branch.id, name: headText(SITE.name, branch.name, tell) };
    const record = newRecord(head, value.catalog, value.round, headText(SITE.edition, value.edition, tell));
    const { day, device } = isObject(value.exported) ? value.exported : {};
    if (isDay(day) && isId(device)) record.exported = { day, device };
    const unknown = isObject(value.unknown) ? value.unknown : {};
    const hasRoom = roomFor(limits.extra, tell);
    /** @param {any} found @param {string} path @param {Set<string>} known */
    const keep = (found, path, known) => {
      for (const key of isObject(found) ? Object.keys(found) : []) {
        if (!known.has(key) && hasRoom(path, key, found[key])) record.unknown.extra[path + key] = found[key];
      }
    };
    keep(value, "", HEAD);
    keep(branch, "branch.", new Set(["id", "name"]));
    keep(own(unknown, "extra"), "", new Set(["closings"]));
    const known = isObject(unknown.extra) ? unknown.extra : {};
    const closings = [value, known].map((one) => own(one, "closings")).filter((found) => found !== undefined);
    Object.assign(record, closingsOf(...closings));
    if (closings.flat().length > (record.closings || []).length) tell("结束和重新打开", WRONG);
    const sections = [
      [record.items, own(value, "items"), "条目"],
      [record.retired, own(value, "retired"), "停用条目"],
      [record.unknown.items, own(unknown, "items"), "不认识的条目"],
    ];
    record[REFUSED] = readSections(sections, limits, hasRoom, tell);
    return record;
  }

  /** Fills the sections of a record, each id once; returns by item the names of what was refused whole. */
  /**
   * @param {any[][]} sections @param {Limits} limits
   * @param {(path: string, key: string, found: any) => boolean} hasRoom @param {Tell} tell
   * @returns {Values<string[]>}
   */
  function readSections(sections, limits, hasRoom, tell) {
    const refused = map();
    const seen = new Set();
    for (const [into, found, words] of sections) {
      if (found !== undefined && !isObject(found)) tell(words, WRONG);
      for (const id of isObject(found) ? Object.keys(found) : []) {
        const where = words + " " + shown(id);
        /** @type {string[]} */
        const names = [];
        /** @param {string} label @param {string} why @param {string[]} name */
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

  /** What a file says of 我的支部, text by name; null where it says nothing. */
  /** @param {any} given @param {Tell} tell @returns {Values<string>} */
  function factsFrom(given, tell) {
    if (given === undefined) return null;
    const facts = map();
    const names = isObject(given) ? Object.keys(given).slice(0, LIMITS.id) : [];
    for (const name of names.filter((one) => isId(one) && typeof given[one] === "string")) {
      const text = cleaned(given[name]);
      if (over(SITE.name, text) <= 0) facts[name] = text;
    }
    const count = Object.keys(facts).length;
    if (!isObject(given) || count < Object.keys(given).length) tell(SITE.words.facts, WRONG);
    return count > 0 ? facts : null;
  }

  /** @param {string} text @param {number} at */
  function isEscaped(text, at) {
    let from = at;
    while (text[from - 1] === "\\") from -= 1;
    return (at - from) % 2 === 1;
  }

  /** Whether brackets stand deeper in each other than any file of ours has them. */
  /** @param {string} text */
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

  /** @param {{file: number}} one */
  const tooLarge = ({ file }) => "文件太大（超过 " + file / 1e6 + " MB），没有读。";

  /** Records of a file's text; what was refused is told one by one, `error` says in a sentence why nothing was read. */
  /** @param {string} text @param {Limits} [limits] @returns {Reading} */
  function read(text, limits = LIMITS) {
    /** @type {Reading} */
    const result = { records: [], rejected: [], newer: false, error: "" };
    let untold = 0;
    /** @param {string} where @param {string} why */
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
    const isBundle = file.format === BUNDLE;
    const list = isBundle ? file.records : [file];
    const ofNewer = isBundle && file.schema > SCHEMA;
    result.newer = ofNewer;
    list.slice(0, limits.records).forEach((/** @type {any} */ found, /** @type {number} */ at) => {
      const place = isBundle ? "第 " + (at + 1) + " 份" : "";
      const whole = place || "文件";
      if (!isObject(found) || found.format !== FORMAT || !isCount(found.schema)) {
        tell(whole, "不是自查记录，没有用");
        return;
      }
      const isNewer = ofNewer || found.schema > SCHEMA;
      result.newer = result.newer || isNewer;
      const record = recordFrom(found, limits, isNewer ? () => undefined : (where, why) => tell(place + where, why));
      if (!record) tell(whole, "没有写明是哪个支部、哪套标准、哪一期，没有用");
      // a newer tool's file is shown as far as it can be read, and goes out as it came in
      else if (isNewer) {
        const schema = isBundle ? Math.max(file.schema, found.schema) : found.schema;
        const whole = { ...found, schema };
        const raw = isBundle ? JSON.stringify(whole, null, 2) + "\n" : text.replace(/^\ufeff/, "");
        result.records.push(Object.assign(record, { schema, newer: true, raw }));
      } else result.records.push(record);
    });
    if (list.length > limits.records) tell("文件", "超过 " + limits.records + " 份，后面的没有读");
    if (ofNewer && file.facts !== undefined) tell(SITE.words.facts, NEWER);
    const facts = isBundle && !ofNewer && factsFrom(file.facts, tell);
    if (facts) result.facts = facts;
    if (!result.records.length && !facts) result.error = result.newer ? NEWER : NOTHING;
    if (untold) result.rejected.push({ where: "其他", why: "还有 " + untold + " 处没有用，不再列出" });
    return result;
  }

  /** Why a text is not even parsed, or "". */
  /** @param {string} text @param {Limits} limits */
  function unreadable(text, limits) {
    if (typeof text !== "string" || text === "") return "文件是空的。";
    if (text.length > limits.file) return tooLarge(limits);
    // a wrong encoding shows from the start
    const start = text.slice(0, 1e6);
    if (OFFICE.some((mark) => start.startsWith(mark))) return OF_OFFICE;
    /** @param {RegExp} marks */
    const count = (marks) => (start.match(marks) || []).length;
    const garbled = count(/[\ufffd\0]/g);
    if (garbled > 1 && garbled * 2 > count(/[^\0-\x7f]/g)) {
      return "文字编码不对，可能另存成了 ANSI（GBK）。请用原来导出的文件。";
    }
    return isDeep(text) ? "文件一层套一层太深，不是这个工具导出的。" : "";
  }

  /** How files of office programs and zip files begin, read as text. */
  const OFFICE = ["PK\u0003\u0004", "\ufffd\ufffd\u0011\ufffd"];
  const OF_OFFICE = "这是 Excel 表或者压缩包：填好的自查表在那个支部的自查页导入，压缩包先解开。";
  const OF_TABLE = "这是 CSV 表，读不回来：请用导出的 Excel 表，或者备份文件。";
  const NOTHING = "文件里没有一份读得出来的自查记录。";
  const NEWER = "由更新的工具导出，这里读不了，请用新版的网页。";
  const OF_PEOPLE = "这是“" + SITE.words.people + "”的文件：到那一页导入，不交给上级。";

  /** @param {string} text @returns {{file?: any, error: string}} */
  function parsed(text) {
    try {
      const file = JSON.parse(text);
      if (isObject(file) && Array.isArray(file.people)) return { error: OF_PEOPLE };
      const isBundle = isObject(file) && file.format === BUNDLE && isCount(file.schema);
      if (isBundle && file.schema > SCHEMA && !Array.isArray(file.records)) return { error: NEWER };
      const isOurs = isBundle ? Array.isArray(file.records) : isObject(file) && file.format === FORMAT;
      return { file, error: isOurs ? "" : "这不是自查记录文件。" };
    } catch (_unreadable) {
      if (text[0] === '"') return { error: OF_TABLE };
      if (text[0] !== "{") return { error: "这不是自查记录文件。" };
      return {
        error: text.slice(-1) === "}" ? "文件内容被改坏了，读不出来。" : "文件不完整，后面少了一截。请重新拷一次。",
      };
    }
  }

  return { NEWER, TOO_LARGE: tooLarge(LIMITS), read };
})();
