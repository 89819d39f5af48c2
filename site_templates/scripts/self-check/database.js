/* The database beside localStorage, which alone loses up to a minute of typing when the browser is killed; and the
   other windows of this browser. */

(() => {
  const { HOME, ENTRIES, ASIDE, DEVICE, attempt, textOf } = SelfCheckStore;
  const CLEARING = HOME + "clearing/";
  /** There once what earlier editions of this tool stored was taken over. */
  const TAKEN = HOME + "taken";
  /** How long anybody waits for a database that does not answer: so many times so many milliseconds. */
  const PATIENCE = { times: 20, each: 150 };

  /**
   * IndexedDB, which may be absent, broken or silent for minutes: work waits until it opens. `isNew` is false for one
   * that must not be made if there is none.
   * @returns {(work: function(IDBObjectStore), mode: string=) => Promise<boolean>} true once all that `work` did is on
   * the disk
   */
  function databaseOf(place, name, isNew = true) {
    let opened = null;
    let database = null;
    const open = (done, fail) => {
      const request = place.indexedDB.open(name, 1);
      let isAbsent = false;
      request.onupgradeneeded = () => {
        isAbsent = !isNew;
        if (isNew) request.result.createObjectStore("entries");
        else request.transaction.abort();
      };
      request.onerror = (event) => {
        event.preventDefault();
        if (isAbsent) done();
        else fail();
      };
      request.onsuccess = () => {
        // a later version of the tool in another window must not have to wait for this one
        request.result.onversionchange = () => request.result.close();
        database = request.result;
        done();
      };
    };
    function begin(work, mode) {
      const run = (done) => {
        const transaction = database.transaction("entries", mode, { durability: "strict" });
        transaction.oncomplete = () => done(true);
        transaction.onabort = () => done(false);
        work(transaction.objectStore("entries"));
      };
      // at once where it is open: on a slow machine even the next turn comes late
      if (database) return new Promise(run);
      opened = opened || new Promise(open);
      // where there is none, there is nothing that work could do
      return opened.then(() => !database || new Promise(run));
    }
    return (work, mode = "readwrite") => {
      const forget = () => {
        opened = null;
        database = null;
        return false;
      };
      // it may have been closed and deleted under this page: then it is made again
      return begin(work, mode)
        .catch(() => forget() || begin(work, mode))
        .catch(forget);
    };
  }

  const range = (prefix) => IDBKeyRange.bound(prefix, prefix + "\uffff");

  /** Hands all that the database holds under a prefix to `take`, text by name. */
  function allIn(entries, prefix, take) {
    const names = entries.getAllKeys(range(prefix));
    const texts = entries.getAll(range(prefix));
    texts.onsuccess = () => take(new Map(names.result.map((name, at) => [name, texts.result[at]])));
  }

  /** Hands the text of each of `names` to `take`. */
  function each(entries, names, take) {
    for (const name of names) {
      const request = entries.get(name);
      request.onsuccess = () => take(name, request.result);
    }
  }

  /** What a promise gives, or false after a while in which the page was free to hear of it: on a slow machine one long
      wait would pass while it is still being built. */
  function within(promise) {
    let timer = 0;
    const wait = (left, done) => {
      if (left) timer = setTimeout(wait, PATIENCE.each, left - 1, done);
      else done(false);
    };
    const ended = promise.then((value) => {
      clearTimeout(timer);
      return value;
    });
    return Promise.race([ended, new Promise((done) => wait(PATIENCE.times, done))]);
  }

  /** Joins the database and the other windows to a store that knows localStorage; `inside` is the store's inside. */
  function connect(inside) {
    const { place, core, seen, asides, lacking, works, localNames, getLocal, found, saveLocally } = inside;
    const inDatabase = databaseOf(place, HOME);
    const channel = attempt(() => new place.BroadcastChannel(HOME));
    /** Prefixes of what was cleared, until the database has heard of it: the page may be closed before. */
    const clearing = new Set(localNames(CLEARING).map((name) => name.slice(CLEARING.length)));

    /** Brings one entry of the database and of this page to the same state; `wrote` notes what was written. */
    function meet(entries, wrote, name, text) {
      found(name, text, "database", (aside, damaged) => entries.put(damaged, aside));
      const now = seen.has(name) ? textOf(seen.get(name)) : text;
      if (now === text) return;
      entries.put(now, name);
      wrote.set(name, now);
    }

    function meetAll(entries, wrote) {
      allIn(entries, HOME, (stored) => {
        inside.isTaken = stored.has(TAKEN);
        if (inside.isNewDevice && core.isId(stored.get(DEVICE))) inside.keepDevice(stored.get(DEVICE));
        entries.put(inside.device(), DEVICE);
        for (const [name, text] of stored) {
          if (name.startsWith(ASIDE)) asides.set(name, text);
          if (name.startsWith(ENTRIES)) meet(entries, wrote, name, text);
        }
        for (const name of Array.from(seen.keys())) if (!stored.has(name)) meet(entries, wrote, name);
      });
    }

    /** All of it the first time, then what the database has not got. */
    function work(entries, wrote) {
      if (!works.database) return meetAll(entries, wrote);
      // asked for all at once: every further question waits until a busy page hears the last answer
      const known = Array.from(lacking.database);
      each(entries, known, (name, text) => meet(entries, wrote, name, text));
      return each(entries, [DEVICE], (name, text) => {
        if (text !== undefined) return;
        inside.refill("database");
        entries.put(inside.device(), name);
        if (inside.isTaken) entries.put("1", TAKEN);
        each(entries, lacking.database, (lacked, there) => meet(entries, wrote, lacked, there));
      });
    }

    /** Whether the database gives back what was written, or what was made of it since: counts only grow. */
    function readBack(wrote) {
      let isKept = true;
      const countsOf = (text) => JSON.parse(text).at;
      const isIn = (text, written) => {
        const [now, then] = [text, written].map(countsOf);
        return Object.keys(then).every((field) => now[field] >= then[field]);
      };
      const compare = (name, text) => {
        // what was cleared meanwhile need not be there
        if (!seen.has(name)) return;
        found(name, text, "database", () => undefined);
        if (text !== wrote.get(name) && !attempt(() => isIn(text, wrote.get(name)))) isKept = false;
      };
      return inDatabase((entries) => each(entries, wrote.keys(), compare), "readonly").then((done) => done && isKept);
    }

    /** Resolves to whether all is in the database that the page knew when it was called. */
    function save() {
      const wrote = new Map();
      const gone = Array.from(clearing);
      const begun = inDatabase((entries) => {
        for (const prefix of gone) entries.delete(range(prefix));
        work(entries, wrote);
      });
      const ended = begun
        .then((done) => {
          if (done) cleared(gone.filter((prefix) => prefix.startsWith(HOME)));
          return done && wrote.size ? readBack(wrote) : done;
        })
        .then((done) => {
          works.database = done;
          saveLocally();
          return done;
        });
      return within(ended).then((done) => {
        // it may still answer later
        if (!done) works.database = false;
        return done;
      });
    }

    function cleared(prefixes) {
      for (const prefix of prefixes) {
        clearing.delete(prefix);
        attempt(() => place.localStorage.removeItem(CLEARING + prefix));
      }
    }

    /** Another window has stored something, or removed it: null. */
    function heard(name, text) {
      if (name === DEVICE && text && core.isId(text)) inside.keepDevice(text);
      if (!String(name).startsWith(ENTRIES)) return;
      if (text === null) forget(name);
      else found(name, text, "local", () => undefined);
      saveLocally();
    }

    function forget(name) {
      for (const names of [seen, lacking.local, lacking.database]) names.delete(name);
      inside.tell(name);
    }

    function post(name, text) {
      if (channel) channel.postMessage([name, text]);
    }

    /** Reads all there is, and what earlier editions of this tool stored. */
    function open() {
      place.addEventListener("storage", (event) => heard(event.key, event.newValue));
      if (channel) channel.onmessage = (event) => heard(event.data[0], event.data[1]);
      const take = () => {
        const isTakenFrom = { database: inside.isTaken, local: attempt(() => getLocal(TAKEN)) };
        const working = Object.keys(isTakenFrom).filter((name) => works[name]);
        if (working.length && working.every((name) => isTakenFrom[name])) return undefined;
        // the page loads the script again when it is idle
        return inside.takeOld().catch(() => undefined);
      };
      return within(save().then(take)).then((done) => {
        if (done === false) works.database = false;
      });
    }

    Object.assign(inside, { inDatabase, clearing, cleared, forget, post, save });
    return { open, save, post };
  }

  Object.assign(SelfCheckStore, { connect, databaseOf, within, range, allIn, CLEARING, TAKEN });
})();
