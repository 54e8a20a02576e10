// Generated from locales/en/page/price.ftl by `cargo xtask words`: change it there.
// What models cost, and vendors that are avoided for a while; loaded with the picker.

import { figure, plural } from '../../language.js';

export const price = {
  known: {
    typed: (/** @type {string} */ input, /** @type {string} */ output) => `${input} in, ${output} out a million tokens, as you typed it`,
    gateway: (/** @type {string} */ input, /** @type {string} */ output) => `${input} in, ${output} out a million tokens, as the gateway lists it`,
    snapshot: (/** @type {string} */ input, /** @type {string} */ output, /** @type {string} */ date) => `${input} in, ${output} out a million tokens: list price of ${date}, not your bill`,
  },
  unknown: 'Price unknown',
  unlisted: 'Not in the gateway’s list; if models.dev has its price, that counts',
  set: 'Set price',
  change: 'Change price',
  form: 'Price in US dollars a million tokens',
  names: {
    input: 'in',
    output: 'out',
    cached: 'cached in',
  },
  fields: {
    input: 'US dollars a million tokens in',
    output: 'US dollars a million tokens out',
    cached: 'US dollars a million cached tokens in; empty: as any other',
  },
  save: 'Save',
  remove: 'Remove',
  wrong: 'A price is a number of dollars, such as 3 or 0.075.',
};

export const avoiding = {
  failed: (/** @type {string} */ vendor, /** @type {number} */ failed, /** @type {number} */ of) => `${vendor} failed ${figure(failed)} of the last ${figure(of)}.`,
  hour: 'Avoid for 1 hour',
  tomorrow: 'Avoid until tomorrow',
  until: (/** @type {string} */ time) => `avoided until ${time}`,
  means: (/** @type {string} */ vendor, /** @type {string} */ time) => `You avoid ${vendor} until ${time}: chats that ask it first, or stay with it, go to auto. A pin is kept.`,
  again: (/** @type {string} */ vendor) => `Use ${vendor} again`,
};

export const spending = {
  title: {
    chat: 'Over the limit for this chat?',
    day: 'Over your daily limit?',
    month: 'Over your monthly limit?',
    several: 'Over your limits?',
  },
  spent: {
    chat: (/** @type {string} */ spent, /** @type {string} */ limit) => `This chat has spent ≈ ${spent} of ${limit}.`,
    day: (/** @type {string} */ spent, /** @type {string} */ limit) => `Today has cost ≈ ${spent} of ${limit}.`,
    month: (/** @type {string} */ spent, /** @type {string} */ limit) => `This month has cost ≈ ${spent} of ${limit}.`,
  },
  cost: (/** @type {string} */ cost, /** @type {number} */ messages) => (plural(messages) === 'one' ? `This message may cost up to ${cost}, by list prices.` : `These ${figure(messages)} messages may cost up to ${cost}, by list prices.`),
  unpriced: (/** @type {number} */ messages) => (plural(messages) === 'one' ? 'What this message costs is not known.' : `What these ${figure(messages)} messages cost is not fully known.`),
  send: 'Send anyway',
  waive: {
    chat: 'Don’t ask again in this chat',
    day: 'Don’t ask again today',
    month: 'Don’t ask again this month',
    several: 'Don’t ask again about these limits',
  },
  limits: {
    chat: 'Limit for each chat in US dollars',
    day: 'Daily limit in US dollars',
    month: 'Monthly limit in US dollars',
  },
  none: 'none',
  wrong: 'A limit is a number of dollars, such as 20. Leave it empty for none.',
};
