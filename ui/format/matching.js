// Finds words in names, for the search of chats and of models: every word of the query must occur, in any order and
// any case; matches at the start count more. Pure and fast enough for thousands of names at each key press.

/**
 * @typedef {[start: number, end: number]} Range
 * @typedef {{ score: number, ranges: Range[] }} Match
 */

/** The words of a query, in lower case. @param {string} query */
export function wordsOf(query) {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/**
 * How well a name matches; null if it does not.
 * @param {string} name
 * @param {string[]} words from `wordsOf`
 * @returns {Match | null}
 */
export function match(name, words) {
  const lower = name.toLowerCase();
  /** @type {Range[]} */
  const ranges = [];
  let score = 0;
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at < 0) return null;
    const isAtWord = at === 0 || !/[\p{L}\p{N}]/u.test(lower[at - 1] ?? '');
    score += (at === 0 ? 4 : isAtWord ? 2 : 1) + word.length / (lower.length + 1);
    ranges.push([at, at + word.length]);
  }
  // Lower case can change a string's length (İ); positions would then be wrong, so nothing is marked.
  return { score, ranges: lower.length === name.length ? joined(ranges) : [] };
}

/**
 * How well a name matches where a word may also be spread: its letters occur in order, as `snt4` does in
 * `claude-sonnet-4`. What has a word in one piece is always better. Negative if it does not match. Makes nothing, so that
 * it is cheap for tens of thousands of names.
 * @param {string} lower the name in lower case @param {string[]} words from `wordsOf`
 */
export function fuzzyScore(lower, words) {
  let score = 0;
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at >= 0) {
      score += (at === 0 ? 4 : isWordStart(lower, at) ? 3 : 2) + word.length / (lower.length + 1);
      continue;
    }
    const from = spreadStart(lower, word);
    if (from < 0) return -1;
    score += word.length / (lower.length + 1);
  }
  return score;
}

/** Where a name that `fuzzyScore` took has the words. @param {string} name @param {string} lower @param {string[]} words @returns {Range[]} */
export function fuzzyRanges(name, lower, words) {
  if (lower.length !== name.length) return [];
  return joined(words.flatMap((word) => {
    const at = lower.indexOf(word);
    return at >= 0 ? [/** @type {Range} */ ([at, at + word.length])] : spreadRanges(lower, word);
  }));
}

/** @param {string} lower @param {string} word @returns {Range[]} */
function spreadRanges(lower, word) {
  /** @type {Range[]} */
  const ranges = [];
  let at = spreadStart(lower, word) - 1;
  for (let letter = 0; letter < word.length; letter += 1) {
    at = lower.indexOf(word[letter] ?? '', at + 1);
    ranges.push([at, at + 1]);
  }
  return ranges;
}

/** Where a spread word begins, which is where a word of the name does; -1 if it is not there. @param {string} lower @param {string} word */
function spreadStart(lower, word) {
  const first = word[0] ?? '';
  for (let from = lower.indexOf(first); from >= 0; from = lower.indexOf(first, from + 1)) {
    if (!isWordStart(lower, from)) continue;
    let at = from;
    for (let letter = 1; letter < word.length && at >= 0; letter += 1) at = lower.indexOf(word[letter] ?? '', at + 1);
    if (at >= 0) return from;
    // A later beginning has less of the name left.
    return -1;
  }
  return -1;
}

/** @param {string} lower @param {number} at */
function isWordStart(lower, at) {
  if (at === 0) return true;
  const before = lower.charCodeAt(at - 1);
  return !((before >= 48 && before <= 57) || (before >= 97 && before <= 122));
}

/** Sorted, with overlaps joined. @param {Range[]} ranges @returns {Range[]} */
function joined(ranges) {
  /** @type {Range[]} */
  const result = [];
  for (const range of ranges.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else result.push([range[0], range[1]]);
  }
  return result;
}

/**
 * The items that match, best first; all of them, as they stand, for an empty query.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} nameOf
 * @param {string} query
 * @returns {{ item: T, ranges: Range[] }[]}
 */
export function search(items, nameOf, query) {
  const words = wordsOf(query);
  if (words.length === 0) return items.map((item) => ({ item, ranges: [] }));
  return items
    .flatMap((item) => {
      const found = match(nameOf(item), words);
      return found ? [{ item, ...found }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ item, ranges }) => ({ item, ranges }));
}
