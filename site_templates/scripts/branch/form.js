/* Word and Excel files of a form made out for a branch: the parts were made once, the names are written into them. */

var BranchForm = (() => {
  const KINDS = [
    ["docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ];
  const UNIT = /\ue000+/g;
  const BRANCH = /\ue001+/g;

  /** The parts of one file with the names of unit and branch. */
  /** @param {{name: string, text: string}[]} parts @param {{unit: string, name: string}} owner */
  function filled(parts, owner) {
    const unit = FilledForm.escaped(owner.unit);
    const branch = FilledForm.escaped(owner.name);
    return parts.map(({ name, text }) => ({
      name,
      text: text.replace(UNIT, () => unit).replace(BRANCH, () => branch),
    }));
  }

  /** @param {HTMLElement} holder */
  function offer(holder) {
    const { element, button, loaded } = Dom;
    const { template, title } = holder.dataset;
    const names = [template];
    const told = element("span");
    told.setAttribute("role", "status");
    const make = async (/** @type {string[]} */ [kind, , type]) => {
      try {
        await Promise.all([loaded(names), ZipFile.ready()]);
      } catch {
        told.textContent = FilledForm.MISSING;
        return;
      }
      told.textContent = "";
      /** @type {any} */
      const files = /** @type {any} */ (window).FORM_FILES[kind];
      const parts = files[Owner.lines] || files["1.1"] || Object.values(files)[0];
      const name = (title + "（" + Owner.name + "）").replace(/[\\/:*?"<>|]/g, "_");
      Download.save(name + "." + kind, ZipFile.make(filled(parts, Owner)), type);
    };
    for (const kind of KINDS)
      holder.append(
        button(kind[1], () => make(kind)),
        " ",
      );
    holder.append(told);
  }

  /** @type {HTMLElement | null} */
  const holder = document.querySelector("[data-template]");
  if (holder && Dom.IN_WECHAT) holder.textContent = holder.dataset.wechat || "";
  else if (holder && Owner.name) offer(holder);

  return { filled };
})();
