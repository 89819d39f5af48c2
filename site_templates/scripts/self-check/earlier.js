/* What is done with whole records of the store, and what was stored by earlier editions of this tool, which had one
   store for all sites of a host. */

/**
 * What stands under one name: a value and how often this browser has changed each of its fields. Two windows, or the
 * two places, may have changed different fields: joined, neither undoes the other, in whatever order they meet.
 * @typedef {{at: Object<string, number>, value: Object}} Entry
 */

(() => {
  const { attempt, later, textOf, within, range, allIn, databaseOf } = SelfCheckStore;
  const { HOME, ENTRIES, ASIDE, DEVICE, CLEARING, TAKEN } = SelfCheckStore;
  const SNAPSHOTS = HOME + "snapshot/";
  const MOST_SNAPSHOTS = 10;
  /**
   * What earlier editions stored does not say of which site it is, and each of them showed all of it. So every site
   * takes a copy, and what was stored stays for the others and for windows in which an earlier edition is still open;
   * what is cleared here is cleared there too, because nobody who clears expects to leave it behind.
   */
  const OLD = {
    database: "zbk",
    all: ["zbk/1/my-branch-facts/", "zbk/2", "zbk/snapshots/", "zbk/clearing/"],
    entries: "zbk/2/",
    aside: "zbk/2-aside/",
    snapshots: "zbk/snapshots/",
    clearing: "zbk/clearing/",
    facts: "zbk/1/my-branch-facts/",
    start: "zbk/2-start",
  };
  /** Forms that keep what was filled in: of the page 我的支部, and of the start of the one-file edition. */
  const [FACTS, START] = ["my-branch-facts", "start"];

  /** The prefixes of all names under which something of a record or form is kept, here and by earlier editions. */
  function prefixesOf(key) {
    if (!key) return [HOME].concat(OLD.all);
    const ours = [ENTRIES, ASIDE, SNAPSHOTS].map((prefix) => prefix + key + "/");
    if (key === "form/" + FACTS) return ours.concat(OLD.facts);
    return ours.concat([OLD.entries, OLD.aside, OLD.snapshots].map((prefix) => prefix + key + "/"));
  }

  /** A text of an earlier edition as [name, text] in this store, or null where it is no entry. */
  function moved({ formName }, name, text) {
    if (name.startsWith(OLD.entries)) return [ENTRIES + name.slice(OLD.entries.length), text];
    const asForm = (form, value) => {
      const at = {};
      for (const field of Object.keys(value)) at[field] = 1;
      return [formName(form), textOf({ at, value })];
    };
    if (name.startsWith(OLD.facts)) return asForm(FACTS, { [name.slice(OLD.facts.length)]: text });
    return name === OLD.start ? attempt(() => asForm(START, JSON.parse(text))) || null : null;
  }

  const oldDatabase = (place) => databaseOf(place, OLD.database, false);

  const methods = {
    /** Listens to windows of earlier editions and looks after what they stored; once is enough. */
    complete() {
      const { place, asides, getLocal, localNames, clearing } = this.inside;
      if (this.isComplete) return;
      this.isComplete = true;
      for (const name of localNames(ASIDE)) asides.set(name, getLocal(name));
      const isOld = (name) => OLD.all.some((prefix) => String(name).startsWith(prefix));
      place.addEventListener("storage", ({ key, newValue }) => {
        if (isOld(key) && newValue !== null && this.bringOver(new Map([[key, newValue]]))) this.inside.save();
      });
      // the first time the store does it itself, before anything can be typed
      const isLeft = localNames("zbk/").some(isOld) || Array.from(clearing).some(isOld);
      if (isLeft) this.ready.then(() => this.takeOld());
    },

    /** Takes over what earlier editions of this tool have stored; what is there already stays. */
    takeOld() {
      const { place, asides, inDatabase, localNames, getLocal, clearing, cleared, couldSet, lacking, save } =
        this.inside;
      const gone = Array.from(clearing).filter((prefix) => !prefix.startsWith(HOME));
      const ignored = gone.concat(localNames(OLD.clearing).map((name) => name.slice(OLD.clearing.length)));
      const isKept = (name) => !ignored.some((prefix) => name.startsWith(prefix));
      const locals = localNames("zbk/").filter((name) => !name.startsWith(HOME));
      attempt(() => this.bringOver(new Map(locals.map((name) => [name, getLocal(name)]))));
      const texts = new Map();
      const look = (entries) => {
        for (const prefix of gone) entries.delete(range(prefix));
        allIn(entries, "zbk/", (stored) => {
          for (const [name, text] of stored) if (isKept(name)) texts.set(name, text);
        });
      };
      const finish = (entries) => {
        allIn(entries, HOME, (stored) => {
          for (const [name, text] of stored.has(TAKEN) ? [] : texts) {
            const snapshot = SNAPSHOTS + name.slice(OLD.snapshots.length);
            if (name.startsWith(OLD.snapshots) && !stored.has(snapshot)) entries.put(text, snapshot);
          }
          for (const [name, text] of asides) entries.put(text, name);
          entries.put("1", TAKEN);
        });
      };
      const { inside } = this;
      return within(oldDatabase(place)(look, gone.length ? "readwrite" : "readonly"))
        .then((done) => {
          if (done) cleared(gone);
          this.bringOver(texts);
          return save().then((saved) => done && saved && inDatabase(finish));
        })
        .then((done) => {
          inside.isTaken = done;
          if (!lacking.local.size) couldSet(TAKEN, "1");
        });
    },

    /** Joins texts of earlier editions, by name, with what is here. Returns whether the database has to hear of it. */
    bringOver(texts) {
      const { inside } = this;
      const { asides, couldSet, getLocal, lacking, localNames } = inside;
      const isFirst = !attempt(() => getLocal(TAKEN));
      for (const [name, text] of texts) {
        const now = moved(inside, name, text);
        const rest = (prefix) => name.slice(prefix.length);
        if (now) inside.found(now[0], now[1], "old", couldSet);
        else if (name.startsWith(OLD.aside)) {
          asides.set(ASIDE + rest(OLD.aside), text);
          couldSet(ASIDE + rest(OLD.aside), text);
          // without a database the last snapshot is kept there
        } else if (name.startsWith(OLD.snapshots) && isFirst && localNames(name).length) {
          couldSet(SNAPSHOTS + rest(OLD.snapshots), text);
        }
      }
      inside.saveLocally();
      return lacking.database.size > 0;
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
      const { place, seen, asides, inDatabase, localNames, clearing, couldSet, forget, post } = inside;
      const prefixes = prefixesOf(key);
      // with its last record the name of a branch goes too
      const [branch, , round] = key ? key.split("/") : [];
      const isLast = round && !this.records(branch + "/").some((one) => one.key !== key);
      if (isLast) prefixes.push(...prefixesOf("form/" + branch));
      const stays = (name) => name === DEVICE || name.startsWith(CLEARING);
      const wipe = () => {
        for (const prefix of prefixes) {
          for (const name of localNames(prefix)) if (!stays(name)) place.localStorage.removeItem(name);
          for (const name of Array.from(asides.keys())) if (name.startsWith(prefix)) asides.delete(name);
          for (const name of Array.from(seen.keys())) {
            if (!name.startsWith(prefix)) continue;
            forget(name);
            post(name, null);
          }
        }
      };
      // a new name: this device's counts begin anew, and must not look older than those in its exported files
      inside.keepDevice("d-" + inside.random());
      inside.isNewDevice = false;
      wipe();
      for (const prefix of prefixes) {
        clearing.add(prefix);
        couldSet(CLEARING + prefix, "");
      }
      const [ours, olds] = [true, false].map((isOurs) => prefixes.filter((one) => one.startsWith(HOME) === isOurs));
      const heardOf = (heard) => (done) => {
        if (done) inside.cleared(heard);
        return done;
      };
      const database = inDatabase((entries) => {
        for (const prefix of ours) entries.delete(range(prefix));
        // once more: a database that opens late has brought back what it held
        entries.put(this.device(), DEVICE).onsuccess = wipe;
      });
      const wipeOld = (entries) => {
        for (const prefix of olds) entries.delete(range(prefix));
      };
      const both = [database.then(heardOf(ours)), oldDatabase(place)(wipeOld).then(heardOf(olds))];
      return within(Promise.all(both).then(([done]) => done));
    },
  };

  Object.assign(later, methods);
})();
