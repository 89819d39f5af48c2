/* All that this browser keeps, branch by branch: how it leaves as one file, and how it comes back from one. */

var SelfCheckHoldings = (() => {
  const { LIMITS } = SelfCheckAnswer;
  const { isClosed, keyOf } = SelfCheckRecord;
  const { isLater, merged, preview } = SelfCheckMerge;
  const { textOf, toFile } = SelfCheckFile;
  const { FIRST, another, factsOf, fileId, idsOf, isOwn, isTold, listed } = SelfCheckOwn;
  const { isForm, partsOf } = SelfCheckEntries;

  /** What 我的支部 was told of a branch, or null where that is nothing. */
  /** @param {Store} store @param {string} branch */
  function factsIn(store, branch) {
    const texts = store.form(factsOf(branch));
    return isTold(texts) ? texts : null;
  }

  /** What is kept of one record, counted. */
  /** @param {ReturnType<Store["records"]>[0]} kept @returns {Holding} */
  function counted({ key, record, unsaved_changes, exported_on, exported_as }) {
    const answers = Object.values(record.items);
    const days = answers.flatMap(({ log }) => log.map(([day]) => day));
    const answered = answers.filter(({ status }) => status).length;
    return { key, record, answered, last: days.sort().pop() || "", unsaved_changes, exported_on, exported_as };
  }

  /** @param {CheckRecord} record */
  const isFilled = ({ closings, items, retired, unknown }) =>
    Boolean(closings) || [items, retired, unknown.items].some((some) => Object.keys(some).length > 0);

  /** The branches of which anything is kept. */
  /** @param {Store} store @returns {KeptBranch[]} */
  function branchesIn(store) {
    /** @type {Map<string, Holding[]>} */
    const records = new Map();
    for (const id of listed(store)) if (factsIn(store, id)) records.set(id, []);
    for (const kept of store.records().filter(({ record }) => isFilled(record))) {
      const { id } = kept.record.branch;
      records.set(id, (records.get(id) || []).concat(counted(kept)));
    }
    return Array.from(records, ([id, held]) => {
      const named = [store.form(id).name, ...held.map(({ record }) => record.branch.name)].find(Boolean);
      return { id, name: named || "", records: held, facts: isOwn(id) ? factsIn(store, id) : null };
    });
  }

  const PREPARED = "准备会议时填的";
  /** What forms of other tools are called, by how their names begin. */
  const OTHERS = [
    ["meeting", PREPARED],
    ["start", "自查工具开头填的支部"],
    ["people", "“" + SITE.words.people + "”上次导入改了什么"],
  ];

  /** What is kept beside branches and people, in words, each with how many there are of it. */
  /** @param {Store} store */
  function othersIn(store) {
    /** @type {Map<string, number>} */
    const found = new Map();
    const branches = branchesIn(store).map(({ id }) => id);
    for (const name of store.entries.seen.keys()) {
      const { key } = partsOf(name);
      const form = key.split("/")[1];
      const branch = form.replace(/-(facts|here)$/, "");
      // people have their own files, and are told of with their branches
      const isElsewhere = isOwn(branch) || branches.includes(branch) || /^people(\.|_here$)/.test(form);
      if (!isForm(key) || isElsewhere || !Object.values(store.form(form)).some(Boolean)) continue;
      const [, words] = OTHERS.find(([start]) => form.startsWith(start)) || ["", "别的工具填的（" + form + "）"];
      found.set(words, (found.get(words) || 0) + 1);
    }
    return Array.from(found, ([words, count]) => words + (count > 1 ? " " + count + " 份" : ""));
  }

  /** All that is kept of a branch as the text of one file. */
  /** @param {Store} store @param {KeptBranch} branch @param {{day: string, device: string}} given */
  function fileOf(store, { id, name, records, facts }, given) {
    const more = facts ? { facts } : {};
    const files = records.map(({ record }) => {
      const branch = { id: isOwn(id) ? fileId(store, id, name) : id, name: record.branch.name || name };
      return toFile(Object.assign({}, record, { branch }), undefined, given);
    });
    if (files.length > 0) return SelfCheckBundle.toBundles(files, LIMITS, more)[0];
    return textOf({ format: SelfCheckBundle.FORMAT, schema: SelfCheckRecord.SCHEMA, records: [], ...more });
  }

  /**
   * Where the records of a file belong, by the ids that its branches have there: under a branch of the data, or under one
   * of this browser's own, a new one where none goes by that id.
   */
  /** @param {Store} store @param {CheckRecord[]} records @param {Values<string>} facts @returns {Map<string, string>} */
  function placesOf(store, records, facts) {
    const here = listed(store);
    const places = new Map();
    for (const id of new Set(records.map(({ branch }) => branch.id))) {
      const known = here.find((one) => idsOf(store, one, store.form(one).name || "").includes(id));
      const isOfOwn = facts !== null || isOwn(id) || id.startsWith("own-");
      const isFirst = here.length === 0 && !Array.from(places.values()).includes(FIRST);
      places.set(id, known || (isOfOwn ? (isFirst ? FIRST : another()) : id));
    }
    return places;
  }

  /** What a record of a file would do here. */
  /** @param {Store} store @param {CheckRecord} theirs @returns {Bringing} */
  function bringing(store, theirs) {
    const key = keyOf(theirs);
    if (theirs.newer) return { key, theirs, found: null, why: SelfCheckReading.NEWER };
    const mine = store.loadNow(key).record;
    const found = preview(mine, theirs);
    const { updates, conflicts, same, older } = found;
    const count = [updates, conflicts, same, older].reduce((sum, some) => sum + some.length, 0);
    const change = { day: "", device: "" };
    const isShut =
      isClosed(mine) && isClosed(merged(mine, theirs, {}, change)) && updates.length + conflicts.length > 0;
    const why = isShut
      ? SITE.words.closed_year + "（在它的自查页上）"
      : count > LIMITS.items
        ? "条目太多，一份记录放不下"
        : "";
    return { key, theirs, found, why };
  }

  /** Brings a record of a file in, after what is here was kept; what both have changed stays as it is here. */
  /** @param {Store} store @param {Bringing} one @param {string} day */
  function bring(store, { key, theirs }, day) {
    const mine = store.loadNow(key).record;
    const made = merged(mine, theirs, {}, { day, device: store.device() });
    // the page of the check brings all of it to its own edition
    if (mine.edition && isLater(theirs.edition, mine.edition)) made.edition = mine.edition;
    made.branch = theirs.branch;
    return SelfCheckSnapshots.keep(store, key, "导入之前", day).then(
      () => SelfCheckSnapshots.put(store, made).database,
    );
  }

  return { PREPARED, branchesIn, bring, bringing, factsIn, fileOf, othersIn, placesOf };
})();
