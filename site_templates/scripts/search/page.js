/* The page of results: what stands in its address is looked for, and each kind can be seen alone. */
(() => {
  /** @type {HTMLFormElement} */
  const form = document.querySelector(".search-page");
  const input = form.querySelector("input");
  const kindsBar = document.querySelector(".search-kinds");
  const list = document.querySelector(".search-results");
  const said = document.querySelector(".search-said");
  /** @type {number} the kind that is seen alone, else null */
  let kind = null;

  /** @param {string} text @param {number} of */
  function button(text, of) {
    const made = Combobox.element("button", "", text);
    made.type = "button";
    made.setAttribute("aria-pressed", String(kind === of));
    made.addEventListener("click", () => {
      kind = of;
      show();
      /** @type {HTMLElement} */ (kindsBar.querySelector("[aria-pressed=true]")).focus();
    });
    kindsBar.append(made);
  }

  let show = () => {};

  /** @param {Findable} entry @param {LoadedSearch} loaded */
  function row(entry, { search, root }) {
    const link = Combobox.shown(Combobox.element("a", "found-one"), entry, search.kinds);
    link.href = root + entry.href;
    const made = Combobox.element("li");
    made.append(link);
    list.append(made);
  }

  /** The address can be passed on; from a file a browser may refuse to change it. */
  /** @param {string} typed */
  function remember(typed) {
    try {
      history.replaceState(null, "", typed ? "?q=" + encodeURIComponent(typed) : location.pathname);
    } catch (_refused) {
      // the list is there all the same
    }
  }

  /** @param {LoadedSearch} loaded */
  function ready(loaded) {
    show = () => {
      const typed = input.value.trim();
      const { found, near, nearest } = loaded.search.find(typed);
      /** @type {Map<number, number>} */
      const counts = new Map();
      for (const entry of found) counts.set(entry.kind, (counts.get(entry.kind) || 0) + 1);
      if (!counts.has(kind)) kind = null;
      kindsBar.textContent = "";
      list.textContent = "";
      if (counts.size > 1) button("全部 " + found.length, null);
      if (counts.size > 1) for (const [of, count] of counts) button(loaded.search.kinds[of][1] + " " + count, of);
      for (const entry of found) if (kind === null || entry.kind === kind) row(entry, loaded);
      for (const other of kind === null ? near : []) {
        if (other.found.length)
          list.append(Combobox.element("li", "found-near", "另有“" + other.word + "”：" + other.why));
        for (const entry of other.found) row(entry, loaded);
      }
      for (const entry of nearest) row(entry, loaded);
      if (!typed) said.textContent = "";
      else if (found.length) said.textContent = "找到 " + found.length + " 条";
      else said.textContent = "没有找到“" + typed + "”" + (nearest.length ? "，下面是相近的。" : "，换个说法试试。");
    };
    show();
    loaded.whole.then(show);
  }

  document.querySelector(".search-unscripted").remove();
  input.value = new URLSearchParams(location.search).get("q") || "";
  SiteSearch.load().then(ready, () => {
    said.textContent = "搜索没有加载出来，请检查网络后刷新这一页。";
  });
  input.addEventListener("input", () => show());
  input.addEventListener("change", () => remember(input.value.trim()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember(input.value.trim());
    show();
  });
})();
