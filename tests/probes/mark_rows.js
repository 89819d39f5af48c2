// Writes r<number>a at the top and r<number>z at the bottom of every row of a form: a row that is cut has them apart.
() => {
  document.querySelectorAll(".ruled tbody tr:not(.section):not(.closing)").forEach((row, number) => {
    const cell = row.lastElementChild;
    cell.style.position = "relative";
    for (const [letter, edge] of ["a top", "z bottom"].map((pair) => pair.split(" "))) {
      const mark = document.createElement("span");
      mark.textContent = ` r${number}${letter} `;
      mark.style.cssText = `position: absolute; right: 0; ${edge}: 0; font: 4pt/1 monospace`;
      cell.append(mark);
    }
  });
}
