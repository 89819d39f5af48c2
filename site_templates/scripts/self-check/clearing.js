/* Removes what this browser holds: everything of this tool and nothing else. */

var SelfCheckClearing = (() => {
  const { ASIDE, ENTRIES, HOME } = SelfCheckEntries;
  const { DEVICE, random } = SelfCheckLocal;
  const { CLEARING, SNAPSHOTS, range, within } = SelfCheckDatabase;

  /** The prefixes of all names under which something of a record or form is kept here; of all of them without a key. */
  /** @param {string} key */
  const prefixesOf = (key) => (key ? [ENTRIES, ASIDE, SNAPSHOTS].map((prefix) => prefix + key + "/") : [HOME]);

  /** Removes one record or form, or all of them, here and where earlier editions of this tool stored it. */
  /** @param {Store} store @param {string} [key] */
  function clear(store, key) {
    const { database, entries, local } = store;
    // with its last record the name of a branch goes too
    const [branch, , round] = key ? key.split("/") : [];
    const isLast = round && !store.records(branch + "/").some((one) => one.key !== key);
    const keys = isLast ? [key, "form/" + branch] : [key];
    const ours = keys.flatMap(prefixesOf);
    const olds = keys.flatMap(SelfCheckEarlier.prefixesOf);
    const prefixes = ours.concat(olds);
    /** @param {string} name */
    const stays = (name) => name === DEVICE || name.startsWith(CLEARING);
    const wipe = () => {
      for (const prefix of prefixes) {
        for (const name of local.names(prefix)) if (!stays(name)) localStorage.removeItem(name);
        for (const name of [...entries.asides.keys()]) if (name.startsWith(prefix)) entries.asides.delete(name);
        for (const name of [...entries.seen.keys()]) {
          if (!name.startsWith(prefix)) continue;
          entries.forget(name);
          database.post(name, null);
        }
      }
    };
    // a new name: this device's counts begin anew, and must not look older than those in its exported files
    local.keepDevice("d-" + random());
    local.isNewDevice = false;
    wipe();
    for (const prefix of prefixes) {
      database.clearing.add(prefix);
      local.couldSet(CLEARING + prefix, "");
    }
    /** @param {string[]} heard */
    const heardOf = (heard) => (/** @type {boolean} */ done) => {
      if (done) database.cleared(heard);
      return done;
    };
    const wiped = database.run((stored) => {
      for (const prefix of ours) stored.delete(range(prefix));
      // once more: a database that opens late has brought back what it held
      stored.put(entries.device, DEVICE).onsuccess = wipe;
    });
    const both = [wiped.then(heardOf(ours)), SelfCheckEarlier.wipe(olds).then(heardOf(olds))];
    return within(Promise.all(both).then(([done]) => done));
  }

  /** Removes all records of a branch, in all standards and rounds, and its name. */
  /** @param {Store} store @param {string} branch */
  function clearBranch(store, branch) {
    const start = branch + "/";
    const wipe = () => {
      for (const { key } of store.records(start)) clear(store, key);
      clear(store, "form/" + branch);
    };
    wipe();
    // once more what only the database knew
    return store.load(start + "all/2026").then(wipe);
  }

  return { clear, clearBranch };
})();
