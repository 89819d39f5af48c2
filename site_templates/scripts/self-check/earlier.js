/* What earlier editions of this tool stored, which had one store for all sites of a host: taken over into the store. */

var SelfCheckEarlier = (() => {
  const { textOf } = SelfCheckEntry;
  const { ASIDE, ENTRIES, HOME, attempt, formName } = SelfCheckEntries;
  const { SNAPSHOTS, TAKEN, allIn, databaseOf, range, within } = SelfCheckDatabase;
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

  /** The prefixes of all names under which something of a record or form was kept; of all of them without a key. */
  /** @param {string} key */
  function prefixesOf(key) {
    if (!key) return OLD.all;
    if (key === "form/" + FACTS) return [OLD.facts];
    return [OLD.entries, OLD.aside, OLD.snapshots].map((prefix) => prefix + key + "/");
  }

  /** A text of an earlier edition as [name, text] in this store, or null where it is no entry. */
  /** @param {string} name @param {string} text @returns {string[]} */
  function moved(name, text) {
    if (name.startsWith(OLD.entries)) return [ENTRIES + name.slice(OLD.entries.length), text];
    /** @param {string} form @param {any} value */
    const asForm = (form, value) => {
      /** @type {Values<any>} */
      const at = {};
      for (const field of Object.keys(value)) at[field] = 1;
      return [formName(form), textOf({ at, value })];
    };
    if (name.startsWith(OLD.facts)) return asForm(FACTS, { [name.slice(OLD.facts.length)]: text });
    return name === OLD.start ? attempt(() => asForm(START, JSON.parse(text))) || null : null;
  }

  const oldDatabase = () => databaseOf(OLD.database, false);

  /** Listens to windows of earlier editions and looks after what they stored. */
  /** @param {Store} store */
  function follow(store) {
    const { database, entries, local } = store;
    for (const name of local.names(ASIDE)) entries.asides.set(name, local.get(name));
    /** @param {string} name */
    const isOld = (name) => OLD.all.some((prefix) => String(name).startsWith(prefix));
    window.addEventListener("storage", ({ key, newValue }) => {
      if (isOld(key) && newValue !== null && bringOver(store, new Map([[key, newValue]]))) database.save();
    });
    // the first time the store does it itself, before anything can be typed
    const isLeft = local.names("zbk/").some(isOld) || [...database.clearing].some(isOld);
    if (isLeft) store.ready.then(() => take(store));
  }

  /** Takes over what earlier editions of this tool have stored; what is there already stays. */
  /** @param {Store} store */
  function take(store) {
    const { database, entries, local } = store;
    const gone = [...database.clearing].filter((prefix) => !prefix.startsWith(HOME));
    const ignored = gone.concat(local.names(OLD.clearing).map((name) => name.slice(OLD.clearing.length)));
    /** @param {string} name */
    const isKept = (name) => !ignored.some((prefix) => name.startsWith(prefix));
    const locals = local.names("zbk/").filter((name) => !name.startsWith(HOME));
    attempt(() => bringOver(store, new Map(locals.map((name) => [name, local.get(name)]))));
    const texts = new Map();
    /** @param {IDBObjectStore} stored */
    const look = (stored) => {
      for (const prefix of gone) stored.delete(range(prefix));
      allIn(stored, "zbk/", (found) => {
        for (const [name, text] of found) if (isKept(name)) texts.set(name, text);
      });
    };
    /** @param {IDBObjectStore} stored */
    const finish = (stored) => {
      allIn(stored, HOME, (found) => {
        for (const [name, text] of found.has(TAKEN) ? [] : texts) {
          const snapshot = SNAPSHOTS + name.slice(OLD.snapshots.length);
          if (name.startsWith(OLD.snapshots) && !found.has(snapshot)) stored.put(text, snapshot);
        }
        for (const [name, text] of entries.asides) stored.put(text, name);
        stored.put("1", TAKEN);
      });
    };
    return within(oldDatabase()(look, gone.length ? "readwrite" : "readonly"))
      .then((done) => {
        if (done) database.cleared(gone);
        bringOver(store, texts);
        return database.save().then((saved) => done && saved && database.run(finish));
      })
      .then((done) => {
        database.isTaken = done;
        if (!entries.lacking.local.size) local.couldSet(TAKEN, "1");
      });
  }

  /** Joins texts of earlier editions, by name, with what is here. Returns whether the database has to hear of it. */
  /** @param {Store} one @param {Map<string, string>} texts */
  function bringOver({ entries, local }, texts) {
    const isFirst = !attempt(() => local.get(TAKEN));
    for (const [name, text] of texts) {
      const now = moved(name, text);
      /** @param {string} prefix */
      const rest = (prefix) => name.slice(prefix.length);
      if (now) entries.found(now[0], now[1], "old", (aside, damaged) => local.couldSet(aside, damaged));
      else if (name.startsWith(OLD.aside)) {
        entries.asides.set(ASIDE + rest(OLD.aside), text);
        local.couldSet(ASIDE + rest(OLD.aside), text);
        // without a database the last snapshot is kept there
      } else if (name.startsWith(OLD.snapshots) && isFirst && local.names(name).length) {
        local.couldSet(SNAPSHOTS + rest(OLD.snapshots), text);
      }
    }
    local.save();
    return entries.lacking.database.size > 0;
  }

  /** Removes all under these prefixes; resolves to whether the database has heard of it. */
  /** @param {string[]} prefixes */
  function wipe(prefixes) {
    return oldDatabase()((stored) => {
      for (const prefix of prefixes) stored.delete(range(prefix));
    });
  }

  return { follow, prefixesOf, take, wipe };
})();
