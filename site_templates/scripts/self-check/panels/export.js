/* The panel 导出: the self-check and its ledger as Excel, Word and CSV. */

var ExportPanel = (() => {
  const { roundWords } = SelfCheckWords;
  const { element, button } = Dom;

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
  function build(check, body, say) {
    body.append(
      element(
        "p",
        "",
        "Excel 和 Word 里的结果一栏可以下拉选择。导出的表供打印和上报；要在别处接着填，用“" + SITE.tools.backup + "”。",
      ),
    );
    for (const [kind, title] of [
      ["answers", "自查表"],
      ["ledger", SITE.tools.ledger],
    ]) {
      const line = element("p", "", title + "：");
      for (const type of ["xlsx", "docx", "csv"]) {
        line.append(
          " ",
          button({ xlsx: "Excel", docx: "Word", csv: "CSV" }[type], () => exportTable(check, kind, type, say)),
        );
      }
      body.append(line);
    }
  }

  /** @param {Checklist} check @param {string} kind @param {string} type @param {Say} say */
  function exportTable(check, kind, type, say) {
    const out = SelfCheckExport;
    const options = { tables: EXPORT_TEMPLATES.tables, day: Day.today(), ids: check.ids() };
    const made = out.tableOf(check.record, check.standard, kind, options);
    const parts = [
      check.dataset.name,
      kind === "ledger" ? SITE.tools.ledger : "自查",
      roundWords(check.round),
      Day.today(),
    ];
    const content = out.formats[type](made, EXPORT_TEMPLATES[type]);
    Download.save(out.fileName(parts, type), content, type === "csv" ? "text/csv" : EXPORT_TEMPLATES[type].type);
    say("已导出，文件在浏览器的下载文件夹里。");
  }

  return { title: "导出 Excel、Word、CSV", build, exportTable };
})();
