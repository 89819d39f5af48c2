/* What this browser knows of its branch, and of the meeting that was prepared in it, in the words of a paper. */

var KnownValues = (() => {
  const NO_NUMBER = "不是人数（填 1 到 9999 的整数），";
  /** The form under which the store keeps the meeting that is prepared in the branch that is shown. */
  /** @param {Store} store */
  const draftOf = (store) => SelfCheckOwn.draftOf(SelfCheckOwn.current(store));

  /** The numbers of a meeting. */
  const NUMBERS = ["expected", "entitled", "seats"];
  /** Of which facts each of them comes, by who is called. @type {Values<Values<string[]>>} */
  const FACTS = {
    members: { expected: ["formal_members", "probationary_members"], entitled: ["formal_members"] },
    committee: { expected: ["committee_size"], entitled: ["committee_size"] },
    group: {},
  };

  /** A number of people; 0 if it is none. */
  /** @param {string} [text] */
  function count(text = "") {
    const typed = TypedNumber.plain(text);
    return /^[0-9]{1,4}$/.test(typed) ? Number(typed) : 0;
  }

  /** 2026-12-05 → 2026 年 12 月 5 日; "" for what is no day. */
  /** @param {string} [text] */
  function dayWords(text = "") {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text + "T00:00:00Z") : new Date(NaN);
    if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== text) return "";
    const [year, month, day] = text.split("-").map(Number);
    return year + " 年 " + month + " 月 " + day + " 日";
  }

  /** @param {number} number */
  const shown = (number) => (number ? String(number) : "");

  /** @param {Store} store @param {Meetings} meetings @returns {Values<string>} */
  function ofBranch(store, { names, termMonths }) {
    const own = SelfCheckOwn.current(store);
    const facts = store.form(SelfCheckOwn.factsOf(own));
    const branch = store.form(own).name || "";
    const hasCommittee = facts.committee !== "0" && branch.endsWith(names.branch);
    const committee = names.party + branch.slice(0, -names.branch.length) + names.committee;
    const signer = hasCommittee ? committee : branch;
    const start = dayWords(facts.term_start);
    const months = termMonths[facts.kind];
    const term = start && months ? start + "至 " + dayWords(Day.monthsLater(facts.term_start, months)) : "";
    return { branch, signer, term };
  }

  /** @param {Store} store */
  const factsIn = (store) => store.form(SelfCheckOwn.factsOf(SelfCheckOwn.current(store)));

  /** Which facts a number of a meeting comes from. */
  /** @param {string} called @param {string} name */
  const factsFor = (called, name) => (name === "seats" ? ["committee_size"] : FACTS[called][name] || []);

  /** What is no number where one belongs: it is not put on any paper. A branch may have nobody of a kind. */
  /** @param {string} [text] */
  const isOdd = (text = "") => text.trim() !== "" && !count(text) && !/^0+$/.test(TypedNumber.plain(text));

  /** What was typed, cut to what a line holds. */
  /** @param {string} text */
  const quoted = (text) => "“" + Array.from(text.trim()).slice(0, 12).join("") + "”";

  /** What is wrong with each number of a meeting, told in words: of what is filled in, or else of what the branch has said. */
  /** @param {Values<string>} draft @param {Store} store @param {string} called @returns {Values<string>} */
  function wrongIn(draft, store, called) {
    const facts = factsIn(store);
    /** @type {Values<string>} */
    const told = {};
    for (const name of NUMBERS) {
      const typed = draft[name] || "";
      const odd = factsFor(called, name).find((fact) => isOdd(facts[fact]));
      if (typed.trim() && !count(typed)) told[name] = quoted(typed) + NO_NUMBER + "纸上这一处空着。";
      else if (!typed && odd)
        told[name] =
          "“" + SITE.words.my_branch + "”里填的" + quoted(facts[odd]) + NO_NUMBER + "没有带过来，纸上这一处空着。";
    }
    return told;
  }

  /** How many come to a meeting and how many of them vote, by who is called, as far as the branch has said. */
  /** @param {Store} store @param {string} called @returns {Values<string>} */
  function membersOf(store, called) {
    const facts = factsIn(store);
    const [formal, probationary, seats] = [facts.formal_members, facts.probationary_members, facts.committee_size].map(
      count,
    );
    /** @type {Values<number[]>} */
    const numbers = { members: [formal && formal + probationary, formal], committee: [seats, seats], group: [0, 0] };
    const [expected, entitled] = numbers[called].map(shown);
    /** @type {Values<string>} */
    const known = { expected, entitled, seats: shown(seats) };
    // of what is not known whole nothing is said
    for (const name of NUMBERS) if (factsFor(called, name).some((fact) => isOdd(facts[fact]))) known[name] = "";
    return known;
  }

  /** What is on the agenda: of what is chosen what this kind of meeting has, its first topic if that is nothing. */
  /** @param {Values<string>} draft @param {Meetings} meetings */
  function agendaOf(draft, { kinds }) {
    const id = Object.keys(kinds).includes(draft.kind) ? draft.kind : Object.keys(kinds)[0];
    const { topics } = kinds[id];
    const chosen = (draft.on || "").split(",");
    const on = topics.filter((topic) => chosen.includes(topic));
    return { id, on: on.length ? on : topics.slice(0, 1) };
  }

  /** @param {Values<string>} draft @param {Store} store @param {Meetings} meetings @returns {Values<string>} */
  function ofMeeting(draft, store, meetings) {
    const { id, on } = agendaOf(draft, meetings);
    const kind = meetings.kinds[id];
    const topics = on.map((topic) => meetings.topics[topic]);
    const members = membersOf(store, kind.called);
    /** What somebody has filled in there counts, be it nothing. */
    /** @param {string} name */
    const numberOf = (name) => (draft[name] === undefined ? members[name] : shown(count(draft[name])));
    const matters = topics.map(({ ticks }) => ticks).filter(Boolean);
    const day = dayWords(draft.day);
    return {
      ...ofBranch(store, meetings),
      kind: kind.title,
      topics: topics.map(({ title }) => title).join("、"),
      notices: [kind, ...topics].map(({ notice }) => notice).join(""),
      day,
      when: (day + " " + (draft.time || "")).trim(),
      place: draft.place || "",
      expected: numberOf("expected"),
      entitled: numberOf("entitled"),
      seats: numberOf("seats"),
      assembly: kind.ticks,
      matter: matters.length === 1 ? matters[0] : "",
      matters: matters.join("和"),
    };
  }

  /** The meeting that is prepared, if a form is one of its papers. */
  /** @param {string} form @param {Store} store @param {Meetings} meetings */
  function draftFor(form, store, meetings) {
    const draft = store.form(draftOf(store));
    const { id, on } = agendaOf(draft, meetings);
    const needed = [meetings.kinds[id], ...on.map((topic) => meetings.topics[topic])].flatMap(({ forms }) => forms);
    const isPrepared = Object.keys(draft).some((name) => draft[name]);
    return isPrepared && (form === meetings.always || needed.includes(form)) ? draft : null;
  }

  /** What is known for a form: of the meeting only if that is one of its papers. */
  /** @param {string} form @param {Store} store @param {Meetings} meetings @returns {Values<string>} */
  function ofForm(form, store, meetings) {
    const draft = draftFor(form, store, meetings);
    if (draft) return ofMeeting(draft, store, meetings);
    return { ...ofBranch(store, meetings), ...membersOf(store, "members") };
  }

  /** What is wrong with the numbers that a form would have. */
  /** @param {string} form @param {Store} store @param {Meetings} meetings @returns {Values<string>} */
  function wrongFor(form, store, meetings) {
    const draft = draftFor(form, store, meetings);
    const called = draft ? meetings.kinds[agendaOf(draft, meetings).id].called : "members";
    return wrongIn(draft || {}, store, called);
  }

  return { NUMBERS, dayWords, draftOf, agendaOf, count, membersOf, ofForm, ofMeeting, wrongFor, wrongIn };
})();
