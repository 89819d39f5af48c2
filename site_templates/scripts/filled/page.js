/* A blank form that can be filled with what this browser knows. Until somebody asks for that it is the blank form. */

(() => {
  const { element, button, say, loaded, whenIdle, IN_WECHAT } = Dom;
  /** What lets a record be chosen, where a form is filled from one. @type {Values<[string[], () => RecordForms]>} */
  const FROM = {
    rows: [["filled-form-rows.js"], () => FilledRows],
    year: [["../data/year.js", "filled-form-year.js"], () => FilledYear],
  };
  const LATER = ["../data/site.js", "../data/meetings.js", "filled-form-later.js"];
  /** What the address ends with where another page has led here to have it filled. */
  const ASKED = "#filled";

  class FilledFormElement extends HTMLElement {
    connectedCallback() {
      if (this.places) return;
      const paper = document.querySelector("article.a4");
      this.paper = paper;
      /** Each place with what stands there on the blank form. */
      this.places = Array.from(paper.querySelectorAll("[data-fill]"), (place) => ({
        place: /** @type {HTMLElement} */ (place),
        blank: place.textContent,
      }));
      /** Signs for what must be filled in: explained by notes, which a paper that is handed out has not. */
      this.signs = Array.from(paper.querySelectorAll("th, .sign p"), ({ firstChild }) => firstChild)
        .filter((node) => node instanceof Text && node.data.includes("*"))
        .map((node) => ({ node, text: node.textContent }));
      whenIdle(() =>
        loaded(LATER).then(
          () => this.open(),
          () => this.isAsked() && this.tell("没有填上：有文件没有取到，请刷新。空表照样能打印、手填。"),
        ),
      );
    }

    /** Whether another page has led here to have it filled. */
    isAsked() {
      return location.hash === ASKED;
    }

    /** @param {string} words */
    tell(words) {
      const told = element("p", "sub", words);
      told.setAttribute("role", "status");
      this.append(told);
      return told;
    }

    open() {
      this.store = new SelfCheckStore.Store(SelfCheckEarlier.take);
      /** What the record that is chosen has put into the table, and what else it says. @type {Values<string>[]} */
      this.rows = [];
      /** @type {Values<string>} */
      this.chosen = {};
      this.store.ready.then(() => {
        this.start();
        const [scripts, made] = FROM[this.dataset.from] || [];
        if (scripts) return loaded(scripts).then(() => made().offer(this));
      });
    }

    start() {
      const wrong = this.wrong();
      const isKnown = Object.values(this.known()).some(Boolean);
      if (isKnown || this.dataset.from) {
        this.build();
        if (this.isAsked()) this.fill(isKnown);
      } else if (this.isAsked()) this.guide();
      for (const words of wrong) this.tell(words).classList.add("elsewhere");
      // what is told here has come in above the place that the page was opened at
      if (this.isAsked()) this.scrollIntoView();
    }

    /** Says where it is told what is to be filled in. */
    guide() {
      const hasAside = this.store.entries.asides.size > 0;
      const told = this.tell(hasAside ? FilledForm.ASIDE : "");
      /** @param {string} text @param {string} href */
      const link = (text, href) => Object.assign(element("a", "", text), { href });
      told.append(
        "这个浏览器还不知道要填的。先在",
        link(SITE.words.my_branch, this.dataset.branch),
        "填" + SITE.words.facts + "，会议的时间、地点、人数在",
        link("会议包", this.dataset.meeting),
        "里填，再回来就先填好。不填也能用：空表打印出来手填。",
      );
    }

    /** What is wrong with the numbers that belong here, each in a sentence. */
    wrong() {
      const wrong = KnownValues.wrongFor(this.dataset.form, this.store, MEETINGS);
      return this.places
        .filter(({ place }) => wrong[place.dataset.fill])
        .map(({ place }) => nameOf(place).trim() + "：" + wrong[place.dataset.fill]);
    }

    /** @returns {Values<string>} */
    known() {
      const all = KnownValues.ofForm(this.dataset.form, this.store, MEETINGS);
      /** @type {Values<string>} */
      const wanted = {};
      for (const { place } of this.places) wanted[place.dataset.fill] = all[place.dataset.fill] || "";
      return Object.assign(wanted, this.chosen);
    }

    build() {
      this.toggle = button("填上已知的", () => this.fill(!this.isFilled));
      this.told = element("p", "sub");
      this.told.setAttribute("role", "status");
      const line = element("p");
      line.append(this.toggle);
      if (!IN_WECHAT)
        line.append(
          " ",
          button("填好的存成 Word", () => this.save()),
        );
      this.append(line, this.told);
      this.sayKnown();
    }

    sayKnown() {
      const known = this.known();
      const told = this.places
        .filter(({ place }) => known[place.dataset.fill])
        .map(({ place }) => nameOf(place) + inShort(known[place.dataset.fill]));
      const words = (this.isFilled ? "填上了：" : "知道的：") + told.join("；").replace(/。$/, "") + "。";
      say(this.told, told.length ? words : "");
    }

    /** @param {boolean} isFilled */
    fill(isFilled) {
      const known = this.known();
      this.isFilled = isFilled;
      for (const { place, blank } of this.places)
        say(place, FilledPlace.put(blank, isFilled ? known[place.dataset.fill] : ""));
      for (const { node, text } of this.signs) node.textContent = isFilled ? text.replace("*", "") : text;
      this.paper.classList.toggle("is-filled", isFilled);
      say(this.toggle, isFilled ? "改回空白" : "填上已知的");
      this.sayKnown();
    }

    save() {
      const failed = () => say(this.told, FilledForm.MISSING);
      FilledForm.save(this.dataset.form, this.known(), this.rows).then(() => this.sayKnown(), failed);
    }
  }

  /** What is known; of several lines how many they are. */
  /** @param {string} text */
  function inShort(text) {
    const { length } = text.split("\n");
    return length > 1 ? length + " 行" : text;
  }

  /** What a field is called; a line of a letter has no name. */
  /** @param {HTMLElement} place */
  function nameOf(place) {
    const name = place.previousElementSibling;
    return place instanceof HTMLTableCellElement && name ? name.textContent.replace("*", "") + " " : "";
  }

  if (!customElements.get("filled-form")) customElements.define("filled-form", FilledFormElement);
})();
