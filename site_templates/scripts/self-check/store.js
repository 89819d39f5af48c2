/* localStorage and IndexedDB as one store: both hold every entry, so what one lost, refused or damaged the other has.
   Here is what this page knows, and localStorage; store-database.js brings the database, store-work.js what is done
   with whole records. All names carry the site's own id: other sites on the same host, or on the same disk, have their
   own store. */

// biome-ignore lint/correctness/noUnusedVariables: the other classic scripts of the page use it
var SelfCheckStore = (() => {
  const { withValues, joined, read, unchanged, lostIn, sorted, same, textOf, WITH_STATUS } = SelfCheckEntry;
  const HOME = "zbk/3/" + SITE.id + "/";
  // e/<branch>/<catalog>/<round>/<item id>, or HEADER in the item's place; e/form/<name>/FIELDS is a form
  const ENTRIES = HOME + "e/";
  const HEADER = "#";
  const FORM = "form/";
  const FIELDS = "fields";
  const ASIDE = HOME + "aside/";
  const DEVICE = HOME + "device";
  /** The methods that store-work.js brings, for stores opened before it came and after. */
  const later = {};

  /** What `work` returns, or undefined where the browser forbids or refuses it. */
  function attempt(work) {
    try {
      return work();
    } catch (_refused) {
      return undefined;
    }
  }

  function checksum(text) {
    let sum = 0;
    for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) >>> 0;
    return sum.toString(36);
  }

  /**
   * The store of this browser. `place` is the window, `core` is SelfCheckRecord; `bring` fetches store-work.js where
   * the page has not loaded it.
   */
  function open(place, core, bring) {
    /** @type {Map<string, Entry>} all entries, as new as this page knows them */
    const seen = new Map();
    /** @type {Map<string, string>} texts that could not be read */
    const asides = new Map();
    /** Names of what either place has not got yet; what an earlier edition stored is never written to. */
    const lacking = { local: new Set(), database: new Set(), old: new Set() };
    /** Which place keeps what it is given, and how often one was found emptied and was filled again. */
    const works = { local: false, database: null, refilled: 0 };
    const watchers = [];
    const PLACES = ["status", "retired"].concat(core.FIELDS.map(({ name }) => name));
    const random = () => place.crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
    /** This window, for as long as it is open. */
    const self = random();

    const nameOf = (key, part) => ENTRIES + key + "/" + part;
    const headerName = (key) => nameOf(key, HEADER);
    const formName = (form) => nameOf(FORM + form, FIELDS);
    const isForm = (key) => key.split("/").length === 2;
    let device = "";

    function partsOf(name) {
      const cut = name.lastIndexOf("/");
      return { key: name.slice(ENTRIES.length, cut), part: name.slice(cut + 1) };
    }

    const entriesOf = (key) => {
      const names = [...seen.keys()].filter((name) => partsOf(name).key === key);
      return names.sort().map((name) => [partsOf(name).part, seen.get(name)]);
    };

    const blankHeader = () => {
      const { retired, unknown } = core.newRecord({}, "", "", "");
      const exported = { exported_on: "", exported_changes: 0, exported_counts: null };
      return { name: "", edition: "", ...exported, retired, unknown };
    };

    function blank(name) {
      const { key, part } = partsOf(name);
      if (isForm(key)) return core.map();
      return part === HEADER ? blankHeader() : core.emptyAnswer();
    }

    const entryOf = (name) => seen.get(name) || unchanged(blank(name));

    function answersIn(values) {
      const answers = core.map();
      for (const id of Object.keys(values)) answers[id] = core.readAnswer(values[id]);
      return answers;
    }

    /** A stored value, read as what is to stand under this name; throws or returns null where it cannot be. */
    function valueFrom(name, value) {
      const { key, part } = partsOf(name);
      if (isForm(key)) return key.startsWith(FORM) && part === FIELDS ? textsIn(value) : null;
      const [branch, catalog, round, more] = key.split("/");
      if (more !== undefined || ![branch, catalog].every(core.isId) || !core.isRound(round)) return null;
      if (part !== HEADER) return core.isId(part) ? core.readAnswer(value) : null;
      const blank = blankHeader();
      const header = core.isObject(value) ? core.map(value) : null;
      for (const field of Object.keys(blank)) {
        if (typeof header[field] !== typeof blank[field]) header[field] = blank[field];
      }
      const { items, extra } = header.unknown;
      header.retired = answersIn(header.retired);
      header.unknown = { items: answersIn(items), extra };
      return header;
    }

    function textsIn(value) {
      const texts = core.map();
      // what is no text a newer tool has put there
      for (const field of Object.keys(value).sort()) if (core.isId(field)) texts[field] = value[field];
      return texts;
    }

    /** Takes in what a place holds; what cannot be read goes to `setAside` before anything may be written over it. */
    function found(name, text, where, setAside) {
      if (typeof text !== "string") return;
      const known = seen.get(name);
      // one look is ten times faster than reading it
      if (known && text === textOf(known)) {
        lacking[where].delete(name);
        return;
      }
      const { entry, isWhole } = attempt(() => {
        const stored = JSON.parse(text);
        return read(stored, valueFrom(name, stored.value));
      }) || { entry: null, isWhole: false };
      if (!isWhole) {
        const aside = ASIDE + name.slice(ENTRIES.length) + "/" + checksum(text);
        asides.set(aside, text);
        setAside(aside, text);
      }
      if (entry) learn(name, entry, where);
    }

    function learn(name, entry, where) {
      const known = seen.get(name);
      const joint = known ? joined(known, entry, device) : entry;
      const isNews = !same(joint, known);
      if (isNews) hold(name, joint);
      if (same(joint, entry)) lacking[where].delete(name);
      else lacking[where].add(name);
      if (isNews) tell(name);
    }

    function hold(name, entry) {
      seen.set(name, entry);
      lacking.local.add(name);
      lacking.database.add(name);
    }

    function tell(name) {
      const { key, part } = partsOf(name);
      for (const watcher of watchers) watcher(key, part === HEADER || part === FIELDS ? "" : part);
    }

    const getLocal = (name) => place.localStorage.getItem(name);
    function setLocal(name, text) {
      place.localStorage.setItem(name, text);
      if (getLocal(name) !== text) throw new Error("not kept: " + name);
    }
    const couldSet = (name, text) => attempt(() => setLocal(name, text) || true) === true;
    const findLocal = (name) => found(name, getLocal(name), "local", setLocal);
    const localNames = (prefix) =>
      attempt(() => Object.keys(place.localStorage).filter((name) => name.startsWith(prefix))) || [];

    /** A place that was emptied under this page gets all that the page knows. */
    function refill(where) {
      for (const name of seen.keys()) lacking[where].add(name);
      works.refilled += 1;
    }

    function saveLocally() {
      if (works.local && attempt(() => getLocal(DEVICE)) === null) {
        keepDevice(device);
        refill("local");
      }
      for (const name of [...lacking.local]) {
        attempt(() => {
          findLocal(name);
          setLocal(name, textOf(seen.get(name)));
          lacking.local.delete(name);
          works.local = true;
        });
      }
      if (lacking.local.size) works.local = false;
      askBeforeLeaving();
    }

    const unsaved = () => [...lacking.local].filter((name) => lacking.database.has(name)).map(partsOf);

    /** Only while something would be lost: a page that always asks is left by reflex, and cannot be gone back to. */
    function askBeforeLeaving() {
      const change = unsaved().length ? "addEventListener" : "removeEventListener";
      place[change]("beforeunload", stay);
    }

    function stay(event) {
      event.preventDefault();
      // what browsers asked for before preventDefault was enough
      event.returnValue = "";
    }

    function keepDevice(id) {
      device = id;
      works.local = couldSet(DEVICE, id);
    }

    /**
     * Changes entries here, then in both places.
     * @param {[string, function(Entry): Object, Object=][]} changes new values, and what stood there as it was shown
     */
    function commit(changes) {
      for (const [name, valuesFor, shown] of changes) {
        attempt(() => findLocal(name));
        const known = entryOf(name);
        const next = withValues(known, valuesFor(known, !seen.has(name)), self, shown);
        if (same(next, known)) continue;
        hold(name, next);
        database.post(name, textOf(next));
      }
      saveLocally();
      const names = changes.map(([name]) => name);
      return { local: !names.some((name) => lacking.local.has(name)), database: database.save() };
    }

    const headerOf = (key, { branch, edition }, more) => [
      headerName(key),
      () => ({ name: branch.name, edition, ...more }),
    ];

    /** Stores `fields` of one answer: what another window wrote to the others stays. `about` is the record. */
    function write(key, id, answer, fields, about, shown) {
      const name = nameOf(key, id);
      const given = core.readAnswer(answer);
      const valuesFor = ({ at, value }, isFirst) => {
        const values = {};
        const all = fields.includes("status") ? fields.concat(WITH_STATUS) : fields;
        for (const field of isFirst ? Object.keys(given) : all) values[field] = given[field];
        const v = { ...given.v, ...value.v };
        // never a count this device has used before, not even after something older was restored
        v[device] = Math.max(given.v[device] || 0, (value.v[device] || 0) + 1, at.v + 1);
        return same({ ...value, ...values }, value) ? {} : { ...values, v: sorted(v) };
      };
      const kept = commit([[name, valuesFor, shown], headerOf(key, about)]);
      return { answer: entryOf(name).value, ...kept };
    }

    /** What was last filled in on a form that is no record: texts by field. */
    const form = (name) => {
      const { value } = entryOf(formName(name));
      const texts = core.map();
      for (const field of Object.keys(value)) if (typeof value[field] === "string") texts[field] = value[field];
      return texts;
    };
    const fill = (name, texts, shown) => commit([[formName(name), () => texts, shown]]);

    /** What this page knows of a record at this moment. */
    function loadNow(key) {
      const [id, catalog, round] = key.split("/");
      const header = entryOf(headerName(key));
      const {
        name: branchName,
        edition,
        retired,
        unknown,
        exported_on,
        exported_changes,
        exported_counts,
        ...added
      } = header.value;
      const record = core.newRecord({ id, name: branchName }, catalog, round, edition);
      const entries = entriesOf(key);
      let changes = header.at.retired;
      for (const [part, { at, value }] of entries) {
        if (part === HEADER) continue;
        changes += at.v;
        if (Object.keys(value.v).length) record.items[part] = value;
      }
      record.retired = retired;
      // what a newer tool has put into the header goes out with the record
      record.unknown = { items: unknown.items, extra: Object.assign(core.map(unknown.extra), added) };
      const counts = countsOf(entries);
      const places = Object.keys(counts).filter((place) => counts[place] !== core.own(exported_counts, place)).length;
      // an export by an earlier edition of the tool has left no counts
      const most = exported_counts || !exported_changes ? places : changes - exported_changes;
      return { record, changes, unsaved_changes: Math.min(most, places), exported_on };
    }

    /** How often each place was changed: the result and texts of each item, and all retired answers as one. */
    function countsOf(entries) {
      const counts = core.map();
      for (const [part, { at }] of entries) {
        for (const field of PLACES) if (at[field]) counts[part + "/" + field] = at[field];
      }
      return counts;
    }

    /** All records, or those whose keys begin so. */
    function records(start = "") {
      const keys = new Set([...seen.keys()].map((name) => partsOf(name).key).filter((key) => key.startsWith(start)));
      return [...keys]
        .filter((key) => !isForm(key))
        .sort()
        .map((key) => ({ key, ...loadNow(key) }));
    }

    /** What the other scripts of the store need, and nobody else. */
    const inside = {
      ...{ place, core, seen, asides, lacking, works, localNames, getLocal, couldSet, found, findLocal, saveLocally },
      ...{ nameOf, headerName, formName, headerOf, entriesOf, countsOf, commit, keepDevice, random, refill, tell },
      device: () => device,
      takeOld: () => (bring ? bring() : Promise.resolve()).then(() => store.takeOld()),
    };
    const stored = attempt(() => getLocal(DEVICE));
    inside.isNewDevice = !(stored && core.isId(stored));
    keepDevice(inside.isNewDevice ? "d-" + random() : stored);
    for (const name of localNames(ENTRIES)) attempt(() => findLocal(name));

    const store = Object.assign(Object.create(later), {
      works,
      device: () => device,
      load: (key) => store.ready.then(() => loadNow(key)),
      loadNow,
      records,
      write,
      form,
      fill,
      /** What had to give way to another window in an answer, a header (no id) or a form (its name alone). */
      lost: (key, id = HEADER) => lostIn(entryOf(key.includes("/") ? nameOf(key, id) : formName(key))),
      watch: (watcher) => watchers.push(watcher),
      unsaved,
      inside,
    });
    const database = shared.connect(inside);
    /** Resolves once both places were read, or the database was given up on: no form may take input before. */
    store.ready = database.open();
    if (store.complete) store.complete();
    return store;
  }

  /** Said where works.refilled is not 0. */
  const REFILLED = "浏览器里存的内容被清空过，这一页上的已经重新存好。";
  const shared = { open, later, attempt, textOf, HOME, ENTRIES, ASIDE, DEVICE, REFILLED };
  return shared;
})();
