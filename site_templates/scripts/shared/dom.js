/* Makes elements, from texts only: no script of this site ever builds a page from HTML in a string. And loads what a
   page does not need to open. */

var Dom = (() => {
  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag @param {string} [className] @param {string} [text]
   * @returns {HTMLElementTagNameMap[K]}
   */
  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** @param {string} value @param {string} text */
  function option(value, text) {
    const made = element("option", "", text);
    made.value = value;
    return made;
  }

  /** @param {string} text @param {() => unknown} pressed */
  function button(text, pressed) {
    const made = element("button", "", text);
    made.type = "button";
    made.addEventListener("click", pressed);
    return made;
  }

  /** Writes a text unless it stands there already: a page is laid out anew for every text that is written. */
  /** @param {Element} place @param {string} text */
  function say(place, text) {
    if (place.textContent !== text) place.textContent = text;
  }

  /** There nothing can be downloaded or printed. */
  const IN_WECHAT = /MicroMessenger/i.test(navigator.userAgent);

  const HERE = /** @type {any} */ (document.currentScript).src.replace(/[^/]*$/, "");
  const loading = new Map();

  /** Loads scripts that lie beside this one, one after the other; what could not be had, again the next time. */
  /** @param {string[]} names */
  function loaded(names) {
    /** @param {string} name */
    const one = (name) =>
      new Promise((onload, onerror) => {
        document.head.append(Object.assign(element("script"), { src: HERE + name, onload, onerror }));
      });
    if (!loading.has(names)) {
      const all = names.reduce((before, name) => before.then(() => one(name)), Promise.resolve());
      all.catch(() => loading.delete(names));
      loading.set(names, all);
    }
    return loading.get(names);
  }

  /** Calls `work` when the page has been shown and has nothing else to do. */
  /** @param {() => unknown} work */
  function whenIdle(work) {
    // eslint-disable-next-line handbook/known-to-old-browsers -- asked for first
    if (window.requestIdleCallback) window.requestIdleCallback(work, { timeout: 500 });
    else setTimeout(work);
  }

  return { element, option, button, say, loaded, whenIdle, IN_WECHAT };
})();
