/* A typed number as the scripts read it. Chinese input methods type full-width figures, and 。 for the point. */

var TypedNumber = (() => {
  const FULL_WIDTH = /[０-９．，－＋]/g;
  const SPACES = /[ \u00a0\u2009\u202f\u3000]/g;
  const GROUPED = /^-?[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]+)?$/;

  /** What people write beside a number of each kind, as `UNITS` in Python. */
  /** @type {Values<RegExp>} */
  const UNITS = {
    whole: / ?(?:人|名|位|个|票|个单位)$/,
    money: /^[¥￥] ?| ?(?:元|块|块钱)$/g,
    hours: / ?(?:个?学时|课时|小时)$/,
  };

  /**
   * The text in half-width characters, without its unit and what parts its thousands (1,000 or 1 000). As `plain` in
   * Python.
   */
  /** @param {string} typed @param {string} [kind] */
  function plain(typed, kind) {
    const half = typed
      .replace(FULL_WIDTH, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
      .replace(/。/g, ".")
      .replace(/\u2212/g, "-")
      .replace(SPACES, " ")
      .trim()
      .replace((kind && UNITS[kind]) || /$/, "");
    return GROUPED.test(half) ? half.replace(/[, ]/g, "") : half;
  }

  return { plain };
})();
