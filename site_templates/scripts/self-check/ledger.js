/* The ledger of what has to be put right or was, as it follows from a record. */

var SelfCheckLedger = (() => {
  const { FIELDS, LIMITS, but, timeOf } = SelfCheckAnswer;
  const { answerOf } = SelfCheckRecord;

  /** Its rows, in the order of the standard. */
  /** @param {CheckRecord} record @param {Standard} standard @param {string} day */
  function ledgerOf(record, standard, day) {
    const rows = Object.keys(standard.items).map((id) => ledgerRow(id, answerOf(record, id), standard, day));
    return rows.filter(Boolean);
  }

  /** @param {string} id @param {Answer} answer @param {Standard} standard @param {string} day @returns {Finding} */
  function ledgerRow(id, answer, standard, day) {
    const { status, log, due } = answer;
    /** @param {string} value */
    const isFinding = (value) => value === "partly" || value === "unmet";
    const written = answer.measure || due || answer.closed_on || answer.closed_evidence;
    // a slip of the hand, mended the same day before anything was written, is no finding
    /** @param {string[]} line @param {number} at */
    const lasted = (line, at) => written || !log[at + 1] || log[at + 1][0] !== line[0];
    const found = log.filter((line, at) => isFinding(line[1]) && lasted(line, at)).pop();
    if (!isFinding(status) && (!found || status === "not_applicable")) return null;
    const { title, area } = standard.items[id];
    const problem = title + "：" + standard.answers[isFinding(status) ? status : found[1]];
    const row = but(answer, { id, title, area, problem, manifestation: answer.note });
    const isMet = status === "met";
    const wanted = isMet ? ["closed_on", "closed_evidence"] : ["measure", "responsible", "due"];
    row.lacks = FIELDS.filter(({ name }) => wanted.indexOf(name) >= 0 && !answer[name]).map(({ label }) => label);
    if (answer.recheck) row.lacks.push("重新核对");
    const left = due ? (timeOf(due) - timeOf(day)) / 864e5 : Infinity;
    if (isMet) row.state = row.lacks.length ? "to_close" : "closed";
    else if (left < 0) row.state = "overdue";
    else if (left <= LIMITS.due_soon) row.state = "due_soon";
    else row.state = wanted.some((name) => answer[name]) ? "under_way" : "not_started";
    row.progress = STATES[row.state].replace("n", String(-left));
    row.needsLookBack = row.state === "closed" && !answer.looked_back_on;
    return row;
  }

  /** What is still to be put right, as the rows of a form. */
  /** @param {CheckRecord} record @param {Standard} standard @param {string} day @returns {Values<string>[]} */
  function listOf(record, standard, day) {
    const left = ledgerOf(record, standard, day).filter(({ state }) => state !== "closed");
    return left.map(({ problem, manifestation, measure, responsible, due, progress }, at) => ({
      number: String(at + 1),
      problem: [problem, manifestation].filter(Boolean).join("。"),
      measure,
      responsible,
      due,
      progress,
    }));
  }

  /** @type {Values<string>} */
  const STATES = {
    not_started: "未开始",
    under_way: "整改中",
    due_soon: "快到期",
    overdue: "已逾期 n 天",
    to_close: "待销号",
    closed: "已销号",
  };

  return { STATES, ledgerOf, listOf };
})();
