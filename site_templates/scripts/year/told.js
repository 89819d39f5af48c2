/* What the ticks of a year say, in words: on the page of a branch, in its self-check, and wherever else they are quoted. */

var YearTold = (() => {
  const { emptyAnswer, own } = SelfCheckAnswer;
  const { OWN, UNNOTED, dayQuoted, isDone, isLeft, isNoted } = YearCount;
  const STATES = ["done", "left", "missing", "ahead", "before"];

  /** Of some entries those of each state. */
  /** @template {{state?: string}} T @param {T[]} entries @returns {Values<T[]>} */
  function byState(entries) {
    return Object.fromEntries(STATES.map((state) => [state, entries.filter((entry) => entry.state === state)]));
  }

  /** How many of them are done; what was left out with a reason or not noted is not counted as to be done. */
  /** @param {{state?: string}[]} entries @param {Standard} year */
  function countWords(entries, year) {
    const { done, left, before } = byState(entries);
    const of = entries.length - left.length - before.length;
    const words = of > 0 || before.length === 0 ? [year.answers[year.done] + " " + done.length + "/" + of] : [];
    if (left.length > 0) words.push("不办 " + left.length);
    if (before.length > 0) words.push(UNNOTED + " " + before.length);
    return words.join("，");
  }

  /** The same with what is missing until today. */
  /** @param {{state?: string}[]} entries @param {Standard} year */
  function headWords(entries, year) {
    const missing = byState(entries).missing.length;
    return countWords(entries, year) + (missing > 0 ? "，到今天还缺 " + missing : "");
  }

  /** Since when a year was noted. */
  /** @param {string} began @param {string} year */
  function sinceWords(began, year) {
    if (!began) return "还没有开始记";
    return "从 " + (began.slice(0, 4) === year ? "" : began.slice(0, 4) + " 年 ") + ThisMonth.dayWords(began) + "起记";
  }

  /** What the branch has added goes by its own name. */
  /** @param {YearEntry} one @param {Standard} year */
  const titleOf = ({ tick, name }, year) => name || (own(year.items, tick) || { title: tick }).title;

  /** @param {YearEntry} one @param {Standard} year */
  function lineOf(one, year) {
    const more = [dayQuoted(one.answer, Day.today(), one), ...one.answer.evidence].filter(Boolean).join("，");
    return titleOf(one, year) + (more && "：" + more);
  }

  /** Of what is not done, the names; of what is ticked for a day to come, that day with its remark. */
  /** @param {YearEntry[]} entries @param {Standard} year */
  function titlesOf(entries, year) {
    /** @param {YearEntry} one */
    const day = (one) => (one.answer.status === year.done ? dayQuoted(one.answer, Day.today(), one) : "");
    return entries.map((one) => titleOf(one, year) + day(one)).join("、");
  }

  /** What of some entries is not done, a sentence for each state. */
  /** @param {YearEntry[]} entries @param {Standard} year @param {string} since */
  function openLines(entries, year, since) {
    const { missing, left, ahead, before } = byState(entries);
    /** @param {string} words @param {YearEntry[]} some */
    const told = (words, some) => (some.length > 0 ? [words + "：" + titlesOf(some, year)] : []);
    return told("到今天还缺", missing).concat(
      told(year.answers[year.left], left),
      told("还没到期", ahead),
      told(UNNOTED + "（" + since + "，办过没办过这里不知道）", before),
    );
  }

  /** What a branch has added itself, under its own name. */
  /** @param {CheckRecord} record @param {Standard} standard @param {string} today @returns {YearEntry[]} */
  function addedIn(record, standard, today) {
    const ids = Object.keys(standard.items).filter(
      (id) => id.startsWith(OWN) && isNoted(own(record.items, id) || emptyAnswer()),
    );
    return ids.map((tick) => {
      const answer = own(record.items, tick);
      const state = isDone(answer, standard, today) ? "done" : isLeft(answer, standard) ? "left" : "ahead";
      /** @type {string[]} */
      const items = [];
      return { tick, items, first: "", last: "", answer, state, isUnsure: false, name: answer.note };
    });
  }

  return { addedIn, byState, countWords, headWords, lineOf, openLines, sinceWords, titleOf };
})();
