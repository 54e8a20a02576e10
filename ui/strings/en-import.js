// The English words for imports; loaded with the dialog that shows them.

/** @import { ImportReport } from '../bindings.js' */

/** @param {number} count @param {string} rest */
const chats = (count, rest) => `${count === 1 ? '1 chat' : `${count} chats`} ${rest}`;

export const imports = {
  title: 'Import chats',
  lead: 'From exports of ChatGPT, Claude, Open WebUI, LibreChat, OpenRouter, Cherry Studio or YouRouter Chat: .zip or .json files. Nothing is sent.',
  again: 'Importing the same file again adds only what is new.',
  choose: 'Choose files…',
  close: 'Close',
  stop: 'Stop',
  working: 'Importing…',
  progress: (/** @type {number} */ count) => chats(count, 'imported so far'),
  failed: 'Not imported.',
  /** @param {ImportReport} report */
  done({ added, updated, unchanged, leftOut, isStopped }) {
    const parts = [chats(added, 'in')];
    if (updated > 0) parts.push(`${updated} brought up to date`);
    if (unchanged > 0) parts.push(`${unchanged} unchanged`);
    if (leftOut > 0) parts.push(`${leftOut} left out`);
    return `${isStopped ? 'Stopped. ' : ''}${parts.join(', ')}`;
  },
  leftOut: 'Left out',
  andMore: (/** @type {number} */ more) => `and ${more} more`,
};
