/* Two rounds side by side. */

var SelfCheckComparison = (() => {
  const { answerOf } = SelfCheckRecord;
  const { adopted } = SelfCheckEdition;

  /** Each item of the standard in two rounds, in words. */
  /** @param {CheckRecord} record @param {CheckRecord} earlier @param {Standard} standard @returns {Compared[]} */
  function comparedWith(record, earlier, standard) {
    const [now, before] = [record, earlier].map((one) => adopted(one, standard).record);
    /** @param {Answer} one */
    const words = ({ status, recheck }) =>
      SelfCheckWords.resultOf(status, standard) + (status && recheck ? "（" + SITE.words.recheck + "）" : "");
    return Object.keys(standard.items).map((id) => {
      const row = {
        id,
        title: standard.items[id].title,
        before: words(answerOf(before, id)),
        now: words(answerOf(now, id)),
      };
      return Object.assign(row, { change: row.before === row.now ? "不变" : row.before + " → " + row.now });
    });
  }

  return { comparedWith };
})();
