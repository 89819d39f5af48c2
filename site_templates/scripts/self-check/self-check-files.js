/* The tools of a self-check that are opened on demand: import, export, ledger, comparison, earlier states, clearing. */

// biome-ignore lint/correctness/noUnusedVariables: self-check-work.js uses it when it has loaded this script
var SelfCheckFiles = (() => {
  const core = SelfCheckRecord;
  const { element, button, IN_WECHAT } = Dom;
  const transfer = SelfCheckTransfer;
  const WECHAT = "微信里不能下载和打印：点右上角“…”选“在浏览器打开”，或者用“复制数据”把内容发到电脑上再“粘贴导入”。";

  function table(name, head, rows) {
    const made = element("table", "form");
    const line = element("tr");
    for (const text of head) line.append(element("th", "", text));
    made.append(element("thead"), element("tbody"));
    made.tHead.append(line);
    for (const cells of rows) {
      const row = element("tr");
      for (const cell of cells) {
        const box = element("td");
        box.append(cell);
        row.append(box);
      }
      made.tBodies[0].append(row);
    }
    const scroll = element("div", "scroll");
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", name + "（表格）"); // the panel around it may have the same name
    scroll.append(made);
    return scroll;
  }

  const list = (lines) => {
    const made = element("ul");
    for (const line of lines) made.append(element("li", "", line));
    return made;
  };

  /** Opens one of the tools in the panel of a self-check; what is to be imported may be given. */
  function open(tool, name, given) {
    const { panel } = tool;
    const opener = document.activeElement;
    const say = element("p", "said");
    say.setAttribute("role", "status");
    const body = element("div");
    panel.textContent = "";
    panel.setAttribute("aria-label", PARTS[name].title);
    panel.append(
      element("h2", "", PARTS[name].title),
      body,
      say,
      button("收起", () => {
        panel.hidden = true;
        panel.textContent = "";
        opener.focus();
      }),
    );
    panel.hidden = false;
    tool.follow = null;
    if (IN_WECHAT) body.append(element("p", "elsewhere", WECHAT));
    const sayInPanel = (text) => {
      say.textContent = text;
    };
    // eslint-disable-next-line handbook/known-to-old-browsers -- our own
    PARTS[name].build(tool, body, sayInPanel, given);
    panel.focus();
  }

  /** What is exported and copied: the record as it stands, with the standard's titles. */
  function fileText(tool) {
    return core.toFile(tool.fileRecord(), tool.standard, { day: Day.today(), device: tool.store.device() });
  }

  function buildCopy(tool, body, say) {
    body.append(element("p", "", "复制下面的全部文字，发给自己，在另一台机器上用“导入”里的粘贴。"));
    copyBox(body, fileText(tool), say, () => {
      tool.store.exported(tool.key, Day.today());
      tool.report();
    });
  }

  /** A file as a download, or in WeChat as text to copy. */
  function handOver(body, name, content, say) {
    if (IN_WECHAT) copyBox(body, content, say);
    else Download.save(name, content, /json$/.test(name) ? "application/json" : "text/plain");
  }

  function copyBox(body, content, say, done = () => undefined) {
    const text = element("textarea");
    text.readOnly = true;
    text.rows = 6;
    text.value = content;
    text.setAttribute("aria-label", "要复制的全部数据");
    body.append(
      text,
      button("复制", () => {
        text.select();
        // the clipboard interface is missing on plain http; this works everywhere
        const copied = document.execCommand("copy");
        say(copied ? "已复制。" : "这个浏览器不让自动复制：长按或按 Ctrl+C。");
        if (copied) done();
      }),
    );
  }

  function buildExport(tool, body, say) {
    body.append(
      element(
        "p",
        "",
        "Excel 和 Word 里的结果一栏可以下拉选择。导出的表供打印和上报；要在别处接着填，用“备份到文件”。",
      ),
    );
    for (const [kind, title] of [
      ["answers", "自查表"],
      ["ledger", "整改台账"],
    ]) {
      const line = element("p", "", title + "：");
      for (const type of ["xlsx", "docx", "csv"]) {
        line.append(
          " ",
          button({ xlsx: "Excel", docx: "Word", csv: "CSV" }[type], () => exportTable(tool, kind, type, say)),
        );
      }
      body.append(line);
    }
  }

  function exportTable(tool, kind, type, say) {
    const out = SelfCheckExport;
    const options = { tables: EXPORT_TEMPLATES.tables, day: Day.today(), ids: tool.ids() };
    const made = out.tableOf(tool.record, tool.standard, kind, options);
    const parts = [
      tool.dataset.name,
      kind === "ledger" ? "整改台账" : "自查",
      core.roundWords(tool.round),
      Day.today(),
    ];
    const content = type === "csv" ? out.csv(made) : out[type](made, EXPORT_TEMPLATES[type]);
    Download.save(out.fileName(parts, type), content, type === "csv" ? "text/csv" : EXPORT_TEMPLATES[type].type);
    say("已导出，文件在浏览器的下载文件夹里。");
  }

  function buildLedger(tool, body, say) {
    const shown = element("div");
    body.append(
      element("p", "no-print", "由自查自动列出：部分达到和未达到的条目，改好以后留到销号。在各条里填写，这里跟着变。"),
      shown,
    );
    tool.follow = () => {
      if (!shown.isConnected) return;
      shown.textContent = "";
      shown.append(ledger(tool));
    };
    tool.follow();
    if (IN_WECHAT) return;
    for (const type of ["xlsx", "docx", "csv"]) {
      const words = { xlsx: "导出 Excel", docx: "导出 Word", csv: "导出 CSV" }[type];
      body.append(
        button(words, () => exportTable(tool, "ledger", type, say)),
        " ",
      );
    }
    body.append(button("打印台账", () => printOnly(tool)));
  }

  function ledger(tool) {
    const rows = core.ledgerOf(tool.record, tool.standard, Day.today());
    const whose = [tool.dataset.name, core.roundWords(tool.round), Day.today()].filter(Boolean).join(" · ");
    if (!rows.length) return element("p", "", "现在没有要整改的条目。");
    const head = ["编号", "问题", "具体表现", "措施", "责任人", "时限", "进展", "销号", "回头看"];
    const cells = rows.map((row) => {
      const link = element("a", "", row.id);
      link.href = "#" + row.id;
      const lacks = row.lacks.length ? "\n还缺：" + row.lacks.join("、") : "";
      const closed = [row.closed_on, row.closed_evidence].filter(Boolean).join("\n");
      const back = row.needsLookBack
        ? "待回头看"
        : [row.looked_back_on, row.looked_back_note].filter(Boolean).join("\n");
      return [
        link,
        row.problem,
        row.manifestation,
        row.measure,
        row.responsible,
        row.due,
        row.progress + lacks,
        closed,
        back,
      ];
    });
    const made = table("整改台账", head, cells);
    made.classList.add("ledger");
    made.prepend(element("p", "", whose));
    return made;
  }

  /** Prints the panel and the page's title, whatever page it stands on. */
  function printOnly({ panel }) {
    const left = [];
    for (let part = panel; part !== document.body; part = part.parentElement) {
      const others = Array.from(part.parentElement.children).filter((one) => one !== part && one.tagName !== "H1");
      left.push(...others.filter((one) => !one.classList.contains("no-print")));
    }
    const mark = (hidden) => {
      for (const one of left) one.classList.toggle("no-print", hidden);
      panel.classList.toggle("no-print", !hidden);
    };
    mark(true);
    window.addEventListener("afterprint", () => mark(false), { once: true });
    window.print();
  }

  function buildCompare(tool, body) {
    const others = tool.records().filter((one) => one.key !== tool.key);
    if (!others.length) {
      body.append(element("p", "", "这台机器上没有本支部别的期次。先导入上一期的备份文件，再来比较。"));
      return;
    }
    const select = element("select");
    for (const { key, record } of others) select.append(new Option(core.roundWords(record.round), key));
    select.selectedIndex = others.length - 1;
    const label = element("label", "", "与哪一期比较 ");
    label.append(select);
    const result = element("div");
    const compare = () => {
      const earlier = others.find((one) => one.key === select.value).record;
      const rows = core.comparedWith(tool.record, earlier, tool.standard);
      const changed = rows.filter((row) => tool.ids().includes(row.id) && row.change !== "不变");
      result.textContent = "";
      result.append(element("p", "", changed.length ? changed.length + " 项有变化：" : "各项结果都没有变化。"));
      if (!changed.length) return;
      const cells = changed.map((row) => [row.id + " " + row.title, row.before, row.now]);
      result.append(
        table("有变化的条目", ["条目", core.roundWords(earlier.round), core.roundWords(tool.round)], cells),
      );
    };
    select.addEventListener("change", compare);
    body.append(label, result);
    compare();
  }

  function buildEarlier(tool, body, say) {
    body.append(element("p", "", "导入、换版和恢复之前会自动留一份，每天第一次打开也留一份，最多十份。"));
    const lost = tool.lostTexts(say);
    if (lost) body.append(lost);
    tool.store.snapshots(tool.key).then((all) => {
      if (!all.length) body.append(element("p", "", "还没有留存。"));
      for (const one of all) {
        const count = Object.keys(one.record.items).length;
        const line = element("p", "", one.day + "　" + one.why + "　" + count + " 项有内容　");
        line.append(button("恢复这一份", () => restore(tool, tool.key, one.number, say)));
        body.append(line);
      }
    });
    for (const { name, text } of tool.store.aside()) {
      const line = element("p", "", "读不出来、另外放着的内容：" + name + "　");
      const file = name.replace(/\//g, "_") + ".txt";
      line.append(button(IN_WECHAT ? "取出" : "下载", () => handOver(body, file, text, say)));
      body.append(line);
    }
  }

  function restore(tool, key, number, say) {
    tool.store.restore(key, number, Day.today()).then((done) => {
      tool.chooseRound(tool.round);
      say(done ? "已恢复。恢复之前的内容也留了一份。" : "没有恢复成功：这一份已经不在了。");
    });
  }

  function buildClear(tool, body, say) {
    const about = "先把内容导出成文件，再把它从这台机器上删掉。公用电脑上填完请这样做。删掉以后只能从导出的文件恢复。";
    body.append(element("p", "", about));
    const all = element("input");
    all.type = "checkbox";
    const label = element("label");
    label.append(all, " 连同这台机器上别的支部、别的标准和别的期次一起清除");
    const next = element("div");
    const { key } = tool;
    const changes = () => tool.store.records().map((one) => (all.checked || one.key === key ? one.changes : 0));
    const sure = button("导出并清除", () => {
      const given = { day: Day.today(), device: tool.store.device() };
      const files = tool.store.records().map(({ record }) => core.toFile(tool.asFile(record), undefined, given));
      const exported = changes().join();
      next.textContent = "";
      if (all.checked && files.length) {
        core.toBundles(files).forEach((bundle, at, { length }) => {
          const name = ["自查", length > 1 ? "全部" + (at + 1) : "全部", given.day];
          handOver(next, SelfCheckExport.fileName(name, "json"), bundle, say);
        });
      } else if (IN_WECHAT) copyBox(next, fileText(tool), say);
      else tool.download();
      const look = IN_WECHAT ? "先复制出去、存好，再确认。" : "请到下载文件夹里看一下文件在不在，再确认。";
      const clear = button(IN_WECHAT ? "存好了，清除" : "文件在，清除", () => {
        if (changes().join() !== exported) {
          next.textContent = "";
          say("导出以后内容又有变化，没有清除。请重新导出。");
          return;
        }
        (all.checked ? tool.store.clear() : tool.store.clear(key)).then((done) => {
          tool.chooseRound(tool.round);
          body.textContent = "";
          say(done ? "本机内容已清除。" : "本机内容已清除；数据库没有应答，请刷新后看一看还有没有。");
        });
      });
      next.append(element("p", "", look), clear);
    });
    body.append(element("p"), label, element("p"), sure, next);
  }

  function buildBring(tool, body, say, given) {
    const file = element("input");
    file.type = "file";
    file.accept = ".json,application/json";
    const fileLabel = element("label", "", "选备份文件 ");
    fileLabel.append(file);
    const text = element("textarea");
    text.rows = 4;
    const textLabel = element("label", "", "或者粘贴数据");
    textLabel.append(text);
    const result = element("div");
    const bring = (content) => review(tool, result, transfer.read(content), say);
    file.addEventListener("change", () => {
      const chosen = file.files[0];
      result.textContent = "";
      if (!chosen) return;
      if (chosen.size > core.LIMITS.file) {
        say(transfer.TOO_LARGE + "自查文件一般只有几十 kB，请核对选对了没有。");
        return;
      }
      const reader = new FileReader();
      reader.onload = () => {
        bring(reader.result);
        // the same file chosen again is to be read again
        file.value = "";
      };
      reader.onerror = () => say("文件读不出来，请重新复制一份再试。");
      reader.readAsText(chosen);
    });
    body.append(
      fileLabel,
      textLabel,
      button("读取粘贴的数据", () => bring(text.value)),
      result,
    );
    if (given) review(tool, result, { records: [given], rejected: [], error: "" }, say);
  }

  /** Shows what a file would change; nothing is changed before 导入 is pressed. */
  function review(tool, result, { records, rejected, error }, say) {
    result.textContent = "";
    say(error);
    if (rejected.length) {
      const lines = rejected.map(({ where, why }) => where + "：" + why);
      result.append(element("p", "", "文件里有 " + rejected.length + " 处没有用："), list(lines));
    }
    for (const record of records) {
      const box = element("section");
      const name = record.branch.name || record.branch.id;
      const { title } = core.own(STANDARDS, record.catalog) || { title: record.catalog };
      box.append(element("h3", "", name + "，" + title + "，" + core.roundWords(record.round)));
      result.append(box);
      if (record.newer) reviewNewer(tool, box, record, say);
      else if (record.catalog !== tool.dataset.catalog) {
        box.append(element("p", "", "这是另一份标准的自查，请在那份标准的自查页导入。"));
      } else {
        const ours = Object.assign({}, record, { branch: tool.record.branch });
        if ([tool.dataset.branch, tool.fileRecord().branch.id].includes(record.branch.id))
          reviewOne(tool, box, ours, say);
        else {
          box.append(element("p", "", "这份文件是“" + name + "”的，不是本支部。"));
          const sure = button("确实是本支部的，并进来", () => {
            sure.remove();
            reviewOne(tool, box, ours, say);
          });
          box.append(sure);
        }
      }
    }
  }

  function reviewNewer(tool, box, record, say) {
    box.append(element("p", "", "这份文件由更新的工具导出，这里只能查看和原样导出，不能并入。"));
    const lines = Object.keys(record.items).map((id) => {
      const { status, note } = record.items[id];
      return id + " " + (tool.standard.answers[status] || "未填") + (note ? "：" + note : "");
    });
    box.append(list(lines));
    const name = SelfCheckExport.fileName([record.branch.name, "自查", record.round], "json");
    box.append(button("原样导出", () => handOver(box, name, core.toFile(record), say)));
  }

  function reviewOne(tool, box, record, say) {
    const key = core.keyOf(record);
    const adopt = (one) => core.adopted(one, tool.standard).record;
    const { record: theirs, notes } = core.adopted(record, tool.standard);
    const mine = () => adopt(Object.assign(tool.store.loadNow(key).record, { branch: theirs.branch }));
    const found = transfer.preview(mine(), theirs);
    const choices = core.map();
    box.append(element("p", "", found.words() + "。"));
    const count = ["updates", "conflicts", "same", "older"].reduce((sum, kind) => sum + found[kind].length, 0);
    if (count > core.LIMITS.items) {
      box.append(element("p", "", "合起来有 " + count + " 条，一份记录最多 " + core.LIMITS.items + " 条，没有导入。"));
      return;
    }
    if (notes.length) box.append(element("p", "", "文件出自 " + record.edition + " 版，标准有变化："), list(notes));
    for (const conflict of found.conflicts) box.append(conflictBox(tool, key, conflict, choices));
    const act = button("导入", () => {
      const open = found.conflicts.filter(({ id }) => !choices[id]);
      if (open.length) {
        say("还有 " + open.length + " 条冲突没有选：" + open.map(({ id }) => id).join("、"));
        return;
      }
      act.disabled = true;
      const kept = tool.store.snapshot(key, "导入之前", Day.today());
      const change = { day: Day.today(), device: tool.store.device() };
      tool.store.put(transfer.merged(mine(), theirs, choices, change));
      kept.then((done) => {
        tool.chooseRound(record.round);
        say("已导入：" + found.words() + "。");
        if (done) box.append(button("撤销这次导入", () => undo(tool, key, say)));
      });
    });
    box.append(act);
  }

  function undo(tool, key, say) {
    tool.store.snapshots(key).then((all) => {
      const before = all.find((one) => one.why === "导入之前");
      if (before) restore(tool, key, before.number, say);
    });
  }

  function conflictBox(tool, key, { id, mine, theirs, fields, both }, choices) {
    const box = element("fieldset");
    const { title } = core.own(tool.standard.items, id) || mine;
    box.append(element("legend", "", id + " " + title + "：两边都改过"));
    const ours = [{ name: "status", label: "结果" }, ...core.FIELDS];
    const words = (answer, name) => {
      if (name === "status") return tool.standard.answers[answer.status] || "未填";
      if (!ours.some((field) => field.name === name)) return core.cleaned(JSON.stringify(answer[name]));
      return Array.isArray(answer[name]) ? answer[name].join("\n") : answer[name];
    };
    const label = (name) => (ours.find((field) => field.name === name) || { label: core.cleaned(name) }).label;
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

  const PARTS = {
    bring: { title: "导入", build: buildBring },
    copy: { title: "复制数据", build: buildCopy },
    export: { title: "导出 Excel、Word、CSV", build: buildExport },
    ledger: { title: "整改台账", build: buildLedger },
    compare: { title: "与以前比较", build: buildCompare },
    earlier: { title: "恢复以前的内容", build: buildEarlier },
    clear: { title: "导出并清除本机数据", build: buildClear },
  };

  return { open };
})();
