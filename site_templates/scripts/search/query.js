/* What somebody typed, made into words to look for. */

var Query = (() => {
  const PARTING = /[\s,，、。．？?！!；;：:|＋+]+/;
  /** Signs of markup: no word that anybody looks for has them. */
  const MARKUP = /[<>{}\\`]/;
  /** @type {Values<number>} */
  const DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
  // the ten thousand and above do not come up; 三会一课 and the like have no unit behind a number and stay as they are
  const NUMBER =
    /[零〇一二两三四五六七八九十百]+(?=[到至]?[零〇一二两三四五六七八九十百\d]*(?:[名人位个年月天日次周岁元步票项块%]|学时|小时|分钟|工作日))/g;
  const RANGE = /(\d)[到~—-](?=\d)/g;

  /** The same for everything that looks alike: width, case, blanks, and quotation marks make no difference. */
  /** @param {string} text */
  function folded(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s“”‘’"'`《》〈〉()（）【】\u200b]+/g, "");
  }

  /** @param {string} numeral */
  function value(numeral) {
    let sum = 0;
    let digit = 0;
    for (const sign of numeral) {
      if (sign === "十" || sign === "百") {
        sum += (digit || 1) * (sign === "十" ? 10 : 100);
        digit = 0;
      } else {
        digit = digit * 10 + DIGITS[sign];
      }
    }
    return String(sum + digit);
  }

  /** @param {string[]} words */
  function longestFirst(words) {
    return words.slice().sort((one, other) => other.length - one.length);
  }

  /** Prepares the words of the index: `asking` and `leftOut` are cut out of what is typed, `same` are alternatives. */
  /** @param {SearchIndex} index */
  function maker(index) {
    /** @type {Map<string, number[]>} */
    const asking = new Map();
    for (const [words, kinds] of index.asking) for (const word of words) asking.set(folded(word), kinds);
    const cuts = longestFirst([...asking.keys(), ...index.leftOut.map(folded)]);
    /** @type {[string, number[]][]} */
    const hints = [];
    for (const [words, kinds] of index.hints) for (const word of words) hints.push([folded(word), kinds]);
    const groups = index.same.map((group) => group.map(folded));
    const near = index.near.map(([typed, other, why]) => ({
      typed: folded(typed),
      near: folded(other),
      name: other,
      why,
    }));

    /** The ways to write a word: as typed, with figures, and with every other word for the same thing. */
    /** @param {string} word */
    function ways(word) {
      const found = [word];
      const figures = word.replace(NUMBER, value).replace(RANGE, "$1至");
      for (const way of [figures, figures.replace(/(\d)人/, "$1名")]) if (!found.includes(way)) found.push(way);
      for (const group of groups) {
        const said = longestFirst(group).find((one) => word.includes(one));
        if (!said) continue;
        for (const other of group) if (!word.includes(other)) found.push(word.replace(said, other));
      }
      return found;
    }

    /** Cuts what asks and what says nothing out of a piece; all of it stays if nothing else would be left. */
    /** @param {string} piece @param {Set<number>} kinds */
    function parts(piece, kinds) {
      let left = piece;
      for (const cut of cuts) {
        if (!left.includes(cut)) continue;
        left = left.split(cut).join(" ");
        for (const kind of asking.get(cut) || []) kinds.add(kind);
      }
      const found = left.split(" ").filter(Boolean);
      return found.length ? found : [piece];
    }

    /** What to look for: words with their ways of writing, the kinds that are asked for, and near words apart. */
    /** @param {string} typed @returns {SearchQuery} */
    return function query(typed) {
      const typedWords = MARKUP.test(typed.normalize("NFKC")) ? "" : typed;
      const pieces = typedWords.normalize("NFKC").split(PARTING).map(folded).filter(Boolean);
      const whole = pieces.join("");
      /** @type {Set<number>} */
      const kinds = new Set();
      /** @type {Set<string>} */
      const words = new Set();
      for (const piece of pieces) for (const part of parts(piece, kinds)) words.add(part);
      for (const [word, asked] of hints) if (whole.includes(word)) for (const kind of asked) kinds.add(kind);
      const waysOf = Array.from(words, ways);
      // who types a figure or a period wants a number
      if (waysOf.some((all) => all.some((way) => /\d|^每/.test(way))))
        for (const kind of index.numbers) kinds.add(kind);
      return {
        whole,
        words: waysOf,
        letters: /^[a-z'’ ]+$/.test(typed.trim().toLowerCase()) ? typed.toLowerCase().replace(/[^a-z]/g, "") : "",
        kinds,
        near: near.filter((one) => whole.includes(one.typed)),
      };
    };
  }

  return { folded, maker };
})();
