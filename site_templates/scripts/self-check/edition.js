/* A record brought to the edition of a standard: what changed is marked, nothing is dropped. */

var SelfCheckEdition = (() => {
  const { but, map, own } = SelfCheckAnswer;
  const { answerOf } = SelfCheckRecord;
  const { isBlank, isLater, joined } = SelfCheckMerge;

  /** @type {Values<string>} */
  const BECAME = { split: "已拆分为 ", merged: "已并入 " };

  /** @param {string} theirs @param {string} ours */
  const laterWords = (theirs, ours) =>
    "这份记录按更新的 " + theirs + " 版标准填写，这里是 " + ours + " 版：内容都会保留，最好换用新版的网页或自查工具。";

  /** The record in the edition of `standard`, and what has changed for it, in sentences. */
  /** @param {CheckRecord} record @param {Standard} standard @returns {{record: CheckRecord, notes: string[]}} */
  function adopted(record, standard) {
    if (record.newer) return { record, notes: ["这份记录出自更新的工具，在这里只能查看和导出。"] };
    const next = but(record, { edition: standard.edition, items: map(), retired: map() });
    next.unknown = { items: map(), extra: record.unknown.extra };
    const notes = isLater(record.edition, standard.edition) ? [laterWords(record.edition, standard.edition)] : [];
    const leaving = [];
    for (const section of [record.items, record.unknown.items, record.retired]) {
      for (const id of Object.keys(section)) {
        const [answer, item, gone] = [section[id], own(standard.items, id), own(standard.retired, id)];
        const { title } = item || gone || answer;
        const kept = but(answer, { title });
        if (item) {
          kept.recheck = answer.recheck || (answer.status !== "" && answer.rev < item.rev);
          if (kept.recheck && !answer.recheck)
            notes.push(id + " " + title + "：" + SITE.words.changed + "，请重新核对。");
          next.items[id] = kept;
        } else if (gone || section === record.retired) {
          next.retired[id] = kept;
          if (section !== record.retired) leaving.push([id, kept, gone]);
        } else {
          next.unknown.items[id] = kept;
          if (section === record.items) notes.push(id + " " + title + "：本版标准没有这一项，内容原样保留。");
        }
      }
    }
    const carried = map();
    for (const [id, answer, { change, into }] of leaving) {
      const words = BECAME[change];
      const became = words ? words + into.join("、") + "，请重新核对" : "已停用";
      notes.push(id + " " + answer.title + "：" + became + "。原来的内容保留在停用条目里。");
      for (const to of into) {
        const item = own(standard.items, to);
        if (!item || isBlank(answer) || !(carried[to] || isBlank(answerOf(next, to)))) continue;
        const moved = but(answer, { title: item.title, rev: 0, recheck: true });
        // what does not fit into one answer is still whole among the retired
        carried[to] = (carried[to] && joined(carried[to], moved)) || carried[to] || moved;
        next.items[to] = carried[to];
      }
    }
    return { record: next, notes };
  }

  return { adopted };
})();
