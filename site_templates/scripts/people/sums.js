/* Where somebody stands, what comes next and by when, what is overdue or out of order: the same as
   hooks/standards_site/sums/people.py. Values in, values out: no DOM, no storage, no clock. */

var PeopleSums = (() => {
  const OPEN = "待核";
  const PAST = "已过";
  const PAST_UNSURE = PAST + "，" + OPEN;
  /** States of a limit on what is still to be done. */
  const AHEAD = ["open", "waiting", "ready"];
  const { HAVE } = PeopleKept;

  /** @param {PeopleRules} rules @param {string} sentence @param {Values<any>} [values] */
  const say = ({ sentences }, sentence, values = {}) =>
    sentences[sentence].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /** Whether a text is a day that can be kept. */
  /** @param {PeopleRules} rules @param {any} text */
  const isDay = (rules, text) =>
    TypedDay.isOne(text) && TypedDay.read({ value: text, validity: { badInput: false } }, rules).problem === "";

  /** Whether a text is one of the codes, or one to four figures. */
  /** @param {PeopleRules} rules @param {any} text */
  const isCode = ({ codes }, text) => typeof text === "string" && (codes.includes(text) || /^\d{1,4}$/.test(text));

  /** The day that a limit gives; an extended probation ends on the day that it was extended to. */
  /** @param {PeopleRules} rules @param {DayLimit} limit @param {Values<string>} days */
  function later(rules, { event, start, number, unit }, days) {
    if (event === "probation" && days.extended) return days.extended;
    const count = rules.numbers[number];
    if (unit === "workdays") return WorkingDays.later(days[start], count, rules.work);
    return Day.monthsLater(days[start], unit === "years" ? 12 * count : count);
  }

  /** @param {DayLimit} limit @param {string} day @param {string} then @param {string} today */
  function stateOf(limit, day, then, today) {
    if (limit.latest) return then ? (then > day ? "late" : "done") : today > day ? "overdue" : "open";
    return then ? (then < day ? "early" : "done") : today < day ? "waiting" : "ready";
  }

  /** @param {PeopleRules} rules @param {Values<string>} days @param {string} today @returns {PersonLimit[]} */
  function limitsOf(rules, days, today) {
    const made = rules.limits.filter(({ start }) => days[start]);
    return made.map((limit) => {
      const [day, words] = [later(rules, limit, days), rules.words[limit.number]];
      const binds = words.binds && limit.last;
      const isSure = rules.steady.includes(limit.event) || days[limit.start] >= rules.rulesFrom;
      let state = stateOf(limit, day, days[limit.then], today);
      if (state === "overdue" && !binds) state = "passed";
      const isPast = state === "overdue" || state === "passed";
      if ((["late", "early"].includes(state) || isPast) && !isSure) state = "unsure";
      /** @type {Values<string>} */
      const told = {
        late: binds ? "late" : "hint",
        early: binds ? "early" : "hint",
        overdue: "overdue",
        passed: "hint",
      };
      const isOpen = state === "unsure" || rules.unsettled.includes(limit.event);
      const first = told[state] ? say(rules, told[state]) : isOpen ? OPEN : "";
      const marks = [first].concat(words.mark.split("、")).filter(Boolean);
      const value = say(rules, limit.says, { modal: words.modal, day });
      return {
        event: limit.event,
        label: say(rules, limit.event),
        value: limit.says === "ends" && words.modal ? words.modal + " " + value : value,
        mark: marks.filter((mark, place) => marks.indexOf(mark) === place).join("、"),
        day,
        of: limit.then,
        state,
        is_past: isPast,
      };
    });
  }

  /** @param {PeopleRules} rules @param {Values<string>} days @param {string} today */
  function faultsOf(rules, days, today) {
    /** @type {Values<string>} */
    const labels = {};
    for (const { name, label } of rules.dates) labels[name] = label;
    /** @type {string[]} */
    const found = [];
    for (const { name, label, after } of rules.dates) {
      for (const other of days[name] ? after : []) {
        if (days[other] && days[name] < days[other])
          found.push(say(rules, "wrong_order", { after: label, before: labels[other] }));
      }
    }
    for (const name of Object.keys(days)) {
      if (name !== "extended" && days[name] > today) found.push(say(rules, "not_yet", { label: labels[name] }));
    }
    const [least, most] = rules.extension;
    if (days.extended && days.congress && least && most) {
      const ends = Day.monthsLater(days.congress, 12 * rules.numbers.probation_years);
      const [min, max] = [Day.monthsLater(ends, least), Day.monthsLater(ends, most)];
      const isRight = min <= days.extended && days.extended <= max;
      if (!isRight) found.push(say(rules, "out_of_range", { label: labels.extended, min, max }));
    }
    return found;
  }

  /** What of the steps before the furthest one has no day, and whether it is certain that it had to be done. */
  /** @param {PeopleRules} rules @param {Values<string>} days @param {KeptDate[]} before @returns {[string, boolean][]} */
  function missedOf(rules, days, before) {
    const names = rules.dates.map(({ name }) => name);
    const missed = before.filter(({ name, mayBeLeft }) => !days[name] && !mayBeLeft);
    return missed.map(({ name, label, askedSince }) => {
      const behind = names.slice(names.indexOf(name) + 1).filter((other) => days[other]);
      const first = behind.map((other) => days[other]).sort()[0];
      return [label, !askedSince || first >= rules.rulesFrom];
    });
  }

  /** @param {PeopleRules} rules @param {Values<string>} days @returns {[string, string][]} */
  function notesOf(rules, days) {
    /** @type {[string, string][]} */
    const found = [];
    if (days.notice) {
      const until = WorkingDays.later(days.notice, rules.numbers.notice_days, rules.work);
      const years = WorkingDays.unknownYears(days.notice, until, rules.work).join("、");
      if (years) found.push([say(rules, "workdays"), say(rules, "no_days_off", { years })]);
    }
    const [first, sure] = [rules.rulesEarliest, rules.rulesFrom];
    const all = Object.keys(days).map((name) => days[name]);
    const label = say(rules, "which_rules");
    if (all.some((day) => day < first)) found.push([label, say(rules, "before_rules", { first })]);
    if (all.some((day) => first <= day && day < sure)) {
      found.push([label, say(rules, "between_rules", { first, sure })]);
    }
    return found;
  }

  /** The paper of this name, or undefined. */
  /** @param {PeopleRules} rules @param {string} name */
  const paperOf = ({ dates }, name) => [].concat(...dates.map(({ papers }) => papers)).find((one) => one.name === name);

  /** Which papers are not there of steps that were done. */
  /** @param {PeopleRules} rules @param {Values<string>} given @param {Values<string>} days @returns {[string, string[]][]} */
  function lackingOf(rules, given, days) {
    /** @param {KeptPaper} paper */
    const isLacking = ({ name, due, may_be_left }) => Boolean(days[due]) && !may_be_left && given[name] !== HAVE;
    return rules.dates
      .map(({ papers }) => papers.filter(isLacking))
      .filter((lacking) => lacking.length > 0)
      .map((lacking) => [lacking[0].step, lacking.map(({ text }) => text)]);
  }

  /** How many papers are not there. */
  /** @param {[string, string[]][]} lacking */
  const countOf = (lacking) => lacking.reduce((sum, [, papers]) => sum + papers.length, 0);

  /** Where somebody stands of whom these days and papers are given; what is none, or unknown, is left out. */
  /** @param {PeopleRules} rules @param {Values<string>} given @param {string} today @returns {PersonAnswer} */
  function answer(rules, given, today) {
    /** @type {Values<string>} */
    const days = {};
    for (const { name } of rules.dates) if (isDay(rules, given[name])) days[name] = given[name];
    const order = rules.dates.filter(({ name }) => name !== "extended" && name !== "ended");
    const furthest = order.reduce((last, { name }, place) => (days[name] ? place : last), -1);
    const isBegun = furthest >= 0;
    const ahead = order.slice(furthest + 1).find(({ mayBeLeft }) => !mayBeLeft);
    const state = days.ended ? "ended" : !isBegun ? "empty" : ahead ? "under_way" : "done";
    const following = state === "ended" ? undefined : ahead;
    const limits = state === "ended" ? [] : limitsOf(rules, days, today);
    const ofNext = limits.filter(({ of }) => following && of === following.name);
    /** @param {PersonLimit} one */
    const isLatest = (one) => rules.limits.some(({ event, latest }) => event === one.event && latest);
    /** @param {PersonLimit} one */
    const isEarliest = (one) => !isLatest(one);
    /** @param {PersonLimit} one */
    const dayOf = ({ day }) => day;
    return {
      state,
      stage: isBegun ? order[furthest].stage : "",
      reached: isBegun ? order[furthest].label : "",
      next: following ? following.name : "",
      earliest: ofNext.filter(isEarliest).map(dayOf).sort().pop() || "",
      latest: ofNext.filter(isLatest).map(dayOf).sort()[0] || "",
      limits,
      faults: faultsOf(rules, days, today),
      missed: state === "ended" ? [] : missedOf(rules, days, order.slice(0, Math.max(furthest, 0))),
      notes: notesOf(rules, days),
      overdue: limits.filter((one) => one.state === "overdue").length,
      lacking: state === "ended" ? [] : lackingOf(rules, given, days),
      is_noted: Object.keys(given).some((name) => given[name] === HAVE && Boolean(paperOf(rules, name))),
    };
  }

  /** That a day has passed by which something should have been done: in brackets, and "" if it has not. */
  /** @param {PersonLimit} limit */
  function pastWords({ is_past, mark, state }) {
    if (!is_past) return "";
    return "（" + (state === "overdue" ? mark.split("、")[0] : state === "unsure" ? PAST_UNSURE : PAST) + "）";
  }

  /** The limits of what is still to be done: those that have passed, and those to come. */
  /** @param {PersonAnswer} answer */
  const openOf = ({ limits }) => limits.filter(({ is_past, state }) => is_past || AHEAD.includes(state));

  return { PAST_UNSURE, answer, countOf, isCode, isDay, openOf, paperOf, pastWords, say };
})();
