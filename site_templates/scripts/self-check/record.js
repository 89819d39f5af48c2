/* One record: whose answers they are, by which standard and in which round. */

var SelfCheckRecord = (() => {
  const { LIMITS, emptyAnswer, isDay, isId, map, own } = SelfCheckAnswer;
  const FORMAT = "zbk-self-check";
  const SCHEMA = SITE.schema;

  /**
   * @param {{id?: string, name?: string}} one @param {string} catalog @param {string} round @param {string} edition
   * @returns {CheckRecord}
   */
  function newRecord({ id, name }, catalog, round, edition) {
    const head = { format: FORMAT, schema: SCHEMA, edition, branch: { id, name }, catalog, round };
    const empty = { items: map(), retired: map(), unknown: { items: map(), extra: map() } };
    return { ...head, exported: { day: "", device: "" }, ...empty };
  }

  /** @param {CheckRecord} record @param {string} id @returns {Answer} */
  const answerOf = (record, id) => own(record.items, id) || emptyAnswer();

  /** @param {CheckRecord} record */
  const keyOf = (record) => [record.branch.id, record.catalog, record.round].join("/");
  const ROUND = new RegExp(SITE.shapes.round);
  /** @param {any} text */
  const isRound = (text) => typeof text === "string" && ROUND.test(text);

  /** The year, half and quarter that contain a day. */
  /** @param {string} day */
  function rounds(day) {
    const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
    return ["", "-H" + Math.ceil(quarter / 2), "-Q" + quarter].map((part) => day.slice(0, 4) + part);
  }

  const [CLOSED, OPENED] = ["closed", "opened"];

  /** @param {any} line */
  const isClosing = (line) =>
    Array.isArray(line) &&
    line.length === 3 &&
    /T([01]\d|2[0-3])(:[0-5]\d){2}Z$/.test(line[0]) &&
    isDay(line[0].slice(0, -10)) &&
    [CLOSED, OPENED].includes(line[1]) &&
    isId(line[2]);

  /**
   * When a record was closed and opened again, [time, how, device] each, in the order of time: of several lists, and of
   * foreign values what is right. Nothing where there is none, as in files of earlier editions.
   */
  /** @param {any[]} lists @returns {{closings?: string[][]}} */
  function closingsOf(...lists) {
    const lines = lists.filter(Array.isArray).flatMap((list) => list.slice(-LIMITS.log).filter(isClosing));
    const texts = Array.from(new Set(lines.map((line) => JSON.stringify(line)))).sort();
    const closings = texts.slice(-LIMITS.log).map((text) => JSON.parse(text));
    return closings.length > 0 ? { closings } : {};
  }

  /** Whether nothing of a record is to be changed. */
  /** @param {CheckRecord} record */
  const isClosed = ({ closings = [] }) => closings.slice(-1).some(([, how]) => how === CLOSED);

  return { CLOSED, FORMAT, OPENED, SCHEMA, newRecord, answerOf, closingsOf, isClosed, keyOf, isRound, rounds };
})();
