/* 我的支部: evaluates the compiled rules (assets/data/my-branch.js and my-branch-answers.js) for the facts of one
   branch. No DOM, no clock. compiled.py writes the rules and says what each part means; a test holds this script equal
   to Python. */

var MyBranch = (() => {
  const COUNTS = [
    "formal_members",
    "probationary_members",
    "mobile_members",
    "graduating_members",
    "overseas_members",
    "candidates",
  ];
  const FLAGS = ["committee", "groups", "leaders", "rectification"];
  /** Without these nothing can be said of a branch. */
  const NEEDED = ["kind", "formal_members"];
  /** Asked as follow-ups; what is not given is not checked. */
  const OPTIONAL_COUNTS = ["committee_size", "units_covered"];
  const MEMBERS = ["formal_members", "probationary_members"];
  const MOST = 9999;
  /** Of a text that is not typed into a field. */
  const WHOLE = { badInput: false };

  /** Whether a fact passes a test. */
  /** @param {Test} test @param {Facts} facts */
  function holds(test, facts) {
    const found = facts[test.fact];
    if (test.op === "min") return found >= test.value;
    if (test.op === "max") return found <= test.value;
    if (test.op === "is") return found === test.value;
    return test.value.includes(found) === (test.op === "in");
  }

  /** Why a test fails, in words. */
  /** @param {Test} test @param {Facts} facts @param {string} kind */
  function whyUnmet(test, facts, kind) {
    if (test.none && facts[test.fact] === 0) return test.none;
    return test.unmet.replace("{count}", String(facts[test.fact])).replace("{kind}", kind);
  }

  /** Why what has `condition` does not apply, or null if it does. */
  /** @param {Rules} rules @param {Condition} condition @param {Facts} facts @param {string} kind @returns {Left} */
  function whyLeft(rules, condition, facts, kind) {
    if (!condition) return null;
    if (condition.reason) return { reason: condition.reason, otherwise: condition.otherwise };
    const unmet = condition.tests.map((place) => rules.tests[place]).filter((test) => !holds(test, facts));
    if (unmet.length === 0) return null;
    return { reason: unmet.map((test) => whyUnmet(test, facts, kind)).join("；"), otherwise: condition.otherwise };
  }

  /** The kind of a branch: {id, title, catalogs}. */
  /** @param {Rules} rules @param {Facts} facts */
  function kindOf(rules, facts) {
    return rules.kinds.find((kind) => kind.id === facts.kind);
  }

  /** What a kind of branch is asked by `catalog`, each part looked up in its list. */
  /** @param {Rules} rules @param {Facts} facts @param {string} catalog @returns {StandardOfKind} */
  function standardOf(rules, facts, catalog) {
    const places = rules.standards[facts.kind + "/" + catalog];
    return {
      entries: places.entries.map((place) => rules.entries[place]),
      plans: places.plans.map((place) => rules.plans[place]),
      checks: places.checks.map((place) => rules.checks[place]),
      term: places.term,
    };
  }

  /** What a branch with `facts` has to do by `catalog`, one of those of its kind; those in `open` nobody gave. */
  /** @param {Rules} rules @param {Facts} facts @param {string} catalog @param {string[]} open @returns {BranchAnswer} */
  function resolve(rules, facts, catalog, open = []) {
    const kind = kindOf(rules, facts).title;
    const standard = standardOf(rules, facts, catalog);
    /** @type {Asked[]} */
    const items = [];
    /** @type {Left[]} */
    const left = [];
    for (const entry of standard.entries) {
      const why = whyLeft(rules, entry.condition, facts, kind);
      if (why) {
        left.push(Object.assign({ id: entry.id }, why));
        continue;
      }
      /** @type {Asked} */
      const item = { id: entry.id, added: entry.added, requirements: [], left: [] };
      for (const place of entry.requirements) {
        const requirement = rules.requirements[place];
        const whyNot = whyLeft(rules, requirement.condition, facts, kind);
        if (whyNot) item.left.push(Object.assign({ id: requirement.key }, whyNot));
        else item.requirements.push(requirement.key);
      }
      items.push(item);
    }
    return Object.assign(
      { items, left },
      checks(rules, standard, facts, open),
      schedule(rules, standard, items, facts),
    );
  }

  /** What was not given is not checked, nor what hangs on it: it is named. */
  /** @param {Rules} rules @param {StandardOfKind} standard @param {Facts} facts @param {string[]} open */
  function checks(rules, standard, facts, open) {
    /** @type {any[]} */
    const findings = [];
    const unchecked = new Set();
    for (const check of standard.checks) {
      const tests = check.tests.map((place) => rules.tests[place]);
      if (!tests.every((test) => open.includes(test.fact) || holds(test, facts))) continue;
      const summed = check.fact === "members" ? MEMBERS : [check.fact];
      const isKnown = !summed.some((name) => open.includes(name));
      const value = isKnown ? factValue(rules, facts, check.fact) : null;
      if (value !== null && (check.limit === null || satisfies(value, check.limit, check.bound))) continue;
      const unknown = summed.concat(tests.map((test) => test.fact)).filter((name) => open.includes(name));
      for (const name of unknown) unchecked.add(labelOf(rules, name));
      if (unknown.length > 0) continue;
      if (value === null) unchecked.add(check.asked);
      else findings.push({ key: check.key, duty: check.duty, value: valueWords(rules, facts, check.fact, value) });
    }
    return { findings, unchecked: Array.from(unchecked) };
  }

  /** What a fact is called where it is asked for. */
  /** @param {Rules} rules @param {string} name */
  function labelOf(rules, name) {
    return fieldsOf(rules)
      .concat(rules.followUps)
      .find((field) => field.name === name).label;
  }

  /** @param {Rules} rules */
  function fieldsOf(rules) {
    return /** @type {Question[]} */ ([]).concat(...rules.questions.map(({ fields }) => fields));
  }

  /** A checked number as shown: a length of time in whole years and months. */
  /** @param {Rules} rules @param {any} facts @param {string} name @param {number} value */
  function valueWords(rules, facts, name, value) {
    if (name !== "term_years") return String(value);
    const all = monthsBetween(facts.term_start, rules.today);
    const [years, months] = [Math.floor(all / 12), all % 12];
    const words = [years ? years + " 年" : "", months ? months + " 个月" : ""];
    return words.filter(Boolean).join(" ") || "不到 1 个月";
  }

  /** @param {Rules} rules @param {any} facts @param {string} name */
  function factValue(rules, facts, name) {
    if (name === "members") return MEMBERS.reduce((sum, one) => sum + facts[one], 0);
    if (name === "term_years") {
      if (!facts.term_start) return null;
      const months = monthsBetween(facts.term_start, rules.today);
      // whole on the day on which a term ends, and more on the next
      const rest = dayNumber(rules.today) - dayNumber(Day.monthsLater(facts.term_start, months));
      return (months + rest / 31) / 12;
    }
    const value = facts[name];
    return value === undefined || value === null ? null : value;
  }

  /** Days since 1970 of "2026-11-22". */
  /** @param {string} day */
  function dayNumber(day) {
    const [year, month, date] = day.split("-").map(Number);
    return Date.UTC(year, month - 1, date) / 86400000;
  }

  /** How many whole calendar months lie between two days. */
  /** @param {string} first @param {string} last */
  function monthsBetween(first, last) {
    const [from, to] = [first, last].map((day) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)));
    return to - from - Number(Day.monthsLater(first, to - from) > last);
  }

  /** @param {number} value @param {number} limit @param {string} bound */
  function satisfies(value, limit, bound) {
    if (bound === "at_least") return value >= limit;
    return bound === "at_most" ? value <= limit : value < limit;
  }

  /** @param {Rules} rules @param {StandardOfKind} standard @param {Asked[]} items @param {Facts} facts */
  function schedule(rules, standard, items, facts) {
    const applying = new Set(applyingOf(items));
    /** @type {Values<number>} */
    const place = {};
    standard.entries.forEach((entry, index) => {
      place[entry.id] = index;
    });
    /** @type {BranchDuty[]} */
    const duties = [];
    /** @type {BranchDuty[]} */
    const undated = [];
    /** @type {string[]} */
    const unadopted = [];
    for (const plan of standard.plans) {
      const asking = plan.asking.filter((name) => applying.has(name));
      const carrier = plan.carriers.find((name) => applying.has(name));
      if (asking.length > 0 && !plan.per) unadopted.push(plan.frequency);
      else if (carrier) (plan.periods.length > 0 ? duties : undated).push(duty(rules, plan, carrier, asking));
    }
    /** @param {BranchDuty} one */
    const rank = (one) => rules.periods.indexOf(one.per) * 1000 + place[one.items[0]];
    duties.sort((a, b) => rank(a) - rank(b));
    undated.sort((a, b) => place[a.items[0]] - place[b.items[0]]);
    return {
      duties: duties.map(({ frequency, carrier, items, forms }) => ({ frequency, carrier, items, forms })),
      deadlines: deadlines(rules, standard, facts, duties.concat(undated)),
      undated: undated.map((one) => one.frequency),
      unadopted,
    };
  }

  /** The days around the end of the term, if its start was given and elections are this branch's business. */
  /** @param {Rules} rules @param {StandardOfKind} standard @param {Facts} facts @param {BranchDuty[]} duties */
  function deadlines(rules, standard, facts, duties) {
    const { months, steps } = rules.terms[standard.term];
    if (!facts.term_start || !duties.some((one) => one.frequency === rules.elections)) return [];
    const end = Day.monthsLater(String(facts.term_start), months);
    return steps.map((step) => ({ key: step.key, day: Day.monthsLater(end, step.months) }));
  }

  /** @param {Rules} rules @param {Plan} plan @param {string} carrier @param {string[]} asking */
  function duty(rules, plan, carrier, asking) {
    /** @type {string[]} */
    const items = [];
    for (const name of [carrier].concat(asking)) {
      const item = name.split(".")[0];
      if (!items.includes(item)) items.push(item);
    }
    return { frequency: plan.frequency, carrier, per: plan.per, items, forms: formsOf(rules, items, asking) };
  }

  /** "<item>.<requirement>" of everything that applies. */
  /** @param {Asked[]} items */
  function applyingOf(items) {
    /** @type {string[]} */
    const found = [];
    for (const item of items) for (const key of item.requirements) found.push(item.id + "." + key);
    return found;
  }

  /** The forms that a branch needs for what applies to it. */
  /** @param {Rules} rules @param {BranchAnswer} result */
  function formsNeeded(rules, result) {
    return formsOf(
      rules,
      result.items.map((item) => item.id),
      applyingOf(result.items),
    );
  }

  /** The text of each requirement of an entry, by key. */
  /** @param {Rules} rules @param {CatalogEntry} entry */
  function textsOf(rules, entry) {
    /** @type {Values<string>} */
    const found = {};
    for (const place of entry.requirements) found[rules.requirements[place].key] = rules.requirements[place].text;
    return found;
  }

  /** @param {StandardOfKind} standard @param {string} frequency */
  function planOf(standard, frequency) {
    return standard.plans.find((plan) => plan.frequency === frequency);
  }

  /** The forms of `items` that prove one of the requirements in `asking`. */
  /** @param {Rules} rules @param {string[]} items @param {string[]} asking */
  function formsOf(rules, items, asking) {
    /** @type {string[]} */
    const found = [];
    for (const item of items) {
      for (const [form, proves] of rules.keeps[item]) {
        if (proves.some((key) => asking.includes(item + "." + key)) && !found.includes(form)) found.push(form);
      }
    }
    return found;
  }

  /** "kind=teacher&formal_members=5&…": the facts for the page's address; what is not given is left out. */
  /** @param {Facts} facts */
  function toAddress(facts) {
    const parts = [];
    for (const name of Object.keys(facts)) {
      const value = facts[name];
      if (value === null || value === undefined || value === "") continue;
      parts.push(name + "=" + encodeURIComponent(value === true ? "1" : value === false ? "0" : String(value)));
    }
    return parts.join("&");
  }

  /** The facts in an address. Whatever is not a fact, not a value it can have, or said twice, is ignored. */
  /** @param {Rules} rules @param {string} text @returns {Facts} */
  function fromAddress(rules, text) {
    const given = partsOf(text);
    /** @type {Values<any>} */
    const facts = {};
    for (const name of Object.keys(given)) {
      const value = readFact(rules, name, given[name]);
      if (value !== undefined) facts[name] = value;
    }
    return facts;
  }

  /** The catalog that an address names, if it is one of the branch's kind; otherwise that kind's own one. */
  /** @param {Rules} rules @param {Facts} facts @param {string} text */
  function catalogIn(rules, facts, text) {
    const catalogs = kindOf(rules, facts).catalogs;
    const named = partsOf(text).catalog;
    return catalogs.includes(named) ? named : catalogs[0];
  }

  /** @param {string} text @returns {Values<string>} */
  function partsOf(text) {
    const given = Object.create(null);
    const twice = new Set();
    for (const part of text.replace(/^#/, "").split("&")) {
      const name = part.split("=")[0];
      if (name in given) twice.add(name);
      given[name] = part.slice(name.length + 1);
    }
    // which of two was meant nobody can tell
    for (const name of twice) delete given[name];
    return given;
  }

  /** @param {Rules} rules @param {string} name @param {string} raw */
  function readFact(rules, name, raw) {
    if (name === "kind") return rules.kinds.some((kind) => kind.id === raw) ? raw : undefined;
    if (FLAGS.includes(name)) return raw === "1" ? true : raw === "0" ? false : undefined;
    if (name === "term_start")
      return TypedDay.read({ value: raw, validity: WHOLE }, rules).day === raw ? raw : undefined;
    if (!COUNTS.includes(name) && !OPTIONAL_COUNTS.includes(name)) return undefined;
    return /^\d{1,4}$/.test(raw) && Number(raw) <= MOST ? Number(raw) : undefined;
  }

  /**
   * What was typed for a number: its value, or the name of the sentence that says what is wrong.
   * @returns {{value: (number|undefined), problem: string}}
   */
  /** @param {string} typed */
  function readCount(typed) {
    const text = TypedNumber.plain(typed, "whole");
    if (text === "") return { value: undefined, problem: "" };
    if (/^-[0-9.]+$/.test(text)) return { value: undefined, problem: "negative" };
    if (/^[0-9]+\.[0-9]+$/.test(text)) return { value: undefined, problem: "no_fraction" };
    if (!/^[0-9]+$/.test(text)) return { value: undefined, problem: "not_whole" };
    if (text.length > 9 || Number(text) > MOST) return { value: undefined, problem: "too_large" };
    return { value: Number(text), problem: "" };
  }

  /** Whether the checks of a branch look at a fact that may be left open; `checked` is its name there. */
  /** @param {Rules} rules @param {Facts} facts @param {string} checked */
  function isAsked(rules, facts, checked) {
    if (!facts.kind) return false;
    const standard = rules.standards[facts.kind + "/" + kindOf(rules, facts).catalogs[0]];
    const checks = standard.checks.map((place) => rules.checks[place]);
    return checks.some(
      (check) => check.fact === checked && check.tests.every((place) => holds(rules.tests[place], facts)),
    );
  }

  /** The facts without those that are not asked of such a branch. @returns {Facts} */
  /** @param {Rules} rules @param {Facts} facts @returns {Facts} */
  function askedOf(rules, facts) {
    const asked = Object.assign({}, facts);
    for (const field of rules.followUps) if (!isAsked(rules, facts, field.checked)) delete asked[field.name];
    return asked;
  }

  /** What was filled in and is not asked of such a branch, in words. "" if there is nothing. */
  /** @param {Rules} rules @param {Facts} given */
  function unusedWords(rules, given) {
    const unused = rules.followUps.filter(({ name, checked }) => given[name] && !isAsked(rules, given, checked));
    return unused.map(({ label }) => problemWords(rules, "not_asked", label)).join("");
  }

  /** Names of the facts that are still to be given before anything can be said. */
  /** @param {Facts} facts */
  function missing(facts) {
    return NEEDED.filter((name) => facts[name] === undefined);
  }

  /** The facts as they stand in texts, by name. */
  /** @param {Rules} rules @param {Values<string>} texts */
  function factsIn(rules, texts) {
    /** @type {Facts} */
    const facts = {};
    for (const name of Object.keys(texts)) {
      const value = texts[name] ? readFact(rules, name, texts[name]) : undefined;
      if (value !== undefined) facts[name] = value;
    }
    return facts;
  }

  /** The facts with what nobody gave counted as none, and the names of that; null before anything can be said. */
  /** @param {Facts} given @returns {{facts: Facts, open: string[]} | null} */
  function assumed(given) {
    if (missing(given).length > 0) return null;
    const facts = Object.assign({}, given);
    const open = COUNTS.concat(FLAGS).filter((name) => given[name] === undefined);
    for (const name of open) facts[name] = COUNTS.includes(name) ? 0 : false;
    return { facts, open };
  }

  /** What was counted as none, in words; what is seldom any is not asked for again. "" if there is nothing. */
  /** @param {Rules} rules @param {string[]} open */
  function openWords(rules, open) {
    const asked = fieldsOf(rules).filter(({ name, blank }) => !blank && open.includes(name));
    return asked.length > 0 ? "没有填、按没有算：" + asked.map(({ label }) => label).join("、") + "。" : "";
  }

  /** What is wrong with the answer to a question, as a sentence. */
  /** @param {Rules} rules @param {string} problem @param {string} label */
  function problemWords(rules, problem, label) {
    /** @type {Values<number>} */
    const most = { too_large: MOST, out_of_years: rules.lastYear };
    const parts = { label, min: String(rules.firstYear), max: String(most[problem]) };
    return rules.sentences[problem].replace(/\{(label|min|max)\}/g, (_, part) => parts[/** @type {"label"} */ (part)]);
  }

  /** What cannot be, by the fact at which it is remarked: nothing is refused for it. */
  /** @param {Rules} rules @param {Facts} facts @param {string} today @returns {Values<string>} */
  function remarks(rules, facts, today) {
    /** @type {Values<string>} */
    const found = {};
    const { sentences } = rules;
    const [formal, size, start, units] = [
      facts.formal_members,
      facts.committee_size,
      facts.term_start,
      facts.units_covered,
    ];
    if (formal === 0) found.formal_members = sentences.no_members;
    const members = Number(formal) + Number(facts.probationary_members || 0);
    for (const name of COUNTS.slice(2, 5)) {
      if (formal !== undefined && Number(facts[name]) > members) found[name] = sentences.more_than_members;
    }
    if (size === 0) found.committee_size = sentences.committee_of_none;
    if (Number(size) > Number(formal)) found.committee_size = sentences.committee_of_more;
    if (Number(units) < 2) found.units_covered = sentences.few_units.replace("{n}", String(units));
    // what a term is, only the rules for answers say
    const kind = rules.terms && kindOf(rules, facts);
    const months = kind ? rules.terms[rules.standards[kind.id + "/" + kind.catalogs[0]].term].months : 0;
    const odd = TypedDay.odd(String(start || ""), months ? Day.monthsLater(today, -2 * months) : "", today);
    if (odd) found.term_start = sentences[odd === "long_ago" ? "terms_ago" : odd];
    return found;
  }

  /** The facts of a branch in words, the main ones and whatever else there is; of what was not given nothing. */
  /** @param {Rules} rules @param {Facts} facts */
  function factsWords(rules, facts) {
    const flags = ["committee", "groups"];
    /** @param {string} name */
    const isGiven = (name) => facts[name] !== undefined;
    /** @param {string} name */
    const count = (name) => rules.counts[name][0] + " " + facts[name] + " " + rules.counts[name][1];
    return [kindOf(rules, facts).title].concat(
      MEMBERS.filter(isGiven).map(count),
      flags.filter(isGiven).map((name) => rules.flags[name][facts[name] ? 0 : 1]),
      COUNTS.filter((name) => !MEMBERS.includes(name) && Number(facts[name]) > 0).map(count),
      FLAGS.filter((name) => !flags.includes(name) && facts[name]).map((name) => rules.flags[name][0]),
    );
  }

  return {
    resolve,
    standardOf,
    planOf,
    formsNeeded,
    textsOf,
    toAddress,
    fromAddress,
    readFact,
    readCount,
    catalogIn,
    missing,
    factsIn,
    assumed,
    openWords,
    isAsked,
    unusedWords,
    askedOf,
    kindOf,
    factsWords,
    problemWords,
    remarks,
    labelOf,
  };
})();
