/* A record as it is written to a file. */

var SelfCheckFile = (() => {
  const { emptyAnswer, map, own } = SelfCheckAnswer;
  const { newRecord } = SelfCheckRecord;

  /** A name for a file that Windows takes. */
  /** @param {string[]} parts */
  const nameOf = (parts) => parts.join("-").replace(/[\\/:*?"<>|\s]/g, "_") + ".json";

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
    return textOf(Object.assign(file, record.closings && { closings: record.closings }));
  }

  return { nameOf, textOf, toFile };
})();
