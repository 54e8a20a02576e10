// Which way lists, quotes, tables and notes of an answer run: as their first letter is written. Paragraphs do so by CSS alone.
// Invariant: a look ends at the first letter. `dir="auto"` would have the web view look all of it over again whenever
// something in it changes, which costs the square of a long answer.

/** Letters that are written from right to left: Hebrew, Arabic and their neighbours, with their presentation forms. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const directed = 'ul, ol, blockquote, .tw, .fn';
/** Pieces of text without a letter after which it is taken for none. */
const most = 100;

/** Directs all that stands below a node. @param {ParentNode} root */
export function directBelow(root) {
  for (const block of root.querySelectorAll(directed)) direct(block);
}

/** Directs what a node stands in, outermost first. @param {Node} node */
export function directAround(node) {
  const blocks = [];
  for (let block = node.parentElement?.closest(directed); block; block = block.parentElement?.closest(directed)) blocks.unshift(block);
  blocks.forEach(direct);
}

/** @param {Element} block */
function direct(block) {
  if (isRightToLeft(block)) block.setAttribute('dir', 'rtl');
  else if (block.parentElement?.closest('[dir="rtl"]')) block.setAttribute('dir', 'ltr');
}

/** @param {Element} block */
function isRightToLeft(block) {
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let seen = 0; seen < most && texts.nextNode(); seen += 1) {
    const [letter] = /\p{L}/u.exec(/** @type {Text} */ (texts.currentNode).data) ?? [];
    if (letter) return rightToLeft.test(letter);
  }
  return false;
}
