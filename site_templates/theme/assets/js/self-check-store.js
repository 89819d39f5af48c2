/* Storage behind one interface: read, write, clear, watch. One key per item, so two tabs never overwrite each other's items. */

// biome-ignore lint/correctness/noUnusedVariables: the other classic scripts of the page use it
var SelfCheckStore = (() => {
  const PREFIX = "zbk/1";
  const BROKEN = "/broken";

  /**
   * Store of one branch's answers to one standard in this browser.
   * `write` returns "" or, in Chinese, why nothing was saved.
   */
  function openStore(branch, catalog, storage, core) {
    const base = [PREFIX, branch, catalog].join("/") + "/";

    function read(itemId) {
      try {
        return core.answerFrom(JSON.parse(storage.getItem(base + itemId)));
      } catch (_unreadable) {
        return core.emptyAnswer();
      }
    }

    /** Changes one field of what is stored now, not of what this tab loaded: another tab may have changed the rest. */
    function write(itemId, field, text, rev) {
      try {
        const stored = storage.getItem(base + itemId);
        if (stored !== null) keepUnreadable(itemId, stored);
        storage.setItem(base + itemId, JSON.stringify(core.withField(read(itemId), field, text, rev)));
        return "";
      } catch (_full) {
        return "没有保存成功：浏览器不让保存，或者空间满了。请先打印或抄下内容。";
      }
    }

    /** Damaged data is set aside, never overwritten. */
    function keepUnreadable(itemId, stored) {
      try {
        JSON.parse(stored);
      } catch (_unreadable) {
        storage.setItem(base + itemId + BROKEN, stored);
      }
    }

    /** Removes the items and what was set aside of them. */
    function clear(itemIds) {
      for (const itemId of itemIds) {
        storage.removeItem(base + itemId);
        storage.removeItem(base + itemId + BROKEN);
      }
    }

    /** Calls `changed(itemId)` when another tab has changed an item of this store. */
    function watch(target, changed) {
      target.addEventListener("storage", (event) => {
        if (event.key === null) changed("");
        else if (event.key.indexOf(base) === 0) changed(event.key.slice(base.length));
      });
    }

    return { read, write, clear, watch };
  }

  return { openStore };
})();
