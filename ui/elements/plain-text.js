// Text as it was written, never as HTML, in parts that are laid out for themselves (`format/text-parts.js` says why). A
// part that begins in the middle of a line goes on where the one before it ends, so that no break is seen.
// Invariant: what stands here is never set again while it grows; only the last part is added to, so a selection survives
// and the work of a frame is bounded by `mostAtOnce` and one part.

import { partEnd } from '../format/text-parts.js';
import { h } from './dom.js';

/** Characters that come on the screen in one frame while it is seen; the rest waits for the next ones. */
const mostAtOnce = 3000;
/** Characters at the end of a part that hold its last line. */
const lastCharacters = 400;
/** Parts that are put in place in one frame. */
const joinedAtOnce = 6;

export class PlainText {
  /** The part that may still grow. @type {Text | null} */
  #last = null;
  #waiting = '';
  #frame = 0;
  /** Parts that begin in the middle of a line. @type {HTMLElement[]} */
  #joined = [];
  /** What the lines were broken for when those were put in place. */
  #measure = '';
  #joining = 0;
  #sizes = new ResizeObserver(() => this.#joinAnew());

  /** @param {HTMLElement} body an element that is used for nothing else */
  constructor(body) {
    this.body = body;
  }

  get isBlank() {
    return this.#last === null;
  }

  /** All of it, also what is not on the screen yet. */
  get text() {
    return (this.body.textContent ?? '') + this.#waiting;
  }

  /** Shows a text that will not grow. @param {string} text */
  show(text) {
    cancelAnimationFrame(this.#frame);
    this.body.replaceChildren();
    this.#last = null;
    this.#waiting = '';
    this.#joined = [];
    cancelAnimationFrame(this.#joining);
    this.#joining = 0;
    this.#put(text, { isWhole: true });
  }

  /** @param {string} more @param {{ isSeen: boolean }} reader whether it is laid out now */
  extend(more, { isSeen }) {
    if (more === '') return;
    this.#waiting += more;
    if (isSeen && !document.hidden) return this.#pour();
    const all = this.#waiting;
    this.#waiting = '';
    this.#put(all);
  }

  #pour() {
    cancelAnimationFrame(this.#frame);
    const halves = /[\ud800-\udbff]/.test(this.#waiting.charAt(mostAtOnce - 1)) ? 1 : 0;
    const now = this.#waiting.slice(0, mostAtOnce - halves);
    this.#waiting = this.#waiting.slice(now.length);
    this.#put(now);
    if (this.#waiting !== '') this.#frame = requestAnimationFrame(() => this.#pour());
  }

  /** @param {string} more @param {{ isWhole?: boolean }} [what] */
  #put(more, what) {
    const open = this.#last?.data ?? '';
    const text = open + more;
    let from = 0;
    while (from < text.length) {
      const end = partEnd(text, from, what);
      if (from === 0 && this.#last) this.#last.appendData(text.slice(open.length, end));
      else this.#add(text.slice(from, end));
      from = end;
    }
  }

  /** @param {string} text */
  #add(text) {
    const isJoined = this.#last !== null && !this.#last.data.endsWith('\n');
    this.#last = document.createTextNode(text);
    const part = h('span', { class: 'part' }, this.#last);
    this.body.append(part);
    if (!isJoined) return;
    this.#joined.push(part);
    this.#sizes.observe(this.body);
    if (this.#measure !== '' && this.#joining === 0) join(part);
  }

  /** Where its lines break differently, parts go on elsewhere. */
  #joinAnew() {
    const { clientWidth } = this.body;
    const measure = clientWidth > 0 ? `${clientWidth} ${getComputedStyle(this.body).fontSize}` : this.#measure;
    if (measure === this.#measure) return;
    this.#measure = measure;
    this.#joinFrom(0);
  }

  /** Each part is laid out before the next one can be put in place, so a frame takes only a few. @param {number} first */
  #joinFrom(first) {
    cancelAnimationFrame(this.#joining);
    this.#joining = 0;
    const end = first + joinedAtOnce;
    for (const part of this.#joined.slice(first, end)) join(part);
    if (end < this.#joined.length) this.#joining = requestAnimationFrame(() => this.#joinFrom(end));
  }
}

/** Lets a part begin where the last line of the one before it ends. @param {HTMLElement} part */
function join(part) {
  const before = part.previousElementSibling;
  const text = before?.firstChild;
  if (!before || !(text instanceof Text)) return;
  const range = document.createRange();
  range.setStart(text, Math.max(0, text.length - lastCharacters));
  range.setEnd(text, text.length);
  const boxes = Array.from(range.getClientRects());
  const low = Math.max(...boxes.map((box) => (box.top + box.bottom) / 2));
  // By its right edge in either direction of writing, since the text that follows must never stand on this one.
  const right = Math.max(...boxes.filter((box) => box.bottom > low).map((box) => box.right));
  const { left, width } = before.getBoundingClientRect();
  if (boxes.length === 0) return;
  part.style.setProperty('--from', `${Math.min(right - left, width)}px`);
  part.classList.add('on');
}
