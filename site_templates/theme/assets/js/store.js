/* localStorage and IndexedDB as one store: both hold every entry, so what one lost, refused or damaged the other has.
   Here is what a page opens with, and localStorage alone; store-work.js brings the database and all that is done with
   whole records. */

// biome-ignore lint/correctness/noUnusedVariables: the other classic scripts of the page use it
var SelfCheckStore = (() => {
  // zbk/2/<branch>/<catalog>/<round>/<item id>, or HEADER in the item's place
  const ENTRIES = "zbk/2/";
  const HEADER = "#";
  const ASIDE = "zbk/2-aside/";
  const DEVICE = "zbk/2-device";
  /** These are taken from the side the status is taken from. */
  const WITH_STATUS = ["rev", "recheck", "log"];
  /** The methods that store-work.js brings, for stores opened before it came and after. */
  const later = {};
  const leaderOf = (field) => (WITH_STATUS.includes(field) ? "status" : field);

  const textOf = (value) => JSON.stringify(value);
  const same = (a, b) => textOf(a) === textOf(b);

  /** What `work` returns, or undefined where the browser forbids or refuses it. */
  function attempt(work) {
    try {
      return work();
    } catch (_refused) {
      return undefined;
    }
  }

  function checksum(text) {
    let sum = 0;
    for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) >>> 0;
    return sum.toString(36);
  }

  // without prototype: a newer tool may have a field of any name
  const copy = (values) => Object.assign(Object.create(null), values);

  /** @returns {Entry} */
  function unchanged(value) {
    const at = copy();
    for (const field of Object.keys(value)) at[field] = 0;
    return { at, value };
  }

  /** The entry with these values; each that differs counts one change more. @returns {Entry} */
  function withValues(entry, values) {
    const next = { at: copy(entry.at), value: copy(entry.value) };
    for (const field of Object.keys(values)) {
      if (same(values[field], entry.value[field])) continue;
      next.value[field] = values[field];
      // the same status confirmed against a later standard is a change of the status too
      next.at[leaderOf(field)] = (entry.at[leaderOf(field)] || 0) + 1;
      if ("v" in next.at) next.at.v = entry.at.v + 1;
    }
    return next;
  }

  /** Of each field the one changed more often; at a tie the greater text, so that every window decides alike. */
  function joined(a, b, device) {
    const names = (entry) => textOf(Object.keys(entry.value));
    const [first, second] = names(a) > names(b) ? [a, b] : [b, a];
    const next = unchanged(Object.assign(copy(first.value), second.value));
    const used = new Set();
    const at = (entry, field) => (field in entry.at ? entry.at[field] : -1);
    for (const field of Object.keys(next.value)) {
      const leader = leaderOf(field);
      const rank = (entry) => textOf([entry.value[leader], entry.value[field]]);
      const newer = (at(a, leader) - at(b, leader) || (rank(a) > rank(b) ? 1 : -1)) > 0 ? a : b;
      next.value[field] = newer.value[field];
      next.at[field] = Math.max(at(a, field), at(b, field));
      if (field !== "v" && !same(a.value[field], b.value[field])) used.add(newer);
    }
    if (!next.value.v) return next;
    const newest = [a, b].filter((entry) => entry.at.v === next.at.v);
    const most = (name, entries) => Math.max(...entries.map((entry) => entry.value.v[name] || 0));
    const v = Object.assign({}, ...newest.map((entry) => entry.value.v));
    for (const name of Object.keys(v)) v[name] = most(name, newest);
    // neither side had this content: it is a change of its own
    if (used.size > 1) v[device] = most(device, [a, b]) + 1;
    next.value.v = sorted(v);
    return next;
  }

  function sorted(v) {
    const next = copy();
    for (const name of Object.keys(v).sort()) next[name] = v[name];
    return next;
  }

  /**
   * The store of this browser. `place` is the window, `core` is SelfCheckRecord.
   */
  function open(place, core) {
    /** @type {Map<string, Entry>} all entries, as new as this page knows them */
    const seen = new Map();
    /** @type {Map<string, string>} texts that could not be read */
    const asides = new Map();
    /** Names of what either place has not got yet. */
    const lacking = { local: new Set(), database: new Set() };
    const works = { local: false, database: null };
    const watchers = [];
    const PLACES = ["status", "retired"].concat(core.FIELDS.map(({ name }) => name));
    let attach = null;
    /** Resolves once store-work.js has brought the database up to date for the first time. */
    const ready = new Promise((done) => {
      attach = done;
    });
    const saveToDatabase = () => (inside.save ? inside.save() : ready);

    const nameOf = (key, part) => ENTRIES + key + "/" + part;
    const headerName = (key) => nameOf(key, HEADER);
    let device = "";

    function partsOf(name) {
      const cut = name.lastIndexOf("/");
      return { key: name.slice(ENTRIES.length, cut), part: name.slice(cut + 1) };
    }

    const entriesOf = (key) => {
      const names = [...seen.keys()].filter((name) => partsOf(name).key === key);
      return names.sort().map((name) => [partsOf(name).part, seen.get(name)]);
    };

    const blankHeader = () => {
      const { retired, unknown } = core.newRecord({}, "", "", "");
      const exported = { exported_on: "", exported_changes: 0, exported_counts: null };
      return { name: "", edition: "", ...exported, retired, unknown };
    };

    const entryOf = (name) =>
      seen.get(name) || unchanged(partsOf(name).part === HEADER ? blankHeader() : core.emptyAnswer());

    function answersIn(values) {
      const answers = core.map();
      for (const id of Object.keys(values)) answers[id] = core.readAnswer(values[id]);
      return answers;
    }

    /** A stored value, read as what is to stand under this name; throws or returns null where it cannot be. */
    function valueFrom(name, value) {
      const { key, part } = partsOf(name);
      const [branch, catalog, round, more] = key.split("/");
      if (more !== undefined || ![branch, catalog].every(core.isId) || !core.isRound(round)) return null;
      if (part !== HEADER) return core.isId(part) ? core.readAnswer(value) : null;
      const blank = blankHeader();
      const header = core.isObject(value) ? copy(value) : null;
      for (const field of Object.keys(blank)) {
        if (typeof header[field] !== typeof blank[field]) header[field] = blank[field];
      }
      const { items, extra } = header.unknown;
      header.retired = answersIn(header.retired);
      header.unknown = { items: answersIn(items), extra };
      return header;
    }

    /** Takes in what a place holds; what cannot be read goes to `setAside` before anything may be written over it. */
    function found(name, text, where, setAside) {
      if (typeof text !== "string") return;
      let entry = null;
      let damaged = true;
      attempt(() => {
        const stored = JSON.parse(text);
        const read = unchanged(valueFrom(name, stored.value));
        damaged = false;
        for (const field of Object.keys(read.at)) {
          const whole = same(read.value[field], stored.value[field]) && stored.at[field] >= 0;
          // headers had no counts at first
          if (field === "exported_counts" && stored.value[field] === undefined) continue;
          // a field that lost something gives way to any other copy of it
          if (whole) read.at[field] = Math.floor(stored.at[field]);
          else damaged = true;
        }
        entry = read;
      });
      if (damaged) {
        const aside = ASIDE + name.slice(ENTRIES.length) + "/" + checksum(text);
        asides.set(aside, text);
        setAside(aside, text);
      }
      if (entry) learn(name, entry, where);
    }

    function learn(name, entry, where) {
      const known = seen.get(name);
      const joint = known ? joined(known, entry, device) : entry;
      const isNews = !same(joint, known);
      if (isNews) hold(name, joint);
      if (same(joint, entry)) lacking[where].delete(name);
      else lacking[where].add(name);
      if (isNews) tell(name);
    }

    function hold(name, entry) {
      seen.set(name, entry);
      lacking.local.add(name);
      lacking.database.add(name);
    }

    function tell(name) {
      const { key, part } = partsOf(name);
      for (const watcher of watchers) watcher(key, part === HEADER ? "" : part);
    }

    const setLocal = (name, text) => place.localStorage.setItem(name, text);
    const couldSet = (name, text) => attempt(() => setLocal(name, text) || true) === true;
    const findLocal = (name) => found(name, place.localStorage.getItem(name), "local", setLocal);
    const localNames = (prefix) =>
      attempt(() => Object.keys(place.localStorage).filter((name) => name.startsWith(prefix))) || [];

    function saveLocally() {
      for (const name of [...lacking.local]) {
        attempt(() => {
          findLocal(name);
          setLocal(name, textOf(seen.get(name)));
          lacking.local.delete(name);
          works.local = true;
        });
      }
      if (lacking.local.size) works.local = false;
    }

    function keepDevice(id) {
      device = id;
      works.local = couldSet(DEVICE, id);
    }

    function newDevice() {
      const [number] = place.crypto.getRandomValues(new Uint32Array(1));
      keepDevice("d-" + number.toString(36));
    }

    /** Changes entries here, then in both places. @param {[string, function(Entry): Object][]} changes new values */
    function commit(changes) {
      for (const [name, valuesFor] of changes) {
        attempt(() => findLocal(name));
        const known = entryOf(name);
        const next = withValues(known, valuesFor(known, !seen.has(name)));
        if (same(next, known)) continue;
        hold(name, next);
        if (inside.post) inside.post(name, textOf(next));
      }
      saveLocally();
      return { local: changes.every(([name]) => !lacking.local.has(name)), database: saveToDatabase() };
    }

    const headerOf = (key, { branch, edition }, more) => [
      headerName(key),
      () => ({ name: branch.name, edition, ...more }),
    ];

    /** Stores `fields` of one answer: what another window wrote to the others stays. `about` is the record. */
    function write(key, id, answer, fields, about) {
      const name = nameOf(key, id);
      const given = core.readAnswer(answer);
      const valuesFor = ({ at, value }, isFirst) => {
        const values = {};
        const all = fields.includes("status") ? fields.concat(WITH_STATUS) : fields;
        for (const field of isFirst ? Object.keys(given) : all) values[field] = given[field];
        const v = { ...given.v, ...value.v };
        // never a count this device has used before, not even after something older was restored
        v[device] = Math.max(given.v[device] || 0, (value.v[device] || 0) + 1, at.v + 1);
        return same({ ...value, ...values }, value) ? {} : { ...values, v: sorted(v) };
      };
      const kept = commit([[name, valuesFor], headerOf(key, about)]);
      return { answer: entryOf(name).value, ...kept };
    }

    /** What this page knows of a record at this moment. */
    function loadNow(key) {
      const [id, catalog, round] = key.split("/");
      const header = entryOf(headerName(key));
      const {
        name: branchName,
        edition,
        retired,
        unknown,
        exported_on,
        exported_changes,
        exported_counts,
        ...added
      } = header.value;
      const record = core.newRecord({ id, name: branchName }, catalog, round, edition);
      const entries = entriesOf(key);
      let changes = header.at.retired;
      for (const [part, { at, value }] of entries) {
        if (part === HEADER) continue;
        changes += at.v;
        if (Object.keys(value.v).length) record.items[part] = value;
      }
      record.retired = retired;
      // what a newer tool has put into the header goes out with the record
      record.unknown = { items: unknown.items, extra: Object.assign(copy(unknown.extra), added) };
      const counts = countsOf(entries);
      const places = Object.keys(counts).filter((place) => counts[place] !== core.own(exported_counts, place)).length;
      // an export by an earlier edition of the tool has left no counts
      const most = exported_counts || !exported_changes ? places : changes - exported_changes;
      return { record, changes, unsaved_changes: Math.min(most, places), exported_on };
    }

    /** How often each place was changed: the result and texts of each item, and all retired answers as one. */
    function countsOf(entries) {
      const counts = core.map();
      for (const [part, { at }] of entries) {
        for (const field of PLACES) if (at[field]) counts[part + "/" + field] = at[field];
      }
      return counts;
    }

    /** All records, or those whose keys begin so. */
    function records(start = "") {
      const keys = new Set([...seen.keys()].map((name) => partsOf(name).key).filter((key) => key.startsWith(start)));
      return [...keys].sort().map((key) => ({ key, ...loadNow(key) }));
    }

    /** What store-work.js needs, and nobody else. */
    const inside = {
      ...{ place, core, seen, asides, lacking, attach, localNames, couldSet, found, findLocal, saveLocally, tell },
      ...{ nameOf, headerName, headerOf, entriesOf, countsOf, commit, keepDevice, newDevice },
    };
    const stored = attempt(() => place.localStorage.getItem(DEVICE));
    inside.isNewDevice = !(stored && core.isId(stored));
    if (inside.isNewDevice) newDevice();
    else keepDevice(stored);
    for (const name of localNames(ENTRIES)) attempt(() => findLocal(name));

    const store = Object.assign(Object.create(later), {
      works,
      device: () => device,
      load: (key) => ready.then(() => loadNow(key)),
      loadNow,
      records,
      write,
      watch: (watcher) => watchers.push(watcher),
      unsaved: () => [...lacking.local].filter((name) => lacking.database.has(name)).map(partsOf),
      inside,
    });
    if (store.complete) store.complete();
    return store;
  }

  return { open, later, attempt, textOf, ENTRIES, ASIDE, DEVICE };
})();
