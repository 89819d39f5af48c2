/* The panel 结束这一年: what is left open, the file first, and then nothing is changed before it is opened again. */

var ClosePanel = (() => {
  const { CLOSED, answerOf } = SelfCheckRecord;
  const { roundWords } = SelfCheckWords;
  const { keysOf, noted, textOf } = SelfCheckClosing;
  const { element, button, IN_WECHAT } = Dom;
  const { copyBox, list } = PanelParts;
  /** @type {Values<string>} */
  const HOW = { closed: "结束", opened: SITE.words.reopen };

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
  function build(check, body, say) {
    const year = check.round.slice(0, 4);
    const { closings = [] } = check.record;
    if (closings.length > 0) {
      const lines = closings.map(([time, how]) => Day.of(new Date(time)) + " " + HOW[how]);
      body.append(element("p", "", year + " 年的经过："), list(lines));
    }
    if (check.isClosed) {
      const reopened = () => {
        check.tools.closeOrOpen(SelfCheckRecord.OPENED);
        body.textContent = "";
        say(year + " 年已重新打开，可以改了。改完再结束一次，文件也重新留一份。");
      };
      body.append(button(SITE.words.reopen, reopened));
      return;
    }
    const about = "先导出一个文件留底，再把这一年的自查和打的钩改成只能看。要改，随时可以重新打开；经过都留着。";
    body.append(element("p", "", about), element("h3", "", "还没有完的"));
    const open = leftOpen(check, year);
    body.append(...open);
    if (!open.length) body.append(element("p", "", "自查都填了，全年要做的事都打了钩，没有没销号的整改。"));
    const { store, dataset, key } = check;
    const keys = keysOf(store, dataset.branch, year, key);
    const filled = keys.filter((one) => one === key || Object.keys(store.loadNow(one).record.items).length > 0);
    const others = filled.filter((one) => !check.tools.together().includes(one));
    if (others.length > 0) body.append(element("p", "", "一起结束的还有："), list(others.map(titleOf)));
    const next = element("div");
    const act = button(IN_WECHAT ? "复制这一年的数据" : "导出并结束", () => {
      const time = textOf();
      /** @param {CheckRecord} record */
      const change = (record) => noted(record, CLOSED, store.device(), time);
      const close = () => {
        body.textContent = "";
        check.tools.closeOrOpen(CLOSED, time).database.then((done) => {
          const words = year + " 年已结束，从现在起只能看。";
          say(done || store.works.local ? words : words + "这个浏览器没有存住，关掉这一页就又打开了。");
          body.append(check.tools.nextYear());
        });
      };
      // the closing first: with a mark on one record alone the database could get half of it
      if (!IN_WECHAT) return check.tools.download(filled, change, close);
      next.textContent = "";
      copyBox(next, check.tools.fileText(filled, change), say, () => check.tools.handedOver(SITE.tools.copy, filled));
      next.append(button("存好了，结束", close));
    });
    body.append(act, next);
  }

  /** @param {string} key */
  function titleOf(key) {
    const [, catalog, round] = key.split("/");
    return SelfCheckSlip.titleOf(catalog) + "，" + roundWords(round);
  }

  /** What nobody has answered, ticked off or put right, each kind of it folded. */
  /** @param {Checklist} check @param {string} year */
  function leftOpen(check, year) {
    const { record, standard } = check;
    const empty = check.ids().filter((id) => !answerOf(record, id).status);
    const findings = SelfCheckLedger.ledgerOf(record, standard, Day.today()).filter(({ state }) => state !== "closed");
    const ticks = SelfCheckTools.checksOf(check).find((one) => !one.isJudged);
    /** @type {string[]} */
    const undone = ticks ? ticks.undone(year) : [];
    /** @param {string} id */
    const item = (id) => id + " " + standard.items[id].title;
    return [
      ["自查没填", " 项", empty.map(item)],
      ["整改没销号", " 项", findings.map(({ id, problem, due, progress }) => [id + " " + problem, due, progress])],
      ["全年要做的事没打钩", " 件", undone],
    ]
      .filter(([, , lines]) => lines.length > 0)
      .map(([what, count, lines]) => {
        const fold = element("details");
        const texts = /** @type {any[]} */ (lines).map((line) => [].concat(line).filter(Boolean).join("，"));
        fold.append(element("summary", "", what + " " + lines.length + count), list(texts));
        return fold;
      });
  }

  return { title: SITE.tools.close, build };
})();
