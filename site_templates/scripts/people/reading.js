/* Reads files of 在培养的人. Nothing foreign is used as it comes: codes, days and papers are taken by their shape,
   nothing else. And what such a file would change here. */

var PeopleReading = (() => {
  const { isCount, isId, isObject, map, over, own, taken } = SelfCheckAnswer;
  const { FORMAT, HAVE, PAPER, SCHEMA } = PeopleKept;
  /** Characters; a file of five hundred people has fewer. */
  const MOST = 1e6;
  const MOST_PEOPLE = 500;
  const MOST_TOLD = 50;
  const PARTS = ["code", "dates", "papers"];
  const NOT_OURS = "这不是“" + SITE.words.people + "”导出的文件。自查的备份、Excel 表在自查页导入。";
  const TOO_LARGE = "文件太大，不是这一页导出的，没有读。";

  /** A foreign text, to be told. */
  /** @param {any} text */
  const shown = (text) =>
    Array.from(SelfCheckAnswer.cleaned(String(text)))
      .slice(0, 20)
      .join("");

  /** @param {string} text @param {PeopleRules} rules @returns {PeopleFile} */
  function read(text, rules) {
    /** @type {PeopleFile} */
    const result = { branch: null, people: [], rejected: [], newer: false, error: "" };
    if (typeof text !== "string" || text.trim() === "") return { ...result, error: "文件是空的。" };
    if (text.length > MOST) return { ...result, error: TOO_LARGE };
    const file = parsed(text);
    if (!isObject(file) || file.format !== FORMAT || !isCount(file.schema) || !Array.isArray(file.people)) {
      return { ...result, error: NOT_OURS };
    }
    result.newer = file.schema > SCHEMA;
    const of = own(file, "branch");
    if (isObject(of) && isId(own(of, "id"))) {
      // one that is too long is no name
      const name = taken(SITE.name, own(of, "name"));
      result.branch = { id: of.id, name: over(SITE.name, name) > 0 ? "" : name };
    }
    /** @param {string} where @param {string} why */
    const tell = (where, why) => {
      if (!result.newer && result.rejected.length < MOST_TOLD) result.rejected.push(where + "：" + why);
    };
    const seen = new Set();
    file.people.slice(0, MOST_PEOPLE).forEach((/** @type {any} */ one, /** @type {number} */ at) => {
      const where = "第 " + (at + 1) + " 人";
      const code = own(one, "code");
      if (!isObject(one) || !PeopleSums.isCode(rules, code)) tell(where, "代号不合规，没有用");
      else if (seen.has(code)) tell(where, "代号" + code + "重复，没有用");
      else {
        seen.add(code);
        /** @param {string} why */
        const tellOf = (why) => tell(code, why);
        const dates = datesFrom(own(one, "dates"), rules, tellOf);
        result.people.push({ code, texts: Object.assign(dates, papersFrom(own(one, "papers"), rules, tellOf)) });
        const others = Object.keys(one).filter((name) => !PARTS.includes(name));
        for (const name of others) tell(code, "不认识“" + shown(name) + "”，没有用");
      }
    });
    if (file.people.length > MOST_PEOPLE) tell("文件", "超过 " + MOST_PEOPLE + " 人，后面的没有读");
    if (!result.people.length) result.error = "文件里没有一个人的日期读得出来。";
    return result;
  }

  /** @param {string} text */
  function parsed(text) {
    try {
      return JSON.parse(text.replace(/^\ufeff/, ""));
    } catch (_unreadable) {
      return null;
    }
  }

  /** @param {any} given @param {PeopleRules} rules @param {(why: string) => void} tell */
  function datesFrom(given, rules, tell) {
    /** @type {Values<string>} */
    const dates = map();
    if (given !== undefined && !isObject(given)) tell("日期的写法不对，没有用");
    for (const name of isObject(given) ? Object.keys(given) : []) {
      const known = rules.dates.find((date) => date.name === name);
      if (!known) tell("不认识“" + shown(name) + "”，没有用");
      else if (!PeopleSums.isDay(rules, given[name])) tell("“" + known.label + "”不是日期，没有用");
      else dates[name] = given[name];
    }
    return dates;
  }

  /** @param {any} given @param {PeopleRules} rules @param {(why: string) => void} tell */
  function papersFrom(given, rules, tell) {
    /** @type {Values<string>} */
    const papers = map();
    const listed = Array.isArray(given) ? given : [];
    if ((given !== undefined && given !== listed) || listed.some((one) => typeof one !== "string")) {
      tell("材料的写法不对，没有用");
    }
    for (const one of listed.filter((name) => typeof name === "string")) {
      if (PeopleSums.paperOf(rules, PAPER + one)) papers[PAPER + one] = HAVE;
      else tell("不认识材料“" + shown(one) + "”，没有用");
    }
    return papers;
  }

  /** What a file would change: who is new, which days and papers are added, and which days differ. */
  /** @param {Person[]} mine @param {FilePerson[]} theirs @returns {PeoplePreview} */
  function preview(mine, theirs) {
    /** @type {PeoplePreview} */
    const found = { added: [], filled: [], conflicts: [], same: 0 };
    for (const one of theirs) {
      const known = mine.find(({ texts }) => texts.code === one.code);
      if (!known) {
        found.added.push(one);
        continue;
      }
      for (const name of Object.keys(one.texts)) {
        const change = { id: known.id, code: one.code, name, before: known.texts[name] || "", after: one.texts[name] };
        if (change.before === change.after) found.same += 1;
        else if (change.before) found.conflicts.push(change);
        else found.filled.push(change);
      }
    }
    return found;
  }

  return { MOST, TOO_LARGE, preview, read };
})();
