/* Makes elements, from texts only: no script of this site ever builds a page from HTML in a string. */

// biome-ignore lint/correctness/noUnusedVariables: the other classic scripts of the page use it
var Dom = (() => {
  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function button(text, pressed) {
    const made = element("button", "", text);
    made.type = "button";
    made.addEventListener("click", pressed);
    return made;
  }

  function link(href, text) {
    const made = element("a", "", text);
    made.href = href;
    return made;
  }

  return { element, button, link };
})();
