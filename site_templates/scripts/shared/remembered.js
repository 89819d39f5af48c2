/* Whether this browser may keep a branch: what reads it is large, and a first visit does not need it. */

var Remembered = (() => {
  const HOME = "zbk/3/";
  /** What 我的支部 was told. */
  const FACTS = /\/form\/my-branch[^/]*-facts\/fields$/;
  /** An answer or a tick of a branch, but nothing that the committee says of one. */
  const RECORD = /\/e\/(?!form\/)[^/]+\/(?!slip\.)[^/]+\/\d{4}[^/]*\/[^/]+$/;

  /** @param {RegExp[]} kinds @returns {(name: any) => boolean} */
  const isOne = (kinds) => (name) => String(name).startsWith(HOME) && kinds.some((kind) => kind.test(name));

  /** The names of what a database holds; one that is gone meanwhile is not made again. */
  /** @param {string} name @returns {Promise<any[]>} */
  function namesIn(name) {
    return new Promise((done, fail) => {
      const request = indexedDB.open(name);
      request.onupgradeneeded = () => request.transaction.abort();
      request.onerror = (event) => {
        event.preventDefault();
        fail();
      };
      request.onsuccess = () => {
        const { result } = request;
        const names = result.transaction("entries").objectStore("entries").getAllKeys();
        names.onsuccess = () => {
          result.close();
          done(names.result);
        };
      };
    });
  }

  /** Whether nothing fits into localStorage: then the database alone may have it. */
  function isUseless() {
    const probe = "zbk/probe";
    try {
      localStorage.setItem(probe, "1");
      const isKept = localStorage.getItem(probe) === "1";
      localStorage.removeItem(probe);
      return !isKept;
    } catch {
      return true;
    }
  }

  /** Whether the database has one: localStorage may be forbidden, lost or full. None is made by looking. */
  /** @param {(name: any) => boolean} isIt @returns {Promise<boolean>} */
  function isInDatabase(isIt) {
    // old Firefox does not say which there are
    if (!indexedDB.databases) return Promise.resolve(isUseless());
    // eslint-disable-next-line handbook/known-to-old-browsers -- asked for first
    const bases = indexedDB.databases();
    return bases
      .then((all) => Promise.all(all.filter(({ name }) => name.startsWith(HOME)).map(({ name }) => namesIn(name))))
      .then((found) => found.some((names) => names.some(isIt)));
  }

  /** Resolves to whether anything of these kinds is kept, as far as this browser lets it be known. */
  /** @param {RegExp[]} kinds @returns {Promise<boolean>} */
  function isAny(...kinds) {
    const isIt = isOne(kinds);
    try {
      if (Object.keys(localStorage).some(isIt)) return Promise.resolve(true);
    } catch {
      // the database may have it
    }
    return Promise.resolve()
      .then(() => isInDatabase(isIt))
      .catch(() => false);
  }

  return { FACTS, RECORD, isAny };
})();
