/* The panel 复制数据: where nothing can be downloaded, the record as text. */

var CopyPanel = (() => {
  const { element } = Dom;
  const { copyBox } = PanelParts;

  /** @param {Checklist} check @param {HTMLElement} body @param {Say} say */
  function build(check, body, say) {
    body.append(element("p", "", "复制下面的全部文字，发给自己，在另一台机器上用“导入”里的粘贴。"));
    copyBox(body, check.tools.fileText(), say, () => check.tools.handedOver(SITE.tools.copy));
  }

  return { title: SITE.tools.copy, build };
})();
