// Generated from locales/en/page/composer.ftl by `cargo xtask words`: change it there.
// Words of the place where messages are written, and of files that are dropped.

import { figure, plural } from '../../language.js';

export const composer = {
  label: 'Message',
  ask: 'Ask, paste, or drop a file',
  reply: 'Reply',
  compare: 'Compare answers',
  askLanes: (/** @type {number} */ lanes) => (lanes === 0 ? 'Choose who to ask above' : plural(lanes) === 'one' ? 'Ask' : lanes === 2 ? 'Ask both' : `Ask all ${figure(lanes)}`),
  greeting: 'What do you want to know?',
  attach: 'Attach files',
  send: 'Send',
  stop: 'Stop',
  hintAnswering: 'Enter sends when the answer ends',
  once: (/** @type {string} */ model, /** @type {string} */ mode) => `This message goes to ${model}, ${mode}`,
  hintQueued: 'Sends when the answer ends. Press Enter again to hold it',
  hintWaiting: 'Sends when the files are ready. Press Enter again to hold it',
  editing: 'Editing an earlier message. Sending makes a new version; the old one stays.',
  cancelEdit: 'Cancel editing',
  remove: (/** @type {string} */ name) => `Remove ${name}`,
  cost: (/** @type {string} */ size, /** @type {string} */ tokens, /** @type {number} */ earlier) => (earlier === 0 ? `${size}, ≈ ${tokens} tokens` : plural(earlier) === 'one' ? `${figure(earlier)} earlier file is sent again: ${size}, ≈ ${tokens} tokens` : `${figure(earlier)} earlier files are sent again: ${size}, ≈ ${tokens} tokens`),
  estimate: (/** @type {string} */ tokens) => `≈ ${tokens} tokens`,
  estimateCost: (/** @type {string} */ tokens, /** @type {string} */ cost) => `≈ ${tokens} tokens, ${cost}`,
  openContext: (/** @type {string} */ cost) => `Context: ${cost}`,
  guessed: 'Guessed: this model has not counted enough of your chats yet. Money is by list price, with an answer like its last ones.',
  measured: 'Measured by what this model counted in your chats. Money is by list price, with an answer like its last ones.',
  costTitle: 'What the files add to the request, before encoding. Tokens are an estimate.',
  pasteAsText: 'Paste as text',
  takeIn: 'Include again',
  preparing: 'Preparing',
  page: (/** @type {number} */ page, /** @type {number} */ of) => `Page ${figure(page)} of ${figure(of)}`,
  drawing: (/** @type {number} */ page, /** @type {number} */ of) => (page === 0 ? 'Waiting for other files before the pages are prepared. Stop cancels it' : `Preparing page ${figure(page)} of ${figure(of)}. Stop cancels it`),
  preparingName: (/** @type {string} */ name) => `Preparing ${name}`,
  jump: 'Jump to latest',
};

export const drop = {
  title: (/** @type {number} */ files) => (plural(files) === 'one' ? `Drop to attach ${figure(files)} file` : `Drop to attach ${figure(files)} files`),
  kinds: 'Images, PDFs, Office documents and text, up to 20 MB each.',
  private: 'Nothing is sent until you send the message.',
};
