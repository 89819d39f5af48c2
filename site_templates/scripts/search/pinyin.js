/* Titles by how they are read: shyk and sanhuiyike find 三会一课. */

var Pinyin = (() => {
  /** Returns what tells the syllables of a text, by characters under each syllable; what has none is left out. */
  /** @param {...Values<string>} readings @returns {(text: string) => string[]} */
  function reader(...readings) {
    /** @type {Map<string, string>} */
    const reading = new Map();
    for (const characters of readings) {
      for (const syllable of Object.keys(characters)) {
        for (const character of characters[syllable]) if (!reading.has(character)) reading.set(character, syllable);
      }
    }
    return (text) =>
      Array.from(text, (sign) => reading.get(sign) || sign.toLowerCase()).filter((sign) => /^[a-z0-9]+$/.test(sign));
  }

  /** How many syllables from place `at` on `letters` read, each whole or by its first letter, the last one begun. */
  /** @param {string} letters @param {string[]} syllables @param {number} at @returns {number} */
  function read(letters, syllables, at) {
    if (!letters) return 0;
    if (at === syllables.length) return -1;
    const syllable = syllables[at];
    if (syllable.startsWith(letters)) return 1;
    for (const part of [syllable, syllable[0]]) {
      const more = letters.startsWith(part) ? read(letters.slice(part.length), syllables, at + 1) : -1;
      if (more >= 0) return more + 1;
    }
    return -1;
  }

  /** How well `letters` fit a title, 0 to 1: from its beginning better than from inside, the more of it the better. */
  /** @param {string} letters @param {string[]} syllables */
  function fit(letters, syllables) {
    for (let at = 0; at < syllables.length; at++) {
      const count = read(letters, syllables, at);
      if (count > 0) return (at ? 0.5 : 0.7) + 0.3 * (count / syllables.length);
    }
    return 0;
  }

  /** How many syllables two texts have in common, of the more that one of them has, 0 to 1. */
  /** @param {string[]} one @param {string[]} other */
  function alike(one, other) {
    const common = one.filter((syllable) => other.includes(syllable)).length;
    return common / Math.max(one.length, other.length, 1);
  }

  return { reader, fit, alike };
})();
