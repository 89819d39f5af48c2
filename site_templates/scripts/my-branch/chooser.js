/* The branches that this browser keeps, one of them to be chosen, and the way to another one. */

var BranchChooser = (() => {
  const core = MyBranch;
  const { element, option, button } = Dom;
  const UNTOLD = "还没有填的支部";
  const CLEARED = "情况清除了、自查还在的支部";

  /** What a branch is called here: by its name, or by what is known of it. */
  /** @param {Rules} rules @param {Store} store @param {string} branch */
  function labelOf(rules, store, branch) {
    if (!SelfCheckOwn.isOwn(branch)) return SelfCheckOwn.nameOf(store, branch) || branch;
    const { name } = store.form(branch);
    const facts = core.factsIn(rules, store.form(SelfCheckOwn.factsOf(branch)));
    if (name || facts.kind) return name || core.factsWords(rules, facts).slice(0, 2).join(" · ");
    return store.records(branch + "/").length ? CLEARED : UNTOLD;
  }

  /** Shows in `box` what there is to choose from; nothing before anything is known of a branch. */
  /**
   * @param {HTMLElement} box @param {Rules} rules @param {Store} store @param {string} here the one that is shown
   * @param {boolean} isKnown whether enough is known of that one
   * @param {(branch: string) => void} chosen @param {string[]} [listed] branches of the list to choose from too
   */
  function show(box, rules, store, here, isKnown, chosen, listed = []) {
    const kept = SelfCheckOwn.listed(store).concat(listed);
    const all = kept.includes(here) ? kept : kept.concat(here);
    const hasAnother = isKnown || kept.includes(here);
    box.hidden = !hasAnother && kept.length === 0;
    const labels = all.map((branch) => labelOf(rules, store, branch));
    const said = [...all, ...labels, here, hasAnother].join("\n");
    if (box.dataset.said === said) return;
    box.dataset.said = said;
    box.textContent = "";
    if (all.length > 1) {
      const label = element("label", "", "这个浏览器里的支部 ");
      const select = element("select");
      all.forEach((branch, place) => {
        const namesakes = labels.slice(0, place).filter((one) => one === labels[place]).length;
        select.append(option(branch, labels[place] + (namesakes ? "（" + (namesakes + 1) + "）" : "")));
      });
      select.value = here;
      select.addEventListener("change", () => chosen(select.value));
      label.append(select);
      box.append(label, " ");
    }
    if (hasAnother) box.append(button("＋ 另一个支部", () => chosen(SelfCheckOwn.another())));
  }

  return { labelOf, show };
})();
