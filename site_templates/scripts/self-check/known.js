/* What 我的支部 knows of the branch that this browser shows: other pages take it over instead of asking again. */

var BranchKnown = (() => {
  /** @type {Store} */
  let store;

  /** @template T @param {(branch: string) => T} read @returns {Promise<T>} */
  function opened(read) {
    store = store || new SelfCheckStore.Store(SelfCheckEarlier.take);
    return store.ready.then(() => read(SelfCheckOwn.current(store)));
  }

  /** What was told of the branch, once the store was read. */
  const facts = () => opened((branch) => store.form(SelfCheckOwn.factsOf(branch)));

  /** By which id files know it. */
  const id = () => opened((branch) => SelfCheckOwn.fileId(store, branch, store.form(branch).name || ""));

  return { facts, id };
})();
