/* A zip file of texts: stored without compression, names in UTF-8, one fixed date. Values in, bytes out. */

var StoredZip = (() => {
  const VERSION = 20;
  const UTF8_NAMES = 0x0800;
  const FIRST_JANUARY_1980 = 0x21; // the earliest date a zip file can hold: the same content gives the same bytes

  const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  });

  /** @param {Uint8Array} bytes */
  function crcOf(bytes) {
    let crc = -1;
    for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 255];
    return ~crc >>> 0;
  }

  /** Little-endian bytes of [width, value] pairs. */
  /** @param {number[][]} fields */
  function packed(fields) {
    const bytes = [];
    for (const [width, value] of fields) {
      for (let place = 0; place < width; place += 1) bytes.push((value >>> (8 * place)) & 255);
    }
    return Uint8Array.from(bytes);
  }

  /** @param {Uint8Array[]} pieces */
  function joined(pieces) {
    const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
    let offset = 0;
    for (const piece of pieces) {
      whole.set(piece, offset);
      offset += piece.length;
    }
    return whole;
  }

  /** What the local header and the directory both say of a file. */
  /** @param {Uint8Array} name @param {Uint8Array} bytes */
  function facts(name, bytes) {
    return [
      [2, VERSION],
      [2, UTF8_NAMES],
      [2, 0], // method: stored
      [2, 0], // time of day
      [2, FIRST_JANUARY_1980],
      [4, crcOf(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0], // no extra field
    ];
  }

  /** @param {{name: string, text: string}[]} files @returns {Uint8Array<ArrayBuffer>} */
  /** @param {{name: string, text: string}[]} files @returns {Uint8Array<ArrayBuffer>} */
  function make(files) {
    const encoder = new TextEncoder();
    const contents = [];
    const directory = [];
    let offset = 0;
    for (const file of files) {
      const name = encoder.encode(file.name);
      const bytes = encoder.encode(file.text);
      const said = facts(name, bytes);
      const local = joined([packed([[4, 0x04034b50], ...said]), name, bytes]);
      const unused = [2, 2, 2, 4].map((width) => [width, 0]); // comment, disk, internal and external attributes
      directory.push(packed([[4, 0x02014b50], [2, VERSION], ...said, ...unused, [4, offset]]), name);
      contents.push(local);
      offset += local.length;
    }
    const listed = joined(directory);
    const count = [2, files.length];
    const end = [[4, 0x06054b50], [2, 0], [2, 0], count, count, [4, listed.length], [4, offset], [2, 0]];
    return joined([...contents, listed, packed(end)]);
  }

  return { make };
})();
