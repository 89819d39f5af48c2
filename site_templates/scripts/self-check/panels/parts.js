/* What several panels of a self-check show: tables, lists, and a file or a text to take away. */

var PanelParts = (() => {
  const { element, button, IN_WECHAT } = Dom;

  /** A text whose days are not broken at the end of a line. */
  /** @param {string} text @returns {(string | Element)[]} */
  function whole(text) {
    const parts = text.split(/(\d{4}-\d\d-\d\d)/);
    return parts.map((part, at) => (at % 2 ? element("span", "whole", part) : part)).filter(Boolean);
  }

  /** @param {string} name @param {string[]} head @param {(string | Node)[][]} rows */
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
        if (typeof cell === "string") box.append(...whole(cell));
        else box.append(cell);
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

  /** @param {string[]} lines */
  const list = (lines) => {
    const made = element("ul");
    for (const line of lines) made.append(element("li", "", line));
    return made;
  };

  /** A file as a download, or in WeChat as text to copy. */
  /** @param {HTMLElement} body @param {string} name @param {string} content @param {Say} say */
  function handOver(body, name, content, say) {
    if (IN_WECHAT) copyBox(body, content, say);
    else Download.save(name, content, /json$/.test(name) ? "application/json" : "text/plain");
  }

  /** @param {HTMLElement} body @param {string} content @param {Say} say @param {() => void} [done] */
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

  return { table, list, handOver, copyBox, printOnly };
})();
