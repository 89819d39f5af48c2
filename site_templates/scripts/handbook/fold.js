/* What is folded away is opened where an address leads into it, and for paper. */

(() => {
  function openTarget() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // an address that nobody can read leads nowhere
    }
    const target = document.getElementById(id);
    if (!target) return;
    const folded = target.closest("details:not([open])");
    if (!folded) return;
    /** @type {HTMLDetailsElement} */ (folded).open = true;
    target.scrollIntoView();
  }

  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details.fold:not([open])"));
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
