/* Writes a self-check to a file after changes, where the browser can; it empties the file that is chosen. */

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
      const { record, changes } = check.store.loadNow(key);
      // after clearing, the file is what is left of the record
      if (changes < file.changes) return failed();
      Object.assign(record, { branch: check.tools.fileRecord().branch, edition: check.standard.edition });
      const day = Day.today();
      const text = SelfCheckFile.toFile(record, check.standard, { day, device: check.store.device() });
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
            if (check.store.loadNow(key).changes === changes) SelfCheckSnapshots.exported(check.store, key, day);
            check.report();
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
    setInterval(() => file && check.store.loadNow(file.key).unsaved_changes > 0 && save(), SAVE_EVERY);
    line.append(button("始终保存到一个新文件", choose), again, said);
  }

  return { offer };
})();
