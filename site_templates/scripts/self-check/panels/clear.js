/* The panel 导出并清除本机数据: nothing is deleted that was not handed over before. */

var ClearPanel = (() => {
  const { toFile } = SelfCheckFile;
  const { toBundles } = SelfCheckBundle;
  const { element, button, IN_WECHAT } = Dom;
  const { copyBox, handOver } = PanelParts;

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
  function build(check, body, say) {
    const about = "先把内容导出成文件，再把它从这台机器上删掉。公用电脑上填完请这样做。删掉以后只能从导出的文件恢复。";
    body.append(element("p", "", about));
    const all = element("input");
    all.type = "checkbox";
    const label = element("label");
    const people = () => PeopleKept.branchesOf(check.store);
    const them = people().length ? "，还有“" + SITE.words.people + "”" : "";
    label.append(all, " 连同这台机器上别的支部、别的标准和别的期次一起清除" + them);
    const next = element("div");
    const { key } = check;
    const changes = () => check.store.records().map((one) => (all.checked || one.key === key ? one.changes : 0));
    /** They are no part of a self-check, so those of each branch leave in a file of their own. */
    const peopleFiles = () => (all.checked ? people() : []).map((branch) => PeopleKept.fileOf(check.store, branch));
    const state = () => changes().join() + peopleFiles().map(({ text }) => text);
    const sure = button("导出并清除", () => {
      const given = { day: Day.today(), device: check.store.device() };
      const files = check.store.records().map(({ record }) => toFile(check.tools.asFile(record), undefined, given));
      // writing a file may give a branch the id that files know it by
      const ofPeople = peopleFiles();
      const exported = state();
      next.textContent = "";
      for (const { name, text } of ofPeople) handOver(next, name, text, say);
      if (all.checked && (files.length || people().length)) {
        const bundles = files.length ? toBundles(files) : [];
        bundles.forEach((bundle, at, { length }) => {
          const name = ["自查", length > 1 ? "全部" + (at + 1) : "全部", given.day];
          handOver(next, SelfCheckExport.fileName(name, "json"), bundle, say);
        });
      } else if (IN_WECHAT) copyBox(next, check.tools.fileText(), say);
      else check.tools.download();
      const look = IN_WECHAT ? "先复制出去、存好，再确认。" : "请到下载文件夹里看一下文件在不在，再确认。";
      const clear = button(IN_WECHAT ? "存好了，清除" : "文件在，清除", () => {
        if (state() !== exported) {
          next.textContent = "";
          say("导出以后内容又有变化，没有清除。请重新导出。");
          return;
        }
        const { clear: forget } = SelfCheckClearing;
        const one = () => forget(check.store, SelfCheckSlip.keyFor(key)).then(() => forget(check.store, key));
        (all.checked ? forget(check.store) : one()).then((done) => {
          check.chooseRound(check.round);
          body.textContent = "";
          say(done ? "本机内容已清除。" : "本机内容已清除；数据库没有应答，请刷新后看一看还有没有。");
        });
      });
      next.append(element("p", "", look), clear);
    });
    body.append(element("p"), label, element("p"), sure, next);
  }

  return { title: SITE.tools.clear, build };
})();
