// The filters of the search as they are typed, and what its chips offer for them. Pure.

/** @typedef {{ label: string, insert: string }} Suggestion what a chip is called, and what it puts in place of the word at the caret */
/** @typedef {{ models: string[], vendors: string[], gateways: Map<string, string>, nowMs: number }} Known what models and vendors there are, and the names of gateways by base URL */

/** @type {Record<string, string[]>} */
const values = {
  'role:': ['user', 'assistant'],
  'in:': ['title', 'code', 'reasoning', 'file'],
  'has:': ['file', 'image', 'code'],
  'is:': ['pinned', 'archived'],
};

/** The filters, in the order of their chips. */
export const filters = ['role:', 'in:', 'has:', 'is:', 'model:', 'vendor:', 'after:', 'before:'];

/** The marks of an exact phrase and of what must not occur, as their chips are called. */
export const marks = ['"…"', '-…'];
const [phrase] = marks;

/** More models than this are found by typing. */
const mostNames = 8;

const dayMs = 86_400_000;

/** The word around the caret. @param {string} text @param {number} caret */
export function wordAt(text, caret) {
  const start = text.slice(0, caret).search(/\S*$/);
  const end = caret + (/^\S*/.exec(text.slice(caret))?.[0].length ?? 0);
  return { start, end, word: text.slice(start, end) };
}

/**
 * What the chips offer: the values of the filter at the caret, else all filters.
 * @param {string} text
 * @param {number} caret
 * @param {Known} known
 * @returns {Suggestion[]}
 */
export function suggestions(text, caret, known) {
  const { word } = wordAt(text, caret);
  const minus = word.startsWith('-') ? '-' : '';
  const typed = word.slice(minus.length).toLowerCase();
  const filter = filters.find((one) => typed.startsWith(one));
  const all = [...filters, ...marks].map((one) => ({ label: one, insert: one }));
  if (!filter) return all;
  const begun = typed.slice(filter.length);
  const names = valuesOf(filter, known).filter((name) => name.toLowerCase().includes(begun) && name.toLowerCase() !== begun);
  if (names.length === 0 && begun !== '') return all;
  return names.slice(0, mostNames).map((name) => {
    const value = filter + (/\s/.test(name) ? `"${name}"` : name);
    return { label: value, insert: `${minus}${value} ` };
  });
}

/** @param {string} filter @param {Known} known @returns {string[]} */
function valuesOf(filter, { models, vendors, nowMs }) {
  if (filter === 'model:') return models;
  if (filter === 'vendor:') return vendors;
  if (filter === 'after:' || filter === 'before:') return dates(nowMs);
  return values[filter] ?? [];
}

/** A week ago, this month, this year, as they are written in a filter. @param {number} nowMs */
function dates(nowMs) {
  const day = (/** @type {number} */ ms) => {
    const date = new Date(ms);
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  };
  const today = day(nowMs);
  return [today, day(nowMs - 7 * dayMs), today.slice(0, 7), today.slice(0, 4)];
}

/** Puts the words at the caret into quotation marks, as far as they are plain; none, and something can be typed between them. @param {string} text @param {number} caret */
function quoted(text, caret) {
  const tokens = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ word, start: index, end: index + word.length }));
  const isPlain = (/** @type {{ word: string } | undefined} */ token) => token !== undefined && !/^-|"/.test(token.word) && !filters.some((one) => token.word.toLowerCase().startsWith(one));
  let first = tokens.findLastIndex(({ start }) => start <= caret);
  let last = first;
  if (!isPlain(tokens[first])) {
    const gap = text.slice(0, caret) === '' || /\s$/.test(text.slice(0, caret)) ? '' : ' ';
    return { text: `${text.slice(0, caret)}${gap}""${text.slice(caret)}`, caret: caret + gap.length + 1 };
  }
  while (isPlain(tokens[first - 1])) first -= 1;
  while (isPlain(tokens[last + 1])) last += 1;
  const [start, end] = [tokens[first]?.start ?? 0, tokens[last]?.end ?? text.length];
  return { text: `${text.slice(0, start)}"${text.slice(start, end)}"${text.slice(end)}`, caret: end + 2 };
}

/** Lets the word at the caret be one that must not occur, or again one that must. @param {string} text @param {number} caret */
function excluded(text, caret) {
  const { start, word } = wordAt(text, caret);
  const isOut = word.startsWith('-');
  return { text: text.slice(0, start) + (isOut ? '' : '-') + text.slice(isOut ? start + 1 : start), caret: Math.max(start, caret + (isOut ? -1 : 1)) };
}

/**
 * Puts a suggestion in place of the word at the caret; one that is no beginning of it comes behind it.
 * @param {string} text
 * @param {number} caret
 * @param {Suggestion} suggestion
 * @returns {{ text: string, caret: number }}
 */
export function applied(text, caret, { insert }) {
  if (marks.includes(insert)) return insert === phrase ? quoted(text, caret) : excluded(text, caret);
  const { start, end, word } = wordAt(text, caret);
  const isBegun = word !== '' && insert.toLowerCase().startsWith(word.replace(/:.*/, ':').toLowerCase()) && word.includes(':');
  const before = isBegun ? text.slice(0, start) : text.slice(0, end) + (text.slice(0, end) === '' || /\s$/.test(text.slice(0, end)) ? '' : ' ');
  const behind = text.slice(end).replace(/^\s+/, '');
  const gap = behind === '' || insert.endsWith(' ') ? '' : ' ';
  return { text: before + insert + gap + behind, caret: before.length + insert.length };
}
