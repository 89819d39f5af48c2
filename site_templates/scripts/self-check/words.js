/* Records and answers in words. */

var SelfCheckWords = (() => {
  /** @param {string} round */
  function roundWords(round) {
    const number = Number(round[6]);
    const part = round[5] === "H" ? " 上下"[number] + "半年" : round[5] ? "第" + " 一二三四"[number] + "季度" : "";
    return round.slice(0, 4) + " 年" + part;
  }

  /** What was chosen, by what the standard calls it. */
  /** @param {string} status @param {Standard} standard */
  const resultOf = (status, standard) => standard.answers[status] || SITE.words.unanswered;

  return { resultOf, roundWords };
})();
