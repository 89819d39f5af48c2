/* What can be done with the people on the page: print, days for a calendar, a file to keep, bringing one in, clearing. */

var PeopleTools = (() => {
  const { element, button, say: write, IN_WECHAT } = Dom;
  const { UNDO, branches, fileName, fileOf, formOf, idOf, nameOf, titleOf } = PeopleKept;
  const { ofAll, ofOne } = PeoplePaper;

  const READY = "（到日子了）";
  /** What of an event says beforehand that its day is near. */
  const ALARM = /BEGIN:VALARM[\s\S]*END:VALARM\r\n/;

  class Tools {
    /** @param {PeoplePage} page */
    constructor(page) {
      this.page = page;
      this.paper = element("div", "people-paper");
      page.append(this.paper);
      // from now on there is something else to print
      for (const one of document.querySelectorAll("h1, .people-steps")) one.classList.add("no-print");
      this.forAll = element("div", "tools");
      this.body = element("div", "panel");
      this.said = element("p", "sub");
      this.said.setAttribute("role", "status");
      /** @param {string} words */
      this.say = (words) => write(this.said, words);
      /** @type {() => Node} */
      this.chosen = null;
      window.addEventListener("beforeprint", () => this.fillPaper());
      this.undoing = button("撤销导入", () => {
        PeopleImport.undo(page);
        this.say("已撤销：导入加上的人和日期都退回，导入以后改过的留着。");
        this.offerUndo();
      });
      this.forAll.append(
        button("打印全部", () => this.print(() => this.allOnPaper())),
        button("打印空白进度表", () => this.print(() => ofOne(page.rules, this.branch(), "", {}))),
        button("全部存进日历（.ics）", () => {
          const words = this.calendar(page.people());
          this.say(words);
        }),
        button("导出到文件", () => this.download()),
        button("导入", () => this.panel((body) => PeopleImport.build(page, body, this.say))),
        this.undoing,
        button("导出并清除全部", () => this.clearAll()),
      );
    }

    /** @param {HTMLElement} list */
    showForAll(list) {
      list.append(this.forAll, this.said, this.body);
      this.offerUndo();
    }

    offerUndo() {
      this.undoing.hidden = !PeopleImport.undoable(this.page);
    }

    /** Another branch is shown: what was open or said was about the one before. */
    turned() {
      this.body.textContent = "";
      this.say("");
      this.offerUndo();
    }

    /** The name of the branch that is shown. */
    branch() {
      return nameOf(this.page.store, this.page.branch);
    }

    /** @param {HTMLElement} place @param {string} id */
    showForOne(place, id) {
      this.body.textContent = "";
      if (place.querySelector(".tools")) return;
      const tools = element("div", "tools");
      const said = element("p", "sub");
      said.setAttribute("role", "status");
      const asked = element("div");
      tools.append(
        button("打印这个人的进度表", () => this.print(() => this.oneOnPaper(id))),
        button("这个人的日子存进日历（.ics）", () => {
          write(said, this.calendar(this.page.people().filter((one) => one.id === id)));
        }),
        button("清除这个人", () => this.askToClear(asked, id)),
      );
      if (branches(this.page.store).length > 1) tools.append(button("换支部", () => this.askToMove(asked, id)));
      tools.append(asked, said);
      place.append(tools);
    }

    /** @param {(body: HTMLElement) => void} build */
    panel(build) {
      this.body.textContent = "";
      this.say("");
      build(this.body);
      /** @type {HTMLElement} */
      const first = this.body.querySelector("input, button");
      if (first) first.focus();
    }

    allOnPaper() {
      const { page } = this;
      const people = page.people().map(({ id }) => page.shown.get(id));
      return ofAll(page.rules, this.branch(), people, Day.today());
    }

    /** @param {string} id */
    oneOnPaper(id) {
      const { page } = this;
      const { answer, code } = page.shown.get(id);
      return ofOne(page.rules, this.branch(), code, page.store.form(formOf(id)), answer);
    }

    /** Puts on paper what was chosen, or else what is on the screen. */
    fillPaper() {
      const { open } = this.page;
      this.paper.textContent = "";
      this.paper.append(this.chosen ? this.chosen() : open ? this.oneOnPaper(open) : this.allOnPaper());
    }

    /** @param {() => Node} made */
    print(made) {
      this.chosen = made;
      this.fillPaper();
      window.print();
      this.chosen = null;
    }

    /** What is to be done by these people as a calendar file. Returns what there is to say of it. */
    /** @param {Person[]} people */
    calendar(people) {
      const { branch, rules, store } = this.page;
      const today = Day.today();
      const { text, count, past } = calendarOf(rules, people, today, idOf(store, branch));
      if (!text) return noDaysWords(rules, people, today);
      const name = people.length === 1 ? people[0].texts.code : "全部";
      this.hand(fileName(store, branch, [name], "ics"), text, "text/calendar;charset=utf-8");
      return "存了 " + count + " 个日子" + (past ? "，其中 " + past + " 个已经过了，记在今天" : "") + "。";
    }

    /** @param {string} name @param {string} text @param {string} type */
    hand(name, text, type) {
      if (!IN_WECHAT) {
        Download.save(name, text, type);
        return;
      }
      this.panel((body) => {
        const box = element("textarea");
        box.readOnly = true;
        box.rows = 6;
        box.value = text;
        box.setAttribute("aria-label", name);
        body.append(element("p", "", SITE.words.wechat + "，把下面的字复制出去。"), box);
        box.select();
      });
    }

    file() {
      const { branch, store } = this.page;
      return fileOf(store, branch, this.page.people());
    }

    download() {
      const { name, text } = this.file();
      this.hand(name, text, "application/json");
      this.say("导出的文件只给本支部自己留着，不上交。");
    }

    /** @param {HTMLElement} place @param {string} id */
    askToClear(place, id) {
      const { page } = this;
      const { code } = page.shown.get(id);
      place.textContent = "";
      place.append(
        element("p", "", "清除" + code + "的全部日期？清除后不能恢复，要留就先导出。"),
        button("清除", () => {
          // what the last import changed names days too
          for (const form of [formOf(id), UNDO]) SelfCheckClearing.clear(page.store, "form/" + form);
          page.go("");
          page.refresh();
          this.say(code + "已清除。");
        }),
        button("不清除", () => {
          place.textContent = "";
        }),
      );
      place.querySelector("button").focus();
    }

    /** @param {HTMLElement} place @param {string} id */
    askToMove(place, id) {
      const { page } = this;
      const { branch, store } = page;
      const { code } = page.shown.get(id);
      place.textContent = "";
      place.append(element("p", "", "把" + code + "归到哪个支部？日期都跟着过去。"));
      for (const other of branches(store).filter((one) => one !== branch)) {
        const title = titleOf(store, other);
        const move = () => {
          const isDone = page.moveTo(id, other);
          if (isDone) this.say(code + "归到“" + title + "”了。");
          else place.append(element("p", "problem", "“" + title + "”里已经有" + code + "，先改代号。"));
        };
        place.append(button(title, move), " ");
      }
      place.querySelector("button").focus();
    }

    /** Clears everyone, once what is kept was handed over and is the same still. */
    clearAll() {
      const { page } = this;
      const { branch } = page;
      const title = titleOf(page.store, branch);
      if (!page.people().length) {
        this.say("没有人，不用清除。");
        return;
      }
      this.panel((body) => {
        const exported = this.file().text;
        if (!IN_WECHAT) this.download();
        const look = IN_WECHAT ? "先把导出的字复制出去、存好，再确认。" : "请到下载文件夹里看一下文件在不在，再确认。";
        const others = branches(page.store).length > 1 ? "只清除“" + title + "”的，别的支部的不动。" : "";
        body.append(element("p", "", look + others));
        const clear = button("存好了，清除全部", () => {
          body.textContent = "";
          if (page.branch !== branch || this.file().text !== exported) {
            this.say("导出以后又有变化，没有清除。请重新导出。");
            return;
          }
          const done = PeopleKept.clear(page.store, branch);
          page.refresh();
          done.then((isSure) => {
            page.refresh();
            this.offerUndo();
            this.say(isSure ? "全部清除了。" : "清除了；数据库没有应答，请刷新后看一看还有没有。");
          });
        });
        body.append(clear);
      });
    }
  }

  /** What is to be done, of the branch that `owner` stands for: what has passed stands on `today`, and says so. */
  /** @param {PeopleRules} rules @param {Person[]} people @param {string} today @param {string} owner */
  function calendarOf(rules, people, today, owner) {
    const { codeMark, noteMark } = rules;
    let past = 0;
    const events = people.flatMap(({ texts }) =>
      PeopleSums.openOf(PeopleSums.answer(rules, texts, today)).map((limit) => {
        const isPast = limit.day < today;
        past += Number(isPast);
        // a file taken later replaces what an earlier one said
        const latest = rules.events[limit.event].replace("SEQUENCE:0", "SEQUENCE:" + Date.parse(today) / 864e5);
        const event = DatedEvent.on(latest, rules.pattern, isPast ? today : limit.day);
        const note = isPast ? " " + limit.day + (PeopleSums.pastWords(limit) || READY) : "";
        const filled = event.split(codeMark).join(texts.code).split(noteMark).join(note);
        return isPast ? filled.replace(ALARM, "") : filled;
      }),
    );
    const text = DatedEvent.file(rules.calendar, events, ["." + rules.owner + "@"], ["." + owner + "@"]);
    return { text, count: events.length, past };
  }

  /** Why there is no day for a calendar. */
  /** @param {PeopleRules} rules @param {Person[]} people @param {string} today */
  function noDaysWords(rules, people, today) {
    const answers = people.map(({ texts }) => PeopleSums.answer(rules, texts, today));
    if (answers.length !== 1) return "没有可存的日子：下一步都没有规定期限，或者已经办完。";
    const [{ next, state }] = answers;
    const step = rules.dates.find(({ name }) => name === next);
    if (step) return "没有可存的日子：下一步“" + step.label + "”没有规定期限，或者前面的日期还没有填。";
    return "没有可存的日子：" + (state === "ended" ? "不再培养。" : "都办完了。");
  }

  return Tools;
})();
