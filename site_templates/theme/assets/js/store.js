/* localStorage and IndexedDB as one store: both hold every entry, so what one lost, refused or damaged the other has. */

/**
 * What stands under one name: a value and how often this browser has changed each of its fields. Two windows, or the
 * two places, may have changed different fields: joined, neither undoes the other, in whatever order they meet.
 * @typedef {{at: Object<string, number>, value: Object}} Entry
 */

// biome-ignore lint/correctness/noUnusedVariables: the other classic scripts of the page use it
var SelfCheckStore = (() => {
  // zbk/2/<branch>/<catalog>/<round>/<item id>, or HEADER in the item's place
  const ENTRIES = "zbk/2/";
  const HEADER = "#";
  const ASIDE = "zbk/2-aside/";
  const DEVICE = "zbk/2-device";
  const SNAPSHOTS = "zbk/snapshots/";
  const CLEARING = "zbk/clearing/";
  const MOST_SNAPSHOTS = 10;
  /** How long anybody waits for a database that does not answer, in milliseconds. */
  const PATIENCE = 3000;
  /** These are taken from the side the status is taken from. */
  const WITH_STATUS = ["rev", "recheck", "log"];
  const leaderOf = (field) => (WITH_STATUS.indexOf(field) < 0 ? field : "status");

  const textOf = (value) => JSON.stringify(value);
  const same = (a, b) => textOf(a) === textOf(b);
  const startsWith = (text, prefix) => text.slice(0, prefix.length) === prefix;
  const within = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, PATIENCE, false))]);

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

  /** @returns {Entry} */
  function unchanged(value) {
    const at = {};
    for (const field of Object.keys(value)) at[field] = 0;
    return { at, value };
  }

  /** The entry with these values; each that differs counts one change more. @returns {Entry} */
  function withValues(entry, values) {
    const next = { at: Object.assign({}, entry.at), value: Object.assign({}, entry.value) };
    for (const field of Object.keys(values)) {
      if (same(values[field], entry.value[field])) continue;
      next.value[field] = values[field];
      // the same status confirmed against a later standard is a change of the status too
      next.at[leaderOf(field)] = entry.at[leaderOf(field)] + 1;
      if ("v" in next.at) next.at.v = entry.at.v + 1;
    }
    return next;
  }

  /** Of each field the one changed more often; at a tie the greater text, so that every window decides alike. */
  function joined(a, b, device) {
    const next = unchanged(Object.assign({}, a.value));
    const used = new Set();
    for (const field of Object.keys(next.value)) {
      const leader = leaderOf(field);
      const rank = (entry) => textOf([entry.value[leader], entry.value[field]]);
      const newer = (a.at[leader] - b.at[leader] || (rank(a) > rank(b) ? 1 : -1)) > 0 ? a : b;
      next.value[field] = newer.value[field];
      next.at[field] = Math.max(a.at[field], b.at[field]);
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
    const next = Object.create(null);
    for (const name of Object.keys(v).sort()) next[name] = v[name];
    return next;
  }

  /**
   * IndexedDB, which may be absent, broken or silent for minutes: work waits until it opens.
   * @returns {(work: function(IDBObjectStore)) => Promise<boolean>} true once all that `work` did is on the disk
   */
  function databaseOf(place) {
    let opened = null;
    const open = (done, fail) => {
      const request = place.indexedDB.open("zbk", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("entries");
      request.onerror = fail;
      request.onsuccess = () => {
        // a later version of the tool in another window must not have to wait for this one
        request.result.onversionchange = () => request.result.close();
        done(request.result);
      };
    };
    return (work) => {
      opened = opened || new Promise(open);
      const run = (database) => (done) => {
        const transaction = database.transaction("entries", "readwrite", { durability: "strict" });
        transaction.oncomplete = () => done(true);
        transaction.onabort = () => done(false);
        work(transaction.objectStore("entries"));
      };
      return opened
        .then((database) => new Promise(run(database)))
        .catch(() => {
          opened = null;
          return false;
        });
    };
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
    /** Prefixes of what was cleared, until the database has heard of it: the page may be closed before. */
    const clearing = new Set();
    const watchers = [];
    const inDatabase = databaseOf(place);
    const channel = attempt(() => new place.BroadcastChannel("zbk"));
    const range = (prefix) => place.IDBKeyRange.bound(prefix, prefix + "\uffff");
    /** Hands all that the database holds under a prefix to `take`, text by name. */
    function allIn(entries, prefix, take) {
      const names = entries.getAllKeys(range(prefix));
      const texts = entries.getAll(range(prefix));
      texts.onsuccess = () => take(new Map(names.result.map((name, at) => [name, texts.result[at]])));
    }

    const nameOf = (key, part) => ENTRIES + key + "/" + part;
    let device = "";
    let isNewDevice = false;

    function partsOf(name) {
      const cut = name.lastIndexOf("/");
      return { key: name.slice(ENTRIES.length, cut), part: name.slice(cut + 1) };
    }

    const blankHeader = () => {
      const { retired, unknown } = core.newRecord({}, "", "", "");
      return { name: "", edition: "", exported_on: "", exported_changes: 0, retired, unknown };
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
      const header = blankHeader();
      for (const field of Object.keys(header)) {
        if (typeof value[field] === typeof header[field]) header[field] = value[field];
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
      attempt(() => Object.keys(place.localStorage).filter((name) => startsWith(name, prefix))) || [];

    function saveLocally() {
      for (const name of Array.from(lacking.local)) {
        attempt(() => {
          findLocal(name);
          setLocal(name, textOf(seen.get(name)));
          lacking.local.delete(name);
          works.local = true;
        });
      }
      if (lacking.local.size) works.local = false;
    }

    /** Brings the database and this page to the same state: all of it the first time, then what it has not got. */
    function saveToDatabase() {
      const wrote = new Map();
      function meet(entries, name, text) {
        found(name, text, "database", (aside, damaged) => entries.put(damaged, aside));
        if (!seen.has(name)) return;
        wrote.set(name, textOf(seen.get(name)));
        if (wrote.get(name) !== text) entries.put(wrote.get(name), name);
      }
      const gone = Array.from(clearing);
      function work(entries) {
        for (const prefix of gone) entries.delete(range(prefix));
        if (works.database) {
          for (const name of lacking.database) {
            const request = entries.get(name);
            request.onsuccess = () => meet(entries, name, request.result);
          }
          return;
        }
        allIn(entries, "zbk/2", (stored) => {
          if (isNewDevice && core.isId(stored.get(DEVICE))) keepDevice(stored.get(DEVICE));
          entries.put(device, DEVICE);
          for (const [name, text] of stored) {
            if (startsWith(name, ASIDE)) asides.set(name, text);
            if (startsWith(name, ENTRIES)) meet(entries, name, text);
          }
          for (const name of Array.from(seen.keys())) if (!stored.has(name)) meet(entries, name);
        });
      }
      return within(
        inDatabase(work).then((done) => {
          works.database = done;
          if (done) cleared(gone);
          for (const [name, text] of wrote) {
            if (done && text === textOf(seen.get(name))) lacking.database.delete(name);
          }
          saveLocally();
          return done;
        }),
      );
    }

    function cleared(prefixes) {
      for (const prefix of prefixes) {
        clearing.delete(prefix);
        attempt(() => place.localStorage.removeItem(CLEARING + prefix));
      }
    }

    function keepDevice(id) {
      device = id;
      works.local = couldSet(DEVICE, id);
    }

    function newDevice() {
      const [number] = place.crypto.getRandomValues(new Uint32Array(1));
      isNewDevice = true;
      keepDevice("d-" + number.toString(36));
    }

    /** Another window has stored something, or removed it: null. */
    function heard(name, text) {
      if (name === DEVICE && text && core.isId(text)) device = text;
      if (!name || !startsWith(name, ENTRIES)) return;
      if (text === null) forget(name);
      else found(name, text, "local", () => undefined);
      saveLocally();
    }

    function forget(name) {
      for (const names of [seen, lacking.local, lacking.database]) names.delete(name);
      tell(name);
    }

    function post(name, text) {
      if (channel) channel.postMessage([name, text]);
    }

    /** Changes entries here, then in both places. @param {[string, function(Entry): Object][]} changes new values */
    function commit(changes) {
      for (const [name, valuesFor] of changes) {
        attempt(() => findLocal(name));
        const known = entryOf(name);
        const next = withValues(known, valuesFor(known, !seen.has(name)));
        if (same(next, known)) continue;
        hold(name, next);
        post(name, textOf(next));
      }
      saveLocally();
      return { local: changes.every(([name]) => !lacking.local.has(name)), database: saveToDatabase() };
    }

    const headerOf = (key, { branch, edition }, more) => [
      nameOf(key, HEADER),
      () => Object.assign({ name: branch.name, edition }, more),
    ];

    /** Stores `fields` of one answer: what another window wrote to the others stays. `about` is the record. */
    function write(key, id, answer, fields, about) {
      const name = nameOf(key, id);
      const given = core.readAnswer(answer);
      const valuesFor = ({ at, value }, isFirst) => {
        const values = {};
        const all = fields.indexOf("status") < 0 ? fields : fields.concat(WITH_STATUS);
        for (const field of isFirst ? Object.keys(given) : all) values[field] = given[field];
        const v = Object.assign({}, given.v, value.v);
        // never a count this device has used before, not even after something older was restored
        v[device] = Math.max(given.v[device] || 0, (value.v[device] || 0) + 1, at.v + 1);
        return same(Object.assign({}, value, values), value) ? {} : Object.assign(values, { v: sorted(v) });
      };
      const kept = commit([[name, valuesFor], headerOf(key, about)]);
      return Object.assign({ answer: entryOf(name).value }, kept);
    }

    /** Stores a whole record with its version vectors; an item it does not have is empty afterwards. */
    function put(record) {
      const key = core.keyOf(record);
      const ids = new Set(Object.keys(record.items).concat(Object.keys(loadNow(key).record.items)));
      const items = Array.from(ids, (id) => [
        nameOf(key, id),
        () => core.readAnswer(record.items[id]) || core.emptyAnswer(),
      ]);
      const { retired, unknown } = record;
      return commit(items.concat([headerOf(key, record, { retired, unknown })]));
    }

    /** What this page knows of a record at this moment. */
    function loadNow(key) {
      const [id, catalog, round] = key.split("/");
      const header = entryOf(nameOf(key, HEADER));
      const { name: branchName, edition, exported_on, exported_changes, retired, unknown } = header.value;
      const record = core.newRecord({ id, name: branchName }, catalog, round, edition);
      let changes = header.at.retired;
      for (const name of Array.from(seen.keys()).sort()) {
        const { key: of, part } = partsOf(name);
        if (of !== key || part === HEADER) continue;
        const { at, value } = seen.get(name);
        changes += at.v;
        if (Object.keys(value.v).length) record.items[part] = value;
      }
      Object.assign(record, { retired, unknown });
      return { record, changes, unsaved_changes: changes - exported_changes, exported_on };
    }

    function records() {
      const keys = new Set(Array.from(seen.keys(), (name) => partsOf(name).key));
      return Array.from(keys)
        .sort()
        .map((key) => Object.assign({ key }, loadNow(key)));
    }

    function exported(key, day) {
      return commit([[nameOf(key, HEADER), () => ({ exported_on: day, exported_changes: loadNow(key).changes })]]);
    }

    /** Keeps the record as it is now; without a database only the last time, in localStorage. */
    function snapshot(key, why, day) {
      const prefix = SNAPSHOTS + key + "/";
      const text = textOf({ why, day, record: loadNow(key).record });
      const work = (entries) =>
        allIn(entries, prefix, (stored) => {
          const numbers = Array.from(stored.keys(), (name) => Number(name.slice(prefix.length))).sort((a, b) => b - a);
          for (const number of numbers.slice(MOST_SNAPSHOTS - 1)) entries.delete(prefix + number);
          entries.put(text, prefix + ((numbers[0] || 0) + 1));
        });
      return within(inDatabase(work)).then((done) => done || couldSet(prefix + 0, text));
    }

    /** The snapshots of a record, the newest first, with their records. */
    function snapshots(key) {
      const prefix = SNAPSHOTS + key + "/";
      const texts = new Map(localNames(prefix).map((name) => [name, place.localStorage.getItem(name)]));
      const work = (entries) =>
        allIn(entries, prefix, (stored) => {
          for (const [name, text] of stored) texts.set(name, text);
        });
      const listed = () =>
        Array.from(texts, ([name, text]) =>
          attempt(() => Object.assign(JSON.parse(text), { number: Number(name.slice(prefix.length)) })),
        )
          .filter(Boolean)
          .sort((a, b) => b.number - a.number)
          .slice(0, MOST_SNAPSHOTS);
      return within(inDatabase(work)).then(listed);
    }

    /** Brings a snapshot back, after keeping what it replaces. Resolves to what `put` returns, or null. */
    function restore(key, number, day) {
      return snapshots(key).then((all) => {
        const wanted = all.find((one) => one.number === number);
        return wanted ? snapshot(key, "恢复之前", day).then(() => put(wanted.record)) : null;
      });
    }

    /** Removes one record, or all of them: everything of this tool and nothing else. */
    function clear(key) {
      const prefixes = key ? [ENTRIES, ASIDE, SNAPSHOTS].map((prefix) => prefix + key + "/") : ["zbk/2", SNAPSHOTS];
      const wipe = () => {
        for (const prefix of prefixes) {
          for (const name of localNames(prefix)) place.localStorage.removeItem(name);
          for (const name of Array.from(asides.keys())) if (startsWith(name, prefix)) asides.delete(name);
          for (const name of Array.from(seen.keys())) {
            if (!startsWith(name, prefix)) continue;
            forget(name);
            post(name, null);
          }
        }
        keepDevice(device);
      };
      // a new name: this device's counts begin anew, and must not look older than those in its exported files
      newDevice();
      isNewDevice = false;
      wipe();
      for (const prefix of prefixes) {
        clearing.add(prefix);
        couldSet(CLEARING + prefix, "");
      }
      const database = inDatabase((entries) => {
        for (const prefix of prefixes) entries.delete(range(prefix));
        // once more: a database that opens late has brought back what it held
        entries.put(device, DEVICE).onsuccess = wipe;
      });
      const heardOf = (done) => {
        if (done) cleared(prefixes);
        return done;
      };
      return within(database.then(heardOf));
    }

    const stored = attempt(() => place.localStorage.getItem(DEVICE));
    if (stored && core.isId(stored)) keepDevice(stored);
    else newDevice();
    for (const name of localNames(CLEARING)) clearing.add(name.slice(CLEARING.length));
    for (const name of localNames(ENTRIES)) attempt(() => findLocal(name));
    for (const name of localNames(ASIDE)) asides.set(name, place.localStorage.getItem(name));
    const ready = saveToDatabase();
    place.addEventListener("storage", (event) => heard(event.key, event.newValue));
    if (channel) channel.onmessage = (event) => heard(event.data[0], event.data[1]);

    return {
      works,
      device: () => device,
      load: (key) => ready.then(() => loadNow(key)),
      loadNow,
      records,
      write,
      put,
      exported,
      watch: (watcher) => watchers.push(watcher),
      unsaved: () =>
        Array.from(lacking.local)
          .filter((name) => lacking.database.has(name))
          .map(partsOf),
      snapshot,
      snapshots,
      restore,
      aside: () => Array.from(asides, ([name, text]) => ({ name: name.slice(ASIDE.length), text })),
      clear,
    };
  }

  return { open };
})();
