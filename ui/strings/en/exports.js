// Generated from locales/en/page/exports.ftl by `cargo xtask words`: change it there.
// The dialog of exports; loaded with it.

import { figure, plural } from '../../language.js';

export const exports = {
  title: 'Export',
  lead: 'Saved to a file you choose. Nothing is sent.',
  what: 'Chats',
  whatBody: 'Only the version shown of each message',
  scopes: {
    one: 'This chat',
    some: 'Selected chats',
    all: 'All chats',
  },
  as: 'Format',
  formats: {
    html: 'Web page',
    markdown: 'Markdown',
    json: 'JSON',
  },
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
  some: (/** @type {number} */ chats) => (plural(chats) === 'one' ? `${figure(chats)} chat` : `${figure(chats)} chats`),
  progress: (/** @type {number} */ done, /** @type {number} */ all) => `${figure(done)} of ${figure(all)} chats`,
  saved: (/** @type {string} */ place) => `Saved as ${place}`,
  savedAll: (/** @type {number} */ count, /** @type {string} */ place) => (plural(count) === 'one' ? `${figure(count)} chat saved in ${place}` : `${figure(count)} chats saved in ${place}`),
  stopped: (/** @type {number} */ count, /** @type {string} */ place) => (plural(count) === 'one' ? `Stopped. ${figure(count)} chat is in ${place}` : `Stopped. ${figure(count)} chats are in ${place}`),
  failed: 'Not exported.',
  open: 'Open',
  show: 'Show in folder',
};
