// The rows of the sidebar, as values: newest first, only conversations that have messages.

/** @import { ConversationSummary, Route } from '../bindings.js' */

/**
 * Puts a row in, or in place of the one before.
 * @param {ConversationSummary[]} rows
 * @param {ConversationSummary} row a row without a title has no messages yet and is left out
 * @returns {ConversationSummary[]}
 */
export function upsert(rows, row) {
  const others = rows.filter((other) => other.id !== row.id);
  if (row.title === '') return others;
  const at = others.findIndex((other) => isBefore(row, other));
  others.splice(at < 0 ? others.length : at, 0, row);
  return others;
}

/** Whether a row stands above another: the newer one. @param {ConversationSummary} one @param {ConversationSummary} other */
function isBefore(one, other) {
  return one.updatedAtMs !== other.updatedAtMs ? one.updatedAtMs > other.updatedAtMs : one.id > other.id;
}

/**
 * Adds a page of rows. One that is there already may have changed since the page was read, so it stays as it is.
 * @param {ConversationSummary[]} rows
 * @param {ConversationSummary[]} page
 * @returns {ConversationSummary[]}
 */
export function merged(rows, page) {
  const known = new Set(rows.map(({ id }) => id));
  const fresh = page.filter(({ id }) => !known.has(id));
  const last = rows.at(-1);
  const isBehind = !last || !fresh[0] || isBefore(last, fresh[0]);
  return isBehind ? [...rows, ...fresh] : [...rows, ...fresh].sort((one, other) => (isBefore(one, other) ? -1 : 1));
}

/**
 * Changes the route of one row, where it stands.
 * @param {ConversationSummary[]} rows
 * @param {string} id
 * @param {Route} route
 * @returns {ConversationSummary[]}
 */
export function withRoute(rows, id, route) {
  return rows.map((row) => (row.id === id ? { ...row, route } : row));
}
