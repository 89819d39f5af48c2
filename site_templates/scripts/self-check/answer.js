/* One answer to an item of a standard: what its fields can hold, its changes, how it is read and counted. Values in,
   values out: no DOM, no storage, no clock. */

var SelfCheckAnswer = (() => {
  const { statuses: STATUSES, fields: FIELDS, title: TITLE, limits: LIMITS, shapes: SHAPES } = SITE;

  // without prototype: an id such as "constructor" is an id like any other
  /** @param {Values<any>} [entries] @returns {Values<any>} */
  const map = (entries) => Object.assign(Object.create(null), entries);
  const has = Object.prototype.hasOwnProperty;
  /** @param {Values<any>} values @param {string} id @returns {any} */
  const own = (values, id) => (values && has.call(values, id) ? values[id] : undefined);
  /** @param {any} value @param {any} [changes] @returns {any} */
  const but = (value, changes) => ({ ...value, ...changes });

  /** @returns {Answer} */
  /** @returns {Answer} */
  function emptyAnswer() {
    /** @type {any} */
    const answer = { title: "", status: "" };
    for (const { name, kind } of FIELDS) answer[name] = kind === "lines" ? [] : "";
    return { ...answer, rev: 0, recheck: false, v: map(), log: [] };
  }

  /** @param {any} value */
  const isText = (value) => typeof value === "string";
  const ID = new RegExp(SHAPES.id);
  /** @param {any} text */
  const isId = (text) => isText(text) && ID.test(text) && text.length <= LIMITS.id;
  /** @param {string} day */
  const timeOf = (day) => Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8));
  // a day that every month has needs no calendar, which is slow
  /** @param {any} text */
  const isDay = (text) =>
    isText(text) &&
    (/^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/.test(text) ||
      (/^\d{4}-\d\d-\d\d$/.test(text) && new Date(timeOf(text)).toISOString().slice(0, 10) === text));

  // most texts have nothing to clean; looking is ten times faster than cleaning
  const PLAIN = /^[\n -~\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e“”‘’—…·]*$/;
  const UNSEEN = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/gu;

  /** Text in one way of writing, without characters that hide or turn round what is written. */
  /** @param {string} text @param {boolean} [multiline] */
  function cleaned(text, multiline) {
    if (PLAIN.test(text) && (multiline || text.indexOf("\n") < 0)) return text;
    let shown = text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(UNSEEN, (c) => (/[\n\t]/.test(c) ? c : ""));
    shown = shown.normalize("NFC");
    return multiline ? shown : shown.replace(/[\n\t]+/g, " ");
  }

  /** A value as its field can hold it, however long: lines without empty ones, a real day or nothing. */
  /** @param {{kind: string}} one @param {any} value @returns {any} */
  function fitted({ kind }, value) {
    if (kind === "day") return isDay(value) ? value : "";
    if (kind !== "lines") return cleaned(value, kind === "long");
    return value.map((/** @type {string} */ line) => cleaned(line).trim()).filter(Boolean);
  }

  /** In characters: of some, text has two halves. */
  /** @param {string} text */
  const lengthOf = (text) => text.replace(/[\ud800-\udbff]/g, "").length;
  /** How much longer a fitted value is than its field can hold; below 0 where there is room. */
  /** @param {{limit: number}} one @param {string | string[]} value */
  const over = ({ limit }, value) => lengthOf(isText(value) ? value : value.join("\n")) - limit;

  /** How long a text may be and how much longer it is. */
  /** @param {{limit: number}} one @param {number} more */
  const overWords = ({ limit }, more) => "上限 " + limit + " 字，多了 " + more + " 字";

  const BESIDE = ["title", "status", "rev", "recheck", "v", "log"];

  /** Names of what a person has put into two answers differently. */
  /** @param {Answer} one @param {Answer} other */
  function differing(one, other) {
    /** @param {string} name */
    const isSame = (name) => {
      const [a, b] = [own(one, name), own(other, name)];
      return a === b || JSON.stringify(a) === JSON.stringify(b);
    };
    const names = Object.keys(but(one, other)).filter((name) => !BESIDE.includes(name) && !isSame(name));
    return isSame("status") && isSame("rev") ? names : ["status"].concat(names);
  }

  /** @param {Answer} answer @param {string} device @returns {Answer} */
  const bumped = (answer, device) =>
    but(answer, { v: Object.assign(map(answer.v), { [device]: (own(answer.v, device) || 0) + 1 }) });

  /** The answer with one field changed by `device`; the very same if nothing changes or it is too long. */
  /** @param {Answer} answer @param {string} name @param {any} value @param {Change} four @returns {Answer} */
  function changed(answer, name, value, { rev, day, device }) {
    const next = but(answer);
    if (name === "status") {
      next.status = isStatus(value) ? value : "";
      next.rev = next.status ? rev : 0;
      next.recheck = false;
      if (next.status !== answer.status) next.log = answer.log.concat([[day, next.status, device]]).slice(-LIMITS.log);
    } else {
      const field = FIELDS.find((known) => known.name === name);
      next[name] = fitted(field, value);
      if (over(field, next[name]) > 0) return answer;
    }
    return next.recheck === answer.recheck && !differing(next, answer).length ? answer : bumped(next, device);
  }

  /** Items that count: not_applicable leaves the denominator, unanswered and recheck stay in it. */
  /** @param {Answer[]} answers @returns {Progress} */
  function progressOf(answers) {
    /** @type {Progress} */
    const progress = { met: 0, partly: 0, unmet: 0, not_applicable: 0, recheck: 0, answered: 0, of: answers.length };
    for (const { status, recheck } of answers) {
      if (status) progress[recheck ? "recheck" : status] += 1;
    }
    progress.of -= progress.not_applicable;
    progress.answered = progress.met + progress.partly + progress.unmet + progress.recheck;
    return progress;
  }

  /** @param {any} value */
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  /** @param {any} value */
  const isCount = (value) => Number.isInteger(value) && value >= 0 && value <= LIMITS.count;
  /** @param {any} value */
  const isStatus = (value) => value === "" || STATUSES.indexOf(value) >= 0;

  /** What a field can take of a foreign value: text without what it cannot hold, or nothing. */
  /** @param {AnswerField} field @param {any} given @returns {any} */
  function taken(field, given) {
    const isLines = field.kind === "lines";
    if (isLines ? !Array.isArray(given) : !isText(given)) return isLines ? [] : "";
    return fitted(field, isLines ? given.filter(isText) : given);
  }

  /** @param {any} given */
  function takenCounts(given) {
    const v = map();
    for (const device of isObject(given) ? Object.keys(given).slice(0, LIMITS.devices) : []) {
      if (isId(device) && isCount(given[device]) && given[device] > 0) v[device] = given[device];
    }
    return v;
  }

  /** @param {any} line */
  const isLine = (line) =>
    Array.isArray(line) && line.length === 3 && isDay(line[0]) && isStatus(line[1]) && isId(line[2]);

  /** An answer rebuilt from a foreign value: what is right, however long, and keys of a newer tool; null if none. */
  /** @param {any} value @returns {Answer} */
  function readAnswer(value) {
    if (!isObject(value)) return null;
    const made = emptyAnswer();
    for (const field of [TITLE].concat(FIELDS)) made[field.name] = taken(field, own(value, field.name));
    const [status, rev, v, log] = ["status", "rev", "v", "log"].map((name) => own(value, name));
    if (isStatus(status)) made.status = status;
    if (isCount(rev)) made.rev = rev;
    made.recheck = own(value, "recheck") === true;
    made.v = takenCounts(v);
    if (Array.isArray(log)) made.log = log.slice(-LIMITS.log).filter(isLine);
    for (const name of Object.keys(value)) if (!has.call(made, name) && name !== "__proto__") made[name] = value[name];
    return made;
  }

  const shape = { STATUSES, TITLE, FIELDS, LIMITS, isId, isDay, isObject, isCount };
  const texts = { timeOf, fitted, cleaned, taken, over, overWords, own, map, but };
  return { ...shape, ...texts, emptyAnswer, changed, differing, bumped, readAnswer, progressOf };
})();
