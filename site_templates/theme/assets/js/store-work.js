/* The other half of the store: the database beside localStorage, and what is done with whole records. */

/**
 * What stands under one name: a value and how often this browser has changed each of its fields. Two windows, or the
 * two places, may have changed different fields: joined, neither undoes the other, in whatever order they meet.
 * @typedef {{at: Object<string, number>, value: Object}} Entry
 */

(() => {
  const { attempt, later, textOf, ENTRIES, ASIDE, DEVICE } = SelfCheckStore;
  const SNAPSHOTS = "zbk/snapshots/";
  const CLEARING = "zbk/clearing/";
  const MOST_SNAPSHOTS = 10;
  /** How long anybody waits for a database that does not answer, in milliseconds. */
  const PATIENCE = 3000;
  const within = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, PATIENCE, false))]);

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

  const range = (prefix) => IDBKeyRange.bound(prefix, prefix + "\uffff");

  /** Hands all that the database holds under a prefix to `take`, text by name. */
  function allIn(entries, prefix, take) {
    const names = entries.getAllKeys(range(prefix));
    const texts = entries.getAll(range(prefix));
    texts.onsuccess = () => take(new Map(names.result.map((name, at) => [name, texts.result[at]])));
  }

  function forget({ seen, lacking, tell }, name) {
    for (const names of [seen, lacking.local, lacking.database]) names.delete(name);
    tell(name);
  }

  const methods = {
    /** Begins to listen to other windows and to use the database; once is enough. */
    complete() {
      const { inside, works, device } = this;
      const { place, core, seen, asides, lacking, localNames, couldSet, found, saveLocally, keepDevice } = inside;
      if (inside.inDatabase) return;
      const channel = attempt(() => new place.BroadcastChannel("zbk"));
      const inDatabase = databaseOf(place);
      /** Prefixes of what was cleared, until the database has heard of it: the page may be closed before. */
      const clearing = new Set(localNames(CLEARING).map((name) => name.slice(CLEARING.length)));
      for (const name of localNames(ASIDE)) asides.set(name, place.localStorage.getItem(name));

      function clears(prefix) {
        clearing.add(prefix);
        couldSet(CLEARING + prefix, "");
      }

      function cleared(prefixes) {
        for (const prefix of prefixes) {
          clearing.delete(prefix);
          attempt(() => place.localStorage.removeItem(CLEARING + prefix));
        }
      }

      /** Brings the database and this page to the same state: all of it the first time, then what it has not got. */
      function save() {
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
            if (inside.isNewDevice && core.isId(stored.get(DEVICE))) keepDevice(stored.get(DEVICE));
            entries.put(device(), DEVICE);
            for (const [name, text] of stored) {
              if (name.startsWith(ASIDE)) asides.set(name, text);
              if (name.startsWith(ENTRIES)) meet(entries, name, text);
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

      /** Another window has stored something, or removed it: null. */
      function heard(name, text) {
        if (name === DEVICE && text && core.isId(text)) keepDevice(text);
        if (!String(name).startsWith(ENTRIES)) return;
        if (text === null) forget(inside, name);
        else found(name, text, "local", () => undefined);
        saveLocally();
      }

      function post(name, text) {
        if (channel) channel.postMessage([name, text]);
      }

      place.addEventListener("storage", (event) => heard(event.key, event.newValue));
      if (channel) channel.onmessage = (event) => heard(event.data[0], event.data[1]);
      // what they stored before anybody listened
      for (const name of localNames(ENTRIES)) attempt(() => inside.findLocal(name));
      Object.assign(inside, { inDatabase, clears, cleared, post, save });
      inside.attach(save());
    },

    /** Stores a whole record with its version vectors; an item it does not have is empty afterwards. */
    put(record) {
      const { core, nameOf, headerOf, commit } = this.inside;
      const key = core.keyOf(record);
      const ids = new Set(Object.keys(record.items).concat(Object.keys(this.loadNow(key).record.items)));
      const items = Array.from(ids, (id) => [
        nameOf(key, id),
        () => core.readAnswer(core.own(record.items, id)) || core.emptyAnswer(),
      ]);
      const { retired, unknown } = record;
      return commit(items.concat([headerOf(key, record, { retired, unknown })]));
    },

    /** Notes that the record, as it is now, was handed over as a file or copied. */
    exported(key, day) {
      const { headerName, entriesOf, countsOf, commit } = this.inside;
      const { changes } = this.loadNow(key);
      // the number of changes is for an earlier edition of this tool in the same browser
      const exported = { exported_on: day, exported_changes: changes, exported_counts: countsOf(entriesOf(key)) };
      return commit([[headerName(key), () => exported]]);
    },

    /** Keeps the record as it is now; without a database only the last time, in localStorage. */
    snapshot(key, why, day) {
      const { inDatabase, couldSet } = this.inside;
      const prefix = SNAPSHOTS + key + "/";
      const text = textOf({ why, day, record: this.loadNow(key).record });
      const work = (entries) =>
        allIn(entries, prefix, (stored) => {
          const numbers = Array.from(stored.keys(), (name) => Number(name.slice(prefix.length))).sort((a, b) => b - a);
          for (const number of numbers.slice(MOST_SNAPSHOTS - 1)) entries.delete(prefix + number);
          entries.put(text, prefix + ((numbers[0] || 0) + 1));
        });
      return within(inDatabase(work)).then((done) => done || couldSet(prefix + 0, text));
    },

    /** The snapshots of a record, the newest first, with their records. */
    snapshots(key) {
      const { place, inDatabase, localNames } = this.inside;
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
    },

    /** Brings a snapshot back, after keeping what it replaces. Resolves to what `put` returns, or null. */
    restore(key, number, day) {
      return this.snapshots(key).then((all) => {
        const wanted = all.find((one) => one.number === number);
        return wanted ? this.snapshot(key, "恢复之前", day).then(() => this.put(wanted.record)) : null;
      });
    },

    /** What could not be read: names and texts. */
    aside() {
      return Array.from(this.inside.asides, ([name, text]) => ({ name: name.slice(ASIDE.length), text }));
    },

    /** Removes one record, or all of them: everything of this tool and nothing else. */
    clear(key) {
      const { inside } = this;
      const { place, seen, asides, inDatabase, localNames, post, keepDevice, newDevice } = inside;
      const prefixes = key ? [ENTRIES, ASIDE, SNAPSHOTS].map((prefix) => prefix + key + "/") : ["zbk/2", SNAPSHOTS];
      const wipe = () => {
        for (const prefix of prefixes) {
          for (const name of localNames(prefix)) place.localStorage.removeItem(name);
          for (const name of Array.from(asides.keys())) if (name.startsWith(prefix)) asides.delete(name);
          for (const name of Array.from(seen.keys())) {
            if (!name.startsWith(prefix)) continue;
            forget(inside, name);
            post(name, null);
          }
        }
        keepDevice(this.device());
      };
      // a new name: this device's counts begin anew, and must not look older than those in its exported files
      newDevice();
      inside.isNewDevice = false;
      wipe();
      prefixes.forEach(inside.clears);
      const database = inDatabase((entries) => {
        for (const prefix of prefixes) entries.delete(range(prefix));
        // once more: a database that opens late has brought back what it held
        entries.put(this.device(), DEVICE).onsuccess = wipe;
      });
      const heardOf = (done) => {
        if (done) inside.cleared(prefixes);
        return done;
      };
      return within(database.then(heardOf));
    },
  };

  Object.assign(later, methods);
})();
