/* Whole records in the store, and their earlier states: before an import, a new edition, or on another day. */

var SelfCheckSnapshots = (() => {
  const { emptyAnswer, own, readAnswer } = SelfCheckAnswer;
  const { closingsOf } = SelfCheckRecord;
  const { textOf } = SelfCheckEntry;
  const { ASIDE, attempt, headerName, nameOf } = SelfCheckEntries;
  const { SNAPSHOTS, allIn, within } = SelfCheckDatabase;
  const MOST = 10;

  /** Stores a whole record with its version vectors; an item it does not have is empty afterwards. */
  /** @param {Store} store @param {CheckRecord} record */
  function put(store, record) {
    const key = SelfCheckRecord.keyOf(record);
    const ids = new Set(Object.keys(record.items).concat(Object.keys(store.loadNow(key).record.items)));
    /** @param {string} id */
    const answerFor = (id) => readAnswer(own(record.items, id)) || emptyAnswer();
    const { retired, unknown } = record;
    /** @type {Commit[]} */
    const items = Array.from(ids, (id) => [nameOf(key, id), () => answerFor(id)]);
    // that it was closed, and opened again, is not undone with what stands in it
    const closings = closingsOf(store.loadNow(key).record.closings, record.closings);
    return store.commit(items.concat([SelfCheckStore.headerOf(key, record, { ...closings, retired, unknown })]));
  }

  /** Notes in the store that the record, as it is now, was handed over as a file or copied. */
  /** @param {Store} store @param {string} key @param {string} day @param {string} as */
  function exported(store, key, day, as) {
    const { changes } = store.loadNow(key);
    // the number of changes is for an earlier edition of this tool in the same browser
    const noted = { exported_on: day, exported_as: as, exported_changes: changes, exported_counts: store.counts(key) };
    return store.commit([[headerName(key), () => noted]]);
  }

  /** Keeps the record as it is now; without a database only the last time, in localStorage. */
  /** @param {Store} store @param {string} key @param {string} why @param {string} day */
  function keep(store, key, why, day) {
    const prefix = SNAPSHOTS + key + "/";
    const text = textOf({ why, day, record: store.loadNow(key).record });
    /** @param {IDBObjectStore} stored */
    const work = (stored) =>
      allIn(stored, prefix, (found) => {
        const numbers = Array.from(found.keys(), (name) => Number(name.slice(prefix.length))).sort((a, b) => b - a);
        for (const number of numbers.slice(MOST - 1)) stored.delete(prefix + number);
        stored.put(text, prefix + ((numbers[0] || 0) + 1));
      });
    return within(store.database.run(work)).then((done) => done || store.local.couldSet(prefix + 0, text));
  }

  /** Those of a record, the newest first, with their records. */
  /** @param {Store} store @param {string} key @returns {Promise<any[]>} */
  function listed(store, key) {
    const prefix = SNAPSHOTS + key + "/";
    const texts = new Map(store.local.names(prefix).map((name) => [name, store.local.get(name)]));
    /** @param {IDBObjectStore} stored */
    const work = (stored) =>
      allIn(stored, prefix, (found) => {
        for (const [name, text] of found) texts.set(name, text);
      });
    const read = () =>
      Array.from(texts, ([name, text]) =>
        attempt(() => Object.assign(JSON.parse(text), { number: Number(name.slice(prefix.length)) })),
      )
        .filter(Boolean)
        .sort((a, b) => b.number - a.number)
        .slice(0, MOST);
    return within(store.database.run(work)).then(read);
  }

  /** Brings one back, after keeping what it replaces. Resolves to what `put` returns, or null. */
  /** @param {Store} store @param {string} key @param {number} number @param {string} day @returns {Promise<any>} */
  function restore(store, key, number, day) {
    return listed(store, key).then((all) => {
      const wanted = all.find((one) => one.number === number);
      return wanted ? keep(store, key, "恢复之前", day).then(() => put(store, wanted.record)) : null;
    });
  }

  /** What could not be read: names and texts. */
  /** @param {Store} one */
  const asides = ({ entries }) =>
    Array.from(entries.asides, ([name, text]) => ({ name: name.slice(ASIDE.length), text }));

  return { asides, exported, keep, listed, put, restore };
})();
