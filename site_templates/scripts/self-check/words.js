/* Records and answers in words. */

var SelfCheckWords = (() => {
  function roundWords(round) {
    const part =
      round[5] === "H" ? "上下"[round[6] - 1] + "半年" : round[5] ? "第" + " 一二三四"[round[6]] + "季度" : "";
    return round.slice(0, 4) + " 年" + part;
  }

  /** What was chosen, by what the standard calls it. */
  const resultOf = (status, standard) => standard.answers[status] || "未填";

  return { resultOf, roundWords };
})();
