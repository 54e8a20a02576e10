// The reasoning before an answer, folded away; plain text, open only if the person opened it.

import { wholeSeconds } from '../format/figures.js';
import { words } from '../words.js';
import { h, icon } from './dom.js';
import { PlainText } from './plain-text.js';

export class ThoughtDetails extends HTMLElement {
  #label = h('span', {}, words.message.thinking(''));
  #words = new PlainText(h('div', { class: 'body selectable' }));
  #details = h('details', { class: 'think' });

  connectedCallback() {
    if (this.firstElementChild) return;
    const summary = h('summary', {}, icon('bulb'), this.#label, icon('right', 's chev'));
    this.#details.append(summary, this.#words.body);
    this.append(this.#details);
    this.hidden = this.#words.isBlank;
  }

  /** All that was thought so far. */
  get text() {
    return this.#words.text;
  }

  set text(text) {
    this.#words.show(text);
    this.hidden = text === '';
  }

  /** @param {string} more */
  extend(more) {
    if (more === '') return;
    this.#words.extend(more, { isSeen: this.#details.open });
    this.hidden = false;
  }

  /** @param {number | null} ms how long it took; null while it goes on or if it was not measured @param {boolean} isOver */
  showTime(ms, isOver) {
    const time = ms === null ? '' : wholeSeconds(ms);
    this.#label.textContent = isOver ? words.message.thought(time) : words.message.thinking(time);
  }
}

customElements.define('thought-details', ThoughtDetails);
