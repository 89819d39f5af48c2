/* The panel 整改台账: what is to be put right, as it follows from the answers. */

var LedgerPanel = (() => {
  const { roundWords } = SelfCheckWords;
  const { ledgerOf, listOf } = SelfCheckLedger;
  const { element, button, IN_WECHAT } = Dom;
  const { table, printOnly } = PanelParts;

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
  function build(check, body, say) {
    const shown = element("div");
    body.append(
      element("p", "no-print", "由自查自动列出：部分达到和未达到的条目，改好以后留到销号。在各条里填写，这里跟着变。"),
      shown,
    );
    check.follow = () => {
      if (!shown.isConnected) return;
      shown.textContent = "";
      shown.append(ledger(check));
    };
    check.follow();
    if (IN_WECHAT) return;
    for (const [type, words] of Object.entries(ExportPanel.TYPES)) {
      body.append(
        button("导出 " + words, () => ExportPanel.exportTable(check, "ledger", type, say)),
        " ",
      );
    }
    body.append(button("打印台账", () => printOnly(check.tools)));
    // the one-file edition has no form to fill
    if (!window.KeptFile)
      body.append(
        " ",
        button("整改清单（Word）", () => saveList(check, say)),
      );
  }

  /** What is still to be put right, on the form of the data. */
  /** @param {Checklist} check @param {Say} say */
  function saveList(check, say) {
    const rows = listOf(check.record, check.standard, Day.today());
    FilledForm.save(EXPORT_TEMPLATES.list, { branch: check.dataset.name }, rows).then(
      () => say(ExportPanel.DONE),
      () => say(FilledForm.MISSING),
    );
  }

  /** @param {Checklist} check */
  function ledger(check) {
    const rows = ledgerOf(check.record, check.standard, Day.today());
    const whose = [check.dataset.name, roundWords(check.round), Day.today()].filter(Boolean).join(" · ");
    if (!rows.length) return element("p", "", "现在没有要整改的条目。");
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
    const made = table(SITE.tools.ledger, SITE.ledger, cells);
    made.classList.add("ledger");
    made.prepend(element("p", "", whose));
    return made;
  }

  return { title: SITE.tools.ledger, build };
})();
