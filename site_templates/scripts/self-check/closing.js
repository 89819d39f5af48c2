/* The end of a year: its records are only read from then on, until somebody opens them again. */

var SelfCheckClosing = (() => {
  const { headerName } = SelfCheckEntries;

  /** The keys of all that a branch keeps of a year, and of what is to be closed with it though nothing is kept yet. */
  /** @param {Store} store @param {string} branch @param {string} year @param {string[]} more */
  function keysOf(store, branch, year, ...more) {
    const kept = store.records(branch + "/").map(({ key }) => key);
    const ofYear = kept.concat(more, branch + "/year/" + year).filter((key) => key.split("/")[2].startsWith(year));
    return Array.from(new Set(ofYear));
  }

  /** A time to the second, as records have it. */
  /** @param {number} [time] */
  const textOf = (time = Date.now()) => new Date(time).toISOString().slice(0, 19) + "Z";

  /** What is said next of a record: later than all that was said before, whatever the clock says. */
  /** @param {string[][]} closings @param {string} how @param {string} device @param {string} time */
  function next(closings, how, device, time) {
    const after = closings.slice(-1).map(([last]) => Date.parse(last) + 1000);
    return [textOf(Math.max(Date.parse(time), ...after)), how, device];
  }

  /** The same records with what is said next of them. */
  /** @param {CheckRecord} record @param {string} how @param {string} device @param {string} time */
  function noted(record, how, device, time) {
    const { closings = [] } = record;
    return Object.assign({}, record, SelfCheckRecord.closingsOf(closings, [next(closings, how, device, time)]));
  }

  /** Closes records or opens them again, all or none of them. */
  /** @param {Store} store @param {string[]} keys @param {string} how @param {string} [time] */
  function note(store, keys, how, time = textOf()) {
    /** @param {string} key @returns {Commit} */
    const commit = (key) => {
      const { closings } = noted(store.loadNow(key).record, how, store.device(), time);
      return [headerName(key), () => ({ closings })];
    };
    return store.commit(keys.map(commit));
  }

  return { keysOf, note, noted, textOf };
})();
