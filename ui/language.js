// How the language in use writes figures and counts: what the words of `strings/` ask for. The web view knows it (CLDR).

/** The language of words, dates and figures. */
export const locale = 'en-GB';

/** @type {Intl.PluralRules | undefined} */
let rules;
/** @type {Intl.NumberFormat | undefined} */
let figures;

/** Which form the language uses with a number: `one`, `other` and so on. @param {number} number */
export function plural(number) {
  rules ??= new Intl.PluralRules(locale);
  return rules.select(number);
}

/** @param {number} number */
export function figure(number) {
  figures ??= new Intl.NumberFormat(locale);
  return figures.format(number);
}

/** Several things, one after the other: “a, b, c”. @param {string[]} parts */
export function listed(parts) {
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(parts);
}

/** One of several: “a or b”. @param {string[]} parts */
export function either(parts) {
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(parts);
}
