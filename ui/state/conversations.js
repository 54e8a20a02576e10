// The rows of the sidebar, as values: of one list, in its order, only conversations that have messages.

/** @import { ConversationList, ConversationSummary, FolderView, Route } from '../bindings.js' */

/**
 * Which list is shown, and the folders: they say what belongs in it.
 * @typedef {{ list: ConversationList, folders: readonly FolderView[] }} Place
 */

/**
 * Whether a row stands in a list. A row without a title has no messages yet.
 * @param {ConversationSummary} row
 * @param {Place} place
 */
export function belongs(row, { list, folders }) {
  if (row.title === '') return false;
  if (list.kind === 'deleted') return row.deletedAtMs !== null;
  if (row.deletedAtMs !== null || row.isArchived !== (list.kind === 'archived')) return false;
  if (list.kind === 'folder') return row.folders.includes(list.folderId);
  const isHidden = folders.some(({ id, isHiding }) => isHiding && row.folders.includes(id));
  return list.kind === 'archived' || row.isPinned || !isHidden;
}

/**
 * Puts rows in, in place of those before; what does not belong in the list any more goes.
 * @param {ConversationSummary[]} rows
 * @param {readonly ConversationSummary[]} changed
 * @param {Place} place
 * @returns {ConversationSummary[]}
 */
export function upsert(rows, changed, place) {
  const ids = new Set(changed.map(({ id }) => id));
  const others = rows.filter(({ id }) => !ids.has(id));
  const fresh = changed.filter((row) => belongs(row, place)).sort((one, other) => order(one, other, place.list));
  /** @type {ConversationSummary[]} */
  const result = [];
  let next = 0;
  for (const row of others) {
    for (let first = fresh[next]; first && order(first, row, place.list) < 0; first = fresh[next]) {
      result.push(first);
      next += 1;
    }
    result.push(row);
  }
  return [...result, ...fresh.slice(next)];
}

/** Which of two rows stands above the other: the pinned one, then the newer one. @param {ConversationSummary} one @param {ConversationSummary} other @param {ConversationList} list */
function order(one, other, list) {
  const pins = list.kind === 'chats' || list.kind === 'folder' ? Number(other.isPinned) - Number(one.isPinned) : 0;
  return pins || timeOf(other, list) - timeOf(one, list) || (one.id > other.id ? -1 : 1);
}

/** The time by which a list is sorted. @param {ConversationSummary} row @param {ConversationList} list */
export function timeOf(row, list) {
  return list.kind === 'deleted' ? row.deletedAtMs ?? 0 : row.updatedAtMs;
}

/**
 * Adds a page of rows. One that is there already may have changed since the page was read, so it stays as it is.
 * @param {ConversationSummary[]} rows
 * @param {ConversationSummary[]} page
 * @param {ConversationList} list
 * @returns {ConversationSummary[]}
 */
export function merged(rows, page, list) {
  const known = new Set(rows.map(({ id }) => id));
  const fresh = page.filter(({ id }) => !known.has(id));
  const last = rows.at(-1);
  const isBehind = !last || !fresh[0] || order(last, fresh[0], list) < 0;
  return isBehind ? [...rows, ...fresh] : [...rows, ...fresh].sort((one, other) => order(one, other, list));
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
