/* What stands in a place of a paper: what is known, or what stands there on the blank form; of boxes the right one ticked. */

var FilledPlace = (() => {
  const [OPEN, TICKED, BETWEEN] = ["□", "☑", "　"];

  /** @param {string} blank @param {string} known */
  function put(blank, known) {
    if (!known || !blank.startsWith(OPEN)) return known || blank;
    const boxes = blank.split(BETWEEN);
    return boxes.map((box) => (box === OPEN + known ? TICKED + known : box)).join(BETWEEN);
  }

  return { put };
})();
