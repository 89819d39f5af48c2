/* A form with what is known in it, as Word: the parts were made once, with marks that are replaced here. */

var FilledForm = (() => {
  const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  const ASIDE = "本机存的有读不出来的，原样留着。";
  const MISSING = "没有下载：有文件没有取到。请再点一次；还不行，就刷新。";
  /** What is to be loaded of each form. @type {Values<string[]>} */
  const lists = {};

  /** What stands between two lines. */
  const BREAK = '</w:t><w:br/><w:t xml:space="preserve">';

  /** @param {string} text */
  function escaped(text) {
    // what no XML may hold would leave a file that nothing opens
    const held = text.replace(/\s*\n\s*/g, " ").replace(/[\p{Cc}\p{Cs}\p{Co}\ufffe\uffff]/gu, "");
    return held.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  /** @param {string} text */
  const lined = (text) => text.split("\n").map(escaped).join(BREAK);

  /** The parts of the file; a place of which nothing is known stays as it is on the blank form. */
  /** @param {FormToFill} form @param {Values<string>} known @param {Values<string>[]} rows */
  function parts({ marks, parts: made, row, rows: place }, known, rows) {
    /** @param {string} text @param {Values<string>} values @param {(text: string) => string} put */
    const filled = (text, values, put) =>
      text.replace(/[\ue010-\ue0ff]/g, (mark) =>
        marks[mark] ? put(FilledPlace.put(marks[mark][1], values[marks[mark][0]])) : mark,
      );
    const lines = (rows.length ? rows : [{}]).map((values) => filled(row, values, escaped)).join("");
    return made.map(({ name, text }) => ({ name, text: filled(text, known, lined).replace(place, () => lines) }));
  }

  /** Brings the parts of a form and saves it. Resolves once it is saved, and fails where they are not to be had. */
  /** @param {string} form @param {Values<string>} known @param {Values<string>[]} [rows] */
  function save(form, known, rows = []) {
    lists[form] = lists[form] || ["../data/filled/" + form + ".js"];
    return Promise.all([Dom.loaded(lists[form]), ZipFile.ready()]).then(() => {
      const made = FILLED_FORMS[form];
      const name = [made.title, known.branch]
        .filter(Boolean)
        .join("-")
        .replace(/[\\/:*?"<>|\s]/g, "_");
      Download.save(name + ".docx", ZipFile.make(parts(made, known, rows)), TYPE);
    });
  }

  return { ASIDE, MISSING, escaped, parts, save };
})();
