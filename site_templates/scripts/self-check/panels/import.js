/* The panel 导入: what a file would change, item by item, before anything is changed. */

var ImportPanel = (() => {
  const { FIELDS, LIMITS, cleaned, map, own } = SelfCheckAnswer;
  const { keyOf } = SelfCheckRecord;
  const { roundWords } = SelfCheckWords;
  const { adopted } = SelfCheckEdition;
  const { toFile } = SelfCheckFile;
  const { element, button } = Dom;
  const { table, list, handOver } = PanelParts;

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say @param {CheckRecord} given */
  function build(check, body, say, given) {
    const file = element("input");
    file.type = "file";
    file.accept = ".json,application/json";
    const fileLabel = element("label", "", SITE.words.choose_file + " ");
    fileLabel.append(file);
    const text = element("textarea");
    text.rows = 4;
    const textLabel = element("label", "", "或者粘贴数据");
    textLabel.append(text);
    const result = element("div");
    /** @param {string} content */
    const bring = (content) => review(check, result, SelfCheckReading.read(content), say);
    file.addEventListener("change", () => {
      const chosen = file.files[0];
      result.textContent = "";
      if (!chosen) return;
      if (chosen.size > LIMITS.file) {
        say(SelfCheckReading.TOO_LARGE + "自查文件一般只有几十 kB，请核对选对了没有。");
        return;
      }
      const reader = new FileReader();
      reader.onload = () => {
        bring(String(reader.result));
        // the same file chosen again is to be read again
        file.value = "";
      };
      reader.onerror = () => say("文件读不出来，请重新复制一份再试。");
      reader.readAsText(chosen);
    });
    body.append(
      fileLabel,
      textLabel,
      button(SITE.words.read_pasted, () => bring(text.value)),
      result,
    );
    if (given) review(check, result, { records: [given], rejected: [], error: "" }, say);
  }

  /** Shows what a file would change; nothing is changed before 导入 is pressed. */
  /** @param {Checklist} check @param {HTMLElement} result @param {Reading} three @param {Say} say */
  function review(check, result, { records, rejected, error }, say) {
    result.textContent = "";
    say(error);
    if (rejected.length) {
      const lines = rejected.map(({ where, why }) => where + "：" + why);
      result.append(element("p", "", "文件里有 " + rejected.length + " 处没有用："), list(lines));
    }
    for (const record of records) {
      const box = element("section");
      const name = record.branch.name || record.branch.id;
      const { title } = own(STANDARDS, record.catalog) || { title: record.catalog };
      box.append(element("h3", "", name + "，" + title + "，" + roundWords(record.round)));
      result.append(box);
      if (record.newer) reviewNewer(check, box, record, say);
      else if (record.catalog !== check.dataset.catalog) {
        box.append(element("p", "", "这是另一份标准的自查，请在那份标准的自查页导入。"));
      } else {
        const ours = Object.assign({}, record, { branch: check.record.branch });
        if ([check.dataset.branch, check.tools.fileRecord().branch.id].includes(record.branch.id))
          reviewOne(check, box, ours, say);
        else {
          box.append(element("p", "", "这份文件是“" + name + "”的，不是本支部。"));
          const sure = button("确实是本支部的，并进来", () => {
            sure.remove();
            reviewOne(check, box, ours, say);
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
      return id + " " + SelfCheckWords.resultOf(status, check.standard) + (note ? "：" + note : "");
    });
    box.append(list(lines));
    const name = SelfCheckExport.fileName([record.branch.name, "自查", record.round], "json");
    box.append(button("原样导出", () => handOver(box, name, toFile(record), say)));
  }

  /** @param {Checklist} check @param {HTMLElement} box @param {CheckRecord} record @param {Say} say */
  function reviewOne(check, box, record, say) {
    const key = keyOf(record);
    /** @param {CheckRecord} one */
    const adopt = (one) => adopted(one, check.standard).record;
    const { record: theirs, notes } = adopted(record, check.standard);
    const mine = () => adopt(Object.assign(check.store.loadNow(key).record, { branch: theirs.branch }));
    const found = SelfCheckMerge.preview(mine(), theirs);
    const choices = map();
    box.append(element("p", "", found.words() + "。"));
    const { updates, conflicts, same, older } = found;
    const count = [updates, conflicts, same, older].reduce((sum, some) => sum + some.length, 0);
    if (count > LIMITS.items) {
      box.append(element("p", "", "合起来有 " + count + " 条，一份记录最多 " + LIMITS.items + " 条，没有导入。"));
      return;
    }
    if (notes.length)
      box.append(element("p", "", "文件出自 " + record.edition + " 版，" + SITE.words.changed + "："), list(notes));
    for (const conflict of found.conflicts) box.append(conflictBox(check, key, conflict, choices));
    const act = button("导入", () => {
      const open = found.conflicts.filter(({ id }) => !choices[id]);
      if (open.length) {
        say("还有 " + open.length + " 条冲突没有选：" + open.map(({ id }) => id).join("、"));
        return;
      }
      act.disabled = true;
      const kept = SelfCheckSnapshots.keep(check.store, key, "导入之前", Day.today());
      const change = { day: Day.today(), device: check.store.device() };
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

  /** @param {Checklist} check @param {string} key @param {Conflict} three @param {Values<string>} choices */
  function conflictBox(check, key, { id, mine, theirs, fields, both }, choices) {
    const box = element("fieldset");
    const { title } = own(check.standard.items, id) || mine;
    box.append(element("legend", "", id + " " + title + "：两边都改过"));
    const ours = [{ name: "status", label: "结果" }, ...FIELDS];
    /** @param {Answer} answer @param {string} name */
    const words = (answer, name) => {
      if (name === "status") return SelfCheckWords.resultOf(answer.status, check.standard);
      if (!ours.some((field) => field.name === name)) return cleaned(JSON.stringify(answer[name]));
      return Array.isArray(answer[name]) ? answer[name].join("\n") : answer[name];
    };
    /** @param {string} name */
    const label = (name) => (ours.find((field) => field.name === name) || { label: cleaned(name) }).label;
    const rows = fields.map((name) => [label(name), words(mine, name), words(theirs, name)]);
    box.append(table(id + " 的不同", ["栏目", "本机", "文件里"], rows));
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

  return { title: SITE.tools.bring, build };
})();
