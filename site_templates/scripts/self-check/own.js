/* Branches that are not in the data and that this browser keeps itself: one or several. Each has a name of its own in
   the store, and in files an id that is made once. */

var SelfCheckOwn = (() => {
  const { isId } = SelfCheckAnswer;
  const { HEADER, isForm, partsOf } = SelfCheckEntries;
  /** The first one's, from the time when there could be no other. */
  const FIRST = "my-branch";
  const SHAPE = /^my-branch(-b[0-9a-z]+)?$/;
  /** The form under which the store keeps which of them is shown. */
  const HERE = "my-branch-here";
  const FACTS = "-facts";

  /** @param {string} branch */
  const isOwn = (branch) => SHAPE.test(branch);
  /** The form under which the store keeps the facts of a branch. */
  /** @param {string} branch */
  const factsOf = (branch) => branch + FACTS;
  /** The form under which the store keeps the meeting that is prepared in a branch. */
  /** @param {string} branch */
  const draftOf = (branch) => (branch === FIRST ? "meeting" : "meeting-" + branch);
  const another = () => FIRST + "-b" + SelfCheckLocal.random();

  /** An id for files: the same name gives the same one on every machine. */
  /** @param {string} name */
  function ownId(name) {
    let sum = 0;
    for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
    return "own-" + sum.toString(36);
  }

  /** Whether a form says anything of a branch: its id in files alone, and counts of nought, say nothing. */
  /** @param {Values<string>} texts */
  const isTold = (texts) => Object.keys(texts).some((name) => name !== "id" && texts[name] && texts[name] !== "0");

  /** All of which something is kept, the first one first. */
  /** @param {Store} store */
  function listed(store) {
    const found = [];
    for (const name of store.entries.seen.keys()) {
      const { key, part } = partsOf(name);
      const form = key.split("/")[1];
      // a head alone says when an empty record was handed over
      if (isForm(key) ? !isTold(store.form(form)) : part === HEADER && !isFilled(store.entries.get(name).value))
        continue;
      found.push(isForm(key) ? form.replace(FACTS, "") : key.split("/")[0]);
    }
    return Array.from(new Set(found)).filter(isOwn).sort();
  }

  /** @param {Values<any>} header */
  const isFilled = ({ closings, retired, unknown }) =>
    closings.length > 0 || [retired, unknown.items].some((some) => Object.keys(some).length > 0);

  /** The one that is shown. */
  /** @param {Store} store */
  function current(store) {
    const { branch = FIRST } = store.form(HERE);
    return isOwn(branch) ? branch : FIRST;
  }

  /** Branches of the list of which a record is kept that is more than what the committee says. */
  /** @param {Store} store */
  function onList(store) {
    const keys = [...store.entries.seen.keys()].map((name) => partsOf(name).key);
    const found = keys.filter((key) => !isForm(key) && !key.includes("/slip."));
    return Array.from(new Set(found.map((key) => key.split("/")[0])))
      .filter((branch) => !isOwn(branch))
      .sort();
  }

  /** The branch that is worked on here: one of the list, or the own one that is shown. */
  /** @param {Store} store */
  function working(store) {
    const { listed: chosen } = store.form(HERE);
    const all = onList(store);
    if (all.includes(chosen)) return chosen;
    const own = current(store);
    return listed(store).includes(own) || all.length === 0 ? own : all[0];
  }

  /** Whether a branch is noted as the one that is worked on here. */
  /** @param {Store} store @param {string} branch */
  function isChosen(store, branch) {
    const { listed: chosen } = store.form(HERE);
    return isOwn(branch) ? !chosen && current(store) === branch : chosen === branch;
  }

  /** What a branch is called; "" where nobody has said it. */
  /** @param {Store} store @param {string} branch */
  function nameOf(store, branch) {
    const records = store.records(branch + "/").map(({ record }) => record.branch.name);
    return [store.form(branch).name, ...records].find(Boolean) || "";
  }

  /** Works on a branch from now on, an own one or one of the list. Resolves to whether that is kept. */
  /** @param {Store} store @param {string} branch @returns {Promise<boolean>} */
  function choose(store, branch) {
    const { listed: before = "" } = store.form(HERE);
    const after = isOwn(branch) ? "" : branch;
    const texts = Object.assign({}, isOwn(branch) ? { branch } : {}, before === after ? {} : { listed: after });
    const { local, database } = store.fill(HERE, texts);
    return database.then((done) => done || local);
  }

  /** @param {Store} store @param {string} branch */
  function keptId(store, branch) {
    const { id = "" } = store.form(branch);
    return isId(id) ? id : "";
  }

  /** By which id files know a branch: made for the first of them, whatever it is called later. */
  /** @param {Store} store @param {string} branch @param {string} name */
  function fileId(store, branch, name) {
    const kept = keptId(store, branch);
    if (kept) return kept;
    const isTaken = listed(store).some((one) => keptId(store, one) === ownId(name));
    const id = name && !isTaken ? ownId(name) : "own-" + SelfCheckLocal.random();
    store.fill(branch, { id });
    return id;
  }

  /** The ids under which its files may come back; before there could be several, one without a name had that of none. */
  /** @param {Store} store @param {string} branch @param {string} name */
  function idsOf(store, branch, name) {
    if (!isOwn(branch)) return [branch];
    const isAlone = listed(store).every((one) => one === branch);
    return [branch, keptId(store, branch)].concat(name || isAlone ? ownId(name) : []);
  }

  /** A file of the branch from another machine says by which id it is known. */
  /** @param {Store} store @param {string} branch @param {string} id */
  function takeOver(store, branch, id) {
    const isTaken = keptId(store, branch) || listed(store).some((one) => keptId(store, one) === id);
    if (isOwn(branch) && !isTaken && !isOwn(id) && id !== ownId("")) store.fill(branch, { id });
  }

  return {
    FIRST,
    HERE,
    isOwn,
    factsOf,
    draftOf,
    isTold,
    another,
    ownId,
    listed,
    onList,
    current,
    working,
    isChosen,
    nameOf,
    choose,
    fileId,
    idsOf,
    takeOver,
  };
})();
