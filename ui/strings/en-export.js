// The English words for exports; loaded with the dialog that shows them.

/** @import { ExportFormat } from '../bindings.js' */

export const exports = {
  title: 'Export',
  lead: 'Into a file of yours. Nothing is sent.',
  what: 'Chats',
  whatBody: 'The version that is shown of each message',
  scopes: { one: 'This chat', all: 'All chats' },
  as: 'As',
  formats: { html: 'Web page', markdown: 'Markdown' },
  /** @type {Record<ExportFormat, string>} */
  formatBodies: {
    html: 'One file with its pictures, to read and to print. It runs nothing and loads nothing',
    markdown: 'The text as it was written. Files are named, not included',
  },
  choose: 'Choose where…',
  close: 'Close',
  stop: 'Stop',
  none: 'There is nothing to export yet.',
  working: 'Writing…',
  progress: (/** @type {number} */ done, /** @type {number} */ all) => `${done} of ${all} chats`,
  saved: (/** @type {string} */ place) => `Saved as ${place}`,
  savedAll: (/** @type {number} */ count, /** @type {string} */ place) => `${count === 1 ? '1 chat' : `${count} chats`} saved in ${place}`,
  stopped: (/** @type {number} */ count, /** @type {string} */ place) => `Stopped. ${count === 1 ? '1 chat is' : `${count} chats are`} in ${place}`,
  failed: 'Not exported.',
  open: 'Open',
  show: 'Show in folder',
};
