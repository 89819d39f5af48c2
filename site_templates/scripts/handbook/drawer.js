/* Opens the theme's drawer by keyboard: the theme listens to labels, and a label must not be called a button. */

(() => {
  /** @type {HTMLElement} */
  const opener = document.querySelector(".md-header [role=button]");
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    opener.click();
  };
  if (opener) opener.addEventListener("keydown", pressed);
})();
