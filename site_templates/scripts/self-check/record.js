/* One record: whose answers they are, by which standard and in which round. */

var SelfCheckRecord = (() => {
  const { emptyAnswer, map, own } = SelfCheckAnswer;
  const FORMAT = "zbk-self-check";
  const SCHEMA = 1;

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

  return { FORMAT, SCHEMA, newRecord, answerOf, keyOf, isRound, rounds };
})();
