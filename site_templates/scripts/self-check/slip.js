/* A slip of the committee: what it has to say of a branch's record, item by item. It is a record of its own, by the
   standard slip.<catalog>: an answer's note is the remark, its status says how far that is, its done_on on which day the
   branch marked it as put right. What is said of the whole stands under WHOLE; its done_on is the day of the slip. */

var SelfCheckSlip = (() => {
  const { but, emptyAnswer, map, own } = SelfCheckAnswer;
  const START = "slip.";
  const WHOLE = "slip";
  /** How far a record is, for the whole and, closed alone, for a remark. */
  const [SUBMITTED, CLOSED] = ["partly", "met"];

  /** @param {string} catalog */
  const isSlip = (catalog) => catalog.startsWith(START);
  /** @param {string} catalog */
  const subjectOf = (catalog) => catalog.slice(START.length);

  /** What a standard is called, and a slip for it; by its id where it is none of this site. */
  /** @param {string} catalog */
  function titleOf(catalog) {
    const subject = isSlip(catalog) ? subjectOf(catalog) : catalog;
    return (isSlip(catalog) ? SITE.slip.title + "：" : "") + (own(SITE.catalogs, subject) || subject);
  }

  /** The key of the slip for a record. */
  /** @param {string} key */
  function keyFor(key) {
    const [branch, catalog, round] = key.split("/");
    return [branch, START + catalog, round].join("/");
  }

  /** @param {CheckRecord} slip */
  const whole = ({ items }) => own(items, WHOLE) || emptyAnswer();
  /** @param {CheckRecord} slip */
  const dayOf = (slip) => whole(slip).done_on || slip.exported.day;
  /** Ids of the items that have a remark. */
  /** @param {CheckRecord} slip */
  const remarked = ({ items }) => Object.keys(items).filter((id) => id !== WHOLE && items[id].note);

  /** Ids of those that the branch has marked as put right. */
  /** @param {CheckRecord} slip */
  const marked = (slip) => remarked(slip).filter((id) => slip.items[id].done_on);

  /** The standard by which slips for a standard are written. */
  /** @param {Standard} standard @returns {Standard} */
  function standardFor(standard) {
    const { title, items } = standard;
    const made = map({ [WHOLE]: { title: SITE.slip.whole, area: "", rev: 1, evidence: [] } });
    for (const id of Object.keys(items)) made[id] = but(items[id], { rev: 1 });
    const ours = { title: SITE.slip.title + "：" + title, answers: SITE.slip.states, judged: false, items: made };
    return but(standard, ours);
  }

  /** A slip in the place of an earlier one; a remark that stays as it was stays marked as put right. */
  /** @param {CheckRecord} earlier @param {CheckRecord} later @returns {CheckRecord} */
  function replaced(earlier, later) {
    const items = map();
    for (const id of Object.keys(later.items)) {
      const [answer, before] = [later.items[id], own(earlier.items, id)];
      const stays = id !== WHOLE && before && before.note === answer.note && before.done_on;
      items[id] = stays ? but(answer, { done_on: before.done_on }) : answer;
    }
    return but(later, { items });
  }

  /** Ids of remarks that were marked as put right and now read otherwise. */
  /** @param {CheckRecord} earlier @param {CheckRecord} later */
  function unmarked(earlier, later) {
    const { items } = replaced(earlier, later);
    return marked(earlier).filter((id) => !(own(items, id) || emptyAnswer()).done_on);
  }

  /** As it is handed down: with its day, and a state in any case. */
  /** @param {CheckRecord} slip @param {string} day @returns {CheckRecord} */
  function handedDown(slip, day) {
    const said = but(whole(slip), { title: SITE.slip.whole, done_on: day });
    return but(slip, { items: but(slip.items, { [WHOLE]: but(said, { status: said.status || SUBMITTED }) }) });
  }

  /** Of a state its name. */
  /** @param {string} status */
  const stateWords = (status) => SITE.slip.states[status] || "";

  const shape = { WHOLE, CLOSED, SUBMITTED, isSlip, subjectOf, titleOf, keyFor, standardFor };
  return { ...shape, whole, dayOf, remarked, marked, replaced, unmarked, handedDown, stateWords };
})();
