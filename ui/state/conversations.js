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
  return [...others, row].sort((a, b) => b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? 1 : -1));
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
