/* A record as it is written to a file. */

var SelfCheckFile = (() => {
  const { emptyAnswer, map, own } = SelfCheckAnswer;
  const { newRecord } = SelfCheckRecord;

  /** The id of a branch that is not in the data: its name gives the same one on every machine. */
  /** @param {string} name */
  function ownId(name) {
    let sum = 0;
    for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
    return "own-" + sum.toString(36);
  }

  /** @param {any} value */
  const textOf = (value) => JSON.stringify(value, null, 2) + "\n";

  /** The text of a record's file; with a standard the items stand in its order, under its titles. */
  /** @param {CheckRecord} record @param {Standard} [standard] @param {{day: string, device: string}} [three] */
  function toFile(record, standard, { day, device } = record.exported) {
    if (record.newer) return record.raw;
    /** @param {Values<Answer>} answers @param {Values<{title: string}>} [known] */
    const inOrder = (answers, known = {}) => {
      const file = map();
      for (const id of Object.keys(known).concat(Object.keys(answers))) {
        const answer = own(answers, id);
        if (answer) file[id] = Object.assign(emptyAnswer(), answer, { title: (own(known, id) || answer).title });
      }
      return file;
    };
    const { items, retired } = standard || {};
    const file = newRecord(record.branch, record.catalog, record.round, record.edition);
    file.exported = { day, device };
    file.items = inOrder(record.items, items);
    file.retired = inOrder(record.retired, retired);
    file.unknown = { items: inOrder(record.unknown.items), extra: record.unknown.extra };
    return textOf(file);
  }

  return { ownId, textOf, toFile };
})();
