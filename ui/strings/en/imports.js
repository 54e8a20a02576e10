// Generated from locales/en/page/imports.ftl by `cargo xtask words`: change it there.
// The dialog of imports; loaded with it.

import { figure, plural } from '../../language.js';

export const imports = {
  title: 'Import chats',
  lead: 'From exports of ChatGPT, Claude, Open WebUI, LibreChat, OpenRouter, Cherry Studio or YouRouter Chat: .zip or .json files. Nothing is sent.',
  again: 'Importing the same file again adds only what is new.',
  choose: 'Choose files…',
  close: 'Close',
  stop: 'Stop',
  working: 'Importing…',
  progress: (/** @type {number} */ count) => (plural(count) === 'one' ? `${figure(count)} chat imported so far` : `${figure(count)} chats imported so far`),
  failed: 'Not imported.',
  counts: {
    added: (/** @type {number} */ chats) => (plural(chats) === 'one' ? `${figure(chats)} chat in` : `${figure(chats)} chats in`),
    updated: (/** @type {number} */ chats) => `${figure(chats)} brought up to date`,
    unchanged: (/** @type {number} */ chats) => `${figure(chats)} unchanged`,
    folders: (/** @type {number} */ folders) => (plural(folders) === 'one' ? `${figure(folders)} new folder` : `${figure(folders)} new folders`),
    prompts: (/** @type {number} */ prompts) => (plural(prompts) === 'one' ? `${figure(prompts)} new prompt` : `${figure(prompts)} new prompts`),
    leftOut: (/** @type {number} */ chats) => `${figure(chats)} left out`,
  },
  done: (/** @type {string} */ counts, /** @type {boolean} */ isStopped) => (isStopped ? `Stopped. ${counts}` : counts),
  leftOut: 'Left out',
  andMore: (/** @type {number} */ more) => `and ${figure(more)} more`,
};
