/* A typed number as the scripts read it. Chinese input methods type full-width figures, and 。 for the point. */

var TypedNumber = (() => {
  const FULL_WIDTH = /[０-９．，－＋]/g;
  const SPACES = /[ \u00a0\u2009\u202f\u3000]/g;
  const GROUPED = /^-?[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]+)?$/;

  /** The text in half-width characters, without what parts its thousands (1,000 or 1 000). As `plain` in Python. */
  /** @param {string} typed */
  function plain(typed) {
    const half = typed
      .replace(FULL_WIDTH, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
      .replace(/。/g, ".")
      .replace(/\u2212/g, "-")
      .replace(SPACES, " ")
      .trim();
    return GROUPED.test(half) ? half.replace(/[, ]/g, "") : half;
  }

  return { plain };
})();
