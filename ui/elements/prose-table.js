// What a table of an answer needs beyond its styles: columns that hold still while many rows come, and a head that stays
// in sight over many rows.
// Invariant: a table that the reader has seen keeps its place and its height.

/** A row that comes has the web view look at all cells of its `tbody`: a long table has one for so many rows, or cells. */
const bodyRows = 100;
const bodyCells = 1000;
/** After this many rows a growing table keeps its columns: fitting them again would read every row at each patch. */
const freeRows = 40;
/** A table of many columns keeps them sooner: after so many cells. */
const freeCells = 800;

/** Parts the body of a long table that is not on the screen yet. @param {HTMLTableElement} table */
export function partBody(table) {
  const rows = Array.from(table.tBodies[0]?.rows ?? []);
  const most = mostRows(rows[0]);
  for (let at = most; at < rows.length; at += most) table.createTBody().append(...rows.slice(at, at + most));
}

/** Whether further rows belong in a body of their own. @param {Element} body */
export function isBodyFull({ children }) {
  return children.length >= mostRows(children[0]);
}

/** Rows of one body, all of which have as many cells as this one. @param {Element | undefined} row */
function mostRows(row) {
  return Math.min(bodyRows, Math.ceil(bodyCells / Math.max(1, row?.children.length ?? 1)));
}

/** Fixes the columns of a table once so many rows stand in its body. @param {Element} body */
export function keepColumnsIfLong(body) {
  const table = body.closest('table');
  const rows = body.childElementCount;
  const cells = rows * (body.firstElementChild?.childElementCount ?? 0);
  if (table && (rows > freeRows || cells > freeCells)) keepColumns(table);
}

/** Fixes the columns of a table at the widths that they have. @param {HTMLTableElement} table */
export function keepColumns(table) {
  if (table.style.tableLayout === 'fixed') return;
  const whole = table.offsetWidth;
  const widths = Array.from(table.tHead?.rows[0]?.cells ?? [], (cell) => [cell, cell.offsetWidth / whole]);
  for (const [cell, share] of /** @type {[HTMLElement, number][]} */ (widths)) cell.style.setProperty('width', `${share * 100}%`);
  if (whole > (table.parentElement?.clientWidth ?? whole)) table.style.setProperty('width', `${whole}px`);
  table.style.setProperty('table-layout', 'fixed');
}

/**
 * Lets the heads of long tables stay in sight: over the transcript where the table fits its column, else in the table,
 * which then scrolls inside itself, unless the reader has seen it whole.
 * @param {Element} prose @param {{ isSeen: boolean }} reader
 */
export function settleTables(prose, { isSeen }) {
  for (const frame of prose.querySelectorAll('.tw')) {
    if (frame.querySelectorAll('tbody > tr').length > freeRows) frame.setAttribute('data-long', isSeen ? 'seen' : '');
  }
}
