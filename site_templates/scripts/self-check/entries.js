/* What this page knows of the store: every entry by its name, and which place has not got it yet. All names carry the
   site's own id: other sites on the same host, or on the same disk, have their own store. */

var SelfCheckEntries = (() => {
  const { emptyAnswer, isId, isObject, map, readAnswer } = SelfCheckAnswer;
  const { joined, read, same, textOf, unchanged } = SelfCheckEntry;
  const HOME = "zbk/3/" + SITE.id + "/";
  // e/<branch>/<catalog>/<round>/<item id>, or HEADER in the item's place; e/form/<name>/FIELDS is a form
  const ENTRIES = HOME + "e/";
  const HEADER = "#";
  const FORM = "form/";
  const FIELDS = "fields";
  const ASIDE = HOME + "aside/";

  /** What `work` returns, or undefined where the browser forbids or refuses it. */
  /** @param {() => any} work @returns {any} */
  function attempt(work) {
    try {
      return work();
    } catch (_refused) {
      return undefined;
    }
  }

  /** @param {string} text */
  function checksum(text) {
    let sum = 0;
    for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) >>> 0;
    return sum.toString(36);
  }

  /** @param {string} key @param {string} part */
  const nameOf = (key, part) => ENTRIES + key + "/" + part;
  /** @param {string} key */
  const headerName = (key) => nameOf(key, HEADER);
  /** @param {string} form */
  const formName = (form) => nameOf(FORM + form, FIELDS);
  /** @param {string} key */
  const isForm = (key) => key.split("/").length === 2;

  /** @param {string} name */
  function partsOf(name) {
    const cut = name.lastIndexOf("/");
    return { key: name.slice(ENTRIES.length, cut), part: name.slice(cut + 1) };
  }

  /** @returns {Values<any>} */
  const blankHeader = () => {
    const { retired, unknown } = SelfCheckRecord.newRecord({}, "", "", "");
    /** @type {Values<any>} */
    const exported = { exported_on: "", exported_as: "", exported_changes: 0, exported_counts: null };
    return { name: "", edition: "", ...exported, closings: [], retired, unknown };
  };

  /** @param {string} name */
  function blank(name) {
    const { key, part } = partsOf(name);
    if (isForm(key)) return map();
    return part === HEADER ? blankHeader() : emptyAnswer();
  }

  /** @param {any} values */
  function answersIn(values) {
    const answers = map();
    for (const id of Object.keys(values)) answers[id] = readAnswer(values[id]);
    return answers;
  }

  /** A stored value, read as what is to stand under this name; throws or returns null where it cannot be. */
  /** @param {string} name @param {any} value */
  function valueFrom(name, value) {
    const { key, part } = partsOf(name);
    if (isForm(key)) return key.startsWith(FORM) && part === FIELDS ? textsIn(value) : null;
    const [branch, catalog, round, more] = key.split("/");
    if (more !== undefined || ![branch, catalog].every(isId) || !SelfCheckRecord.isRound(round)) return null;
    if (part !== HEADER) return isId(part) ? readAnswer(value) : null;
    const blank = blankHeader();
    const header = isObject(value) ? map(value) : null;
    for (const field of Object.keys(blank)) {
      if (typeof header[field] !== typeof blank[field]) header[field] = blank[field];
    }
    const { items, extra } = header.unknown;
    header.retired = answersIn(header.retired);
    header.unknown = { items: answersIn(items), extra };
    return header;
  }

  /** @param {any} value */
  function textsIn(value) {
    const texts = map();
    // what is no text a newer tool has put there
    for (const field of Object.keys(value).sort()) if (isId(field)) texts[field] = value[field];
    return texts;
  }

  class Entries {
    constructor() {
      /** As new as this page knows them. */
      /** @type {Map<string, Entry>} */
      this.seen = new Map();
      /** Texts that could not be read. */
      /** @type {Map<string, string>} */
      this.asides = new Map();
      /** Names of what either place has not got yet; what an earlier edition stored is never written to. */
      /** @type {{local: Set<string>, database: Set<string>, old: Set<string>}} */
      this.lacking = { local: new Set(), database: new Set(), old: new Set() };
      /** Which place keeps what it is given, and how often one was found emptied and was filled again. */
      /** @type {{local: boolean, database: boolean, refilled: number, [place: string]: any}} */
      this.works = { local: false, database: null, refilled: 0 };
      /** The id of this browser. */
      this.device = "";
      /** @type {((key: string, id: string) => void)[]} */
      this.watchers = [];
    }

    /** @param {string} name @returns {Entry} */
    get(name) {
      return this.seen.get(name) || unchanged(blank(name));
    }

    /** The parts of a record with their entries, in order. */
    /** @param {string} key @returns {[string, Entry][]} */
    of(key) {
      const names = [...this.seen.keys()].filter((name) => partsOf(name).key === key);
      return names.sort().map((name) => [partsOf(name).part, this.seen.get(name)]);
    }

    /** Takes in what a place holds; what cannot be read goes to `setAside` before anything may be written over it. */
    /** @param {string} name @param {string} text @param {Where} where @param {SetAside} setAside */
    found(name, text, where, setAside) {
      if (typeof text !== "string") return;
      const known = this.seen.get(name);
      // one look is ten times faster than reading it
      if (known && text === textOf(known)) {
        this.lacking[where].delete(name);
        return;
      }
      const { entry, isWhole } = attempt(() => {
        const stored = JSON.parse(text);
        return read(stored, valueFrom(name, stored.value));
      }) || { entry: null, isWhole: false };
      if (!isWhole) {
        const aside = ASIDE + name.slice(ENTRIES.length) + "/" + checksum(text);
        this.asides.set(aside, text);
        setAside(aside, text);
      }
      if (entry) this.learn(name, entry, where);
    }

    /** @param {string} name @param {Entry} entry @param {Where} where */
    learn(name, entry, where) {
      const known = this.seen.get(name);
      const joint = known ? joined(known, entry, this.device) : entry;
      const isNews = !same(joint, known);
      if (isNews) this.hold(name, joint);
      if (same(joint, entry)) this.lacking[where].delete(name);
      else this.lacking[where].add(name);
      if (isNews) this.tell(name);
    }

    /** @param {string} name @param {Entry} entry */
    hold(name, entry) {
      this.seen.set(name, entry);
      this.lacking.local.add(name);
      this.lacking.database.add(name);
    }

    /** @param {string} name */
    forget(name) {
      for (const names of [this.seen, this.lacking.local, this.lacking.database]) names.delete(name);
      this.tell(name);
    }

    /** @param {string} name */
    tell(name) {
      const { key, part } = partsOf(name);
      for (const watcher of this.watchers) watcher(key, part === HEADER || part === FIELDS ? "" : part);
    }

    /** A place that was emptied under this page gets all that the page knows. */
    /** @param {Where} where */
    refill(where) {
      for (const name of this.seen.keys()) this.lacking[where].add(name);
      this.works.refilled += 1;
    }

    /** What no place has got. */
    unsaved() {
      const { local, database } = this.lacking;
      return [...local].filter((name) => database.has(name)).map(partsOf);
    }
  }

  return { HOME, ENTRIES, ASIDE, HEADER, nameOf, headerName, formName, isForm, partsOf, attempt, Entries };
})();
