/* The search box of every page. Nothing of the search is loaded before somebody goes to the box. */
(() => {
  /** @type {HTMLFormElement} */
  const form = document.querySelector(".site-search");
  /** @type {HTMLAnchorElement} */
  const opener = document.querySelector(".site-search-open");
  const input = form.querySelector("input");
  const HERE = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/[^/]*$/, "");
  const ROOT = new URL("../../", HERE).href;
  /** @type {Promise<LoadedSearch>} */
  let wanted = null;

  /** @param {string} address */
  function one(address) {
    return new Promise((onload, onerror) => {
      document.head.append(Object.assign(document.createElement("script"), { src: HERE + address, onload, onerror }));
    });
  }

  /** Loads the search once, the texts after the first results; what could not be had, again the next time. */
  function load() {
    if (!wanted) {
      wanted = one("../data/search.js")
        .then(() => one("search.js"))
        .then(() => {
          const search = Ranking.search(SEARCH_INDEX);
          const whole = one("../data/search-texts.js").then(() => search.add(SEARCH_TEXTS));
          return { search, whole, root: ROOT };
        });
      wanted.catch(() => {
        wanted = null;
      });
    }
    return wanted;
  }

  /** A phone shows the box only when it is asked for. */
  /** @param {Event} event */
  function open(event) {
    event.preventDefault();
    form.classList.add("open");
    input.focus();
  }

  /** The button goes with the box, and the focus would be lost with it. */
  function close() {
    form.classList.remove("open");
    opener.focus();
  }

  /** @param {KeyboardEvent} event */
  function isTyping(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    return target.isContentEditable || /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  }

  let attached = false;
  input.addEventListener("focus", () => {
    if (attached) return;
    attached = true;
    load().then(
      (loaded) => Combobox.attach(form, input, loaded),
      () => {
        attached = false;
      },
    );
  });
  opener.addEventListener("click", open);
  form.querySelector(".site-search-close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || isTyping(event)) return;
    open(event);
  });
  window.SiteSearch = { load };
})();
