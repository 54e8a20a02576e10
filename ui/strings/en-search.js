// The words of the search over all chats, and of the one within a chat.

/** @import { Role, SearchCount } from '../bindings.js' */

/** @param {number} number @param {string} one @param {string} many */
const some = (number, one, many) => `${number} ${number === 1 ? one : many}`;

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
  syntax: ['“exact phrase”', '-exclude'],
  untitled: 'Untitled',
  newestFirst: 'Newest first',
  bestFirst: 'Best first',
  orderTitle: 'The best of the newest 2,000 hits first, or the newest first',
  older: 'Searching older messages…',
  indexing: (/** @type {number} */ percent) => `Indexing, ${percent} %. Not all messages can be found yet.`,
  needsLetter: 'Type one more letter to search all messages.',
  misread: (/** @type {string} */ operator) => `${operator} is not a filter; searched for as text. ${hints[operator.split(':')[0] ?? ''] ?? ''}`.trim(),
  /** @type {(count: SearchCount) => string} */
  count: ({ hits, chats, isMore }) => (isMore ? '1,000+ hits' : `${some(hits, 'hit', 'hits')} in ${some(chats, 'chat', 'chats')}`),
  /** @type {Record<Role, string>} */
  roles: { user: 'You', assistant: 'Answer', system: 'System', tool: 'Tool' },
  places: { file: 'File', reasoning: 'Reasoning' },
  /** What a filter does, as its chip's description. @type {Record<string, string>} */
  filters: {
    'role:': 'Who wrote it',
    'model:': 'Answers of a model',
    'vendor:': 'Answers of a vendor',
    'in:': 'Where to look',
    'has:': 'Messages with files or code',
    'is:': 'Pinned or archived chats',
    'after:': 'Since a day, month or year',
    'before:': 'Before a day, month or year',
  },
};

/** How a filter is written. @type {Record<string, string>} */
const hints = {
  before: 'A date looks like 2026-11-28, 2026-11 or 2026.',
  after: 'A date looks like 2026-11-28, 2026-11 or 2026.',
  role: 'Use role:user or role:assistant.',
  in: 'Use in:title, in:code, in:reasoning or in:file.',
  has: 'Use has:file, has:image or has:code.',
  is: 'Use is:pinned or is:archived.',
};

export const find = {
  label: 'Find in this chat',
  previous: 'Previous hit',
  next: 'Next hit',
  close: 'Close find',
  none: 'No hits',
  count: (/** @type {number} */ at, /** @type {number} */ all) => `${at.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`,
  otherVersion: 'in another version',
};
