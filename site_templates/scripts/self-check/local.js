/* localStorage: the place of the store that has at once what it is given. */

var SelfCheckLocal = (() => {
  const { textOf } = SelfCheckEntry;
  const { ENTRIES, HOME, attempt } = SelfCheckEntries;
  const DEVICE = HOME + "device";
  // what is being written as one change: a browser killed in the middle finds the rest of it here
  const TOGETHER = HOME + "together";

  const random = () => crypto.getRandomValues(new Uint32Array(1))[0].toString(36);

  /** Only while something would be lost: a page that always asks is left by reflex, and cannot be gone back to. */
  /** @param {BeforeUnloadEvent} event */
  function stay(event) {
    event.preventDefault();
    // what browsers asked for before preventDefault was enough
    event.returnValue = "";
  }

  class LocalPlace {
    /** @param {Entries} entries */
    constructor(entries) {
      this.entries = entries;
      const stored = attempt(() => this.get(DEVICE));
      this.isNewDevice = !(stored && SelfCheckAnswer.isId(stored));
      this.keepDevice(this.isNewDevice ? "d-" + random() : stored);
      attempt(() => this.takeUp(JSON.parse(this.get(TOGETHER))));
      for (const name of this.names(ENTRIES)) attempt(() => this.find(name));
    }

    /** @param {string} name */
    get(name) {
      return localStorage.getItem(name);
    }

    /** @param {string} name @param {string} text */
    set(name, text) {
      localStorage.setItem(name, text);
      if (this.get(name) !== text) throw new Error("not kept: " + name);
      return true;
    }

    /** @param {string} name @param {string} text */
    couldSet(name, text) {
      return attempt(() => this.set(name, text)) === true;
    }

    /** @param {string} prefix @returns {string[]} */
    names(prefix) {
      return attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(prefix))) || [];
    }

    /** @param {string} name */
    find(name) {
      this.entries.found(name, this.get(name), "local", (aside, text) => this.set(aside, text));
    }

    /** @param {Values<string>} texts */
    takeUp(texts) {
      for (const name of Object.keys(texts)) {
        this.entries.found(name, texts[name], "local", () => undefined);
        if (this.entries.seen.has(name)) this.entries.lacking.local.add(name);
      }
    }

    /** @param {string} id */
    keepDevice(id) {
      this.entries.device = id;
      this.entries.works.local = this.couldSet(DEVICE, id);
    }

    /** Writes what is lacking here. */
    save() {
      const { device, lacking, seen, works } = this.entries;
      // one who has nothing to keep leaves no trace
      if (seen.size && works.local && attempt(() => this.get(DEVICE)) === null) {
        this.keepDevice(device);
        this.entries.refill("local");
      }
      const names = [...lacking.local];
      const texts = names.map((name) => [name, textOf(seen.get(name))]);
      const isTogether = names.length > 1 && this.couldSet(TOGETHER, JSON.stringify(Object.fromEntries(texts)));
      for (const name of names) {
        attempt(() => {
          this.find(name);
          this.set(name, textOf(seen.get(name)));
          lacking.local.delete(name);
          works.local = true;
        });
      }
      if (isTogether) attempt(() => localStorage.removeItem(TOGETHER));
      if (lacking.local.size) works.local = false;
      const change = this.entries.unsaved().length ? "addEventListener" : "removeEventListener";
      window[change]("beforeunload", stay);
    }
  }

  return { DEVICE, LocalPlace, random };
})();
