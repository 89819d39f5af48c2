/* Two copies of a record in one: what only one of them knows is taken over, what both have changed is decided item by
   item. */

var SelfCheckMerge = (() => {
  const { FIELDS, LIMITS, but, bumped, differing, emptyAnswer, map, over, own } = SelfCheckAnswer;
  const { closingsOf, keyOf } = SelfCheckRecord;
  const KNOWN = new Set(Object.keys(emptyAnswer()));
  /** What a person puts in: texts and lists of lines. */
  const PERSONAL = ["status", ...FIELDS.map(({ name }) => name)];
  /** @param {string | any[]} value */
  const isEmpty = (value) => value.length === 0;
  /** @param {Answer} answer */
  const isBlank = (answer) =>
    !Object.keys(answer.v).length && !answer.rev && PERSONAL.every((name) => isEmpty(answer[name]));
  /** Of a record that was read: by item, the names of what was refused whole. No part of what is written. */
  const REFUSED = Symbol("refused");

  /** Whether one edition of a standard came after another. */
  /** @param {string} one @param {string} other */
  const isLater = (one, other) => one.localeCompare(other, "en", { numeric: true }) > 0;

  /** The answer with all that `other` knows of changes: counts and log, not contents. */
  /** @param {Answer} answer @param {Answer} other @returns {Answer} */
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
  /** @param {Answer} one @param {Answer} other @returns {Answer} */
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
      if (kind === "lines") both[name] = a.concat(b.filter((/** @type {string} */ line) => a.indexOf(line) < 0));
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

  /** How one version vector stands to another. */
  /** @param {Values<number>} one @param {Values<number>} other */
  function order(one, other) {
    const devices = Object.keys(Object.assign(map(one), other));
    /** @param {Values<number>} a @param {Values<number>} b */
    const isAhead = (a, b) => devices.some((device) => (own(a, device) || 0) > (own(b, device) || 0));
    if (isAhead(one, other)) return isAhead(other, one) ? "concurrent" : "ahead";
    return isAhead(other, one) ? "behind" : "equal";
  }

  /** The answer with what only the other knows of, and with what was refused of it as it is there. */
  /** @param {Answer} answer @param {Answer} other @param {string[]} [refused] @returns {Answer} */
  function completed(answer, other, refused = []) {
    const made = but(answer);
    for (const name of refused.includes("status") ? refused.concat("rev", "recheck") : refused)
      made[name] = other[name];
    for (const name of Object.keys(other)) if (own(made, name) === undefined) made[name] = other[name];
    return made;
  }

  /** Both sides of every item that either record has, wherever it stands. */
  /** @param {CheckRecord} mine @param {CheckRecord} theirs @returns {Values<{at: number, sides: Answer[]}>} */
  function pairsOf(mine, theirs) {
    const pairs = map();
    /** @param {CheckRecord} record */
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

  /** @param {Answer[]} one */
  function verdict([mine, theirs]) {
    if (!differing(mine, theirs).length) return "same";
    if (isBlank(mine)) return "updates";
    if (isBlank(theirs)) return "older";
    const how = order(mine.v, theirs.v);
    return how === "ahead" ? "older" : how === "behind" ? "updates" : "conflicts";
  }

  /** What merging would do, item by item; `both`: whether one answer can hold both. */
  /** @param {CheckRecord} mine @param {CheckRecord} theirs @returns {Preview} */
  function preview(mine, theirs) {
    /** @type {any} */
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
  /** @param {CheckRecord} one @param {CheckRecord} other */
  function compared(one, other) {
    const { updates, conflicts, older } = preview(one, other);
    if (conflicts.length || (updates.length && older.length)) return "concurrent";
    return updates.length ? "behind" : older.length ? "ahead" : "equal";
  }

  /** Both records in one. A conflict nobody has decided keeps mine and will show again. */
  /**
   * @param {CheckRecord} mine @param {CheckRecord} theirs @param {Values<string>} choices @param {Change} change
   * @returns {CheckRecord}
   */
  function merged(mine, theirs, choices, change) {
    if (mine.newer || theirs.newer || keyOf(mine) !== keyOf(theirs)) {
      throw new Error("not two readable copies of one record");
    }
    const later = isLater(theirs.edition, mine.edition) ? theirs : mine;
    const extra = Object.assign(map(theirs.unknown.extra), mine.unknown.extra);
    const record = Object.assign({}, mine, { edition: later.edition, items: map(), retired: map() });
    record.unknown = { items: map(), extra };
    Object.assign(record, closingsOf(mine.closings, theirs.closings));
    const pairs = pairsOf(mine, theirs);
    for (const id of Object.keys(pairs)) {
      const { at: part, sides } = pairs[id];
      [record.items, record.retired, record.unknown.items][part][id] = chosen(sides, own(choices, id), change);
    }
    return record;
  }

  /** @param {Answer[]} sides @param {string} choice @param {Change} three @returns {Answer} */
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

  return { KNOWN, PERSONAL, REFUSED, isBlank, isEmpty, isLater, knowing, joined, order, compared, preview, merged };
})();
