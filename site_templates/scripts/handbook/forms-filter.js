/* Leaves of the table of forms the rows that somebody asks for: by their own words, else by what the search finds. */

(() => {
  const MOST_FOUND = 8;
  /** @type {HTMLElement} */
  const place = document.querySelector(".forms-filter");
  const field = Dom.element("input");
  const told = Dom.element("p");

  /** @returns {NodeListOf<HTMLTableRowElement>} */
  const rows = () => document.querySelectorAll(".forms-table tr[data-when]");

  /** @param {HTMLElement} row */
  const linkOf = (row) => /** @type {HTMLAnchorElement} */ (row.querySelector("th a"));

  /** Those in which all words stand: title, purpose, when it is used, and what people call it. */
  /** @param {string} typed */
  function inWords(typed) {
    const words = typed.toLowerCase().split(/\s+/);
    return Array.from(rows()).filter((row) => {
      const { when, called = "" } = row.dataset;
      const said = [linkOf(row).textContent, row.cells[1].textContent, when, called].join(" ").toLowerCase();
      return words.every((word) => said.includes(word));
    });
  }

  /** Those that the search knows by another word or by how they are read. */
  /** @param {string} typed */
  async function bySearch(typed) {
    const { search, root } = await SiteSearch.load();
    const found = search.find(typed).found.map(({ href }) => root + href);
    const forms = found.filter((href) => Array.from(rows()).some((row) => linkOf(row).href === href));
    return Array.from(rows()).filter((row) => forms.slice(0, MOST_FOUND).includes(linkOf(row).href));
  }

  /** @param {HTMLElement[] | null} shown all if null */
  function show(shown) {
    for (const row of rows()) row.hidden = Boolean(shown) && !shown.includes(row);
    for (const row of document.querySelectorAll(".forms-table .also")) row.toggleAttribute("hidden", Boolean(shown));
    for (const body of document.querySelectorAll(".forms-table tbody"))
      body.toggleAttribute("hidden", !body.querySelector("tr[data-when]:not([hidden])") && Boolean(shown));
    if (shown) Dom.say(told, shown.length ? "找到 " + shown.length + " 张" : "没有找到，换个说法试试");
    else Dom.say(told, "");
  }

  async function filter() {
    const typed = field.value.trim();
    if (!typed) return show(null);
    let found = inWords(typed);
    if (!found.length) {
      try {
        found = await bySearch(typed);
      } catch {
        // without the search its own words have to do
      }
    }
    if (typed === field.value.trim()) show(found);
    return undefined;
  }

  const label = Dom.element("label", "", "找表单：");
  field.type = "search";
  field.placeholder = "表名或用处，如 签到、换届";
  told.setAttribute("role", "status");
  field.addEventListener("input", filter);
  label.append(field);
  place.append(label, told);
})();
