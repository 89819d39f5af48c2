/* Runs in front of the theme's search worker, whose file name comes as the query of this file's address.
 *
 * The theme cuts a typed Chinese query into words of its index, but never looks at the last character:
 * 党费 is searched as 党, 主题党日 as 主题 and 党. One character more at the end makes it see the whole query.
 *
 * The theme parts words where a pattern of mkdocs.yml says. That a figure beside a Chinese character is a word of its
 * own (32学时) takes a pattern that looks back, which Safari cannot before 16.4: a mark that parts words goes between.
 */
(() => {
  // a Chinese character to Unicode, but not one of ours: never a word of the index
  const END = "々";
  const words = new Set();
  const MEETING = /[0-9A-Za-z](?=\p{Script=Han})|\p{Script=Han}(?=[0-9A-Za-z])/gu;
  const parted = (text) => text.replace(MEETING, "$&\u200b");

  /** Whether `text` is nothing but words of the index. Anything else is left to the theme, which looks for its start. */
  function isWords(text) {
    const reached = [true];
    for (let end = 1; end <= text.length; end++) {
      reached[end] = reached.some((yes, start) => yes && words.has(text.slice(start, end)));
    }
    return reached[text.length];
  }

  addEventListener("message", (event) => {
    const message = event.data;
    if (message.type === 0) {
      for (const doc of message.data.docs) {
        doc.title = parted(doc.title);
        doc.text = parted(doc.text);
        for (const word of (doc.title + " " + doc.text).split(/[^\p{Script=Han}]+/u)) words.add(word);
      }
    }
    if (message.type === 2) {
      message.data = parted(message.data.replace(/\p{Script=Han}+/gu, (text) => (isWords(text) ? text + END : text)));
    }
  });

  importScripts(location.search.slice(1));
})();
