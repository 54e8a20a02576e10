// Text as it was written, never as HTML, in parts that are laid out for themselves (`format/text-parts.js` says why).
// Invariant: what stands here is never set again while it grows; only the last part is added to, so a selection survives
// and the work for each piece is bounded by the piece and one part.

import { partEnd } from '../format/text-parts.js';
import { h } from './dom.js';

export class PlainText {
  /** The part that may still grow. @type {Text | null} */
  #last = null;

  /** @param {HTMLElement} body an element that is used for nothing else */
  constructor(body) {
    this.body = body;
  }

  get isBlank() {
    return this.#last === null;
  }

  get text() {
    return this.body.textContent ?? '';
  }

  /** @param {string} text */
  show(text) {
    this.body.replaceChildren();
    this.#last = null;
    this.extend(text);
  }

  /** @param {string} more */
  extend(more) {
    if (more === '') return;
    const open = this.#last?.data ?? '';
    const text = open + more;
    let from = 0;
    while (from < text.length) {
      const end = partEnd(text, from);
      if (from === 0 && this.#last) this.#last.appendData(text.slice(open.length, end));
      else this.#add(text.slice(from, end));
      from = end;
    }
  }

  /** @param {string} text */
  #add(text) {
    this.#last = document.createTextNode(text);
    this.body.append(h('span', { class: 'part' }, this.#last));
  }
}
