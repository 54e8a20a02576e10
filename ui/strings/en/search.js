// Generated from locales/en/page/search.ftl by `cargo xtask words`: change it there.
// The search over all chats, and the one within a chat.

import { figure, plural } from '../../language.js';

/** @typedef {{ hits: number, chats: number, isMore: boolean }} Variables1 */

export const find = {
  label: 'Find in this chat',
  previous: 'Previous hit',
  next: 'Next hit',
  close: 'Close find',
  none: 'No hits',
  count: (/** @type {number} */ at, /** @type {number} */ all) => `${figure(at)} of ${figure(all)}`,
  otherVersion: 'in another version',
};

export const search = {
  label: 'Search chats',
  placeholder: 'Search titles, messages and files',
  clear: 'Clear',
  results: 'Results',
  chips: 'Filters',
  none: 'Nothing found.',
  noneNew: 'Nothing in the newest messages.',
  empty: 'No chats yet.',
  move: 'Move',
  open: 'Open at the hit',
  untitled: 'Untitled',
  newestFirst: 'Newest first',
  bestFirst: 'Best first',
  orderTitle: 'The best of the newest 2,000 hits first, or the newest first',
  older: 'Searching older messages…',
  indexing: (/** @type {number} */ percent) => `Indexing, ${figure(percent)} %. Not all messages can be found yet.`,
  needsLetter: 'Type one more letter to search all messages.',
  misread: (/** @type {string} */ operator, /** @type {string} */ filter) => (filter === 'before' ? `${operator} is not a filter; searched for as text. A date looks like 2026-11-28, 2026-11 or 2026.` : filter === 'after' ? `${operator} is not a filter; searched for as text. A date looks like 2026-11-28, 2026-11 or 2026.` : filter === 'role' ? `${operator} is not a filter; searched for as text. Use role:user or role:assistant.` : filter === 'in' ? `${operator} is not a filter; searched for as text. Use in:title, in:code, in:reasoning or in:file.` : filter === 'has' ? `${operator} is not a filter; searched for as text. Use has:file, has:image or has:code.` : filter === 'is' ? `${operator} is not a filter; searched for as text. Use is:pinned or is:archived.` : `${operator} is not a filter; searched for as text.`),
  count: (/** @type {Variables1} */ { hits, chats, isMore }) => (isMore ? '1,000+ hits' : (plural(hits) === 'one' ? `${figure(hits)} hit in ${(plural(chats) === 'one' ? `${figure(chats)} chat` : `${figure(chats)} chats`)}` : `${figure(hits)} hits in ${(plural(chats) === 'one' ? `${figure(chats)} chat` : `${figure(chats)} chats`)}`)),
  roles: {
    user: 'You',
    assistant: 'Answer',
    system: 'System',
    tool: 'Tool',
  },
  places: {
    file: 'File',
    reasoning: 'Reasoning',
  },
  filters: {
    role: 'Who wrote it',
    model: 'Answers of a model',
    vendor: 'Answers of a vendor',
    in: 'Where to look',
    has: 'Messages with files or code',
    is: 'Pinned or archived chats',
    after: 'Since a day, month or year',
    before: 'Before a day, month or year',
  },
  exactPhrase: 'Exact phrase',
  exclude: 'Leave out this word',
};
