/* Whose a page is that many branches share: its address says so. Where it does not, the page stays as it was made. */

var Owner = (() => {
  const asked = new URLSearchParams(window.location.search);
  /** @param {string} name */
  const said = (name) => (asked.get(name) || "").slice(0, 200);
  const owner = { id: said("id"), name: said("name"), unit: said("unit"), lines: said("lines") };

  /** @type {NodeListOf<HTMLElement>} */
  const places = document.querySelectorAll("[data-owner]");
  for (const place of places) {
    const text = place.dataset.owner === "unit" ? owner.unit : owner.name;
    if (text) place.textContent = text;
  }
  if (owner.name) document.title += "（" + owner.name + "）";
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const sheets = document.querySelectorAll("a[href*='forms/branch/'], a[href*='plan-']");
  for (const link of sheets) link.search = window.location.search;

  // on a year plan they stand below
  document.addEventListener("DOMContentLoaded", () => {
    /** @type {NodeListOf<HTMLElement>} */
    const files = document.querySelectorAll("[data-of-branch]");
    for (const place of owner.id ? files : []) {
      const path = place.dataset.ofBranch.replace("{id}", encodeURIComponent(owner.id));
      if (place instanceof HTMLAnchorElement) place.href = path;
      else place.textContent = path;
    }
  });

  const check = document.querySelector("self-check");
  if (check && owner.id) Object.assign(check.dataset, { branch: owner.id, name: owner.name });
  // what is filled in belongs to a branch: without one it is a list to read and print
  else if (check) check.replaceWith(...check.childNodes);

  return owner;
})();
