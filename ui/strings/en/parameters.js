// Generated from locales/en/page/parameters.ftl by `cargo xtask words`: change it there.
// The parameters of a conversation, and what a request was changed in.

import { figure } from '../../language.js';

export const overrides = {
  without: (/** @type {string} */ field, /** @type {boolean} */ isNew) => (isNew ? `Sent without ${field}: the model refused it` : `Sent without ${field}: the model refuses it`),
  withoutCounts: (/** @type {boolean} */ isNew) => (isNew ? 'Sent without asking for token counts: the model refused it' : 'Sent without asking for token counts: the model refuses it'),
  renamed: (/** @type {string} */ field, /** @type {string} */ to) => `Sent ${field} as ${to}, as the model wants it`,
  pdfAsDataUrl: (/** @type {boolean} */ isNew) => (isNew ? 'PDF sent as a data URL: the model refused bare base64' : 'PDF sent as a data URL: the model refuses bare base64'),
  notStreamed: 'Answered in one piece: the gateway does not stream this model',
  withoutReasoning: 'Sent without the reasoning of earlier answers: the vendor refused its signature',
};

export const parameters = {
  title: 'Parameters',
  button: (/** @type {number} */ set) => (set === 0 ? 'Parameters' : `Parameters, ${figure(set)} set`),
  lead: 'For this chat. Empty fields are not sent; the model uses its defaults.',
  prompt: 'System prompt',
  temperature: 'Temperature',
  maxTokens: 'Max tokens',
  effort: 'Reasoning effort',
  unset: 'not set',
  extra: 'Other fields (JSON)',
  extraHint: 'Sent exactly as written. Model, messages and streaming cannot be set here.',
  wrong: {
    temperature: 'Temperature must be a number from 0 up, such as 0.7.',
    maxTokens: 'Max tokens must be a whole number, such as 1000.',
  },
  save: 'Save',
  cancel: 'Cancel',
  clear: 'Clear all',
};

export const systemPrompt = {
  title: 'System prompt',
  lead: 'Sent before the first message of this chat, with every request.',
  label: 'System prompt of this chat',
  asDefault: 'Start new chats with it',
  save: 'Save',
  cancel: 'Cancel',
  clear: 'Clear',
};
