// What a table of an answer needs beyond its styles: columns that hold still while many rows come, and a head that stays
// in sight over many rows.
// Invariant: a table that the reader has seen keeps its place and its height.

/** After this many rows a growing table keeps its columns: fitting them again would read every row at each patch. */
const freeRows = 40;

/** Fixes the columns of a long table at the widths that they have. @param {Element} body */
export function keepColumns(body) {
  const table = body.closest('table');
  if (!table || body.childElementCount <= freeRows || table.style.tableLayout === 'fixed') return;
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
