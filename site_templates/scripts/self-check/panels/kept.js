/* What this browser keeps, told branch by branch: handed to the next secretary as one file with its list, and cleared
   off a shared computer. In a panel of a self-check, and on a page of its own. */

var KeptPanels = (() => {
  const { nameOf } = SelfCheckFile;
  const { roundWords } = SelfCheckWords;
  const { fileOf, othersIn } = SelfCheckHoldings;
  const { isOwn } = SelfCheckOwn;
  const { element, button, IN_WECHAT } = Dom;
  const { copyBox, list, printOnly } = PanelParts;
  /** @param {KeptBranch} branch */
  const titleOf = ({ id, name, facts, mark = "" }) => {
    const { formal_members = "" } = facts || {};
    const nameless = isOwn(id) ? SITE.words.my_branch + (formal_members && "（" + formal_members + " 名党员）") : id;
    return (name || nameless) + mark;
  };

  /** The branches of which anything is kept, namesakes with what tells them apart. */
  /** @param {Store} store @returns {KeptBranch[]} */
  function branchesIn(store) {
    const branches = SelfCheckHoldings.branchesIn(store);
    return branches.map((branch) => {
      const namesakes = branches.filter((one) => titleOf(one) === titleOf(branch));
      const near = namesakes.filter(({ id }) => isOwn(id) === isOwn(branch.id));
      const place = near[1] ? "，第 " + (near.indexOf(branch) + 1) + " 个" : "";
      const whose = isOwn(branch.id) ? "自己填的" : "名单里的";
      return namesakes[1] ? { ...branch, mark: "（" + whose + place + "）" } : branch;
    });
  }

  /** @param {Holding} one */
  function exportOf({ exported_on, exported_as, unsaved_changes }) {
    if (!exported_on) return "从来没有导出过";
    const since = unsaved_changes ? "，之后有 " + unsaved_changes + " 处修改" : "";
    return "导出于 " + [exported_on, exported_as].filter(Boolean).join("，") + since;
  }

  /** @param {Holding} one */
  function lineOf(one) {
    const { catalog, round } = one.record;
    const closed = SelfCheckRecord.isClosed(one.record) ? "（已结束）" : "";
    const line = element("li");
    const last = one.last && "，最后改于 " + one.last;
    line.append(
      element("b", "", SelfCheckSlip.titleOf(catalog) + "，" + roundWords(round) + closed),
      "：选了结果的 " + one.answered + " 项" + last,
      element("span", "", exportOf(one)),
    );
    return line;
  }

  /** The list of what is kept of a branch. */
  /** @param {KeptBranch} branch */
  function listOf(branch) {
    const lines = element("ul");
    lines.append(...branch.records.map(lineOf));
    if (branch.facts) lines.append(element("li", "", SITE.words.facts + "：填了 " + filledIn(branch.facts) + " 栏"));
    return lines;
  }

  /** @param {Values<string>} texts */
  const filledIn = (texts) => Object.values(texts).filter(Boolean).length;

  /** Hands all of a branch over, as a file or in WeChat as text, and notes it. */
  /** @param {Store} store @param {KeptBranch} branch @param {HTMLElement} place @param {Say} say @param {() => void} done */
  function handOver(store, branch, place, say, done) {
    const given = { day: Day.today(), device: store.device() };
    const text = fileOf(store, branch, given);
    const name = nameOf([titleOf(branch), "交接", given.day]);
    const note = () => {
      const as = IN_WECHAT ? SITE.tools.copy : name;
      for (const { key } of branch.records) SelfCheckSnapshots.exported(store, key, given.day, as);
      done();
    };
    if (IN_WECHAT) return copyBox(place, text, say, note);
    Download.save(name, text, "application/json");
    note();
  }

  /** The people of a branch, who are no part of its file: they leave in one of their own. */
  /** @param {Store} store @param {string} branch @param {HTMLElement} place @param {Say} say */
  function people(store, branch, place, say) {
    const count = PeopleKept.all(store, branch).length;
    if (!count) return;
    const line = element("p", "no-print", SITE.words.people + " " + count + " 人不在这个文件里，另有自己的文件　");
    const hand = () => {
      const { name, text } = PeopleKept.fileOf(store, branch);
      PanelParts.handOver(place, name, text, say);
    };
    line.append(button("导出" + SITE.words.people, hand));
    place.append(line);
  }

  /** The people of branches of which nothing else is kept. */
  /** @param {Store} store @param {KeptBranch[]} branches @param {HTMLElement} place @param {Say} say */
  function otherPeople(store, branches, place, say) {
    const ids = PeopleKept.branchesOf(store).filter((branch) => !branches.some(({ id }) => id === branch));
    for (const id of ids) {
      place.append(element("h3", "", PeopleKept.titleOf(store, id)));
      people(store, id, place, say);
    }
  }

  /** The list of a branch, and its file. */
  /** @param {Store} store @param {KeptBranch} branch @param {HTMLElement} place @param {Say} say @param {() => void} print */
  function handing(store, branch, place, say, print) {
    const whole = element("div");
    const show = () => {
      const now = branchesIn(store).find(({ id }) => id === branch.id) || branch;
      whole.textContent = "";
      whole.append(listOf(now));
    };
    const next = element("div");
    const hand = button("导出一个文件", () =>
      handOver(store, branch, next, say, () => {
        show();
        say("已导出。清单可以打印，和文件一起交。接的人在“" + SITE.words.kept + "”那一页导入，就和这里一样。");
      }),
    );
    hand.className = "no-print";
    show();
    place.append(whole, hand);
    if (!IN_WECHAT) {
      const paper = button("打印这张清单", print);
      paper.className = "no-print";
      place.append(" ", paper);
    }
    place.append(next);
    people(store, branch.id, place, say);
  }

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
  function handover(check, body, say) {
    const { store, dataset } = check;
    /** @type {KeptBranch} */
    const none = { id: dataset.branch, name: dataset.name || "", records: [], facts: null };
    const branch = branchesIn(store).find(({ id }) => id === dataset.branch) || none;
    const about = "本支部在这个浏览器里的全部内容，各年、各标准、全年打的钩都在一个文件里；“以前的内容”不在里面。";
    body.append(element("p", "no-print", about), element("p", "", titleOf(branch) + "，" + Day.today()));
    handing(store, branch, body, say, () => printOnly(check.tools));
  }

  /** Tells what is kept of a branch and offers it as files, before all of it is cleared. */
  /** @param {Store} store @param {string} id @param {HTMLElement} place @param {Say} say @param {() => void} sure */
  function clearing(store, id, place, say, sure) {
    const branch = branchesIn(store).find((one) => one.id === id) || { id, name: "", records: [], facts: null };
    const next = element("div");
    place.textContent = "";
    const all = listOf(branch);
    const isPrepared = isOwn(id) && Object.values(store.form(SelfCheckOwn.draftOf(id))).some(Boolean);
    if (isPrepared) all.append(element("li", "", SelfCheckHoldings.PREPARED + "，不在文件里"));
    place.append(element("p", "", "这个支部的这些都删掉，以后找不回来，要留先导出："), all);
    people(store, id, place, say);
    const hand = () => handOver(store, branch, next, say, () => say("已导出，看一下文件在不在，再清除。"));
    const clear = button("都清除", () => {
      place.textContent = "";
      PeopleKept.clear(store, id);
      sure();
    });
    const leave = button("先不清除", () => {
      place.textContent = "";
    });
    place.append(button("导出一个文件", hand), " ", clear, " ", leave, next);
    place.querySelector("button").focus();
  }

  /** Clears all of this site off the computer, after it was told what is there and what of it is in files. */
  /** @param {Store} store @param {HTMLElement} body @param {Say} say @param {() => void} cleared */
  function leaving(store, body, say, cleared) {
    const branches = branchesIn(store);
    const records = branches.flatMap((branch) => branch.records);
    body.textContent = "";
    for (const branch of branches) body.append(element("h3", "", titleOf(branch)), listOf(branch));
    const others = othersIn(store);
    if (others.length)
      body.append(element("p", "", "另外还有：" + others.join("、") + "。要留，到各自的页面打印或导出。"));
    const count = PeopleKept.everyone(store).length;
    if (count) body.append(element("p", "", SITE.words.people + " " + count + " 人，每个支部另有自己的文件。"));
    if (branches.length + others.length + count === 0) body.append(element("p", "", "这个浏览器里没有本站存的内容。"));
    const never = records.filter(({ exported_on }) => !exported_on).length;
    const since = records.filter(({ exported_on, unsaved_changes }) => exported_on && unsaved_changes).length;
    const lacks = [never && "从来没有导出过的 " + never + " 份", since && "导出以后又改过的 " + since + " 份"].filter(
      Boolean,
    );
    if (lacks.length > 0) body.append(element("p", "elsewhere", lacks.join("，") + "：清空就没有了，请先导出。"));
    const next = element("div");
    const too = count ? SITE.words.people + " " + count + " 人也删掉，核对一下他们的文件在不在。" : "";
    const all = button("先全部导出", () => {
      for (const branch of branches) handOver(store, branch, next, say, () => undefined);
      for (const branch of PeopleKept.branchesOf(store)) {
        const { name, text } = PeopleKept.fileOf(store, branch);
        PanelParts.handOver(next, name, text, say);
      }
      if (!IN_WECHAT) leaving(store, body, say, cleared);
      say("每个支部一个文件，" + SITE.words.people + "另有文件。请到下载文件夹里看一下文件在不在，再清空。");
    });
    const asked = element("div", "origin");
    asked.hidden = true;
    asked.setAttribute("role", "group");
    asked.setAttribute("aria-label", SITE.tools.leave);
    asked.append(
      element("p", "", "本站存在这个浏览器里的全部删掉，各支部、各年、以前留存的都算，以后只能从文件导回来。" + too),
      button("全部删掉", () => leave(store, records, body, say, cleared)),
      " ",
      button("不删", () => {
        asked.hidden = true;
        clear.focus();
      }),
    );
    const clear = button(SITE.tools.leave, () => {
      asked.hidden = false;
      asked.querySelector("button").focus();
    });
    clear.className = "clear";
    if (branches.length + count > 0) body.append(all, " ");
    body.append(clear, asked, next);
  }

  /** @param {Store} store @param {Holding[]} records @param {HTMLElement} body @param {Say} say @param {() => void} cleared */
  function leave(store, records, body, say, cleared) {
    const files = Array.from(new Set(records.map(({ exported_as }) => exported_as).filter(Boolean)));
    SelfCheckClearing.leave(store).then((done) => {
      body.textContent = "";
      if (files.length > 0) {
        body.append(element("p", "", "导出的文件还在这台电脑的下载文件夹里，也要拿走、删掉："), list(files));
      }
      body.append(element("p", "", "浏览器的历史记录里，“" + SITE.words.my_branch + "”的网址带着填的数，请自己清掉。"));
      say(
        done
          ? "已清空：本站在这个浏览器里什么都不剩。开着的别的窗口请关掉。"
          : "已清空；数据库没有应答，请关掉开着的别的窗口、刷新后再看一次。",
      );
      cleared();
    });
  }

  return {
    branchesIn,
    clearing,
    handing,
    leaving,
    otherPeople,
    titleOf,
    handover: { title: SITE.tools.handover, build: handover },
    leave: {
      title: SITE.tools.leave,
      /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
      build: (check, body, say) => leaving(check.store, body, say, () => check.chooseRound(check.round)),
    },
  };
})();
