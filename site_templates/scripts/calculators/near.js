/* Brings the calculators of a page whose subject is another: only when somebody comes near one of them. */

(() => {
  const FILES = ["../data/calculators.js", "calculators.js"];
  const places = document.querySelectorAll("branch-calculator");
  const seen = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      Dom.loaded(FILES).catch(() => {
        for (const place of places) place.textContent = "算一算没有取到，请刷新再试；公式在下面的链接里。";
      });
    },
    { rootMargin: "100%" },
  );
  for (const place of places) seen.observe(place);
})();
