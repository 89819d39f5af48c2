/* 本机存的内容: what this browser keeps of every branch, handed on, brought back, and cleared. */

(() => {
  const { LIMITS } = SelfCheckAnswer;
  const { roundWords } = SelfCheckWords;
  const { bring, bringing, factsIn, placesOf } = SelfCheckHoldings;
  const { current, factsOf, isOwn, listed, takeOver } = SelfCheckOwn;
  const { element, button } = Dom;
  const { list } = PanelParts;
  /** Milliseconds in which changes of other windows are waited for. */
  const CALM = 200;
  const ANOTHER = "本机没有这个支部：导入以后另外存，不和本机的合在一起，在“" + SITE.words.my_branch + "”里换着看。";

  class KeptHere extends HTMLElement {
    connectedCallback() {
      if (this.store) return;
      this.store = new SelfCheckStore.Store(SelfCheckEarlier.take);
      SelfCheckEarlier.follow(this.store);
      this.textContent = "";
      this.said = element("p", "said");
      this.said.setAttribute("role", "status");
      this.hand = element("section");
      this.bringing = element("section", "no-print");
      this.clearing = element("section", "no-print");
      this.append(this.said, this.hand, this.bringing, this.clearing);
      this.hand.id = "handover";
      this.clearing.id = "clear";
      this.buildImport();
      this.store.ready.then(() => {
        this.show();
        this.store.watch(() => {
          clearTimeout(this.turn);
          // what tells which files are left must stay, whatever is still heard of the clearing
          const renew = () => (this.isCleared && !KeptPanels.branchesIn(this.store).length) || this.show();
          this.turn = setTimeout(renew, CALM);
        });
        if (location.hash === "#clear") this.clearing.scrollIntoView();
      });
    }

    /** @param {string} words */
    say(words) {
      this.said.textContent = words;
    }

    show() {
      const { store } = this;
      this.isCleared = false;
      const branches = KeptPanels.branchesIn(store);
      /** @param {string} words */
      const say = (words) => this.say(words);
      this.hand.textContent = "";
      this.hand.append(element("h2", "", SITE.tools.handover));
      for (const branch of branches) {
        const place = element("section");
        place.append(element("h3", "", KeptPanels.titleOf(branch)));
        place.append(element("p", "day", "清单，" + Day.today()));
        KeptPanels.handing(store, branch, place, say, () => printAlone(place));
        this.hand.append(place);
      }
      if (!branches.length) this.hand.append(element("p", "", "这个浏览器里没有本站存的自查和打的钩。"));
      KeptPanels.otherPeople(store, branches, this.hand, say);
      const box = element("div");
      this.clearing.textContent = "";
      this.clearing.append(element("h2", "", SITE.tools.leave), box);
      KeptPanels.leaving(store, box, say, () => {
        this.isCleared = true;
        this.hand.textContent = "";
      });
    }

    buildImport() {
      const file = element("input");
      file.type = "file";
      file.accept = ".json,.txt,application/json";
      const label = element("label", "", SITE.words.choose_file + " ");
      label.append(file);
      const fold = element("details");
      const text = element("textarea");
      text.rows = 4;
      text.setAttribute("aria-label", "要粘贴的");
      fold.append(
        element("summary", "", "或者粘贴"),
        text,
        button(SITE.words.read_pasted, () => this.review(SelfCheckReading.read(text.value))),
      );
      this.found = element("div");
      const about = "收到的交接文件、备份文件从这里导入：各年、各标准一次全部放回去。两边都改过的先留本机的。";
      this.bringing.append(element("h2", "", "导入"), element("p", "", about), label, fold, this.found);
      file.addEventListener("change", () => {
        const [chosen] = file.files;
        if (!chosen) return;
        if (chosen.size > LIMITS.file) {
          this.say(SelfCheckReading.TOO_LARGE);
          return;
        }
        const reader = new FileReader();
        reader.onload = () => {
          this.review(SelfCheckReading.read(String(reader.result)));
          // the same file may be chosen again
          file.value = "";
        };
        reader.onerror = () => this.say("没有读成，请重新复制一份再试。");
        reader.readAsText(chosen);
      });
    }

    /** Tells what a file would bring; nothing is stored before the button is pressed. */
    /** @param {Reading} reading */
    review({ records, rejected, error, facts = null }) {
      this.found.textContent = "";
      this.say(error);
      if (rejected.length) {
        const lines = rejected.map(({ where, why }) => where + "：" + why);
        this.found.append(element("p", "", "没有用上的 " + rejected.length + " 处："), list(lines));
      }
      if (error) return;
      this.store.ready.then(() => {
        const places = placesOf(this.store, records, facts);
        const all = records.map((record) => {
          const { id, name } = record.branch;
          return bringing(this.store, Object.assign({}, record, { branch: { id: places.get(id), name } }));
        });
        this.found.append(list(all.map(wordsOf)));
        if (this.isAnother(places)) this.found.append(element("p", "elsewhere", ANOTHER));
        const ofFacts = Array.from(places.values()).find(isOwn) || current(this.store);
        const mine = factsIn(this.store, ofFacts);
        const differ = facts && mine && JSON.stringify(sorted(mine)) !== JSON.stringify(sorted(facts));
        const take = element("input");
        take.type = "checkbox";
        take.checked = Boolean(facts) && !mine;
        if (differ) {
          const label = element("label");
          label.append(take, " " + SITE.words.facts + "和本机的不一样：换成文件里的");
          this.found.append(label);
        } else if (facts) this.found.append(element("p", "", "还有" + SITE.words.facts + "。"));
        const act = button("全部导入", () => {
          act.disabled = true;
          const mine = this.store.form(factsOf(ofFacts));
          this.bringAll(all, places, take.checked ? [this.store.fill(factsOf(ofFacts), facts, mine).database] : []);
        });
        this.found.append(act);
      });
    }

    /** Whether a file is of a branch that this browser has none of, beside others of its own. */
    /** @param {Map<string, string>} places */
    isAnother(places) {
      const here = listed(this.store);
      return here.length > 0 && Array.from(places.values()).some((place) => isOwn(place) && !here.includes(place));
    }

    /** `kept` resolve once what else was brought in is kept. */
    /** @param {Bringing[]} all @param {Map<string, string>} places @param {Promise<any>[]} kept */
    bringAll(all, places, kept) {
      const day = Day.today();
      const taken = all.filter(({ why }) => !why);
      for (const [id, place] of places) takeOver(this.store, place, id);
      const work = taken.map((one) => bring(this.store, one, day));
      for (const { theirs } of taken) {
        const { id, name } = theirs.branch;
        if (isOwn(id) && name && !this.store.form(id).name) this.store.fill(id, { name });
      }
      Promise.all(kept.concat(work)).then(() => {
        const { isKept, words: places } = this.store.keeping();
        this.found.textContent = "";
        this.show();
        const left = all.length - taken.length;
        const words = "已导入 " + taken.length + " 份" + (left ? "，" + left + " 份没有导入" : "") + "。";
        this.say(words + (isKept ? places : "这个浏览器不让保存，关掉这一页就没有了。"));
      });
    }
  }

  /** Prints what is handed over of one branch, without the others. */
  /** @param {HTMLElement} place */
  function printAlone(place) {
    const others = Array.from(place.parentElement.children).filter((one) => one !== place && one.tagName !== "H2");
    const left = others.filter((one) => !one.classList.contains("no-print"));
    /** @param {boolean} hidden */
    const mark = (hidden) => {
      for (const one of left) one.classList.toggle("no-print", hidden);
    };
    mark(true);
    window.addEventListener("afterprint", () => mark(false), { once: true });
    window.print();
  }

  /** @param {Values<string>} texts */
  const sorted = (texts) =>
    Object.keys(texts)
      .filter((name) => texts[name])
      .sort()
      .map((name) => [name, texts[name]]);

  /** @param {Bringing} one */
  function wordsOf({ theirs, found, why }) {
    const { branch, catalog, round } = theirs;
    const title = [branch.name, SelfCheckSlip.titleOf(catalog), roundWords(round)].filter(Boolean).join("，");
    return title + "：" + (why ? "不导入，" + why : found.words());
  }

  if (!customElements.get("kept-here")) customElements.define("kept-here", KeptHere);
})();
