/* Files of records as few bundles, each of which can be read again. */

var SelfCheckBundle = (() => {
  const FORMAT = "zbk-bundle";

  /** `limits` are those of reading; `more` stands in each of them. */
  /** @param {string[]} files @param {Limits} [limits] @param {Values<any>} [more] */
  function toBundles(files, limits = SelfCheckAnswer.LIMITS, more = {}) {
    const bundle = { format: FORMAT, schema: SelfCheckRecord.SCHEMA, records: ["|"], ...more };
    const [start, ...ends] = SelfCheckFile.textOf(bundle).split('"|"');
    const end = ends.join('"|"');
    const between = ",\n    ";
    /** @param {string} text */
    const bytes = (text) => new TextEncoder().encode(text).length;
    const bundles = [];
    let size = 0;
    for (const file of files) {
      const text = JSON.stringify(JSON.parse(file), null, 2).replace(/\n/g, "\n    ");
      size += bytes(between + text);
      const last = bundles[bundles.length - 1];
      if (last && size <= limits.file && last.length < limits.records) last.push(text);
      else {
        bundles.push([text]);
        size = bytes(start + text + end);
      }
    }
    return bundles.map((texts) => start + texts.join(between) + end);
  }

  return { FORMAT, toBundles };
})();
