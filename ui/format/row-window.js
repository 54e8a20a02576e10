// Which rows of a long grouped list stand in the document, and where: every row is as high as every other, and so is every
// heading, so places are reckoned and nothing is measured. Pure; places are in pixels from the top of the list.

/**
 * @template R
 * @typedef {{ key: string, label: string, rows: R[] }} Group
 */
/** @typedef {{ row: number, heading: number }} Heights */
/**
 * The part of a group that is built, and whether its heading is.
 * @template R
 * @typedef {{ key: string, label: string, hasHeading: boolean, rows: R[] }} Slice
 */
/**
 * @template R
 * @typedef {{ before: number, slices: Slice<R>[], behind: number }} RowWindow `before` and `behind` are the heights of what is not built
 */

/**
 * The rows that touch a stretch of the list.
 * @template R
 * @param {readonly Group<R>[]} groups
 * @param {Heights} heights
 * @param {number} top
 * @param {number} bottom
 * @returns {RowWindow<R>}
 */
export function rowsBetween(groups, { row, heading }, top, bottom) {
  /** @type {Slice<R>[]} */
  const slices = [];
  let [y, before, behind] = [0, 0, 0];
  for (const { key, label, rows } of groups) {
    const end = y + heading + rows.length * row;
    if (end <= top) before = end;
    else if (y >= bottom) behind += end - y;
    else {
      const hasHeading = y + heading > top;
      const from = Math.max(0, Math.floor((top - y - heading) / row));
      const to = Math.min(rows.length, Math.max(from, Math.ceil((bottom - y - heading) / row)));
      if (!hasHeading) before = y + heading + from * row;
      behind += (rows.length - to) * row;
      slices.push({ key, label, hasHeading, rows: rows.slice(from, to) });
    }
    y = end;
  }
  return { before, slices, behind };
}

/** Where a row stands. @template R @param {readonly Group<R>[]} groups @param {Heights} heights @param {number} index among all rows */
export function topOf(groups, { row, heading }, index) {
  let y = 0;
  let before = 0;
  for (const { rows } of groups) {
    y += heading;
    if (index < before + rows.length) return y + (index - before) * row;
    before += rows.length;
    y += rows.length * row;
  }
  return y;
}
