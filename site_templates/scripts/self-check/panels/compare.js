/* The panel 与以前比较: this round beside another of the same branch. */

var ComparePanel = (() => {
  const { roundWords } = SelfCheckWords;
  const { comparedWith } = SelfCheckComparison;
  const { element } = Dom;
  const { table } = PanelParts;

  /** @param {Checklist} check @param {HTMLElement} body */
  function build(check, body) {
    const others = check.records().filter((one) => one.key !== check.key);
    if (!others.length) {
      body.append(element("p", "", "这台机器上没有本支部别的期次。先导入上一期的备份文件，再来比较。"));
      return;
    }
    const select = element("select");
    for (const { key, record } of others) select.append(new Option(roundWords(record.round), key));
    select.selectedIndex = others.length - 1;
    const label = element("label", "", "与哪一期比较 ");
    label.append(select);
    const result = element("div");
    const compare = () => {
      const earlier = others.find((one) => one.key === select.value).record;
      const rows = comparedWith(check.record, earlier, check.standard);
      const changed = rows.filter((row) => check.ids().includes(row.id) && row.change !== "不变");
      result.textContent = "";
      result.append(element("p", "", changed.length ? changed.length + " 项有变化：" : "各项结果都没有变化。"));
      if (!changed.length) return;
      const cells = changed.map((row) => [row.id + " " + row.title, row.before, row.now]);
      result.append(table("有变化的条目", ["条目", roundWords(earlier.round), roundWords(check.round)], cells));
    };
    select.addEventListener("change", compare);
    body.append(label, result);
    compare();
  }

  return { title: SITE.tools.compare, build };
})();
