// How two texts differ, word by word: the pieces that both have, and those that only one has. Pure.
// Myers' algorithm, over lines first where the texts are long, so that its cost stays bounded.

/** @typedef {{ kind: 'both' | 'removed' | 'added', text: string }} Piece `removed` is only in the first, `added` only in the second */

/** Edits after which two stretches are taken as wholly different. */
const MOST_EDITS = 1500;

/** @param {string} first @param {string} second @returns {Piece[]} */
export function difference(first, second) {
  const pieces = compare(first.split(/(?<=\n)/), second.split(/(?<=\n)/));
  return joined(refined(pieces));
}

/** Lines that were changed, word by word. @param {Piece[]} pieces @returns {Piece[]} */
function refined(pieces) {
  /** @type {Piece[]} */
  const out = [];
  for (let at = 0; at < pieces.length; ) {
    const from = at;
    while (at < pieces.length && pieces[at]?.kind !== 'both') at += 1;
    const changed = pieces.slice(from, at);
    const only = (/** @type {Piece['kind']} */ kind) => changed.filter((piece) => piece.kind === kind).map((piece) => piece.text).join('');
    const [removed, added] = [only('removed'), only('added')];
    if (removed !== '' && added !== '') out.push(...compare(wordsOf(removed), wordsOf(added)));
    else out.push(...changed);
    const same = pieces[at];
    if (same) out.push(same);
    at += 1;
  }
  return out;
}

/** Words, spaces and marks, each by itself; what is written without spaces, letter by letter. @param {string} text */
function wordsOf(text) {
  return text.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

/** @param {string[]} a @param {string[]} b @returns {Piece[]} */
function compare(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [
    ...a.slice(0, start).map(both),
    ...shortest(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(both),
  ];
}

/** @param {string} text @returns {Piece} */
const both = (text) => ({ kind: 'both', text });
/** @param {string} text @returns {Piece} */
const removed = (text) => ({ kind: 'removed', text });
/** @param {string} text @returns {Piece} */
const added = (text) => ({ kind: 'added', text });

/** @param {string[]} a @param {string[]} b @returns {Piece[]} */
function shortest(a, b) {
  if (a.length === 0 || b.length === 0) return [...a.map(removed), ...b.map(added)];
  const trace = furthest(a, b);
  if (!trace) return [...a.map(removed), ...b.map(added)];
  /** @type {Piece[]} */
  const pieces = [];
  let [x, y] = [a.length, b.length];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reached = trace[edits];
    if (!reached) break;
    const k = x - y;
    const from = (/** @type {number} */ diagonal) => reached.get(diagonal) ?? -1;
    const isDown = k === -edits || (k !== edits && from(k - 1) < from(k + 1));
    const beforeK = isDown ? k + 1 : k - 1;
    const beforeX = edits === 0 ? 0 : from(beforeK);
    const beforeY = edits === 0 ? 0 : beforeX - beforeK;
    while (x > beforeX && y > beforeY) {
      x -= 1;
      y -= 1;
      pieces.push(both(a[x] ?? ''));
    }
    if (edits === 0) break;
    if (isDown) pieces.push(added(b[(y -= 1)] ?? ''));
    else pieces.push(removed(a[(x -= 1)] ?? ''));
  }
  return pieces.reverse();
}

/** How far each number of edits leads on each diagonal, before it is made; null if there are too many. @param {string[]} a @param {string[]} b */
function furthest(a, b) {
  /** @type {Map<number, number>[]} */
  const trace = [];
  let reached = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, MOST_EDITS); edits += 1) {
    trace.push(reached);
    const next = new Map();
    for (let k = -edits; k <= edits; k += 2) {
      const left = reached.get(k - 1) ?? -1;
      const up = reached.get(k + 1) ?? -1;
      let x = k === -edits || (k !== edits && left < up) ? up : left + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return trace;
    }
    reached = next;
  }
  return null;
}

/** @param {Piece[]} pieces @returns {Piece[]} */
function joined(pieces) {
  /** @type {Piece[]} */
  const out = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (piece.text === '') continue;
    if (last?.kind === piece.kind) last.text += piece.text;
    else out.push({ ...piece });
  }
  return out;
}
