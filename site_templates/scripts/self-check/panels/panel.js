/* The panel beside a self-check in which one of its tools is open. */

var SelfCheckPanels = (() => {
  const { element, button, IN_WECHAT } = Dom;
  const WECHAT =
    SITE.words.wechat + "：点右上角“…”选“在浏览器打开”，或者用“" + SITE.tools.copy + "”把内容发到电脑上再“粘贴导入”。";

  /** @type {Values<{title: string, build: (check: Checklist, body: HTMLElement, say: Say, given?: CheckRecord) => void}>} */
  const PANELS = {
    bring: ImportPanel,
    copy: CopyPanel,
    export: ExportPanel,
    ledger: LedgerPanel,
    compare: ComparePanel,
    earlier: EarlierPanel,
    close: ClosePanel,
    handover: KeptPanels.handover,
    leave: KeptPanels.leave,
    clear: ClearPanel,
    ...YearPanels,
  };

  /** Opens one of the tools in the panel of a self-check; what is to be imported may be given. */
  /** @param {Checklist} check @param {string} name @param {CheckRecord} [given] */
  function open(check, name, given) {
    const { panel } = check.tools;
    /** @type {any} */
    const opener = document.activeElement;
    const say = element("p", "said");
    say.setAttribute("role", "status");
    const body = element("div");
    panel.textContent = "";
    panel.setAttribute("aria-label", PANELS[name].title);
    panel.append(
      element("h2", "", PANELS[name].title),
      body,
      say,
      button("收起", () => {
        panel.hidden = true;
        panel.textContent = "";
        opener.focus();
      }),
    );
    panel.hidden = false;
    check.follow = null;
    if (IN_WECHAT) body.append(element("p", "elsewhere", WECHAT));
    /** @param {string} text */
    const sayInPanel = (text) => {
      say.textContent = text;
    };
    PANELS[name].build(check, body, sayInPanel, given);
    panel.focus();
  }

  return { open };
})();
