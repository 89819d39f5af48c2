/* The panel 整改台账: what is to be put right, as it follows from the answers. */

var LedgerPanel = (() => {
  const { roundWords } = SelfCheckWords;
  const { ledgerOf } = SelfCheckLedger;
  const { element, button, IN_WECHAT } = Dom;
  const { table } = PanelParts;

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
    for (const type of ["xlsx", "docx", "csv"]) {
      const words = { xlsx: "导出 Excel", docx: "导出 Word", csv: "导出 CSV" }[type];
      body.append(
        button(words, () => ExportPanel.exportTable(check, "ledger", type, say)),
        " ",
      );
    }
    body.append(button("打印台账", () => printOnly(check.tools)));
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

  /** Prints the panel and the page's title, whatever page it stands on. */
  /** @param {Tools} one */
  function printOnly({ panel }) {
    /** @type {Element[]} */
    const left = [];
    for (let part = panel; part !== document.body; part = part.parentElement) {
      const others = Array.from(part.parentElement.children).filter((one) => one !== part && one.tagName !== "H1");
      left.push(...others.filter((one) => !one.classList.contains("no-print")));
    }
    /** @param {boolean} hidden */
    const mark = (hidden) => {
      for (const one of left) one.classList.toggle("no-print", hidden);
      panel.classList.toggle("no-print", !hidden);
    };
    mark(true);
    window.addEventListener("afterprint", () => mark(false), { once: true });
    window.print();
  }

  return { title: SITE.tools.ledger, build };
})();
