/* The panel 恢复以前的内容: what was kept before an import, a new edition, or on another day. */

var EarlierPanel = (() => {
  const { element, button, IN_WECHAT } = Dom;
  const { handOver } = PanelParts;

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
  function build(check, body, say) {
    body.append(element("p", "", "导入、换版和恢复之前会自动留一份，每天第一次打开也留一份，最多十份。"));
    if (check.isClosed) {
      const shut = element("p", "elsewhere", SITE.words.closed_year + "：");
      shut.append(check.tools.wayToReopen());
      body.append(shut);
    }
    const lost = check.tools.lostTexts(say);
    if (lost) body.append(lost);
    SelfCheckSnapshots.listed(check.store, check.key).then((all) => {
      if (!all.length) body.append(element("p", "", "还没有留存。"));
      for (const one of all) {
        const count = Object.keys(one.record.items).length;
        const line = element("p", "", one.day + "　" + one.why + "　" + count + " 项有内容　");
        const take = button("恢复这一份", () => restore(check, check.key, one.number, say));
        take.disabled = check.isClosed;
        line.append(take);
        body.append(line);
      }
    });
    for (const { name, text } of SelfCheckSnapshots.asides(check.store)) {
      const line = element("p", "", "读不出来、另外放着的内容：" + name + "　");
      const file = name.replace(/\//g, "_") + ".txt";
      line.append(button(IN_WECHAT ? "取出" : "下载", () => handOver(body, file, text, say)));
      body.append(line);
    }
  }

  /** @param {Checklist} check @param {string} key @param {number} number @param {Say} say */
  function restore(check, key, number, say) {
    SelfCheckSnapshots.restore(check.store, key, number, Day.today()).then((done) => {
      check.chooseRound(check.round);
      say(done ? "已恢复。恢复之前的内容也留了一份。" : "没有恢复成功：这一份已经不在了。");
    });
  }

  return { title: SITE.tools.earlier, build, restore };
})();
