/* localStorage and IndexedDB as one store: both hold every entry, so what one lost or damaged the other has. */

var SelfCheckStore = (() => {
  const { changed, map, own, readAnswer } = SelfCheckAnswer;
  const { lostIn, same, sorted, textOf, withValues, WITH_STATUS } = SelfCheckEntry;
  const { HEADER, attempt, formName, headerName, isForm, nameOf, partsOf } = SelfCheckEntries;
  const PLACES = ["status", "retired"].concat(SITE.fields.map(({ name }) => name));

  /**
   * @param {string} key @param {{branch: {name: string}, edition: string}} two @param {Values<any>} [more]
   * @returns {Commit}
   */
  const headerOf = (key, { branch: { name }, edition }, more) => [headerName(key), () => ({ name, edition, ...more })];

  class Store {
    /** `takeEarlier` takes over what earlier editions of this tool stored. */
    /** @param {(store: Store) => Promise<any>} takeEarlier */
    constructor(takeEarlier) {
      this.entries = new SelfCheckEntries.Entries();
      this.local = new SelfCheckLocal.LocalPlace(this.entries);
      this.database = new SelfCheckDatabase.DatabasePlace(this.entries, this.local);
      this.works = this.entries.works;
      /** This window, for as long as it is open. */
      this.self = SelfCheckLocal.random();
      /** Resolves once both places were read, or the database was given up on: no form may take input before. */
      this.ready = this.database.open(() => takeEarlier(this));
    }

    device() {
      return this.entries.device;
    }

    /** @param {(key: string, id: string) => void} watcher */
    watch(watcher) {
      this.entries.watchers.push(watcher);
    }

    /** Changes entries here, then in both places: their names, new values, and what stood there as it was shown. */
    /** @param {Commit[]} changes */
    commit(changes) {
      const { entries } = this;
      for (const [name, valuesFor, shown] of changes) {
        attempt(() => this.local.find(name));
        const known = entries.get(name);
        const next = withValues(known, valuesFor(known, !entries.seen.has(name)), this.self, shown);
        if (same(next, known)) continue;
        entries.hold(name, next);
        this.database.post(name, textOf(next));
      }
      this.local.save();
      const local = !changes.some(([name]) => entries.lacking.local.has(name));
      return { local, database: this.database.save() };
    }

    /** Stores `fields` of one answer: what another window wrote to the others stays. `about` is the record. */
    /**
     * @param {string} key @param {string} id @param {Answer} answer @param {string[]} fields
     * @param {{branch: {name: string}, edition: string}} about @param {Values<any>} [shown]
     */
    write(key, id, answer, fields, about, shown) {
      const name = nameOf(key, id);
      const given = readAnswer(answer);
      const device = this.device();
      /** @param {Entry} one @param {boolean} isFirst */
      const valuesFor = ({ at, value }, isFirst) => {
        /** @type {Values<any>} */
        const values = {};
        const all = fields.includes("status") ? fields.concat(WITH_STATUS) : fields;
        for (const field of isFirst ? Object.keys(given) : all) values[field] = given[field];
        const v = { ...given.v, ...value.v };
        // never a count this device has used before, not even after something older was restored
        v[device] = Math.max(given.v[device] || 0, (value.v[device] || 0) + 1, at.v + 1);
        return same({ ...value, ...values }, value) ? {} : { ...values, v: sorted(v) };
      };
      const kept = this.commit([[name, valuesFor, shown], headerOf(key, about)]);
      return { answer: this.entries.get(name).value, ...kept };
    }

    /** Changes fields of one answer, all as one change. Returns what `write` does, or null where nothing differs. */
    /**
     * @param {string} key @param {string} id @param {Values<any>} values
     * @param {{title: string, rev: number, day: string}} how
     * @param {{branch: {name: string}, edition: string}} about @param {Values<any>} [shown]
     */
    change(key, id, values, { title, rev, day }, about, shown) {
      const given = { rev, day, device: this.device() };
      const { record } = this.loadNow(key);
      if (SelfCheckRecord.isClosed(record)) return null;
      const before = SelfCheckRecord.answerOf(record, id);
      const names = Object.keys(values);
      const answer = names.reduce((one, name) => changed(one, name, values[name], given), before);
      if (answer === before) return null;
      return this.write(key, id, { ...answer, title, v: before.v }, names, about, shown);
    }

    /** What was last filled in on a form that is no record: texts by field. */
    /** @param {string} name @returns {Values<string>} */
    form(name) {
      const { value } = this.entries.get(formName(name));
      const texts = map();
      for (const field of Object.keys(value)) if (typeof value[field] === "string") texts[field] = value[field];
      return texts;
    }

    /** @param {string} name @param {Values<string>} texts @param {Values<string>} [shown] */
    fill(name, texts, shown) {
      return this.commit([[formName(name), () => texts, shown]]);
    }

    /** @param {string} key */
    load(key) {
      return this.ready.then(() => this.loadNow(key));
    }

    /** What this page knows of a record at this moment. */
    /** @param {string} key */
    loadNow(key) {
      const [id, catalog, round] = key.split("/");
      const { at, value } = this.entries.get(headerName(key));
      const { name, edition, closings, retired, unknown, ...others } = value;
      const { exported_on, exported_as, exported_changes, exported_counts, ...added } = others;
      const record = SelfCheckRecord.newRecord({ id, name }, catalog, round, edition);
      let changes = at.retired;
      for (const [part, { at, value }] of this.entries.of(key)) {
        if (part === HEADER) continue;
        changes += at.v;
        if (Object.keys(value.v).length) record.items[part] = value;
      }
      record.retired = retired;
      // what a newer tool has put into the header goes out with the record
      record.unknown = { items: unknown.items, extra: Object.assign(map(unknown.extra), added) };
      // the word on a year holds for all of it, also what has no content
      const year = this.entries.get(headerName([id, "year", String(round).slice(0, 4)].join("/"))).value;
      // an earlier edition of this tool took it for something unknown
      Object.assign(record, SelfCheckRecord.closingsOf(closings, record.unknown.extra.closings, year.closings));
      delete record.unknown.extra.closings;
      const counts = this.counts(key);
      const places = Object.keys(counts).filter((place) => counts[place] !== own(exported_counts, place)).length;
      // an export by an earlier edition of the tool has left no counts
      const most = exported_counts || !exported_changes ? places : changes - exported_changes;
      return { record, changes, unsaved_changes: Math.min(most, places), exported_on, exported_as };
    }

    /** How often each place was changed: the result and texts of each item, and all retired answers as one. */
    /** @param {string} key */
    counts(key) {
      const counts = map();
      for (const [part, { at }] of this.entries.of(key)) {
        for (const field of PLACES) if (at[field]) counts[part + "/" + field] = at[field];
      }
      return counts;
    }

    /** All records, or those whose keys begin so. */
    /** @param {string} [start] */
    records(start = "") {
      const keys = new Set([...this.entries.seen.keys()].map((name) => partsOf(name).key));
      return [...keys]
        .filter((key) => key.startsWith(start) && !isForm(key))
        .sort()
        .map((key) => ({ key, ...this.loadNow(key) }));
    }

    /** Whether all that was filled in is kept, and what there is to say of the places that keep it. */
    keeping() {
      const { local, database, refilled } = this.works;
      const isKept = (local || database !== false) && this.entries.unsaved().length === 0;
      return { isKept, words: (refilled ? REFILLED : "") + (local && database ? "" : ONE_PLACE) };
    }

    /** What had to give way to another window in an answer, a header (no id) or a form (its name alone). */
    /** @param {string} key @param {string} [id] */
    lost(key, id = HEADER) {
      return lostIn(this.entries.get(key.includes("/") ? nameOf(key, id) : formName(key)));
    }
  }

  /** Said where works.refilled is not 0. */
  const REFILLED = "浏览器里存的内容被清空过，这一页上的已经重新存好。";

  /** Said from the start where one of the places does not keep what it is given. */
  const ONE_PLACE = "只存了一处，另一处这个浏览器存不了：突然关机可能丢掉刚填的，请常备份到文件。";

  return { Store, headerOf, REFILLED, ONE_PLACE };
})();
