// Applies patches to the tree of a streaming answer (see `Patch` in the bindings): settled content is put in once and
// never touched again; only the tail changes, and where its structure stays, only the text that differs.
// Invariant: cost grows with the patch and the tail, never with the answer. How HTML becomes nodes is given to it.

/** @import { Patch } from '../bindings.js' */
import { morph } from './morph.js';
import { bodyRows } from './prose-table.js';

/**
 * An inline flow is laid out whole whenever it grows, so one long code block would cost the square of its length. Its
 * lines are therefore gathered in runs (`span.run`) of about this many, of which only the last one grows.
 */
const runLines = 10;
/** Runs in one block of lines (`span.lines`), which is laid out only where it is seen once it is full (`code-lines.js`). */
const runsTogether = 5;

export class ProseTree {
  /** Comments before which content goes, outermost first. @type {Comment[]} */
  #slots = [];
  /** Stands before the tail. @type {Comment} */
  #mark;
  /** Lines in the last run of an open code block. */
  #lines = 0;
  #root;
  #parse;
  #onEntered;
  #onLines;

  /**
   * @param {Element} root an empty element
   * @param {(html: string) => DocumentFragment} parse
   * @param {(slot: Comment) => void} [onEntered] told of each place in a list, a quote or a table that content goes to
   *   from now on, once its first content stands there
   * @param {(lines: HTMLElement) => void} [onLines] told of each block of lines of code that is full
   */
  constructor(root, parse, onEntered = () => {}, onLines = () => {}) {
    this.#root = root;
    this.#parse = parse;
    this.#onEntered = onEntered;
    this.#onLines = onLines;
    this.#mark = this.#comment();
    const end = this.#comment();
    root.append(this.#mark, end);
    this.#slots.push(end);
  }

  /** @param {Patch} patch */
  apply({ ops, tail, replaced }) {
    let fresh = this.#fragment();
    /** Slots that are in `fresh` and not on the screen yet. @type {Comment[]} */
    const inner = [];
    /** @param {Node} node */
    const put = (node) => {
      const slot = inner.at(-1);
      if (slot) slot.before(node);
      else fresh.append(node);
    };
    const settle = () => {
      this.#settle(fresh);
      fresh = this.#fragment();
    };
    for (const op of ops) {
      if (op.op === 'append') {
        const slot = inner.at(-1) ?? this.#slots.at(-1);
        const isCode = slot !== undefined && isInRun(slot);
        for (const html of isCode ? lineGroups(op.html, runLines - this.#lines, runLines) : [op.html]) {
          put(this.#parse(html));
          const isFull = isCode ? this.#isRunFull(html) : inner.length === 0 && isBodyFull(slot);
          if (!slot || !isFull) continue;
          if (inner.length === 0) settle();
          this.#openPart(slot);
        }
      } else if (op.op === 'enter') {
        const opened = this.#parse(`${op.open}<!---->${op.close}`);
        const slot = lastComment(opened);
        put(opened);
        if (slot?.parentNode?.nodeName === 'CODE') this.#openPart(slot);
        if (slot) inner.push(slot);
      } else if (inner.length > 0) {
        inner.pop()?.remove();
      } else {
        settle();
        if (this.#slots.length > 1) this.#slots.pop()?.remove();
      }
    }
    const mark = this.#comment();
    put(mark);
    if (tail !== '') put(this.#parse(tail));
    settle();
    this.#mark = mark;
    this.#slots.push(...inner);
    inner.forEach(this.#onEntered);
    this.#replace(replaced);
  }

  /** Takes the marks out when the answer has ended. */
  finish() {
    this.#mark.remove();
    for (const slot of this.#slots) slot.remove();
    this.#slots = [];
  }

  /** Puts new content in place of the old tail, keeping what is the same. @param {DocumentFragment} fresh */
  #settle(fresh) {
    const slot = this.#slots.at(-1);
    const parent = slot?.parentNode;
    if (!slot || !parent) return;
    const first = this.#mark.parentNode === parent ? this.#mark.nextSibling : slot;
    this.#mark.remove();
    morph(parent, first, slot, fresh);
  }

  /** Counts the lines that settle in code, and tells when the next ones belong in a run of their own. @param {string} html */
  #isRunFull(html) {
    this.#lines += html.split('\n').length - 1;
    return this.#lines >= runLines && /\n(<\/span>)*$/.test(html);
  }

  /** Lets what comes stand in a further part of its code or its table. @param {Comment} slot */
  #openPart(slot) {
    const before = /** @type {HTMLElement} */ (slot.parentNode);
    const part = this.#root.ownerDocument.createElement(before.nodeName === 'TBODY' ? 'tbody' : 'span');
    if (part.nodeName === 'SPAN') this.#openRun(slot, before, part);
    else before.parentNode?.insertBefore(part, before.nextSibling);
    part.append(slot);
  }

  /** @param {Comment} slot @param {HTMLElement} before @param {HTMLElement} run */
  #openRun(slot, before, run) {
    run.setAttribute('class', 'run');
    this.#lines = 0;
    const lines = before.nodeName === 'CODE' ? null : /** @type {HTMLElement} */ (before.parentNode);
    if (lines && lines.children.length < runsTogether) return void lines.append(run);
    const next = this.#root.ownerDocument.createElement('span');
    next.setAttribute('class', 'lines');
    next.append(run);
    if (!lines) return void slot.before(next);
    lines.parentNode?.insertBefore(next, lines.nextSibling);
    this.#onLines(lines);
  }

  /** @param {Patch['replaced']} replaced */
  #replace(replaced) {
    if (replaced.length === 0) return;
    const blocks = Array.from(this.#root.children);
    for (const { index, html } of replaced) {
      const block = blocks[index];
      if (block) block.replaceWith(this.#parse(html));
      else this.#slots[0]?.before(this.#parse(html));
    }
  }

  #comment() {
    return this.#root.ownerDocument.createComment('');
  }

  #fragment() {
    return this.#root.ownerDocument.createDocumentFragment();
  }
}

/** @param {Comment} slot */
function isInRun(slot) {
  const parent = /** @type {Element | null} */ (slot.parentNode);
  return parent?.nodeName === 'SPAN' && parent.getAttribute('class') === 'run';
}

/** @param {Comment | undefined} slot */
function isBodyFull(slot) {
  const parent = /** @type {Element | null | undefined} */ (slot?.parentNode);
  return parent?.nodeName === 'TBODY' && parent.children.length >= bodyRows;
}

/**
 * The HTML of lines of code, of which one patch may bring thousands, in groups that end with a line where no element is open.
 * @param {string} html
 * @param {number} first lines in the first group
 * @param {number} most lines in each other one
 * @returns {string[]}
 */
export function lineGroups(html, first, most) {
  const groups = [];
  let [start, lines, depth, last, isLineEnd] = [0, 0, 0, 0, false];
  for (const { 0: mark, index } of html.matchAll(/\n|<span|<\/span>/g)) {
    const end = index + mark.length;
    if (mark === '\n') lines += 1;
    else depth += mark === '<span' ? 1 : -1;
    isLineEnd = mark === '\n' || (isLineEnd && mark === '</span>' && index === last);
    last = end;
    if (!isLineEnd || depth > 0 || lines < (groups.length === 0 ? first : most)) continue;
    groups.push(html.slice(start, end));
    [start, lines] = [end, 0];
  }
  if (start < html.length) groups.push(html.slice(start));
  return groups;
}

/** The last comment below a node: `enter` puts exactly one there. @param {Node} node @returns {Comment | null} */
function lastComment(node) {
  for (let child = node.lastChild; child; child = child.previousSibling) {
    if (child.nodeType === 8) return /** @type {Comment} */ (child);
    const found = lastComment(child);
    if (found) return found;
  }
  return null;
}
