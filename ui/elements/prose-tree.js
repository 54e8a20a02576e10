// Applies patches to the tree of a streaming answer (see `Patch` in the bindings): settled content is put in once and
// never touched again; only the tail changes, and where its structure stays, only the text that differs.
// Invariant: cost grows with the patch and the tail, never with the answer. How HTML becomes nodes is given to it.

/** @import { Patch } from '../bindings.js' */
import { morph } from './morph.js';
import { isInRun, isSegmentFull, lineGroups, openSegment, runLines } from './prose-segments.js';

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
   * @param {(slot: Comment) => void} [onEntered] called with each place in a list, a quote or a table that content goes to
   *   from now on, once its first content stands there
   * @param {(lines: HTMLElement) => void} [onLines] called with each block of lines of code that is full
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
          const isFull = isCode ? this.#isRunFull(html) : inner.length === 0 && isSegmentFull(slot);
          if (!slot || !isFull) continue;
          if (inner.length === 0) settle();
          this.#openSegment(slot);
        }
      } else if (op.op === 'enter') {
        const opened = this.#parse(`${op.open}<!---->${op.close}`);
        const slot = lastComment(opened);
        put(opened);
        if (slot?.parentNode?.nodeName === 'CODE') this.#openSegment(slot);
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

  /** Lets what comes stand in a further segment of its code, its table or its list. @param {Comment} slot */
  #openSegment(slot) {
    this.#lines = 0;
    const full = openSegment(slot);
    if (full) this.#onLines(full);
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

/** The last comment below a node: `enter` puts exactly one there. @param {Node} node @returns {Comment | null} */
function lastComment(node) {
  for (let child = node.lastChild; child; child = child.previousSibling) {
    if (child.nodeType === 8) return /** @type {Comment} */ (child);
    const found = lastComment(child);
    if (found) return found;
  }
  return null;
}
