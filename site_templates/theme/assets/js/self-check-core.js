/* Pure logic of the self-check: values in, values out. No DOM, no storage, no clock. */

/**
 * @typedef {Object} Answer
 * @property {string} status one of "", met, partly, unmet, not_applicable
 * @property {string} note
 * @property {string} responsible
 * @property {string} due ISO date or ""
 * @property {number} rev the item's rev when the status was chosen; 0 if none was
 */

// biome-ignore lint/correctness/noUnusedVariables: the other classic scripts of the page use it
var SelfCheckCore = (() => {
  var STATUSES = ["met", "partly", "unmet", "not_applicable"];
  var FIELDS = ["status", "note", "responsible", "due"];
  var LIMITS = { note: 4000, responsible: 100 };

  /** @returns {Answer} */
  function emptyAnswer() {
    return { status: "", note: "", responsible: "", due: "", rev: 0 };
  }

  /** An answer rebuilt field by field from foreign data; whatever does not fit is left empty. @returns {Answer} */
  function answerFrom(value) {
    const answer = emptyAnswer();
    if (value === null || typeof value !== "object") return answer;
    if (STATUSES.indexOf(value.status) >= 0) answer.status = value.status;
    for (const field of ["note", "responsible"]) {
      if (typeof value[field] === "string") answer[field] = value[field].slice(0, LIMITS[field]);
    }
    if (typeof value.due === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value.due)) answer.due = value.due;
    if (Number.isInteger(value.rev) && value.rev > 0) answer.rev = value.rev;
    return answer;
  }

  /** The answer with one field changed; choosing a status notes which rev of the item it answers. @returns {Answer} */
  function withField(answer, field, text, rev) {
    const changed = Object.assign(emptyAnswer(), answerFrom(answer));
    changed[field] = text;
    if (field === "status") changed.rev = text === "" ? 0 : rev;
    return answerFrom(changed);
  }

  /** What is stored of one field: a status with the rev it answers, any other field alone. */
  function partOf(field, text, rev) {
    const answer = withField(emptyAnswer(), field, text, rev);
    return field === "status" ? { status: answer.status, rev: answer.rev } : { [field]: answer[field] };
  }

  /** Items that count: not_applicable leaves the denominator, unanswered stays in it. */
  function progressOf(answers) {
    const counted = answers.filter((answer) => answer.status !== "not_applicable");
    return {
      met: counted.filter((answer) => answer.status === "met").length,
      answered: counted.filter((answer) => answer.status !== "").length,
      of: counted.length,
    };
  }

  /** Whether an answer was given to an older meaning of its item. */
  function needsRecheck(answer, rev) {
    return answer.status !== "" && answer.rev !== 0 && answer.rev < rev;
  }

  return { STATUSES, FIELDS, LIMITS, emptyAnswer, answerFrom, withField, partOf, progressOf, needsRecheck };
})();
