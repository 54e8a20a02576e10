// Generated from locales/en/page/price.ftl by `cargo xtask words`: change it there.
// What models cost, and vendors that are avoided for a while; loaded with the picker.

import { figure } from '../../language.js';

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
  title: 'Over your monthly limit?',
  body: (/** @type {string} */ month, /** @type {string} */ limit, /** @type {string} */ cost) => `This month came to ${month} by list prices, your limit is ${limit}, and this message may cost up to ${cost}.`,
  bodyUnpriced: (/** @type {string} */ month, /** @type {string} */ limit) => `This month came to ${month} by list prices; your limit is ${limit}.`,
  send: 'Send anyway',
  limit: 'Monthly limit in US dollars',
  none: 'none',
  wrong: 'A limit is a number of dollars, such as 20. Leave it empty for none.',
};
