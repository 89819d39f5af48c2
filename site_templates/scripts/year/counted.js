/* What the ticks of a year count for: each duty in each of its periods is done, left out with a reason, missing, still
   to come, or of a time before anything was noted. Values in, values out: no DOM, no storage, no clock. */

var YearCount = (() => {
  const { emptyAnswer, map, own, timeOf } = SelfCheckAnswer;
  /** So many days beside its period a duty may be done without a word. */
  const NEAR = 31;
  /** What the branch adds itself: own.1 … */
  const OWN = "own.";
  const UNNOTED = "没有记";
  const ODD = "日子待核对";

  /** Whether a duty was left out: a reason is part of it. */
  /** @param {Answer} answer @param {Pick<Standard, "left">} standard */
  const isLeft = ({ status, note }, { left }) => status === left && note.trim() !== "";

  /** Whether a duty was done: what is ticked for a day that has not come was not. */
  /** @param {Answer} answer @param {Pick<Standard, "done">} standard @param {string} today */
  const isDone = ({ status, done_on }, { done }, today) => status === done && done_on <= today;

  /**
   * A record of a year with what counts of it: where a duty was left out without a reason or is ticked for a day that
   * has not come, it is still to be done.
   */
  /** @param {CheckRecord} record @param {Standard} standard @param {string} today @returns {CheckRecord} */
  function asCounted(record, standard, today) {
    const items = map(record.items);
    for (const id of Object.keys(items)) {
      const answer = items[id];
      if (!isDone(answer, standard, today) && !isLeft(answer, standard)) items[id] = { ...answer, status: "" };
    }
    return { ...record, items };
  }

  /** @param {Answer} answer */
  const isNoted = ({ status, done_on, evidence, note }) => [status, done_on, note, ...evidence].some(Boolean);

  /** The day on which a branch began to note its years, by their records; "" before. */
  /** @param {CheckRecord[]} records */
  function beganOn(records) {
    const days = records.flatMap(({ items }) => Object.values(items).flatMap(({ log }) => log.map(([day]) => day)));
    return days.sort()[0] || "";
  }

  /**
   * All that a plan has in the year of a record, by when it is due. What was over before the branch began to note is
   * `before`, unless it is ticked; so is what the branch may not have to do, until it is noted.
   */
  /**
   * @param {DatedPlan} plan @param {CheckRecord} record @param {Pick<Standard, "done" | "left">} standard @param {string} began
   * @param {string} today @returns {YearEntry[]}
   */
  function entriesOf(plan, record, standard, began, today) {
    const later = Number(record.round.slice(0, 4)) - plan.year;
    /** @param {string} day */
    const inYear = (day) => {
      const there = Number(day.slice(0, 4)) + later + day.slice(4);
      // the last day of February is another one in a leap year
      const isLast = Day.monthsLater(day.slice(0, 8) + "31", 0) === day;
      return isLast ? Day.monthsLater(there.slice(0, 8) + "31", 0) : there;
    };
    /** @param {string} tick */
    const answerOf = (tick) => own(record.items, tick) || emptyAnswer();
    /** @param {Answer} answer @param {string} last @param {boolean} isUnsure */
    const stateOf = (answer, last, isUnsure) => {
      if (isDone(answer, standard, today)) return "done";
      if (isLeft(answer, standard)) return "left";
      const isSince = last >= today || (began !== "" && last >= began);
      if (isUnsure || (!isSince && !answer.status)) return "before";
      return last < today ? "missing" : "ahead";
    };
    const ofDuties = plan.duties.flatMap(({ id, items, periods, unsure }) => {
      const isUnsure = Boolean(unsure) && !periods.some(([, , key]) => isNoted(answerOf(id + "." + key)));
      return periods.map(([from, to, key]) => {
        const [first, last] = [from, to].map(inYear);
        const answer = answerOf(id + "." + key);
        const state = stateOf(answer, last, isUnsure);
        return { tick: id + "." + key, items, first, last, answer, state, isUnsure };
      });
    });
    // what others do is no duty; what was noted of it by an earlier edition stays
    const ownDays = plan.deadlines.filter(({ id, byOthers }) => !byOthers || isNoted(answerOf(id)));
    const ofTerm = ownDays.map(({ id, day }) => {
      const answer = answerOf(id);
      /** @type {string[]} */
      const items = [];
      return {
        tick: id,
        items,
        first: "",
        last: day,
        answer,
        state: stateOf(answer, day, false),
        isUnsure: false,
      };
    });
    const all = ofDuties.concat(ofTerm).map((entry, place) => ({ ...entry, place }));
    return all.sort((a, b) => (a.last === b.last ? a.place - b.place : a.last < b.last ? -1 : 1));
  }

  /** Of `ids`, by months alone, those over before the branch began to note, and not ticked. */
  /** @param {CheckRecord} record @param {Standard} standard @param {string[]} ids @param {string} began */
  function unnoted(record, standard, ids, began) {
    /** @param {string} id */
    const monthOf = (id) => record.round + "-" + String(own(standard.items, id).until || 12).padStart(2, "0");
    const isSince = (/** @type {string} */ id) => began !== "" && monthOf(id) >= began.slice(0, 7);
    return ids.filter((id) => !isSince(id) && !(own(record.items, id) || emptyAnswer()).status);
  }

  /** What is odd about the day on which something is noted as done, or "". */
  /** @param {Answer} answer @param {string} today @param {{first: string, last: string}} [entry] */
  function oddWords({ status, done_on: day }, today, entry) {
    if (!day) return "";
    if (day > today && status) return "这一天还没到，已经打了钩：请核对日子。";
    if (day > today) return "这一天还没到：先当作打算办的日子，办完再打钩。";
    const { first = "", last = "" } = entry || {};
    const away = first ? Math.max(timeOf(first) - timeOf(day), timeOf(day) - timeOf(last)) / 864e5 : 0;
    if (away <= NEAR) return "";
    return "这一期是 " + first + " 到 " + last + "，这一天隔得远：请核对日子，也看看是不是该记在别的一期。";
  }

  /** The same in short, where the day is quoted; a day to come without a tick is a plan. */
  /** @param {Answer} answer @param {string} today @param {{first: string, last: string}} [entry] */
  function oddMark(answer, today, entry) {
    const isPlan = answer.done_on > today && !answer.status;
    return !isPlan && oddWords(answer, today, entry) ? ODD : "";
  }

  /** The day of an answer as it is quoted. */
  /** @param {Answer} answer @param {string} today @param {{first: string, last: string}} [entry] */
  function dayQuoted(answer, today, entry) {
    const mark = oddMark(answer, today, entry);
    return answer.done_on + (mark && "（" + mark + "）");
  }

  return {
    OWN,
    UNNOTED,
    asCounted,
    beganOn,
    dayQuoted,
    entriesOf,
    isDone,
    isLeft,
    isNoted,
    oddMark,
    oddWords,
    unnoted,
  };
})();
