/* Writes a self-check and the ticks of its year to a file after changes, where the browser can; it empties the file that is chosen. */

var KeptFile = (() => {
  const { element, button } = Dom;
  const SAVE_EVERY = 10000;

  /** @param {Checklist} check @param {HTMLElement} line */
  function offer(check, line) {
    const said = element("span", "", "选一次，以后有修改就写进去。请起新名字：选已有的文件，原来的内容会被清空。");
    said.setAttribute("role", "status");
    /** @type {{key: string, handle: FileHandle, changes: number}} */
    let file = null;
    let turn = Promise.resolve();
    const failed = () => {
      said.textContent = "没有写进所选的文件。内容还在本机，没有变。";
    };
    const write = () => {
      const { key, handle } = file;
      const { store, tools } = check;
      const keys = tools.together(key);
      const countsNow = () => keys.map((one) => store.loadNow(one).changes);
      const counts = countsNow();
      const changes = counts.reduce((sum, count) => sum + count);
      // after clearing, the file is what is left of the record
      if (changes < file.changes) return failed();
      const text = tools.fileText(keys);
      /** @param {any} stream */
      const written = (stream) => stream.write(text).then(() => stream.close());
      return (
        handle
          // eslint-disable-next-line handbook/known-to-old-browsers -- offered only where files can be kept open
          .createWritable()
          .then(written)
          .then(() => {
            file.changes = changes;
            said.textContent = "已保存到所选文件 " + handle.name + "。";
            const now = countsNow();
            const same = keys.filter((_, place) => now[place] === counts[place]);
            tools.handedOver(handle.name, same);
          })
      );
    };
    const save = () => {
      turn = turn.then(write).catch(failed);
    };
    const again = button("保存到所选文件", save);
    again.hidden = true;
    const choose = () => {
      const { key } = check;
      const suggestedName = [check.dataset.name, "自查", check.round, check.store.device()].join("-") + ".json";
      /** @param {FileHandle} handle */
      const chosen = (handle) => {
        file = { key, handle, changes: 0 };
        again.hidden = false;
        save();
      };
      // closing the dialog is no failure
      // eslint-disable-next-line handbook/known-to-old-browsers -- offered only where it is known
      window.showSaveFilePicker({ suggestedName }).then(chosen, (error) => error.name === "AbortError" || failed());
    };
    const isBehind = () => check.tools.together(file.key).some((one) => check.store.loadNow(one).unsaved_changes > 0);
    setInterval(() => file && isBehind() && save(), SAVE_EVERY);
    line.append(button("始终保存到一个新文件", choose), again, said);
  }

  return { offer };
})();
