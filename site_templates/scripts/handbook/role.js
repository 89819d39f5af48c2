/* What is written for a role: on a phone its later parts are folded, so that all of them are seen at once. */

(() => {
  if (matchMedia("(min-width: 45em)").matches) return;
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const later = document.querySelectorAll(".acts section + section details");
  for (const part of later) part.open = part.contains(document.querySelector(location.hash || "main"));
})();
