/* Finds a branch by its name or its unit's. The names lie in files of their own, loaded when somebody begins to type. */

(() => {
  const MOST = 50;

  /** @param {HTMLElement} place */
  function offer(place) {
    const { element, loaded } = Dom;
    const files = (place.dataset.names || "").split(" ");
    const label = element("label", "", "找支部：");
    const field = element("input");
    field.type = "search";
    field.placeholder = "支部或单位名称里的几个字";
    const told = element("p");
    told.setAttribute("role", "status");
    const list = element("ul");

    async function find() {
      const wanted = field.value.trim();
      if (wanted) {
        try {
          await loaded(files);
        } catch {
          told.textContent = "没有找：有文件没有取到。请再输入一次；还不行，就刷新。";
          return;
        }
      }
      if (wanted !== field.value.trim()) return; // typed on while it was loading
      /** @type {{unit: string, name: string, href: string}[]} */
      const all = /** @type {any} */ (window).BRANCH_NAMES || [];
      const found = wanted ? all.filter(({ unit, name }) => (unit + name).includes(wanted)) : [];
      const lines = found.slice(0, MOST).map(({ unit, name, href }) => {
        const line = element("li");
        const link = element("a", "", name);
        link.href = href;
        line.append(link, "（" + unit + "）");
        return line;
      });
      list.textContent = "";
      list.append(...lines);
      const more = found.length > MOST ? "，先列出 " + MOST + " 个" : "";
      told.textContent = wanted ? "找到 " + found.length + " 个支部" + more + "。" : "";
    }

    field.addEventListener("input", find);
    label.append(field);
    place.append(label, told, list);
  }

  /** @type {HTMLElement | null} */
  const place = document.querySelector("[data-names]");
  if (place) offer(place);
})();
