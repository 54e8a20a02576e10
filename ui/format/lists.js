// Parts and sentences put together as the language does it. Pure.

import { locale, words } from '../words.js';

const list = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });

/** Parts such as `3 pages, 2 MB`; empty ones are left out. @param {readonly (string | false | null)[]} parts */
export function listed(parts) {
  return list.format(parts.flatMap((part) => part || []));
}

/** Whole sentences, one after the other; empty ones are left out. @param {readonly (string | false)[]} parts @returns {string} */
export function sentences(parts) {
  const [first = '', ...rest] = parts.flatMap((part) => part || []);
  return rest.reduce(words.lists.sentences, first);
}
