/* What is printed: all people in one table, the steps of one person, or those steps for nobody yet. Tables of their own,
   never the form. */

var PeoplePaper = (() => {
  const { element } = Dom;
  const { HAVE } = PeopleKept;

  /** @param {string} name @param {string[]} head @param {(string | string[])[][]} rows */
  function table(name, head, rows) {
    const made = element("table", "form");
    made.append(element("caption", "", name), element("thead"), element("tbody"));
    const line = element("tr");
    for (const text of head) line.append(element("th", "", text));
    made.tHead.append(line);
    for (const cells of rows) {
      const row = element("tr");
      for (const [at, cell] of cells.entries()) {
        const box = element(at ? "td" : "th");
        if (!at) box.setAttribute("scope", "row");
        for (const text of [].concat(cell)) box.append(element("p", "", text));
        row.append(box);
      }
      made.tBodies[0].append(row);
    }
    return made;
  }

  /** Of which branch a paper is: a line to write it on where nobody has said it. */
  /** @param {string} branch */
  const branchWords = (branch) => "支部：" + (branch || "＿＿＿＿＿＿＿＿");

  /** @param {PeopleRules} rules @param {string} branch its name @param {ShownPerson[]} people @param {string} today */
  function ofAll({ headsOfAll }, branch, people, today) {
    const rows = people.map(({ code, cells }) => [code, ...cells.slice(1).map((cell) => cell.textContent)]);
    return table(SITE.words.people + "（" + today + "）　" + branchWords(branch), headsOfAll, rows);
  }

  /** A paper with its box, ticked if it is there. */
  /** @param {KeptPaper} paper @param {Values<string>} texts */
  const boxOf = ({ name, text }, texts) => (texts[name] === HAVE ? "☑" : "□") + "\u00a0" + text;

  /** The steps of one person; without days, papers and code for a blank one. */
  /**
   * @param {PeopleRules} rules @param {string} branch its name @param {string} code @param {Values<string>} texts
   * @param {PersonAnswer} [answer]
   */
  function ofOne({ dates, headsOfOne, limits }, branch, code, texts, answer) {
    const known = answer ? answer.limits : [];
    const rows = dates.map(({ name, label, limits: says, papers }) => {
      const own = known
        .filter(({ of }) => of === name)
        .flatMap((one) => {
          const isLatest = limits.some((limit) => limit.event === one.event && limit.latest);
          return [(isLatest ? "不晚于\u00a0" : "不早于\u00a0") + one.day, PeopleSums.pastWords(one)].filter(Boolean);
        });
      return [label, says.join("；"), own, texts[name] || "", papers.map((one) => boxOf(one, texts)).join("　")];
    });
    const title = "发展党员进度表　" + branchWords(branch) + "　代号：" + (code || "＿＿＿＿");
    const made = table(title, headsOfOne, rows);
    made.classList.add("one-person");
    return made;
  }

  return { ofAll, ofOne };
})();
