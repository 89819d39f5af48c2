/* Storage behind one interface: read, write, clear, watch. One key per field, so two tabs never undo each other. */

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

    const keyOf = (itemId, field) => base + itemId + "/" + field;

    function read(itemId) {
      const answer = core.emptyAnswer();
      for (const field of core.FIELDS) {
        const part = core.answerFrom(parsed(storage.getItem(keyOf(itemId, field))));
        answer[field] = part[field];
        if (field === "status") answer.rev = part.rev;
      }
      return answer;
    }

    /** Writes one field and nothing else: what another tab has just written to the others is never touched. */
    function write(itemId, field, text, rev) {
      const key = keyOf(itemId, field);
      try {
        const stored = storage.getItem(key);
        if (stored !== null && parsed(stored) === null) storage.setItem(key + BROKEN, stored);
        storage.setItem(key, JSON.stringify(core.partOf(field, text, rev)));
        return "";
      } catch (_full) {
        return "没有保存成功：浏览器不让保存，或者空间满了。请先打印或抄下内容。";
      }
    }

    /** Removes the items and what was set aside of them. */
    function clear(itemIds) {
      for (const itemId of itemIds) {
        for (const field of core.FIELDS) {
          storage.removeItem(keyOf(itemId, field));
          storage.removeItem(keyOf(itemId, field) + BROKEN);
        }
      }
    }

    /** Calls `changed(itemId)` when another tab has changed an item of this store. */
    function watch(target, changed) {
      target.addEventListener("storage", (event) => {
        if (event.key === null) changed("");
        else if (event.key.indexOf(base) === 0) changed(event.key.slice(base.length).split("/")[0]);
      });
    }

    return { read, write, clear, watch };
  }

  /** The stored value, or null where there is none or it cannot be read. */
  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch (_unreadable) {
      return null;
    }
  }

  return { openStore };
})();
