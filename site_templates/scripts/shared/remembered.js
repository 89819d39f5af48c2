/* Whether this browser may keep answers of 我的支部: what reads them is large, and a first visit does not need it. */

var Remembered = (() => {
  const KEPT = /\/form\/my-branch[^/]*-facts\/fields$/;

  function isAny() {
    try {
      return Object.keys(localStorage).some((name) => KEPT.test(name));
    } catch {
      return false;
    }
  }

  return { isAny };
})();
