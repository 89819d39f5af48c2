/* IndexedDB: the place of the store beside localStorage, which alone loses up to a minute of typing when the browser is
   killed; and the other windows of this browser. */

var SelfCheckDatabase = (() => {
  const { textOf } = SelfCheckEntry;
  const { ASIDE, ENTRIES, HOME, attempt } = SelfCheckEntries;
  const { DEVICE } = SelfCheckLocal;
  const CLEARING = HOME + "clearing/";
  const SNAPSHOTS = HOME + "snapshot/";
  /** There once what earlier editions of this tool stored was taken over. */
  const TAKEN = HOME + "taken";
  /** Put there, and taken away, when all is cleared for good. */
  const LEFT = HOME + "left";
  /** How long anybody waits for a database that does not answer: so many times so many milliseconds. */
  const PATIENCE = { times: 20, each: 150 };

  /**
   * IndexedDB, which may be absent, broken or silent for minutes: work waits until it opens. `isNew` is false for one
   * that must not be made if there is none. Resolves to true once all that `work` did is on the disk.
   */
  /**
   * @param {string} name @param {boolean} [isNew]
   * @returns {(work: DatabaseWork, mode?: IDBTransactionMode) => Promise<any>}
   */
  function databaseOf(name, isNew = true) {
    /** @type {Promise<any>} */
    let opened = null;
    /** @type {IDBDatabase} */
    let database = null;
    /** @param {(made?: any) => void} done @param {() => void} fail */
    const open = (done, fail) => {
      const request = indexedDB.open(name, 1);
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
    /** @param {DatabaseWork} work @param {IDBTransactionMode} mode */
    function begin(work, mode) {
      /** @param {(is: any) => void} done */
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

  /** @param {string} prefix */
  const range = (prefix) => IDBKeyRange.bound(prefix, prefix + "\uffff");

  /** Hands all that the database holds under a prefix to `take`, text by name. */
  /** @param {IDBObjectStore} entries @param {string} prefix @param {(found: Map<string, string>) => void} take */
  function allIn(entries, prefix, take) {
    const names = entries.getAllKeys(range(prefix));
    const texts = entries.getAll(range(prefix));
    texts.onsuccess = () => take(new Map(names.result.map((name, at) => [String(name), texts.result[at]])));
  }

  /** Hands the text of each of `names` to `take`. */
  /**
   * @param {IDBObjectStore} entries @param {Iterable<string>} names
   * @param {(name: string, text: string) => void} take
   */
  function each(entries, names, take) {
    for (const name of names) {
      const request = entries.get(name);
      request.onsuccess = () => take(name, request.result);
    }
  }

  /** What a promise gives, or false after a while in which the page was free to hear of it: on a slow machine one long
      wait would pass while it is still being built. */
  /** @param {Promise<any>} promise @returns {Promise<any>} */
  function within(promise) {
    let timer = 0;
    /** @param {number} left @param {(is: any) => void} done */
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

  /** Absent from old Safari. */
  const { BroadcastChannel: Channel } = window;

  class DatabasePlace {
    /** @param {Entries} entries @param {LocalPlace} local */
    constructor(entries, local) {
      this.entries = entries;
      this.local = local;
      this.run = databaseOf(HOME);
      /** @type {BroadcastChannel} */
      this.channel = attempt(() => new Channel(HOME));
      /** Prefixes of what was cleared, until the database has heard of it: the page may be closed before. */
      this.clearing = new Set(local.names(CLEARING).map((name) => name.slice(CLEARING.length)));
    }

    /** Whether a name was cleared and the database has not heard of it yet: what it holds there counts for nothing. */
    /** @param {string} name */
    isGone(name) {
      return [...this.clearing].some((prefix) => name.startsWith(prefix));
    }

    /** Brings one entry of the database and of this page to the same state; `wrote` notes what was written. */
    /** @param {IDBObjectStore} stored @param {Map<string, string>} wrote @param {string} name @param {string} [held] */
    meet(stored, wrote, name, held) {
      const { seen } = this.entries;
      const text = this.isGone(name) ? undefined : held;
      this.entries.found(name, text, "database", (aside, damaged) => stored.put(damaged, aside));
      const now = seen.has(name) ? textOf(seen.get(name)) : text;
      if (now === text) return;
      stored.put(now, name);
      wrote.set(name, now);
    }

    /** @param {IDBObjectStore} stored @param {Map<string, string>} wrote */
    meetAll(stored, wrote) {
      const { entries, local } = this;
      allIn(stored, HOME, (texts) => {
        this.isTaken = texts.has(TAKEN);
        if (local.isNewDevice && SelfCheckAnswer.isId(texts.get(DEVICE))) local.keepDevice(texts.get(DEVICE));
        stored.put(entries.device, DEVICE);
        for (const name of [...texts.keys()]) if (this.isGone(name)) texts.delete(name);
        for (const [name, text] of texts) {
          if (name.startsWith(ASIDE)) entries.asides.set(name, text);
          if (name.startsWith(ENTRIES)) this.meet(stored, wrote, name, text);
        }
        for (const name of [...entries.seen.keys()]) if (!texts.has(name)) this.meet(stored, wrote, name);
      });
    }

    /** All of it the first time, then what the database has not got. */
    /** @param {IDBObjectStore} stored @param {Map<string, string>} wrote */
    bring(stored, wrote) {
      const { lacking, works } = this.entries;
      if (!works.database) return this.meetAll(stored, wrote);
      // asked for all at once: every further question waits until a busy page hears the last answer
      each(stored, [...lacking.database], (name, text) => this.meet(stored, wrote, name, text));
      return each(stored, [DEVICE], (name, text) => {
        if (text !== undefined) return;
        this.entries.refill("database");
        stored.put(this.entries.device, name);
        if (this.isTaken) stored.put("1", TAKEN);
        each(stored, lacking.database, (lacked, there) => this.meet(stored, wrote, lacked, there));
      });
    }

    /** Whether the database gives back what was written, or what was made of it since: counts only grow. */
    /** @param {Map<string, string>} wrote */
    readBack(wrote) {
      let isKept = true;
      /** @param {string} text */
      const countsOf = (text) => JSON.parse(text).at;
      /** @param {string} text @param {string} written */
      const isIn = (text, written) => {
        const [now, then] = [text, written].map(countsOf);
        return Object.keys(then).every((field) => now[field] >= then[field]);
      };
      /** @param {string} name @param {string} text */
      const compare = (name, text) => {
        // what was cleared meanwhile need not be there
        if (!this.entries.seen.has(name)) return;
        this.entries.found(name, text, "database", () => undefined);
        if (text !== wrote.get(name) && !attempt(() => isIn(text, wrote.get(name)))) isKept = false;
      };
      return this.run((stored) => each(stored, wrote.keys(), compare), "readonly").then((done) => done && isKept);
    }

    /** Resolves to whether all is in the database that the page knew when it was called. */
    save() {
      const { works } = this.entries;
      const wrote = new Map();
      const gone = [...this.clearing];
      const begun = this.run((stored) => {
        for (const prefix of gone) stored.delete(range(prefix));
        // what was typed since goes in anew
        for (const name of this.entries.seen.keys()) if (this.isGone(name)) this.entries.lacking.database.add(name);
        this.bring(stored, wrote);
      });
      const ended = begun
        .then((done) => {
          if (done) this.cleared(gone.filter((prefix) => prefix.startsWith(HOME)));
          return done && wrote.size ? this.readBack(wrote) : done;
        })
        .then((done) => {
          works.database = done;
          this.local.save();
          return done;
        });
      return within(ended).then((done) => {
        // it may still answer later
        if (!done) works.database = false;
        return done;
      });
    }

    /** @param {string[]} prefixes */
    cleared(prefixes) {
      for (const prefix of prefixes) {
        this.clearing.delete(prefix);
        attempt(() => localStorage.removeItem(CLEARING + prefix));
      }
    }

    /** Another window has stored something, or removed it: null. */
    /** @param {string} name @param {string} text */
    heard(name, text) {
      if (name === LEFT) for (const one of [...this.entries.seen.keys()]) this.entries.forget(one);
      // it stands there already; to write it again would leave a trace where all is being cleared
      if (name === DEVICE && text && SelfCheckAnswer.isId(text)) this.entries.device = text;
      if (!String(name).startsWith(ENTRIES)) return undefined;
      if (text === null) return this.entries.forget(name);
      this.entries.found(name, text, "local", () => undefined);
      return this.local.save();
    }

    /** @param {string} name @param {string} text */
    post(name, text) {
      if (this.channel) this.channel.postMessage([name, text]);
    }

    /** Reads all there is, and with `takeEarlier` what earlier editions of this tool stored. */
    /** @param {() => Promise<any>} takeEarlier */
    open(takeEarlier) {
      window.addEventListener("storage", (event) => this.heard(event.key, event.newValue));
      if (this.channel) this.channel.onmessage = (event) => this.heard(event.data[0], event.data[1]);
      const { works } = this.entries;
      const take = () => {
        /** @type {Values<boolean>} */
        const isTakenFrom = { database: this.isTaken, local: attempt(() => this.local.get(TAKEN)) };
        const working = Object.keys(isTakenFrom).filter((name) => works[name]);
        if (working.length && working.every((name) => isTakenFrom[name])) return undefined;
        return takeEarlier().catch(() => {});
      };
      return within(this.save().then(take)).then((done) => {
        if (done === false) works.database = false;
      });
    }
  }

  return { CLEARING, LEFT, SNAPSHOTS, TAKEN, DatabasePlace, allIn, databaseOf, range, within };
})();
