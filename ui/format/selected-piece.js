// The part of a tree that a selection covers, as plain values: what `markdown-source.js` and `clean-html.js` write from.
// Invariant: it reads the tree and never changes it, so that copying leaves the selection as it was.

/** @typedef {{ startContainer: Node, startOffset: number, endContainer: Node, endOffset: number }} Boundaries */

/**
 * A node as far as it is selected. `name` is in lower case, `#text` for text.
 * @typedef {{ name: string, node: Node | null, text: string, children: Piece[], isWhole: boolean }} Piece
 */

/** Elements that mean something without any text in them. */
const meaningful = new Set(['br', 'hr', 'input', 'img']);

/** Those that mean something if all of their place is selected: an empty cell keeps its row in its columns. */
const places = new Set(['a', 'td', 'th', 'li', 'code', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** Elements that belong to the program and not to the text. */
const chrome = new Set(['button', 'svg']);

/**
 * The selected part of `root`, or null if there is none.
 * @param {Node} root
 * @param {Boundaries} range its ends may lie outside `root`
 * @param {{ beginsBefore?: boolean }} [where] whether the range begins before `root`
 * @returns {Piece | null}
 */
export function selectedPiece(root, range, { beginsBefore = false } = {}) {
  return cut(root, { range, isInside: beginsBefore }).piece;
}

/** @typedef {{ range: Boundaries, isInside: boolean }} Walk */
/** What was cut out of a node, and how many visible characters it has: all of them, and selected. @typedef {{ piece: Piece | null, all: number, chosen: number }} Cut */

/** @param {Node} node @param {Walk} walk @returns {Cut} */
function cut(node, walk) {
  if (node.nodeType === 3) return cutText(/** @type {Text} */ (node), walk);
  const name = node.nodeName.toLowerCase();
  const wasInside = walk.isInside;
  let isTouched = wasInside;
  let all = 0;
  let chosen = 0;
  /** @type {Piece[]} */
  const children = [];
  const nodes = Array.from(node.childNodes);
  for (let index = 0; index <= nodes.length; index += 1) {
    cross(walk, node, index);
    isTouched ||= walk.isInside;
    const child = nodes[index];
    if (child === undefined || (child.nodeType !== 1 && child.nodeType !== 3)) continue;
    const part = cut(child, walk);
    all += part.all;
    chosen += part.chosen;
    for (const piece of part.piece && isHolder(child) ? part.piece.children : [part.piece]) if (piece) children.push(piece);
  }
  if (chrome.has(name)) return { piece: null, all: 0, chosen: 0 };
  const isMeaningful = (meaningful.has(name) && isTouched) || (places.has(name) && wasInside && walk.isInside);
  if (name === 'table') fillFirstRow(children);
  const piece = isMeaningful || children.length > 0 ? { name, node, text: '', children, isWhole: chosen === all } : null;
  return { piece, all, chosen };
}

/**
 * Cells before the place where a selection of several rows begins stay empty, so that no cell leaves its column.
 * @param {Piece[]} parts of a table: its head and its body
 */
function fillFirstRow(parts) {
  const [row, second] = parts.flatMap((part) => (part.name === 'tr' ? [part] : part.children));
  const first = row?.children[0]?.node;
  if (!row || !second || !first) return;
  const cells = Array.from(row.node?.childNodes ?? []);
  const missing = cells.slice(0, Math.max(0, cells.indexOf(/** @type {ChildNode} */ (first))));
  row.children.unshift(...missing.map((node) => ({ name: node.nodeName.toLowerCase(), node, text: '', children: [], isWhole: true })));
}

/** @param {Text} node @param {Walk} walk @returns {Cut} */
function cutText(node, walk) {
  const { range } = walk;
  const { data } = node;
  let from = walk.isInside ? 0 : data.length;
  let to = data.length;
  if (node === range.startContainer) {
    walk.isInside = true;
    from = range.startOffset;
  }
  const wasInside = walk.isInside;
  if (node === range.endContainer) {
    walk.isInside = false;
    to = range.endOffset;
  }
  const all = visible(data);
  const text = wasInside ? data.slice(from, to) : '';
  if (text === '') return { piece: null, all, chosen: 0 };
  const chosen = visible(text);
  return { piece: { name: '#text', node: null, text, children: [], isWhole: chosen === all }, all, chosen };
}

/** Whether it only holds a part of what it stands in: one that is shown later (`prose-parts.js`), or items of a long list (`prose-tree.js`). @param {Node} node */
export function isHolder(node) {
  if (node.nodeType !== 1) return false;
  const element = /** @type {Element} */ (node);
  return element.hasAttribute('data-later') || element.getAttribute('class') === 'items';
}

/** @param {string} text */
function visible(text) {
  return text.replace(/\s/g, '').length;
}

/** Passes the place before the child `index` of `node`. @param {Walk} walk @param {Node} node @param {number} index */
function cross(walk, node, index) {
  const { startContainer, startOffset, endContainer, endOffset } = walk.range;
  if (node === startContainer && index === startOffset) walk.isInside = true;
  if (node === endContainer && index === endOffset) walk.isInside = false;
}

/** An attribute of the element that a piece is of. @param {Piece} piece @param {string} name @returns {string | null} */
export function attribute({ node }, name) {
  return node && 'getAttribute' in node ? /** @type {Element} */ (node).getAttribute(name) : null;
}

/** Whether the element has a class. @param {Piece} piece @param {string} name */
export function hasClass(piece, name) {
  return (attribute(piece, 'class') ?? '').split(' ').includes(name);
}

/** All selected text below a piece, as it stands. @param {Piece} piece @returns {string} */
export function textOf(piece) {
  return piece.name === '#text' ? piece.text : piece.children.map(textOf).join('');
}

/**
 * The innermost piece that holds all that is selected, as long as it is only partly selected: a few words of a heading
 * are words and no heading. What needs its parent to mean something (items, rows) keeps it.
 * @param {Piece} piece
 * @returns {Piece}
 */
export function innermost(piece) {
  const [only, ...more] = piece.children;
  if (!only || more.length > 0 || only.name === '#text' || only.isWhole) return piece;
  const needsParent = /^(ul|ol|table|thead|tbody|math)$/.test(only.name) && only.children.length > 1;
  return needsParent || attribute(only, 'data-tex') !== null ? piece : innermost(only);
}
