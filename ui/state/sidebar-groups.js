// The groups of the sidebar: what is pinned, the folders, then the rest by date.

/** @import { ConversationList, ConversationSummary, FolderView } from '../bindings.js' */
/** @import { ListRow } from '../elements/conversation-row.js' */
import { timeOf } from './conversations.js';
import { groupByDate } from './date-groups.js';

/** @typedef {{ pinnedGroup: string, folders: string, today: string, yesterday: string, week: string }} GroupNames */

/**
 * @param {{ list: ConversationList, folders: readonly FolderView[], rows: ConversationSummary[] }} shown
 * @param {number} nowMs
 * @param {string} locale
 * @param {GroupNames} names
 * @returns {{ key: string, label: string, rows: ListRow[] }[]}
 */
export function sidebarGroups({ list, folders, rows }, nowMs, locale, names) {
  const hasPins = list.kind === 'chats' || list.kind === 'folder';
  const first = hasPins ? rows.findIndex(({ isPinned }) => !isPinned) : 0;
  const pinned = first < 0 ? rows : rows.slice(0, first);
  const dated = groupByDate(rows.slice(pinned.length), nowMs, locale, (row) => timeOf(row, list)).map(({ key, name, rows: some }) => ({
    key,
    label: name.kind === 'month' ? name.label : names[name.kind],
    rows: some,
  }));
  const filed = list.kind === 'chats' ? folders.map(({ id, name, defaults }) => ({ id, title: name, isFolder: /** @type {const} */ (true), isUnreadable: defaults === null })) : [];
  return [
    { key: 'pinned', label: names.pinnedGroup, rows: pinned },
    { key: 'folders', label: names.folders, rows: filed },
    ...dated,
  ].filter((group) => group.rows.length > 0);
}
