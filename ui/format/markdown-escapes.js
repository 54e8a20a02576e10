// The backslashes that keep the text of an answer text when it is copied as Markdown.
// Invariant: pure, and linear in its input however hostile: no look ahead is begun anew for each character.

/**
 * A backslash before what would be read as markup within a line.
 * @param {string} text @param {{ isInBrackets?: boolean }} [where] whether it is the text of a link or an image
 */
export function escaped(text, { isInBrackets = false } = {}) {
  const marked = text
    .replace(/\\(?=[!-/:-@[-`{-~]|[ \t]*$)/gm, '\\\\')
    .replace(/`|\*(?!\s)|(?<!\s)\*/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_(?!\s)|(?<!\s)_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/~(?![\p{L}\p{N}])|(?<!\s)~/gu, '\\~')
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/\$(?!\d)/g, '\\$$');
  return bracketed(marked, isInBrackets);
}

/**
 * Brackets that would make a link or a footnote, or end the link that they are in. An opening one never gets a backslash:
 * that is how a formula begins.
 * @param {string} text @param {boolean} isInBrackets
 */
function bracketed(text, isInBrackets) {
  const isRisky = isInBrackets && (text.includes('](') || !isBalanced(text));
  if (isRisky) return text.replaceAll('[', '&#91;').replaceAll(']', '&#93;');
  return text.replace(/\](?=\()/g, '\\]').replace(/\[(?=\^)/g, '[\\');
}

/** @param {string} text */
function isBalanced(text) {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]]/g)) {
    depth += bracket === '[' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** A backslash where a line would begin a block. @param {string} text */
export function atLineStart(text) {
  return text
    .replace(/^(?:#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|~~~|[-=|:][-=|: ]*$)/gm, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/gm, '$1\\$2')
    .replace(/^(\[(?:[^\]\\]|\\[^]){1,999}\]):/, '$1\\:');
}
