// Text as it is compared: without case, full-width and half-width forms as their usual ones, white space as one space.
// It finds what the core finds (`search/src/folded.rs`) in what stands on the screen. Pure.

/** @import { Range } from './matching.js' */

/** What is folded at once: letters of ASCII, or one letter with the marks on it: combining ones, those of half-width Katakana, the parts of a Hangul syllable. */
const clusters = /[ -~]+(?!\p{M}|[\uff9e\uff9f\u1160-\u11ff])|[\s\S](?:\p{M}|[\uff9e\uff9f\u1160-\u11ff])*/gu;

/**
 * A folded text; `origins` has for each of its characters, and for its end, the place in the text that it came from.
 * @param {string} text
 */
export function fold(text) {
  /** @type {string[]} */
  const pieces = [];
  /** @type {number[]} */
  const origins = [];
  let at = 0;
  let isSpace = false;
  /** @param {string} piece @param {number} from */
  const add = (piece, from) => {
    if (piece === ' ' && isSpace) return;
    isSpace = piece.endsWith(' ');
    pieces.push(piece);
    for (let unit = 0; unit < piece.length; unit += 1) origins.push(from);
  };
  for (const [cluster] of text.matchAll(clusters)) {
    if (/^[ -~]+$/.test(cluster)) Array.from(cluster.toLowerCase(), (letter, place) => add(letter, at + place));
    else add(foldCluster(cluster), at);
    at += cluster.length;
  }
  origins.push(text.length);
  return { folded: pieces.join(''), origins };
}

/** @param {string} cluster */
function foldCluster(cluster) {
  const lower = Array.from(cluster.normalize('NFKC'), (one) => one.toLowerCase()).join('');
  return lower.replaceAll('ς', 'σ').replace(/\s+/g, ' ');
}

/**
 * Where words stand in a text, in order and without overlaps of the same word.
 * @param {string} text
 * @param {readonly string[]} looked folded
 * @returns {Range[]}
 */
export function placesOf(text, looked) {
  const { folded, origins } = fold(text);
  /** @type {Range[]} */
  const found = [];
  for (const word of looked) {
    for (let at = word === '' ? -1 : folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      found.push([origins[at] ?? 0, origins[at + word.length] ?? text.length]);
    }
  }
  return found.sort((one, other) => one[0] - other[0]);
}
