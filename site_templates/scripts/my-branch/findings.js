/* What the rules find wrong with the facts of one branch, and what can hardly be right about them, line by line. */

var MyBranchFindings = (() => {
  const core = MyBranch;
  const { element } = Dom;

  /** @param {StandardOfKind} standard @param {BranchAnswer} answer */
  function broken(standard, answer) {
    return answer.findings.map((finding) => {
      const check = standard.checks.find((one) => one.key === finding.key);
      const line = element("li");
      const basis = element("a", "", check.basis);
      basis.href = check.href;
      line.append(
        element("b", "", finding.duty ? SITE.words.to_do : "提示"),
        " " + check.title + "：" + check.label + " " + finding.value + "。" + check.text + "（",
        basis,
        "）",
      );
      return line;
    });
  }

  /** @param {Rules} rules @param {Facts} given */
  function remarked(rules, given) {
    const remarks = core.remarks(rules, given, rules.today);
    return Object.keys(remarks).map((name) => element("li", "", core.labelOf(rules, name) + "：" + remarks[name]));
  }

  /** The list of both; without lines where nothing is to be said. */
  /** @param {Rules} rules @param {StandardOfKind} standard @param {BranchAnswer} answer @param {Facts} given */
  function list(rules, standard, answer, given) {
    const made = element("ul");
    made.append(...broken(standard, answer), ...remarked(rules, given));
    return made;
  }

  return { list };
})();
