/* Office files are zip files. The library that makes and reads them is only loaded when the first one is. */

var ZipFile = (() => {
  const LIBRARY = ["fflate.js"];
  /** The earliest day a zip file can hold: the same content gives the same bytes. */
  const NO_DAY = new Date(1980, 0, 1);

  /** Resolves when files can be made and read; the one-file edition has the library already. */
  const ready = () => (window.fflate ? Promise.resolve() : Dom.loaded(LIBRARY));

  /** @param {{name: string, text: string}[]} parts @returns {Uint8Array<ArrayBuffer>} */
  function make(parts) {
    /** @type {Values<Uint8Array>} */
    const files = {};
    for (const { name, text } of parts) files[name] = fflate.strToU8(text);
    return fflate.zipSync(files, { mtime: NO_DAY });
  }

  return { ready, make };
})();
