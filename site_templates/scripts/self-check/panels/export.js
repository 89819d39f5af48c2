/* The panel 导出: the self-check and its ledger as Excel, Word and CSV. */

var ExportPanel = (() => {
  const { roundWords } = SelfCheckWords;
  const { element, button } = Dom;
  const DONE = "已导出，文件在浏览器的下载文件夹里。";
  const WORKBOOK = ["self-check-workbook.js"];
  const TYPES = { xlsx: "Excel", docx: "Word", csv: "CSV" };

  /** Resolves when office files can be made and read. */
  const ready = () => Promise.all([ZipFile.ready(), window.SelfCheckWorkbook || Dom.loaded(WORKBOOK)]);

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
  function build(check, body, say) {
    body.append(
      element(
        "p",
        "",
        "自查表的 Excel 在 WPS、Excel 里填好改好，用“" +
          SITE.tools.bring +
          "”读回来，先看会改什么再改；其他的表供打印和上报。",
      ),
    );
    for (const kind of ["answers", "ledger"]) {
      const line = element("p", "", (kind === "ledger" ? SITE.tools.ledger : "自查表") + "：");
      for (const [type, words] of Object.entries(TYPES)) {
        line.append(
          " ",
          button(words, () => exportTable(check, kind, type, say)),
        );
      }
      body.append(line);
    }
  }

  /** @param {Checklist} check @param {string} kind */
  function tableFor(check, kind) {
    return made(check, check.record, kind, check.ids());
  }

  /** The table that can be read back after it was filled in elsewhere, or null for what is only a view of answers. */
  /** @param {Checklist} check @param {string} kind */
  function returningTableFor(check, kind) {
    if (kind === "answers") return made(check, check.tools.fileRecord(), "workbook", check.ids(), true);
    const ids = check.ids().concat(YearSummary.spare(check.record, check.standard));
    return kind === "year" ? made(check, check.tools.fileRecord(), kind, ids, true) : null;
  }

  /** @param {Checklist} check @param {CheckRecord} record @param {string} kind @param {string[]} ids @param {boolean} [returns] */
  function made(check, record, kind, ids, returns) {
    const quotes = (/** @type {string} */ id) => check.quotes(id);
    /** @type {YearTicksElement | null} */
    const ticks = check.isJudged ? null : /** @type {any} */ (check);
    const more = ticks && {
      states: ticks.states(),
      since: ticks.partWords(),
      oddOf: (/** @type {string} */ id) => ticks.oddOf(id),
    };
    const options = { tables: EXPORT_TEMPLATES.tables, day: Day.today(), ids, quotes, returns, ...more };
    return SelfCheckExport.tableOf(record, check.standard, kind, options);
  }

  /** @param {Checklist} check @param {string} kind @param {string} type @param {Say} say */
  function exportTable(check, kind, type, say) {
    const { fileName, formats } = SelfCheckExport;
    const template = EXPORT_TEMPLATES[type];
    const what = kind === "answers" ? "自查" : SITE.tools[kind];
    const name = fileName([check.dataset.name, what, roundWords(check.round), Day.today()], type);
    const save = () => {
      const table = (type === "xlsx" && returningTableFor(check, kind)) || tableFor(check, kind);
      Download.save(name, formats[type](table, template), type === "csv" ? "text/csv" : template.type);
      say(DONE);
    };
    const missing = () => say("没有导出：有文件没有取到。请再点一次；还不行，就刷新。");
    return (type === "csv" ? Promise.resolve() : ready()).then(save, missing);
  }

  return { title: "导出 Excel、Word、CSV", DONE, TYPES, build, exportTable, ready, tableFor };
})();
