/* Which of the records of this browser a form is filled from. */

var FilledChoice = (() => {
  const { element, option, say } = Dom;
  const MISSING = "没有填上：有文件没有取到。请再选一次；还不行，就刷新。";

  /**
   * Lets one be chosen, or says where there would be one. `put` fills the form from the record of a key, which is "" for
   * none, and resolves to what is said of it; the one that is `first` is chosen beforehand.
   */
  /** @param {FormFromRecord} form @param {RecordChoice} choice */
  function offer(form, { asks, none, lacking, titles, first, put }) {
    const told = element("p", "sub");
    told.setAttribute("role", "status");
    form.append(told);
    if (titles.size === 0) {
      say(told, (form.store.entries.asides.size > 0 ? FilledForm.ASIDE : "") + lacking);
      told.append(
        link("列表里的支部", form.dataset.branches),
        "、",
        link(SITE.words.my_branch, form.dataset.branch),
        "。",
      );
      return;
    }
    const label = element("label", "", asks + " ");
    const select = element("select");
    select.append(option("", none), ...Array.from(titles, ([key, title]) => option(key, title)));
    label.append(select);
    told.before(label);
    const choose = () => {
      const key = select.value;
      const isStill = () => select.value === key;
      put(key, isStill).then(
        (words) => isStill() && say(told, words),
        () => isStill() && say(told, MISSING),
      );
    };
    select.addEventListener("change", choose);
    select.value = first;
    if (first) choose();
  }

  /** @param {string} text @param {string} href */
  const link = (text, href) => Object.assign(element("a", "", text), { href });

  return { offer };
})();
