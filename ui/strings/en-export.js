// The English words for exports; loaded with the dialog that shows them.

/** @import { ExportFormat } from '../bindings.js' */

export const exports = {
  title: 'Export',
  lead: 'Saved to a file you choose. Nothing is sent.',
  what: 'Chats',
  whatBody: 'Only the version shown of each message',
  scopes: { one: 'This chat', all: 'All chats' },
  as: 'Format',
  formats: { html: 'Web page', markdown: 'Markdown', json: 'JSON' },
  /** @type {Record<ExportFormat, string>} */
  formatBodies: {
    html: 'One file with its images, to read and to print. No scripts; nothing is loaded from the web',
    markdown: 'The text as written. Files are named, not included',
    json: 'Everything, with all branches and files, to be imported again',
  },
  choose: 'Export…',
  close: 'Close',
  stop: 'Stop',
  none: 'There are no chats to export yet.',
  working: 'Writing…',
  progress: (/** @type {number} */ done, /** @type {number} */ all) => `${done} of ${all} chats`,
  saved: (/** @type {string} */ place) => `Saved as ${place}`,
  savedAll: (/** @type {number} */ count, /** @type {string} */ place) => `${count === 1 ? '1 chat' : `${count} chats`} saved in ${place}`,
  stopped: (/** @type {number} */ count, /** @type {string} */ place) => `Stopped. ${count === 1 ? '1 chat is' : `${count} chats are`} in ${place}`,
  failed: 'Not exported.',
  open: 'Open',
  show: 'Show in folder',
};
