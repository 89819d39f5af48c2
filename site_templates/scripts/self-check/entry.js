/* What stands under one name of the store: a value, how often this browser has changed each of its fields, and which
   windows did. Two windows, or two places of storage, may have changed different fields: joined, neither undoes the
   other, in whatever order they meet. Of one field changed in both, one text stands and the other is kept beside it. */

var SelfCheckEntry = (() => {
  const { FIELDS, map, own } = SelfCheckAnswer;
  /** These are taken from the side the status is taken from. */
  const WITH_STATUS = ["rev", "recheck", "log"];
  /** Nobody types these. */
  const NOT_TYPED = ["title", "edition", "exported_on", "exported_as"];
  const LONG = FIELDS.filter(({ kind }) => kind !== "day").map(({ name }) => name);
  const MOST_LOST = 5;
  const MOST_WINDOWS = 4;
  /** @param {string} field */
  const leaderOf = (field) => (WITH_STATUS.includes(field) ? "status" : field);
  /** @param {any} value */
  const textOf = (value) => JSON.stringify(value);
  /** @param {any} a @param {any} b */
  const same = (a, b) => textOf(a) === textOf(b);

  /** @param {Values<any>} values @returns {Values<any>} */
  function sorted(values) {
    const next = map();
    for (const name of Object.keys(values).sort()) next[name] = values[name];
    return next;
  }

  /** @param {any} value @returns {Entry} */
  function unchanged(value) {
    const at = map();
    for (const field of Object.keys(value)) at[field] = 0;
    return { at, by: map(), lost: map(), value };
  }

  /** @param {Entry} one @returns {Entry} */
  const copy = ({ at, by, lost, value }) => ({ at: map(at), by: map(by), lost: map(lost), value: map(value) });
  /** @param {Entry} entry @param {string} field */
  const countIn = (entry, field) => own(entry.at, leaderOf(field)) || 0;

  /** The windows that wrote last: earlier ones were known to these. */
  /** @param {Values<number>} counts */
  function latest(counts) {
    const names = Object.keys(counts).sort((a, b) => counts[b] - counts[a] || (a < b ? -1 : 1));
    const kept = map();
    for (const name of names.slice(0, MOST_WINDOWS)) kept[name] = counts[name];
    return sorted(kept);
  }

  /** @param {string} field @param {any} value */
  const isTyped = (field, value) =>
    !NOT_TYPED.includes(field) &&
    (typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string")));
  /** @param {any} value */
  const lines = (value) => (Array.isArray(value) ? value.join("\n") : value);
  /** @param {string} field @param {any} value @param {any} other */
  const holds = (field, value, other) =>
    LONG.includes(field) ? lines(value).includes(lines(other)) : lines(value) === lines(other) || other === "";

  /** Keeps texts that gave way, but none that stands whole in the field or in another of them. */
  /** @param {Entry} entry @param {string} field @param {Lost[]} found */
  function keepLost(entry, field, found) {
    /** @type {Lost[]} */
    const all = (own(entry.lost, field) || []).concat(found);
    all.sort((a, b) => b.at - a.at || (textOf(a.value) < textOf(b.value) ? -1 : 1));
    /** @type {Lost[]} */
    const kept = [];
    for (const one of all) {
      const isHeld = holds(field, entry.value[field], one.value);
      if (!isHeld && !kept.some((other) => holds(field, other.value, one.value))) kept.push(one);
    }
    delete entry.lost[field];
    if (kept.length) entry.lost = sorted({ ...entry.lost, [field]: kept.slice(0, MOST_LOST) });
  }

  /**
   * The entry with these values, written in `window`; each that differs counts one change more. `shown` is what the
   * person was looking at: anything else that is written over is kept as lost.
   */
  /**
   * @param {Entry} entry @param {Values<any>} values @param {string} window @param {Values<any>} [shown]
   * @returns {Entry}
   */
  function withValues(entry, values, window, shown = {}) {
    const next = copy(entry);
    for (const field of Object.keys(values)) {
      if (same(values[field], entry.value[field])) continue;
      next.value[field] = values[field];
      // the same status confirmed against a later standard is a change of the status too
      const leader = leaderOf(field);
      const count = countIn(entry, field) + 1;
      next.at[leader] = count;
      next.by[leader] = latest({ ...own(entry.by, leader), [window]: count });
      if ("v" in entry.at) next.at.v = entry.at.v + 1;
      const before = own(entry.value, field);
      const isUnseen = own(shown, field) !== undefined && isTyped(field, before) && !same(before, shown[field]);
      keepLost(next, field, isUnseen ? [{ at: count, value: before }] : []);
    }
    next.by = sorted(next.by);
    return inOneOrder(next, entry);
  }

  /** Fields that one side did not have: every window must write them in one order. */
  /** @param {Entry} next @param {Entry} before @returns {Entry} */
  function inOneOrder(next, before) {
    if (Object.keys(next.value).length === Object.keys(before.value).length) return next;
    return { ...next, at: sorted(next.at), value: sorted(next.value) };
  }

  /** Whether what stands in a field of `entry` was written by somebody who had seen what stands in `other`. */
  /** @param {Entry} entry @param {Entry} other @param {string} leader */
  function knows(entry, other, leader) {
    const [mine, theirs] = [own(entry.by, leader) || {}, own(other.by, leader) || {}];
    const last = Math.max(0, ...Object.values(theirs));
    // what an earlier edition of the tool wrote does not say in which window
    if (last < countIn(other, leader)) return countIn(entry, leader) > countIn(other, leader);
    return Object.keys(theirs).every((name) => theirs[name] < last || (own(mine, name) || 0) >= last);
  }

  /** @param {Entry} a @param {Entry} b */
  function joinedBy(a, b) {
    const by = map();
    for (const leader of Object.keys({ ...a.by, ...b.by })) {
      const counts = map(own(a.by, leader));
      const theirs = own(b.by, leader) || {};
      for (const name of Object.keys(theirs)) counts[name] = Math.max(own(counts, name) || 0, theirs[name]);
      by[leader] = latest(counts);
    }
    return sorted(by);
  }

  /** Of each field the one changed more often; at a tie the greater text, so that every window decides alike. */
  /** @param {Entry} a @param {Entry} b @param {string} device @returns {Entry} */
  function joined(a, b, device) {
    const next = copy(a);
    const used = new Set();
    for (const field of Object.keys({ ...a.value, ...b.value })) {
      const leader = leaderOf(field);
      /** @param {Entry} entry */
      const rank = (entry) => textOf([own(entry.value, leader), own(entry.value, field)]);
      const isNewer = (countIn(a, field) - countIn(b, field) || (rank(a) > rank(b) ? 1 : -1)) > 0;
      const [newer, older] = isNewer ? [a, b] : [b, a];
      const [value, gone] = [own(newer.value, field), own(older.value, field)];
      next.value[field] = value === undefined ? gone : value;
      next.at[field] = Math.max(own(a.at, field) || 0, own(b.at, field) || 0);
      const isSame = same(value, gone);
      if (field !== "v" && !isSame) used.add(newer);
      const isLost = !isSame && countIn(older, field) > 0 && isTyped(field, gone) && !knows(newer, older, leader);
      const found = (own(b.lost, field) || []).concat(isLost ? [{ at: next.at[field], value: gone }] : []);
      if (found.length || own(a.lost, field)) keepLost(next, field, found);
    }
    next.by = joinedBy(a, b);
    if (next.value.v) joinVersions(next, a, b, used.size > 1 && device);
    return inOneOrder(next, a);
  }

  /** The version vector of an answer that was joined; `device` where neither side had this content. */
  /** @param {Entry} next @param {Entry} a @param {Entry} b @param {string | false} device */
  function joinVersions(next, a, b, device) {
    const newest = [a, b].filter((entry) => entry.at.v === next.at.v);
    /** @param {string} name @param {Entry[]} entries */
    const most = (name, entries) => Math.max(...entries.map((entry) => own(entry.value.v, name) || 0));
    const v = Object.assign(map(), ...newest.map((entry) => entry.value.v));
    for (const name of Object.keys(v)) v[name] = most(name, newest);
    // it is a change of its own
    if (device) v[device] = most(device, [a, b]) + 1;
    next.value.v = sorted(v);
  }

  /** What can be used of a stored entry whose value was read as `value`; `isWhole` is false where some was not. */
  /** @param {any} stored @param {any} value */
  function read(stored, value) {
    const entry = unchanged(value);
    let isWhole = true;
    for (const field of Object.keys(entry.at)) {
      // earlier editions of the tool did not know of it
      if (stored.value[field] === undefined) continue;
      // a field that lost something gives way to any other copy of it
      if (same(value[field], stored.value[field]) && stored.at[field] >= 0)
        entry.at[field] = Math.floor(stored.at[field]);
      else isWhole = false;
    }
    for (const field of Object.keys(stored.by || {})) {
      const counts = own(stored.by, field);
      if (own(entry.at, field) && Object.values(counts).every(Number.isInteger)) entry.by[field] = latest(counts);
    }
    for (const field of Object.keys(stored.lost || {})) {
      /** @type {Lost[]} */
      const lost = own(stored.lost, field);
      const found = lost.filter((one) => one.at >= 0 && isTyped(field, one.value));
      if (field in entry.at) keepLost(entry, field, found);
    }
    return { entry, isWhole };
  }

  /** What had to give way in the fields of an entry; `isOpen` where nobody has written to the field since. */
  /** @param {Entry} entry */
  function lostIn(entry) {
    const all = [];
    for (const field of Object.keys(entry.lost)) {
      for (const { at, value } of entry.lost[field]) all.push({ field, value, isOpen: at >= countIn(entry, field) });
    }
    return all;
  }

  return { unchanged, withValues, joined, read, lostIn, sorted, same, textOf, WITH_STATUS };
})();
