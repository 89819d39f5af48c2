/* Reads an Excel file: sheets, rows and cells as texts and days, whoever saved it. Bytes in, values out; what is not
   needed is not unpacked. */

var ExcelFile = (() => {
  const { LIMITS, isDay } = SelfCheckAnswer;
  /** Bytes that are unpacked at a time: what they may become is counted after each. */
  const STEP = 16384;
  /** Parts that hold no cells. */
  const ASIDE = /(^|\/)(theme|charts|media|pivot\w*|docProps|customXml|externalLinks|printerSettings)\//i;
  const MOST_MERGED = 5000;
  const BROKEN = "这个工作簿是坏的，读不出来，可能没有拷完整。请重新拷一次，或者在 WPS、Excel 里打开另存一次。";
  const TOO_MUCH = "请核对选对了没有；里面有图片或很多空白格式的，把自查表单独另存再导入。";
  const LARGE = "工作簿太大（超过 " + LIMITS.workbook / 1e6 + " MB），没有读。" + TOO_MUCH;
  const LARGE_INSIDE = "工作簿展开以后太大（超过 " + LIMITS.unpacked / 1e6 + " MB），没有读。" + TOO_MUCH;
  const OTHER_KIND = "这不是 .xlsx 工作簿。请在 WPS 或 Excel 里另存为“Excel 工作簿（.xlsx）”再导入。";
  const OLD_KIND = "这是旧格式（.xls、.et）的表。请在 WPS 或 Excel 里另存为“Excel 工作簿（.xlsx）”再导入。";
  const LOCKED = "这个工作簿设了打开密码，读不了。请在 WPS 或 Excel 里取消密码，另存再导入。";
  const PACKED = "这是压缩包：先解开，里面一个支部一个文件，选本支部的再导入。";
  const FOREIGN = "工作簿里有表格用不着的外部定义，没有读。请在 WPS 或 Excel 里打开另存一次。";

  /** Says in a sentence why a file is not read. */
  class Refusal extends Error {}

  /** @param {Uint8Array} bytes @param {number[]} start */
  const beginsWith = (bytes, start) => start.every((byte, at) => bytes[at] === byte);
  /** The container of old office files and of encrypted new ones. */
  /** @param {Uint8Array} bytes */
  const isOldContainer = (bytes) => beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
  /** @param {Uint8Array} bytes */

  /** The parts of a file that may say something of cells, by name, as texts. */
  /** @param {Uint8Array} bytes @returns {Values<string>} */
  function partsOf(bytes) {
    /** @type {Map<string, {pieces: Uint8Array[], isWhole: boolean}>} */
    const found = new Map();
    let size = 0;
    const unzip = new fflate.Unzip((part) => {
      if (/\.json$/i.test(part.name)) throw new Refusal(PACKED);
      if (!/\.(xml|rels)$/i.test(part.name) || ASIDE.test(part.name)) return;
      if (found.has(part.name)) throw new Refusal(BROKEN);
      /** @type {{pieces: Uint8Array[], isWhole: boolean}} */
      const kept = { pieces: [], isWhole: false };
      found.set(part.name, kept);
      part.ondata = (error, piece, isLast) => {
        if (error) throw error instanceof Refusal ? error : new Refusal(BROKEN);
        size += piece.length;
        if (size > LIMITS.unpacked) throw new Refusal(LARGE_INSIDE);
        kept.pieces.push(piece);
        kept.isWhole = isLast;
      };
      part.start();
    });
    unzip.register(fflate.UnzipInflate);
    for (let at = 0; at < bytes.length; at += STEP) {
      unzip.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
    }
    /** @type {Values<string>} */
    const parts = {};
    for (const [name, { pieces, isWhole }] of found) {
      if (!isWhole) throw new Refusal(BROKEN);
      const decoder = new TextDecoder();
      parts[name] = pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode();
    }
    return parts;
  }

  /** @param {string} text */
  function parsed(text) {
    // entities would be named there, of the file itself or of somewhere else
    if (/<!DOCTYPE/i.test(text)) throw new Refusal(FOREIGN);
    const made = new DOMParser().parseFromString(text, "application/xml");
    if (made.getElementsByTagName("parsererror").length) throw new Refusal(BROKEN);
    return made;
  }

  /** Elements of a name below another one; the strict kind of these files has other namespaces. */
  /** @param {Document | Element} place @param {string} name */
  const within = (place, name) => Array.from(place.getElementsByTagNameNS("*", name));
  /** An attribute, whatever its prefix. */
  /** @param {Element} one @param {string} name */
  function attribute(one, name) {
    const found = Array.from(one.attributes).find(({ localName }) => localName === name);
    return found ? found.value : "";
  }

  /** What a part refers to: address by id, and by the end of its kind. */
  /** @param {Values<string>} parts @param {string} of @returns {{id: string, type: string, path: string}[]} */
  function related(parts, of) {
    const folder = of.replace(/[^/]*$/, "");
    const text = parts[folder + "_rels/" + of.slice(folder.length) + ".rels"];
    if (text === undefined) return [];
    return within(parsed(text), "Relationship").map((one) => {
      const target = attribute(one, "Target");
      /** @type {string[]} */
      const path = [];
      for (const step of (target[0] === "/" ? target : folder + target).split("/")) {
        if (step === "..") path.pop();
        else if (step && step !== ".") path.push(step);
      }
      return { id: attribute(one, "Id"), type: attribute(one, "Type").replace(/.*\//, ""), path: path.join("/") };
    });
  }

  /** A text, of pieces with formats of their own; what only says how to pronounce it is left out. */
  /** @param {Element} place */
  function textIn(place) {
    const pieces = within(place, "t").filter(
      (one) => !(/** @type {Element} */ (one.parentNode).localName.startsWith("rPh")),
    );
    const text = pieces.map((one) => one.textContent).join("");
    return text.replace(/_x([\da-f]{4})_/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  }

  /** Of each format of cells what its numbers are: "day", "percent" or "". */
  /** @param {string} [text] */
  function formatsOf(text) {
    if (text === undefined) return [];
    const styles = parsed(text);
    const codes = new Map(
      within(styles, "numFmt").map((one) => [attribute(one, "numFmtId"), attribute(one, "formatCode")]),
    );
    /** @param {string} id */
    const kindOf = (id) => {
      const number = Number(id);
      const code = (codes.get(id) || "").replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
      const isOfDays = [
        [14, 17],
        [22, 22],
        [27, 36],
        [50, 58],
      ].some(([from, to]) => number >= from && number <= to);
      if (isOfDays || /[yd]/i.test(code.replace(/general/i, "")) || (/m/i.test(code) && !/[hs]/i.test(code)))
        return "day";
      return number === 9 || number === 10 || code.includes("%") ? "percent" : "";
    };
    return within(styles, "cellXfs").flatMap((all) => within(all, "xf").map((xf) => kindOf(attribute(xf, "numFmtId"))));
  }

  /** The day of a number, or "": Excel counts days, and people write 20261231. */
  /** @param {number} number @param {boolean} from1904 */
  function dayOf(number, from1904) {
    const written = String(number).replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
    if (isDay(written)) return written;
    const day = Math.floor(number) + (from1904 ? 1462 : 0);
    // before, Excel counts a day that there was not; afterwards its years end
    return day > 60 && day < 2958466 ? new Date((day - 25569) * 86400000).toISOString().slice(0, 10) : "";
  }

  /** @param {string} text */
  function dayInWords(text) {
    const [, year, month, day] = /^(\d{4})[-/.年](\d\d?)[-/.月](\d\d?)日?$/.exec(text.replace(/\s/g, "")) || [];
    const made = year ? [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-") : text.trim();
    return isDay(made) ? made : /^\d{8}$/.test(made) ? dayOf(Number(made), false) : "";
  }

  /**
   * What a cell says: its text, the day that it is if it is one, and why neither can be taken.
   * @param {Element} cell @param {{strings: string[], formats: string[], from1904: boolean}} three @returns {ExcelCell}
   */
  function cellOf(cell, { strings, formats, from1904 }) {
    const [type, format] = [attribute(cell, "t"), formats[Number(attribute(cell, "s"))]];
    const [value] = within(cell, "v");
    const [inside] = within(cell, "is");
    const written = value ? value.textContent : "";
    /** @param {string} text */
    const asText = (text) => ({ text, day: dayInWords(text), why: "" });
    if (type === "inlineStr") return asText(inside ? textIn(inside) : "");
    if (within(cell, "f").length && written === "" && type !== "str")
      return { text: "", day: "", why: "是公式，还没有算出结果：打开存一次再导入" };
    if (type === "e") return { text: "", day: "", why: "公式出错（" + written + "）" };
    if (type === "s" && strings[Number(written)] === undefined) throw new Refusal(BROKEN);
    if (type === "s") return asText(strings[Number(written)]);
    if (type === "str")
      return asText(written.replace(/_x([\da-f]{4})_/gi, (_, code) => String.fromCharCode(parseInt(code, 16))));
    if (type === "d") return asText(written.slice(0, 10));
    if (type === "b") return asText(written === "1" ? "TRUE" : "FALSE");
    if (written === "") return asText("");
    const number = Number(written);
    const day = dayOf(number, from1904);
    if (format === "day" && day) return { text: day, day, why: "" };
    const isLikely = day > "1950" && day < "2100";
    return {
      text: format === "percent" ? Number((number * 100).toFixed(10)) + "%" : String(number),
      day: isLikely ? day : "",
      why: "",
    };
  }

  /** D12 → [4, 12], and back. */
  /** @param {string} address @returns {number[]} */
  function placeOf(address) {
    const [, letters, row] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(address) || [];
    if (!row) return null;
    let column = 0;
    for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
    return [column, Number(row)];
  }

  /** @param {number} column @returns {string} */
  const lettersOf = (column) =>
    (column > 26 ? lettersOf(Math.floor((column - 1) / 26)) : "") + String.fromCharCode(65 + ((column - 1) % 26));

  /**
   * @param {Document} sheet @param {string} name @param {any} book
   * @param {{type: string, path: string}[]} links to what stands on the sheet @param {Values<string>} parts
   * @returns {ExcelSheet}
   */
  function sheetOf(sheet, name, book, links, parts) {
    const merged = within(sheet, "mergeCell").map((one) => attribute(one, "ref").split(":").map(placeOf));
    if (merged.length > MOST_MERGED) throw new Refusal(LARGE_INSIDE);
    let last = 0;
    const rows = within(sheet, "row").map((row) => {
      last = Number(attribute(row, "r")) || last + 1;
      let column = 0;
      const cells = new Map();
      for (const cell of within(row, "c")) {
        const place = placeOf(attribute(cell, "r"));
        column = place ? place[0] : column + 1;
        cells.set(column, cellOf(cell, book));
      }
      return { number: last, cells };
    });
    /** The cell with which the one at this place is one, where it is not the first of them. */
    /** @param {number} column @param {number} row */
    const first = (column, row) => {
      const [from] =
        merged.find(([a, b]) => a && b && column >= a[0] && column <= b[0] && row >= a[1] && row <= b[1]) || [];
      return from && (from[0] !== column || from[1] !== row) ? lettersOf(from[0]) + from[1] : "";
    };
    const remarks = links
      .filter(({ type, path }) => type === "comments" && parts[path] !== undefined)
      .flatMap(({ path }) => within(parsed(parts[path]), "comment").map((one) => attribute(one, "ref")));
    // an empty drawing is what some programs write into every sheet
    const hasPictures = links.some(({ type, path }) => type === "drawing" && /Anchor[\s>]/.test(parts[path]));
    return { name, rows, first, remarks, hasPictures };
  }

  /** @param {Uint8Array} bytes @returns {ExcelSheet[]} */
  function sheetsOf(bytes) {
    if (bytes.length > LIMITS.workbook) throw new Refusal(LARGE);
    if (isOldContainer(bytes)) {
      // a text of its directory, two bytes a letter
      const mark = "EncryptedPackage".replace(/./g, "$&\0");
      const text = Array.from({ length: Math.ceil(bytes.length / STEP) }, (_, at) =>
        String.fromCharCode(...bytes.subarray(at * STEP, (at + 1) * STEP)),
      ).join("");
      throw new Refusal(text.includes(mark) ? LOCKED : OLD_KIND);
    }
    const parts = partsOf(bytes);
    const start = related(parts, "").find(({ type }) => type === "officeDocument");
    if (parts["content.xml"] || (start && /\.bin$/.test(start.path))) throw new Refusal(OTHER_KIND);
    if (!start || parts[start.path] === undefined) throw new Refusal(BROKEN);
    const workbook = parsed(parts[start.path]);
    if (workbook.documentElement.localName !== "workbook") throw new Refusal(OTHER_KIND);
    const links = related(parts, start.path);
    /** @param {string} kind */
    const partOf = (kind) => parts[(links.find(({ type }) => type === kind) || { path: "" }).path];
    const shared = partOf("sharedStrings");
    const [settings] = within(workbook, "workbookPr");
    const book = {
      strings: shared === undefined ? [] : within(parsed(shared), "si").map(textIn),
      formats: formatsOf(partOf("styles")),
      from1904: Boolean(settings) && /^(1|true)$/.test(attribute(settings, "date1904")),
    };
    return within(workbook, "sheet").flatMap((one) => {
      const link = links.find(({ id }) => id === attribute(one, "id"));
      const text = link && link.type === "worksheet" ? parts[link.path] : undefined;
      return text === undefined
        ? []
        : [sheetOf(parsed(text), attribute(one, "name"), book, related(parts, link.path), parts)];
    });
  }

  /** The sheets of a file, or a sentence why there are none. The library of zip files has to be there. */
  /** @param {Uint8Array} bytes @returns {{sheets: ExcelSheet[], error: string}} */
  function read(bytes) {
    try {
      return { sheets: sheetsOf(bytes), error: "" };
    } catch (refused) {
      // what the library says of a broken file nobody can act on
      return { sheets: [], error: refused instanceof Refusal ? refused.message : BROKEN };
    }
  }

  return { lettersOf, read };
})();
