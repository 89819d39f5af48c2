/* The list of results under the search box: a combobox with a listbox, by keyboard, mouse, touch and screen reader. */

var Combobox = (() => {
  const SHOWN = 8;

  /** @param {string} tag @param {string} [className] @param {string} [text] @returns {any} */
  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** What an entry shows: its title, its kind, and a line about it. */
  /** @param {HTMLAnchorElement} link @param {Findable} entry @param {SearchIndex["kinds"]} kinds */
  function shown(link, entry, kinds) {
    const title = element("span", "found-title", entry.title);
    link.append(title, element("span", "found-kind", kinds[entry.kind][1]));
    if (entry.line) link.append(element("span", "found-line", entry.line));
    return link;
  }

  /** @param {HTMLFormElement} form @param {HTMLInputElement} input @param {LoadedSearch} loaded */
  function attach(form, input, { search, whole, root }) {
    const list = element("div", "found");
    const said = element("p", "found-said");
    /** @type {HTMLButtonElement} */
    const closer = form.querySelector(".site-search-close");
    let active = -1;
    list.id = "search-found";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "搜索结果");
    said.setAttribute("role", "status");
    form.append(list, said);

    /** @returns {NodeListOf<HTMLAnchorElement>} */
    const options = () => list.querySelectorAll("[role=option]");

    /** @param {string} href */
    function option(href) {
      const link = element("a", "found-one");
      link.href = root + href;
      link.id = "search-found-" + options().length;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      list.append(link);
      return link;
    }

    /** @param {number} place */
    function choose(place) {
      const all = options();
      if (all[active]) all[active].setAttribute("aria-selected", "false");
      active = all.length ? (place + all.length) % all.length : -1;
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      all[active].setAttribute("aria-selected", "true");
      all[active].scrollIntoView({ block: "nearest" });
      return input.setAttribute("aria-activedescendant", all[active].id);
    }

    /** @param {boolean} is */
    function expanded(is) {
      form.classList.toggle("searching", is);
      input.setAttribute("aria-expanded", String(is));
    }

    const resultPage = () => "search.html?q=" + encodeURIComponent(input.value.trim());

    /** @param {Findable[]} entries */
    function fill(entries) {
      for (const entry of entries) shown(option(entry.href), entry, search.kinds);
    }

    function show() {
      const typed = input.value.trim();
      const { found, near, nearest } = search.find(typed);
      list.textContent = "";
      active = -1;
      input.removeAttribute("aria-activedescendant");
      fill(found.slice(0, SHOWN));
      for (const other of near) {
        if (other.found.length) list.append(element("p", "found-near", "另有“" + other.word + "”：" + other.why));
        fill(other.found);
      }
      if (nearest.length) list.append(element("p", "found-near", "没有找到“" + typed + "”。相近的："));
      fill(nearest);
      if (found.length > SHOWN) option(resultPage()).textContent = "全部 " + found.length + " 条结果";
      if (!typed) said.textContent = "";
      else if (found.length) said.textContent = "找到 " + found.length + " 条";
      else said.textContent = nearest.length ? "没有找到，列出相近的" : "没有找到，换个说法试试";
      expanded(Boolean(typed));
    }

    /** Enter while an input method composes belongs to the input method, and so do the arrows. */
    /** @param {KeyboardEvent} event */
    function pressed(event) {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!form.classList.contains("searching")) show();
        choose(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (input.value.trim()) location.assign(active < 0 ? root + resultPage() : options()[active].href);
      } else if (event.key === "Escape") {
        if (form.classList.contains("searching")) event.preventDefault();
        else closer.click();
        expanded(false);
      }
    }

    input.addEventListener("input", show);
    input.addEventListener("compositionend", show);
    input.addEventListener("keydown", pressed);
    input.addEventListener("focus", () => input.value.trim() && show());
    form.addEventListener("focusout", (event) => {
      if (!form.contains(/** @type {Node} */ (event.relatedTarget))) expanded(false);
    });
    // a press on a result must not take the focus, and with it the list, before the click
    list.addEventListener("mousedown", (/** @type {Event} */ event) => event.preventDefault());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) location.assign(root + resultPage());
    });
    whole.then(() => form.classList.contains("searching") && active < 0 && show());
    if (input.value.trim()) show();
  }

  return { attach, shown, element };
})();
