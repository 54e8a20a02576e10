// Generated from locales/en/page/start.ftl by `cargo xtask words`: change it there.
// What a chat begins with, what stands over the composer, and what is asked before a dialog closes.

import { figure, plural } from '../../language.js';

export const dock = {
  offline: 'You are offline. Messages you send now wait here and go out when the connection is back.',
  checkAgain: 'Check again',
  stillOffline: (/** @type {string} */ host) => `Still no connection to ${host}`,
  keyless: (/** @type {string} */ host) => `Sending needs a key for ${host}.`,
  demo: 'Offline demo: answers are recordings, no model is asked.',
  addKey: 'Add key',
  addYourKey: 'Add your key',
  tryDemo: 'Try the offline demo',
};

export const layer = {
  unsaved: 'Discard what you typed?',
  discard: 'Discard',
  keep: 'Keep editing',
};

export const starters = {
  label: 'Things to try',
  file: {
    label: 'Summarise a file',
    text: 'Summarise this file in five points.',
  },
  comparison: {
    label: 'Compare things in a table',
    text: 'Compare PNG, JPEG and WebP in a table.',
  },
  drawing: {
    label: 'Draw a diagram',
    text: 'Draw how a message reaches a model and comes back.',
  },
  code: {
    label: 'Write some code',
    text: 'Write a function that counts the words of a text, in Rust and Python.',
  },
  hints: {
    file: 'Drop it anywhere',
    comparison: 'PNG, JPEG and WebP',
    drawing: 'How a message travels',
    code: 'In Rust and Python',
  },
  next: 'Try next',
  demo: {
    table: {
      label: 'A table',
      text: 'Compare the models in a table.',
    },
    drawing: {
      label: 'A drawing',
      text: 'Draw how a message reaches a model and comes back.',
    },
    code: {
      label: 'Code',
      text: 'Write a function that counts the words of a text, in Rust and Python.',
    },
    formulas: {
      label: 'Formulas',
      text: 'Show me formulas.',
    },
    sources: {
      label: 'Sources and a picture',
      text: 'Show me sources and a picture.',
    },
    routing: {
      label: 'Routing',
      text: 'How does routing work?',
    },
  },
};

export const waiting = {
  label: 'Messages that wait for the network',
  edit: (/** @type {string} */ text) => `Edit the waiting message: ${text}`,
  remove: (/** @type {string} */ text) => `Remove the waiting message: ${text}`,
  withFiles: (/** @type {number} */ files) => (plural(files) === 'one' ? `${figure(files)} file` : `${figure(files)} files`),
};
