// Says what was done and offers to undo it, for a while; it stays while the pointer or the focus is on it.
// Imported when it is first shown. Sends `undo`.

import { words } from '../words.js';
import { emit, h, iconButton } from './dom.js';

/** How long it can be read, in milliseconds. */
const shownMs = 10_000;

export class UndoToast extends HTMLElement {
  #text = h('span', { role: 'status' });
  #undo = h('button', { class: 'btn quiet', type: 'button', title: `${words.library.undo} (Ctrl Z)`, onclick: () => emit(this, 'undo') }, words.library.undo);
  #timer = 0;

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(this.#text, this.#undo, iconButton('x', words.library.dismiss, () => this.hide()));
    for (const type of ['pointerenter', 'focusin']) this.addEventListener(type, () => clearTimeout(this.#timer));
    for (const type of ['pointerleave', 'focusout']) this.addEventListener(type, () => this.#wait());
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** @param {string} text @param {boolean} [canUndo] */
  show(text, canUndo = true) {
    this.#text.textContent = text;
    this.#undo.hidden = !canUndo;
    this.hidden = false;
    this.#wait();
  }

  hide() {
    clearTimeout(this.#timer);
    this.hidden = true;
  }

  #wait() {
    clearTimeout(this.#timer);
    if (!this.hidden) this.#timer = window.setTimeout(() => this.hide(), shownMs);
  }
}

customElements.define('undo-toast', UndoToast);
