/* What somebody in a role does this month: of what is written the lines that are due, each with its last day. */

(() => {
  const { element } = Dom;
  const THIS = "这个月";
  const acts = document.querySelector(".acts");
  /** @type {YearPlan} */
  const plan = JSON.parse(acts.querySelector("script").textContent);
  const today = Day.today();
  const [first, ...later] = acts.querySelectorAll("section");
  const due = new Map();
  for (const { title, lines } of ThisMonth.groupsOf(plan, today)) {
    // what any month of the year will do for stays where it is written
    for (const line of ThisMonth.FOLDED.includes(title) ? [] : lines) due.set(line.id, line);
  }

  /** @param {HTMLElement} line */
  function tell(line) {
    const { when } = due.get(line.dataset.duty);
    if (when) line.append(element("span", "when", when));
  }

  const heading = first.querySelector("h2");
  heading.textContent = heading.textContent.replace(
    THIS,
    today.slice(0, 4) + " 年 " + Number(today.slice(5, 7)) + " 月",
  );
  const isKnown = (/** @type {string} */ id) => plan.duties.some((duty) => duty.id === id);
  for (const line of first.querySelectorAll("li")) {
    const { duty } = line.dataset;
    if (!duty || !isKnown(duty)) continue;
    line.hidden = !due.has(duty);
    if (!line.hidden) tell(line);
  }
  for (const part of later) {
    for (const line of part.querySelectorAll("li")) {
      if (!due.has(line.dataset.duty)) continue;
      first.querySelector("ul").append(line);
      tell(line);
    }
  }
})();
