/* Files of records as few bundles, each of which can be read again. */

var SelfCheckBundle = (() => {
  /** `limits` are those of reading. */
  /** @param {string[]} files @param {Limits} [limits] */
  function toBundles(files, limits = SelfCheckAnswer.LIMITS) {
    const bundle = { format: "zbk-bundle", schema: SelfCheckRecord.SCHEMA, records: ["|"] };
    const [start, end] = SelfCheckFile.textOf(bundle).split('"|"');
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

  return { toBundles };
})();
