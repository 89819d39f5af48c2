/* What the ticks of a year say of the items of a self-check: how often a duty was done, where its record lies, what is
   missing until today. It is quoted, not copied; an answer is only suggested. */

var YearEvidence = (() => {
  const { lineOf, openLines } = YearTold;
  const { element, button, say } = Dom;

  /** The first and the last month of a round: 2026-H2 → 7, 12. */
  /** @param {string} round */
  function monthsOf(round) {
    const length = /** @type {Values<number>} */ ({ H: 6, Q: 3 })[round[5]] || 12;
    const first = round[6] ? (Number(round[6]) - 1) * length + 1 : 1;
    return [first, first + length - 1];
  }

  /** Of the entries of a year, those of an item that fall due in a round. */
  /** @param {YearEntry[]} entries @param {string} item @param {string} round */
  function entriesOf(entries, item, round) {
    const [first, last] = monthsOf(round);
    const year = round.slice(0, 4);
    return entries.filter((entry) => {
      // a term may end in the next year
      const month = entry.last.slice(0, 4) === year ? Number(entry.last.slice(5, 7)) : 12;
      return entry.items.includes(item) && month >= first && month <= last;
    });
  }

  /** Of the year before, what was done less than a year before today: its time has not come again this year. */
  /** @param {YearTicksElement} ticks @param {Checklist} check @param {string} today */
  function yearBefore(ticks, check, today) {
    const [year, now] = [check.round.slice(0, 4), today.slice(0, 4)];
    if (year !== now) return { year: "", done: [] };
    const before = String(Number(year) - 1);
    const done = ticks.entries(before).filter(({ state }) => state === "done");
    return { year: before, done: done.filter(({ last }) => last.slice(4) >= today.slice(4)) };
  }

  /** All that a year says to a self-check. */
  /** @param {YearTicksElement} ticks @param {Checklist} check */
  function told(ticks, check) {
    const entries = ticks.entries(check.round.slice(0, 4));
    const before = yearBefore(ticks, check, Day.today());
    /** @param {string} item */
    return (item) => ({
      entries: entriesOf(entries, item, check.round),
      before: { year: before.year, done: entriesOf(before.done, item, before.year) },
    });
  }

  /**
   * Whether all that was to be done until today is, and nothing was left out, not noted, or ticked for a day to come:
   * more than how often it was done a tick does not say.
   */
  /** @param {YearEntry[]} entries @param {Standard} year */
  const isAllDone = (entries, year) =>
    entries.some(({ state }) => state === "done") &&
    entries.every(({ answer, state }) => state === "done" || (state === "ahead" && answer.status !== year.done));

  /** Shows at every item of a self-check what the year says of it. */
  /** @param {YearTicksElement} ticks @param {Checklist} check */
  function show(ticks, check) {
    const of = told(ticks, check);
    for (const row of check.rows.values()) {
      const { entries, before } = of(row.id);
      if (entries.length > 0) showIn(check, row, entries, before, ticks);
    }
  }

  /**
   * @param {Checklist} check @param {any} row @param {YearEntry[]} entries
   * @param {{year: string, done: YearEntry[]}} before @param {YearTicksElement} ticks
   */
  function showIn(check, row, entries, before, ticks) {
    const year = ticks.standard;
    if (!row.quoted) {
      row.quoted = element("div", "quoted");
      row.counted = element("span");
      row.told.append(row.counted);
      row.rest.querySelector("summary").after(row.quoted);
    }
    const { done } = YearTold.byState(entries);
    const more = before.done.length > 0 ? "，" + before.year + " 年近期 " + before.done.length : "";
    say(row.counted, year.title + "：" + YearTold.headWords(entries, year) + more);
    row.quoted.textContent = "";
    for (const one of done) row.quoted.append(element("p", "", lineOf(one, year)));
    if (before.done.length > 0) row.quoted.append(element("p", "", "往前数一年以内，" + before.year + " 年办的："));
    for (const one of before.done) row.quoted.append(element("p", "", lineOf(one, year)));
    const since = ticks.sinceWords(check.round.slice(0, 4));
    for (const words of openLines(entries, year, since)) row.quoted.append(element("p", "", words));
    if (!isAllDone(entries, year)) return;
    const met = "“" + check.standard.answers[check.standard.done] + "”";
    const says = "到今天的都办了。只看次数可以选" + met + "；内容和材料齐不齐，对照下面的标准由你定。";
    const take = button("选" + met, () => {
      check.save(row.id, "status", check.standard.done);
      check.show(row.id);
    });
    row.quoted.append(element("p", "", says), take);
  }

  /** The lines that stand among an item's own places of material, on paper and in files. */
  /** @param {YearTicksElement} ticks @param {Checklist} check @param {string} id */
  function quotes(ticks, check, id) {
    const { entries, before } = told(ticks, check)(id);
    const origin = before.year + " 年的：";
    return entries
      .filter(({ state }) => state === "done")
      .map((one) => lineOf(one, ticks.standard))
      .concat(before.done.map((one) => origin + lineOf(one, ticks.standard)));
  }

  return { quotes, show };
})();
