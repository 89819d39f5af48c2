/* Who is kept in the store: a form for each person, under a name that no branch has, which says of which branch he is.
   None of it is a record of a self-check: no file, bundle or roll-up of one ever has it. */

var PeopleKept = (() => {
  const { map } = SelfCheckAnswer;
  const { partsOf } = SelfCheckEntries;
  const { current, factsOf, fileId, isOwn, listed, nameOf, onList } = SelfCheckOwn;
  const FORMAT = "zbk-people";
  // a file by the first one has no papers
  const SCHEMA = 2;
  // no id of a branch has a dot
  const PREFIX = "people.";
  const START = "form/" + PREFIX;
  /** What the last import changed, to be undone. */
  const UNDO = "people_undo";
  /** Which branch was chosen here that is none of the browser's own, and which own one was shown then. */
  const HERE = "people_here";
  const CODE = "code";
  /** How names of papers begin, and what is kept of one that is there. */
  const PAPER = "paper.";
  const HAVE = "1";
  /** The field that says of which branch somebody is, and of which an import was. */
  const BRANCH = "branch";

  /** The id of the person whom a key of the store is about, or "". */
  /** @param {string} key */
  const idIn = (key) => (key.startsWith(START) ? key.slice(START.length) : "");
  /** @param {string} id */
  const formOf = (id) => PREFIX + id;

  /** Everyone of whom anything is filled in, of all branches. */
  /** @param {Store} store @returns {Person[]} */
  function everyone(store) {
    const ids = new Set([...store.entries.seen.keys()].map((name) => idIn(partsOf(name).key)).filter(Boolean));
    const found = Array.from(ids, (id) => ({ id, texts: store.form(formOf(id)) }));
    return found.filter(({ texts }) => Object.keys(texts).some((name) => name !== BRANCH && texts[name]));
  }

  /** The branch that is open in this browser. */
  /** @param {Store} store */
  function here(store) {
    const own = current(store);
    const chosen = store.form(HERE);
    if (chosen[BRANCH] && chosen.own === own) return chosen[BRANCH];
    const isKnown = listed(store).includes(own) || everyone(store).some(({ texts }) => texts[BRANCH] === own);
    return isKnown ? own : onList(store)[0] || own;
  }

  /** Opens another branch, for this page and, if it is one of the browser's own, for all. */
  /** @param {Store} store @param {string} branch */
  function choose(store, branch) {
    if (isOwn(branch)) SelfCheckOwn.choose(store, branch);
    store.fill(HERE, { [BRANCH]: isOwn(branch) ? "" : branch, own: current(store) });
  }

  /** Of which branch somebody is, or an import: an earlier edition knew of one list, which is that of the open branch. */
  /** @param {Store} store @param {Values<string>} texts */
  const branchOf = (store, texts) => texts[BRANCH] || here(store);

  /** @param {Store} store @param {string} branch */
  const all = (store, branch) => everyone(store).filter(({ texts }) => branchOf(store, texts) === branch);

  /** Of which branches anybody is kept. */
  /** @param {Store} store */
  const branchesOf = (store) => Array.from(new Set(everyone(store).map(({ texts }) => branchOf(store, texts)))).sort();

  /** All branches that this browser knows, the open one too. */
  /** @param {Store} store */
  function branches(store) {
    const found = listed(store).concat(onList(store), branchesOf(store), here(store));
    return Array.from(new Set(found));
  }

  /** Notes of those whom an earlier edition kept that they are of the open branch. Returns how many there were. */
  /** @param {Store} store @param {string} branch */
  function takeOver(store, branch) {
    const found = everyone(store).filter(({ texts }) => !texts[BRANCH]);
    for (const { id } of found) write(store, id, { [BRANCH]: branch });
    const undo = store.form(UNDO);
    if (Object.keys(undo).some((name) => undo[name]) && !undo[BRANCH]) store.fill(UNDO, { [BRANCH]: branch });
    return found.length;
  }

  /** @param {Store} store @param {string} branch */
  function titleOf(store, branch) {
    const { formal_members = "" } = store.form(factsOf(branch));
    const own = SITE.words.my_branch + (formal_members && "（" + formal_members + " 名党员）");
    return nameOf(store, branch) || (isOwn(branch) ? own : branch);
  }

  /** People in the order of the list of codes, then by figures. */
  /** @param {string[]} codes @param {Person[]} people */
  function sorted(codes, people) {
    /** @param {Person} one */
    const rank = ({ texts: { code } }) =>
      codes.includes(code) ? codes.indexOf(code) : codes.length + Number(code || 0);
    return people.slice().sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  }

  /** @param {Store} store @param {string} id @param {Values<string>} texts @param {Values<string>} [shown] */
  const write = (store, id, texts, shown) => store.fill(formOf(id), texts, shown);

  const newId = () => SelfCheckLocal.random();

  /** By which id files and calendars know a branch. */
  /** @param {Store} store @param {string} branch */
  const idOf = (store, branch) => (isOwn(branch) ? fileId(store, branch, nameOf(store, branch)) : branch);

  /** What can be handed over of a branch as a file: its name, codes, days and which papers are there, nothing else. */
  /** @param {Store} store @param {string} branch @param {Person[]} [people] */
  function fileOf(store, branch, people = all(store, branch)) {
    const listed = people.map(({ texts }) => {
      const dates = map();
      for (const name of Object.keys(texts).sort()) if (SelfCheckAnswer.isDay(texts[name])) dates[name] = texts[name];
      const has = Object.keys(texts).filter((name) => name.startsWith(PAPER) && texts[name] === HAVE);
      return { code: texts.code || "", dates, papers: has.map((name) => name.slice(PAPER.length)).sort() };
    });
    const exported = { day: Day.today(), device: store.device() };
    const of = { id: idOf(store, branch), name: nameOf(store, branch) };
    const file = { format: FORMAT, schema: SCHEMA, exported, branch: of, people: listed };
    return { name: fileName(store, branch, [exported.day], "json"), text: JSON.stringify(file, null, 2) + "\n" };
  }

  /** A name for a file of a branch that Windows takes. */
  /** @param {Store} store @param {string} branch @param {string[]} parts @param {string} ending */
  function fileName(store, branch, parts, ending) {
    const named = [SITE.words.people, titleOf(store, branch), ...parts].join("-");
    return named.replace(/[\\/:*?"<>|\s]/g, "_") + "." + ending;
  }

  /** Removes all people of a branch. Resolves to whether the database has heard of it. */
  /** @param {Store} store @param {string} branch @returns {Promise<boolean>} */
  function clear(store, branch) {
    const forms = all(store, branch).map(({ id }) => formOf(id));
    // what the last import changed names days too
    if (branchOf(store, store.form(UNDO)) === branch) forms.push(UNDO);
    const done = forms.map((form) => SelfCheckClearing.clear(store, "form/" + form));
    return Promise.all(done).then((each) => each.every(Boolean));
  }

  const keys = { BRANCH, CODE, FORMAT, HAVE, PAPER, SCHEMA, START, UNDO, formOf, idIn };
  const ofBranches = { all, branchOf, branches, branchesOf, choose, everyone, here, nameOf, takeOver, titleOf };
  return { ...keys, ...ofBranches, clear, fileName, fileOf, idOf, newId, sorted, write };
})();
