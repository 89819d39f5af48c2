/* The panel 导入: what a file would change, item by item, before anything is changed. */

var ImportPanel = (() => {
  const { FIELDS, LIMITS, cleaned, differing, emptyAnswer, map, own } = SelfCheckAnswer;
  const { isClosed, keyOf, newRecord } = SelfCheckRecord;
  const { roundWords } = SelfCheckWords;
  const { adopted } = SelfCheckEdition;
  const { toFile } = SelfCheckFile;
  const { element, button } = Dom;
  const { table, list, handOver } = PanelParts;
  const { isSlip, keyFor, titleOf } = SelfCheckSlip;
  /** @type {["dragover", "drop"]} */
  const DRAGGING = ["dragover", "drop"];
  const SEALED = "这个文件不是能读的工作簿，可能没有拷完整，或者被单位的加密软件加了密：先解密再导入。";
  /** As many characters of a text are enough to see what it is. */
  const SHOWN = 200;
  const EMPTY = "（空）";
  const MISSING = "没有读：有文件没有取到。请再选一次；还不行，就刷新。";
  /** @type {Values<string>} */
  const labels = { status: "结果" };
  for (const { name, label } of FIELDS) labels[name] = label;

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say @param {CheckRecord} given */
  function build(check, body, say, given) {
    const file = element("input");
    file.type = "file";
    file.accept = ".json,.txt,application/json,.xlsx";
    const fileLabel = element("label", "", SITE.words.choose_file + "、" + SITE.slip.title + "，或者填好的 Excel 表 ");
    fileLabel.append(file);
    const text = element("textarea");
    text.rows = 4;
    const textLabel = element("label", "", "或者粘贴数据");
    textLabel.append(text);
    const result = element("div");
    /** @param {string} content */
    const bring = (content) => review(check, result, SelfCheckReading.read(content), say);
    /** @param {File} chosen */
    const take = (chosen) => {
      result.textContent = "";
      if (!chosen) return;
      if (chosen.size > LIMITS.file) {
        say(SelfCheckReading.TOO_LARGE + "自查文件一般只有几十 kB，请核对选对了没有。");
        return;
      }
      const reader = new FileReader();
      reader.onload = () => {
        const bytes = new Uint8Array(/** @type {ArrayBuffer} */ (reader.result));
        if (isOfficeFile(bytes)) bringWorkbook(check, result, bytes, say);
        else if (/\.(xlsx?|et)$/i.test(chosen.name)) say(SEALED);
        else bring(new TextDecoder().decode(bytes));
        // the same file chosen again is to be read again
        file.value = "";
      };
      reader.onerror = () => say("文件读不出来，请重新复制一份再试。");
      reader.readAsArrayBuffer(chosen);
    };
    file.addEventListener("change", () => take(file.files[0]));
    takeDropped(body, take);
    body.append(
      element("p", "", "先列出会改什么，再点导入才改，还可以撤销。文件也可以拖到这一页上。"),
      fileLabel,
      textLabel,
      button(SITE.words.read_pasted, () => bring(text.value)),
      result,
    );
    if (given) review(check, result, { records: [given], rejected: [], error: "" }, say);
  }

  /** Zip files, and the container of old office files. */
  /** @param {Uint8Array} bytes */
  const isOfficeFile = (bytes) => /^(80,75|208,207),/.test(bytes.subarray(0, 3).join());

  /** While the panel is open, a file that is dropped anywhere must not open in the place of this page. */
  /** @param {HTMLElement} body @param {(file: File) => void} take */
  function takeDropped(body, take) {
    /** @param {DragEvent} event */
    const dragged = (event) => {
      if (!body.isConnected) {
        for (const kind of DRAGGING) document.removeEventListener(kind, dragged);
        return;
      }
      event.preventDefault();
      if (event.type === "drop" && event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
    };
    for (const kind of DRAGGING) document.addEventListener(kind, dragged);
  }

  /** @param {Checklist} check @param {HTMLElement} result @param {Uint8Array} bytes @param {Say} say */
  function bringWorkbook(check, result, bytes, say) {
    readWorkbook(bytes).then((three) => review(check, result, three, say));
  }

  /** Whose sheets a workbook has: a record for each, to be reviewed where it belongs. */
  /** @param {Uint8Array} bytes @returns {Promise<Reading>} */
  function readWorkbook(bytes) {
    const read = () => {
      const { found, others, error } = SelfCheckWorkbook.read(bytes);
      const why = "这张工作表不是导出的（或者隐藏列里的记号没有了），没有读";
      const rejected = error ? [] : others.map((where) => ({ where, why }));
      const records = found.map((sheet) => {
        const { branch, catalog, round, edition } = sheet.head;
        return Object.assign(newRecord(branch, catalog, round, edition), { sheet });
      });
      return { records, rejected, error };
    };
    /** @returns {Reading} */
    const missing = () => ({ records: [], rejected: [], error: MISSING });
    return ExportPanel.ready().then(read, missing);
  }

  /** Shows what a file would change; nothing is changed before 导入 is pressed. */
  /** @param {Checklist} check @param {HTMLElement} result @param {Reading} three @param {Say} say */
  function review(check, result, { records, rejected, error }, say) {
    result.textContent = "";
    say(error);
    result.append(...refusals(rejected));
    for (const record of records) {
      const box = element("section");
      const name = record.branch.name || record.branch.id;
      box.append(element("h3", "", [name, titleOf(record.catalog), roundWords(record.round)].join("，")));
      result.append(box);
      const meant = SelfCheckTools.checksOf(check).find((one) => one.dataset.catalog === record.catalog);
      if (record.newer) reviewNewer(check, box, record, say);
      else if (!meant && isSlip(record.catalog)) reviewSlip(check, box, record, say);
      else if (!meant) {
        box.append(element("p", "", "这是另一份标准的自查，请在那份标准的自查页导入，或者到下面的页面一次全部导入。"));
      } else {
        const ours = Object.assign({}, record, { branch: meant.record.branch });
        const { branch, name: ourName } = check.dataset;
        if (SelfCheckOwn.idsOf(check.store, branch, ourName || "").includes(record.branch.id))
          reviewOne(meant, box, ours, say, record.branch.id);
        else {
          box.append(element("p", "", "这份文件是“" + name + "”的，不是本支部。"));
          const sure = button("确实是本支部的，并进来", () => {
            sure.remove();
            reviewOne(meant, box, ours, say, record.branch.id);
          });
          box.append(sure);
        }
      }
    }
  }

  /** @param {Checklist} check @param {HTMLElement} box @param {CheckRecord} record @param {Say} say */
  function reviewNewer(check, box, record, say) {
    box.append(element("p", "", "这份文件由更新的工具导出，这里只能查看和原样导出，不能并入。"));
    const lines = Object.keys(record.items).map((id) => {
      const { status, note } = record.items[id];
      const name = check.isJudged ? id : nameOf(check, id, record.items[id]);
      return name + " " + SelfCheckWords.resultOf(status, check.standard) + (note ? "：" + note : "");
    });
    box.append(list(lines));
    const name = SelfCheckExport.fileName([record.branch.name, "自查", record.round], "json");
    box.append(button("原样导出", () => handOver(box, name, toFile(record), say)));
  }

  /** @param {Reading["rejected"]} rejected */
  function refusals(rejected) {
    if (!rejected.length) return [];
    const lines = rejected.map(({ where, why }) => where + "：" + why);
    return [element("p", "", "文件里有 " + rejected.length + " 处没有用："), list(lines)];
  }

  /** What an item is called, as an answer has it. */
  /** @param {any} check @param {string} id @param {Answer} answer @returns {string} */
  function nameOf(check, id, answer) {
    if (check.nameOf) return check.nameOf(id, answer);
    return id + " " + (own(check.standard.items, id) || answer).title;
  }

  /** What is to be changed, a field a line, under the names that the columns have. */
  /**
   * @param {Checklist} check @param {string[]} ids @param {CheckRecord} mine @param {CheckRecord} theirs
   * @param {Values<string>} columns
   */
  function changes(check, ids, mine, theirs, columns) {
    const lines = ids.flatMap((id) => {
      const [before, after] = [mine, theirs].map((record) => own(record.items, id) || emptyAnswer());
      const names = differing(before, after).filter((name) => columns[name]);
      return names.map((name) => {
        const [from, to] = [before, after].map((answer) => short(wordsOf(check, answer, name)) || EMPTY);
        return nameOf(check, id, after) + "，" + columns[name] + "：" + from + " → " + to;
      });
    });
    return lines.length ? [element("p", "", "会改 " + lines.length + " 处："), list(lines)] : [];
  }

  /** @param {string} text */
  const short = (text) => (text.length > SHOWN ? text.slice(0, SHOWN) + "……" : text);

  /** What a slip of the committee says, or why it is not for what is open; nothing of the branch's own is changed. */
  /** @param {Checklist} check @param {HTMLElement} box @param {CheckRecord} record @param {Say} say */
  function reviewSlip(check, box, record, say) {
    const { dayOf, remarked, replaced, stateWords, subjectOf, unmarked, whole } = SelfCheckSlip;
    const subject = subjectOf(record.catalog);
    const title = titleOf(subject);
    const meant = SelfCheckTools.checksOf(check).find((one) => one.dataset.catalog === subject);
    const words = refusedSlip(check, meant, record, title);
    box.querySelector("h3").textContent = [SITE.slip.title, record.branch.name, title, roundWords(record.round)].join(
      "，",
    );
    if (words) {
      box.append(element("p", "", words));
      return;
    }
    const key = keyFor(meant.key);
    const earlier = check.store.loadNow(key).record;
    const slip = Object.assign(replaced(earlier, record), { branch: meant.record.branch });
    const isEarlier = dayOf(earlier) > dayOf(slip);
    if (isEarlier) {
      const days = "这里已有 " + dayOf(earlier) + " 的，这一份是 " + dayOf(slip) + " 的，更早，没有换。";
      box.append(element("p", "", days));
    }
    const { status, note } = whole(slip);
    const lines = remarked(slip).map((id) => id + " " + slip.items[id].title + "：" + slip.items[id].note);
    const head = SITE.slip.from + "（" + dayOf(slip) + "）：" + stateWords(status);
    box.append(element("p", "", head + (note ? "。" + note : "")), list(lines));
    box.append(element("p", "", "导入后在各条下面显示，只能看；你填的内容不动。"));
    if (meant.isClosed) {
      const shut = element(
        "p",
        "elsewhere",
        SITE.words.year_closed + "：导入以后看得到，标“" + SITE.slip.done + "”要先" + SITE.words.reopen + "：",
      );
      shut.append(meant.tools.wayToReopen());
      box.append(shut);
    }
    const again = unmarked(earlier, slip);
    if (again.length)
      box.append(element("p", "", "意见换了、要重新标“" + SITE.slip.done + "”的：" + again.join("、") + "。"));
    const act = button(isEarlier ? "还是换成这一份" : "导入", () => {
      act.disabled = true;
      const kept = SelfCheckSnapshots.keep(check.store, key, "导入之前", Day.today());
      SelfCheckSnapshots.put(check.store, slip);
      kept.then((done) => {
        meant.tools.showRemarks();
        meant.report();
        say("已导入：意见 " + lines.length + " 条。");
        if (done) box.append(button("撤销这次导入", () => undo(check, key, say)));
      });
    });
    box.append(act);
  }

  /** Why a slip cannot be taken in here and what to do, or "". */
  /** @param {Checklist} check @param {Checklist} meant @param {CheckRecord} record @param {string} title */
  function refusedSlip(check, meant, { branch, round }, title) {
    const name = branch.name || branch.id;
    if (!meant) return "这一份说的是“" + title + "”，没有导入。请在那份标准的自查页导入。";
    const ids = SelfCheckOwn.idsOf(check.store, check.dataset.branch, check.dataset.name || "");
    if (!ids.includes(branch.id))
      return "这一份是给“" + name + "”的，没有导入。请到“" + name + "”的自查页导入；发错了，请退给发来的人。";
    if (round === meant.round) return "";
    const [theirs, ours] = [round, meant.round].map(roundWords);
    const hasRound = meant.tools.rounds().includes(round);
    const what = hasRound
      ? "请先在“期次”里选“" + theirs + "”，再导入一次。"
      : "这台机器上没有" + theirs + "的内容：请先导入那一期的备份文件，或者到填那一期的电脑上导入。";
    return "这一份说的是" + theirs + "，现在打开的是" + ours + "，没有导入。" + what;
  }

  /** `id` is the branch's as the file has it. */
  /** @param {Checklist} check @param {HTMLElement} box @param {CheckRecord} record @param {Say} say @param {string} id */
  function reviewOne(check, box, record, say, id) {
    const key = keyOf(record);
    /** @param {CheckRecord} one */
    const adopt = (one) => adopted(one, check.standard).record;
    const mine = () => adopt(Object.assign(check.store.loadNow(key).record, { branch: record.branch }));
    const change = { day: Day.today(), device: check.store.device() };
    const back = record.sheet && SelfCheckWorkbook.returnedTo(record.sheet, mine(), check.standard, change);
    const { record: theirs, notes } = adopted(back ? back.record : record, check.standard);
    const found = SelfCheckMerge.preview(mine(), theirs);
    const choices = map();
    if (back) box.append(...refusals(back.rejected));
    if (back && back.rejected.length > 0)
      box.append(element("p", "", "这几处照旧不变。可以在表里改好再选一次，也可以先导入别的。"));
    box.append(element("p", "", found.words() + "。"));
    if (back) {
      const [round, open] = [record.round, check.round].map(roundWords);
      const other = round === open ? [] : ["这张表是 " + round + "的，改的是那一期；现在打开的是 " + open + "。"];
      const told = other.concat(back.notes);
      if (told.length) box.append(list(told));
      box.append(...changes(check, found.updates, mine(), theirs, record.sheet.head.columns));
    }
    const { updates, conflicts, same, older } = found;
    const count = [updates, conflicts, same, older].reduce((sum, some) => sum + some.length, 0);
    if (count > LIMITS.items) {
      box.append(element("p", "", "合起来有 " + count + " 条，一份记录最多 " + LIMITS.items + " 条，没有导入。"));
      return;
    }
    if (notes.length)
      box.append(element("p", "", "文件出自 " + record.edition + " 版，" + SITE.words.changed + "："), list(notes));
    const ends = SelfCheckMerge.merged(mine(), theirs, {}, { day: "", device: "" });
    if (isClosed(ends) && isClosed(mine()) && updates.length + conflicts.length > 0) {
      const shut = element("p", "elsewhere", SITE.words.closed_year + "：");
      shut.append(check.tools.wayToReopen(record.round));
      box.append(shut);
      return;
    }
    if (isClosed(ends) && !isClosed(mine()))
      box.append(element("p", "", "文件里" + SITE.words.year_closed + "：导入以后只能看。"));
    for (const conflict of found.conflicts) box.append(conflictBox(check, key, conflict, choices));
    const shown = found.conflicts.map(({ id }) => id);
    /** @param {Conflict} one */
    const called = (one) => (check.isJudged ? one.id : nameOf(check, one.id, one.mine));
    const act = button("导入", () => {
      const open = found.conflicts.filter(({ id }) => !choices[id]);
      if (open.length) {
        say("还有 " + open.length + " 条冲突没有选：" + open.map(called).join("、"));
        return;
      }
      // what was typed here since the file was read is not in what was shown
      const later = SelfCheckMerge.preview(mine(), theirs).conflicts.filter(({ id }) => !shown.includes(id));
      if (later.length) {
        say("读文件以后这里又改过：" + later.map(called).join("、") + "。请把文件重新选一次。");
        return;
      }
      act.disabled = true;
      SelfCheckOwn.takeOver(check.store, check.dataset.branch, id);
      const kept = SelfCheckSnapshots.keep(check.store, key, "导入之前", Day.today());
      SelfCheckSnapshots.put(check.store, SelfCheckMerge.merged(mine(), theirs, choices, change));
      kept.then((done) => {
        check.chooseRound(record.round);
        say("已导入：" + found.words() + "。");
        if (done) box.append(button("撤销这次导入", () => undo(check, key, say)));
      });
    });
    box.append(act);
  }

  /** @param {Checklist} check @param {string} key @param {Say} say */
  function undo(check, key, say) {
    SelfCheckSnapshots.listed(check.store, key).then((all) => {
      const before = all.find((one) => one.why === "导入之前");
      if (before) EarlierPanel.restore(check, key, before.number, say);
    });
  }

  /** A field of an answer in words, also one that a newer tool has. */
  /** @param {Checklist} check @param {Answer} answer @param {string} name @returns {string} */
  function wordsOf(check, answer, name) {
    if (name === "status") return SelfCheckWords.resultOf(answer.status, check.standard);
    if (!own(labels, name)) return cleaned(JSON.stringify(answer[name]));
    return Array.isArray(answer[name]) ? answer[name].join("\n") : answer[name];
  }

  /** @param {Checklist} check @param {string} key @param {Conflict} three @param {Values<string>} choices */
  function conflictBox(check, key, { id, mine, theirs, fields, both }, choices) {
    const box = element("fieldset");
    const title = nameOf(check, id, mine);
    box.append(element("legend", "", title + "：两边都改过"));
    const rows = fields.map((name) => [
      own(labels, name) || cleaned(name),
      wordsOf(check, mine, name),
      wordsOf(check, theirs, name),
    ]);
    box.append(table(title + " 的不同", ["栏目", "本机", "文件里"], rows));
    const options = [
      ["mine", "用本机的"],
      ["theirs", "用文件里的"],
    ];
    if (both) options.push(["both", "两边的文字都留下，结果重新核对"]);
    else
      box.append(
        element(
          "p",
          "",
          "两边的内容一条里放不下（合起来太长，或者有这里不认识的栏目）：选一边，另一边要留的先复制出去。",
        ),
      );
    for (const [value, text] of options) {
      const radio = element("input");
      radio.type = "radio";
      radio.name = "conflict-" + key + "/" + id;
      radio.addEventListener("change", () => {
        choices[id] = value;
      });
      const one = element("label");
      one.append(radio, " " + text);
      box.append(one);
    }
    return box;
  }

  return { title: SITE.tools.bring, build, isOfficeFile, readWorkbook };
})();
