/* Which of all entries answer a query, and in which order. Everything is looked at anew for each query: there are some
   two thousand entries, and an index of their pairs of characters would weigh more than they do. */

var Ranking = (() => {
  // how much a word counts that stands in a field, and the pairs of its characters if only they do
  const TITLE = { whole: 1, start: 0.9, inside: 0.8, pairs: 0.55 };
  const LINE = { inside: 0.5, pairs: 0.3 };
  const TEXT = { inside: 0.35, pairs: 0.18 };
  // another word for the same thing is as good as the typed one, nearly
  const OTHER_WAY = 0.95;
  const ASKED_FOR = 1.2;
  // a question is an answer to who asks the same kind of thing, and in the way of everybody else
  const SAME_QUESTION = 1.3;
  const OTHER_QUESTION = 0.7;
  const WORD_FOR_WORD = 0.5;
  const WORTH_SHOWING = 0.16;
  // each further one of a kind counts less: who types one word sees what there is
  const AGAIN = 0.94;
  const OF_ONE_PAGE = 2;
  const NEAR_TERMS = 5;
  // characters that are looked for: each pair of them is looked for in each entry
  const LOOKED_FOR = 100;

  // what stands before the title of an item or a rule: E3, L7-4-1, QUO5
  const NUMBER = /^[A-Z]+\d[\d-]*(?=\s)/;

  /** @param {FindableRow} row @param {number} place @param {string[]} syllables @param {number[]} asks @returns {Findable} */
  function entryOf([kind, title, href, line, text, called], place, syllables, asks) {
    const { folded } = Query;
    const [number] = NUMBER.exec(title) || [""];
    const titleWords = folded(title.slice(number.length));
    return {
      kind,
      title,
      href,
      line: line || "",
      syllables,
      asks,
      place,
      number: folded(number),
      titleWords,
      names: [titleWords, ...(called ? called.split(" ").map(folded) : [])],
      lineWords: folded(line || ""),
      textWords: folded(text || ""),
    };
  }

  /** @param {string} word */
  function pairsOf(word) {
    const found = [];
    for (let at = 0; at + 1 < word.length; at++) found.push(word.slice(at, at + 2));
    return found;
  }

  /** @param {string} text @param {string} word */
  function counted(text, word) {
    return text.split(word).length - 1;
  }

  /** The longest pieces of a word that stand in titles, from its beginning on; none if they are not two or more. */
  /** @param {string} word @param {string} titles */
  function piecesOf(word, titles) {
    const found = [];
    for (let at = 0; at + 1 < word.length; ) {
      let end = word.length;
      while (end > at + 1 && !titles.includes(word.slice(at, end))) end--;
      if (end > at + 1) found.push(word.slice(at, end));
      at = Math.max(end, at + 1);
    }
    return found;
  }

  /** How rare words are among the entries: 1 and more, the rarer the more. */
  /** @param {Findable[]} entries @param {Set<string>} words */
  function rarity(entries, words) {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const word of words) {
      let count = 0;
      for (const { titleWords, lineWords, textWords } of entries) {
        if (titleWords.includes(word) || lineWords.includes(word) || textWords.includes(word)) count++;
      }
      found.set(word, Math.log(2 + entries.length / (1 + count)));
    }
    return found;
  }

  /** How well one way of writing a word fits an entry, 0 to 1. */
  /** @param {Findable} entry @param {string} word @param {string[]} pairs @param {Map<string, number>} rare */
  function fitOf(entry, word, pairs, rare) {
    const { names, titleWords, lineWords, textWords } = entry;
    let best = 0;
    if (names.includes(word) || entry.number === word) best = TITLE.whole;
    else if (names.some((name) => name.startsWith(word))) best = TITLE.start;
    else if (names.some((name) => name.includes(word))) best = TITLE.inside;
    else if (lineWords.includes(word)) best = LINE.inside;
    else if (textWords.includes(word)) best = TEXT.inside + 0.02 * Math.min(5, counted(textWords, word));
    if (best) return best + 0.1 * (word.length / (word.length + titleWords.length));
    let sum = 0;
    let all = 0;
    for (const pair of pairs) {
      const weight = rare.get(pair);
      all += weight;
      if (titleWords.includes(pair)) sum += weight * TITLE.pairs;
      else if (lineWords.includes(pair)) sum += weight * LINE.pairs;
      else if (textWords.includes(pair)) sum += weight * TEXT.pairs;
    }
    return all ? sum / all : 0;
  }

  /** The entries with how well they fit, best first. */
  /** @param {Findable[]} entries @param {SearchQuery} query @param {SearchIndex["kinds"]} kinds @returns {Scored[]} */
  function scored(entries, query, kinds, worth = WORTH_SHOWING) {
    /** @type {[string, string[], number][][]} */
    const ways = query.words.map((word) => word.map((way, at) => [way, pairsOf(way), at ? OTHER_WAY : 1]));
    /** @type {Set<string>} */
    const all = new Set();
    for (const word of ways) for (const [way, pairs] of word) for (const part of [way, ...pairs]) all.add(part);
    const rare = rarity(entries, all);
    const weights = ways.map((word) => Math.max(...word.map(([way]) => rare.get(way))));
    const heaviest = weights.reduce((sum, weight) => sum + weight, 0);
    const found = [];
    for (const entry of entries) {
      let sum = 0;
      let met = 0;
      ways.forEach((word, at) => {
        let best = 0;
        for (const [way, pairs, worth] of word) best = Math.max(best, worth * fitOf(entry, way, pairs, rare));
        sum += weights[at] * best;
        if (best > TEXT.pairs) met += weights[at];
      });
      if (!sum) continue;
      // all words on one entry are worth more than one word very well
      let score = (sum / heaviest) * (0.4 + 0.6 * (met / heaviest));
      if (query.words.length > 1 && entry.titleWords.includes(query.whole)) score += 0.2;
      score *= kinds[entry.kind][2] * (query.kinds.has(entry.kind) ? ASKED_FOR : 1);
      if (entry.asks) score *= entry.asks.some((kind) => query.kinds.has(kind)) ? SAME_QUESTION : OTHER_QUESTION;
      if ([...entry.names, entry.number].includes(query.whole)) score += WORD_FOR_WORD;
      if (score > worth) found.push({ entry, score });
    }
    return best(found);
  }

  /** @param {Scored[]} found */
  function best(found) {
    return found.sort((one, other) => other.score - one.score || one.entry.place - other.entry.place);
  }

  /** The same, but neither a kind nor the parts of a page fill the list. */
  /** @param {Scored[]} found @param {SearchIndex["kinds"]} kinds */
  function spread(found, kinds) {
    /** @type {Map<string, number>} */
    const parts = new Map();
    /** @type {Map<number, number>} */
    const ofKind = new Map();
    /** @type {<K>(counts: Map<K, number>, key: K) => number} */
    const more = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1).get(key);
    const shown = found.filter(({ entry }) => {
      const isPart = ["requirement", "step"].includes(kinds[entry.kind][0]);
      return !isPart || more(parts, entry.href.split("#")[0]) <= OF_ONE_PAGE;
    });
    return best(shown.map(({ entry, score }) => ({ entry, score: score * AGAIN ** (more(ofKind, entry.kind) - 1) })));
  }

  /** Makes a search of the index; `add` takes in the texts when they are there. */
  /** @param {SearchIndex} index */
  function search(index) {
    const { kinds } = index;
    const query = Query.maker(index);
    const QUESTION = kinds.findIndex(([id]) => id === "question");
    let read = Pinyin.reader(index.readings);
    /** @type {FindableRow[]} */
    const rows = [];
    for (const [kind, of, group] of index.groups) {
      for (const [title, rest, line] of group) rows.push([kind, title, of + (rest || title), line]);
    }
    /** What answers a question, in the words of the entry that stands there. */
    /** @param {string} address */
    function answerAt(address) {
      const [, title, , line] = rows.find(([kind, , href]) => kind !== QUESTION && href === address);
      return line ? title + "：" + line : title;
    }

    /** @param {string} title @param {number} place */
    const syllablesOf = (title, place) => (index.unlike[place] ? index.unlike[place].split(" ") : read(title));
    for (const row of rows) if (row[0] === QUESTION && !row[3]) row[3] = answerAt(row[2]);
    /** @param {number} kind @param {string} title */
    const asks = (kind, title) => (kind === QUESTION ? Array.from(query(title).kinds) : null);
    let entries = rows.map((row, place) => entryOf(row, place, syllablesOf(row[1], place), asks(row[0], row[1])));

    /** @param {SearchTexts} texts */
    function add(texts) {
      read = Pinyin.reader(index.readings, texts.readings);
      const first = entries.map(({ kind, title, href, syllables, asks }, place) =>
        entryOf([kind, title, href, ...texts.rows[place]], place, syllables, asks),
      );
      entries = [...first, ...texts.more.map((row, place) => entryOf(row, first.length + place, [], null))];
    }

    /** A query whose words nothing holds as they stand, with the pieces of them that titles know. */
    /** @param {SearchQuery} asked @returns {SearchQuery} */
    function inPieces(asked) {
      const titles = entries.map(({ titleWords }) => titleWords).join("\n");
      const words = asked.words.map((ways) => [ways, ...piecesOf(ways[0], titles).map((piece) => [piece])]);
      return { ...asked, words: words.reduce((all, some) => all.concat(some), []) };
    }

    /** @param {string} letters */
    function byLetters(letters) {
      const found = entries.map((entry) => ({
        entry,
        score: Pinyin.fit(letters, entry.syllables) * kinds[entry.kind][2],
      }));
      return best(found.filter(({ score }) => score > 0));
    }

    /** What is nearest in its characters and in how they are read: 党废 is 党费. */
    /** @param {string} whole */
    function nearest(whole) {
      const typed = read(whole);
      const signs = Array.from(new Set(whole));
      return entries
        .filter(({ titleWords, syllables }) => syllables.length && titleWords.length <= 12)
        .map((entry) => {
          const common = signs.filter((sign) => entry.titleWords.includes(sign)).length;
          return {
            entry,
            score: common / Math.max(signs.length, entry.titleWords.length) + Pinyin.alike(typed, entry.syllables),
          };
        })
        .filter(({ score }) => score > 0.4)
        .sort((one, other) => other.score - one.score)
        .slice(0, NEAR_TERMS)
        .map(({ entry }) => entry);
    }

    /** What is found for what was typed: the entries best first, near words with theirs, else the nearest terms. */
    /** @param {string} typed @returns {Answered} */
    function find(typed) {
      const asked = query(typed.slice(0, LOOKED_FOR));
      if (!asked.whole) return { found: [], near: [], nearest: [] };
      const inWords = scored(entries, asked, kinds);
      const some = inWords.length
        ? inWords
        : asked.letters
          ? byLetters(asked.letters)
          : scored(entries, inPieces(asked), kinds, WORTH_SHOWING / 2);
      const found = spread(some, kinds).map(({ entry }) => entry);
      const near = asked.near.map(({ near: word, name, why }) => ({
        word: name,
        why,
        found: scored(entries, query(word), kinds)
          .map(({ entry }) => entry)
          .slice(0, 3),
      }));
      return { found, near, nearest: found.length ? [] : nearest(asked.whole) };
    }

    return { add, find, kinds };
  }

  return { search };
})();
