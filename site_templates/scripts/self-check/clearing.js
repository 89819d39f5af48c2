/* Removes what this browser holds: everything of this tool and nothing else. */

var SelfCheckClearing = (() => {
  const { ASIDE, ENTRIES, HOME } = SelfCheckEntries;
  const { DEVICE, random } = SelfCheckLocal;
  const { CLEARING, LEFT, SNAPSHOTS, range, within } = SelfCheckDatabase;

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
    if (isLast && store.form(SelfCheckOwn.HERE).listed === branch) store.fill(SelfCheckOwn.HERE, { listed: "" });
    const ours = keys.flatMap(prefixesOf);
    const olds = keys.flatMap(SelfCheckEarlier.prefixesOf);
    const prefixes = ours.concat(olds);
    /** @param {string} name */
    const stays = (name) => name === DEVICE || name.startsWith(CLEARING);
    // a new name: this device's counts begin anew, and must not look older than those in its exported files
    local.keepDevice("d-" + random());
    local.isNewDevice = false;
    for (const prefix of prefixes) {
      for (const name of local.names(prefix)) if (!stays(name)) localStorage.removeItem(name);
      for (const name of [...entries.asides.keys()]) if (name.startsWith(prefix)) entries.asides.delete(name);
      for (const name of [...entries.seen.keys()]) {
        if (!name.startsWith(prefix)) continue;
        entries.forget(name);
        database.post(name, null);
      }
    }
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
      stored.put(entries.device, DEVICE);
      // what was typed since, before a database that opens late has heard of the clearing
      for (const [name, entry] of entries.seen) {
        if (ours.some((prefix) => name.startsWith(prefix))) stored.put(SelfCheckEntry.textOf(entry), name);
      }
    });
    const both = [wiped.then(heardOf(ours)), SelfCheckEarlier.wipe(olds).then(heardOf(olds))];
    return within(Promise.all(both).then(([done]) => done));
  }

  /** Removes all of this site, also what other windows need to forget it; resolves to whether nothing is left. */
  /** @param {Store} store @returns {Promise<boolean>} */
  function leave(store) {
    /** @param {(done: boolean) => void} done */
    const remove = (done) => {
      const request = indexedDB.deleteDatabase(HOME);
      request.onsuccess = () => done(true);
      request.onerror = () => done(false);
      request.onblocked = () => done(false);
    };
    return clear(store).then((done) => {
      // a database that has not answered must still hear of it
      if (!done) return false;
      store.local.couldSet(LEFT, "");
      for (const prefix of prefixesOf("").concat(SelfCheckEarlier.prefixesOf(""))) {
        for (const name of store.local.names(prefix)) localStorage.removeItem(name);
      }
      return within(new Promise(remove));
    });
  }

  /** The forms that say something of a branch alone; people have their own way to be cleared. */
  /** @param {Store} store @param {string} branch */
  function formsOf(store, branch) {
    const { HERE, draftOf, factsOf, isOwn } = SelfCheckOwn;
    const forms = isOwn(branch) ? [branch, factsOf(branch), draftOf(branch)] : [branch];
    // which branch is shown, on its pages and beside people
    return forms.concat([HERE, "people_here"].filter((form) => Object.values(store.form(form)).includes(branch)));
  }

  /** Removes all of a branch: its records in all standards and rounds, and what was filled in for it elsewhere. */
  /** @param {Store} store @param {string} branch */
  function clearBranch(store, branch) {
    const keys = [branch].concat(formsOf(store, branch).map((form) => "form/" + form));
    return Promise.all(keys.map((key) => clear(store, key))).then((done) => done.every(Boolean));
  }

  return { clear, clearBranch, leave };
})();
