/* The panels of a year: all its duties with what was done, and the same as one line for each duty. */

var YearPanels = (() => {
  const { roundWords } = SelfCheckWords;
  const { element, button, IN_WECHAT } = Dom;
  const { table, printOnly } = PanelParts;

  /** @param {Checklist} check @param {Say} say */
  function calendar(check, say) {
    const record = YearCount.asCounted(check.tools.fileRecord(), check.standard, Day.today());
    const text = YearCalendar.file(record, check.standard, EXPORT_TEMPLATES.calendar);
    if (!text) return say("还没有一件写了“" + EXPORT_TEMPLATES.tables.year.columns[2].name + "”，没有可以放进日历的。");
    const name = [check.dataset.name, SITE.tools.year, roundWords(check.round), Day.today()];
    Download.save(SelfCheckExport.fileName(name, "ics"), text, "text/calendar;charset=utf-8");
    say("写了日子的、自己加的都在里面，改了就再导入一次。还没办的在页面上的“" + SITE.words.calendar + "”里。");
  }

  /** @param {string} kind */
  function panel(kind) {
    /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
    function build(check, body, say) {
      const shown = element("div");
      body.append(element("p", "no-print", "照打的钩自动列出。在上面各行里填，这里跟着变。"), shown);
      check.follow = () => {
        if (!shown.isConnected) return;
        const { columns, rows, subtitle, title } = ExportPanel.tableFor(check, kind);
        const whose = [title, subtitle].filter(Boolean).join(" · ");
        const names = columns.map(({ name }) => name);
        shown.textContent = "";
        shown.append(
          element("p", "", whose),
          table(
            SITE.tools[kind],
            names,
            rows.map((row) => row.map(String)),
          ),
        );
      };
      check.follow();
      if (IN_WECHAT) return;
      for (const [type, words] of Object.entries(ExportPanel.TYPES)) {
        body.append(
          button("导出 " + words, () => ExportPanel.exportTable(check, kind, type, say)),
          " ",
        );
      }
      body.append(button("打印这张表", () => printOnly(check.tools)));
      if (kind === "year")
        body.append(
          " ",
          button(SITE.words.calendar_file, () => calendar(check, say)),
        );
    }
    return { title: SITE.tools[kind], build };
  }

  return { year: panel("year"), summary: panel("summary") };
})();
