/* A year as one line for each duty: how often it was done, when, where the material is, what is left open and why. */

var YearSummary = (() => {
  const { emptyAnswer, own } = SelfCheckAnswer;
  const { OWN, UNNOTED, isDone, isLeft, isNoted } = YearCount;
  const SPARE = 3;
  const OPEN = "没有打钩";

  /** 支部党员大会（第一季度） → the duty and the period. */
  /** @param {string} title */
  function parted(title) {
    const at = title.lastIndexOf("（");
    return at > 0 ? [title.slice(0, at), title.slice(at + 1, -1)] : [title, ""];
  }

  /** What of a record stands in tables, by when it is due as `ids` have it; what the branch has added comes last. */
  /** @param {CheckRecord} record @param {Standard} standard @param {string[]} ids */
  function idsOf(record, standard, ids) {
    const known = Array.from(new Set(ids.concat(Object.keys(standard.items)))).filter(
      (id) => own(standard.items, id) && (ids.includes(id) || own(record.items, id)),
    );
    /** @param {boolean} isOwn */
    const some = (isOwn) => known.filter((id) => id.startsWith(OWN) === isOwn);
    return some(false).concat(some(true));
  }

  /**
   * The lines of a record, for those of `ids` and what is answered beside them; `states` are those of its entries, and
   * `shown` is how a day is written.
   */
  /**
   * @param {CheckRecord} record @param {Standard} standard @param {string[]} ids @param {Values<string>} states
   * @param {string} today @param {(id: string) => string} oddOf @param {(day: string) => string} [shown]
   */
  function rowsOf(record, standard, ids, states, today, oddOf, shown = (day) => day) {
    /** @type {Map<string, {id: string, name: string, period: string, answer: Answer}[]>} */
    const duties = new Map();
    for (const id of idsOf(record, standard, ids)) {
      const answer = own(record.items, id) || emptyAnswer();
      const isOwn = id.startsWith(OWN);
      if (isOwn && !isNoted(answer)) continue;
      const [title, period] = parted(standard.items[id].title);
      // what has no periods, a day of a term too, has a line of its own
      const key = period ? id.slice(0, id.lastIndexOf(".")) : id;
      duties.set(key, (duties.get(key) || []).concat({ id, name: (isOwn && answer.note) || title, period, answer }));
    }
    return Array.from(duties.values(), (periods) => rowOf(periods, standard, states, today, oddOf, shown));
  }

  /** The names of some periods, three or more that follow each other as one: 第一季度到第三季度. */
  /** @param {{period: string}[]} periods @param {{period: string}[]} some */
  function inRuns(periods, some) {
    /** @type {string[][]} */
    const runs = [];
    periods.forEach((one, place) => {
      if (!some.includes(one)) return;
      const goesOn = place > 0 && some.includes(periods[place - 1]);
      if (goesOn) runs[runs.length - 1].push(one.period);
      else runs.push([one.period]);
    });
    /** @param {string} name */
    const spaced = (name) => (/^\d/.test(name) ? " " : "") + name;
    return runs.flatMap((run) => (run.length > 2 ? run[0] + "到" + spaced(run[run.length - 1]) : run));
  }

  /**
   * @param {{id: string, name: string, period: string, answer: Answer}[]} periods @param {Standard} standard
   * @param {Values<string>} states @param {string} today @param {(id: string) => string} oddOf
   * @param {(day: string) => string} shown
   */
  function rowOf(periods, standard, states, today, oddOf, shown) {
    const [{ id, name }] = periods;
    const done = periods.filter(({ answer }) => isDone(answer, standard, today));
    const left = periods.filter(({ answer }) => isLeft(answer, standard));
    const open = periods.filter((one) => !done.includes(one) && !left.includes(one));
    const unnoted = open.filter((one) => own(states, one.id) === "before");
    const early = open.filter(({ answer }) => answer.status === standard.done);
    const missing = open.filter((one) => !unnoted.includes(one) && !early.includes(one));
    /** @param {{period: string}} one @param {string} words */
    const told = ({ period }, words) => (period && periods.length > 1 ? period + "：" : "") + words;
    const why = left.map((one) => told(one, standard.answers[standard.left] + "，" + one.answer.note));
    const notes = id.startsWith(OWN)
      ? []
      : done.filter(({ answer }) => answer.note).map((one) => told(one, one.answer.note));
    /** @param {string} words @param {typeof periods} some */
    const listed = (words, some) => {
      const names = periods.length > 1 ? "：" + inRuns(periods, some).join("、") : "";
      return some.length > 0 ? [words + names] : [];
    };
    /** @param {{id: string, answer: Answer}} one */
    const dayOf = ({ id: tick, answer }) => shown(answer.done_on) + (oddOf(tick) && "（" + oddOf(tick) + "）");
    const of = periods.length - left.length;
    const count = of > unnoted.length ? [done.length + " 次", "应办 " + of + " 次"] : [];
    const undone = early.map((one) => told(one, dayOf(one))).concat(listed(OPEN, missing), listed(UNNOTED, unnoted));
    return {
      title: name,
      isDone: done.length > 0,
      said: notes,
      open: why.concat(undone),
      count: count.concat(unnoted.length > 0 ? UNNOTED + " " + unnoted.length + " 次" : []).join("，"),
      done_on: done.map(dayOf).filter(Boolean),
      evidence: done.flatMap((one) => one.answer.evidence.map((line) => told(one, line))),
      note: why.concat(notes, undone),
    };
  }

  /** What a branch has added, under its own name; where it is read back the name stands where it is changed, too. */
  /** @param {Answer & {id: string}} answer @param {boolean} returns */
  function named({ id, title, note }, returns) {
    return id.startsWith(OWN) && note ? { title: note, note: returns ? note : "" } : { title, note };
  }

  /** Some that the branch can still add, for a table that is filled in elsewhere. */
  /** @param {CheckRecord} record @param {Standard} standard */
  function spare(record, standard) {
    const free = Object.keys(standard.items).filter((id) => id.startsWith(OWN) && !own(record.items, id));
    return free.slice(0, SPARE);
  }

  return { idsOf, named, rowsOf, spare };
})();
