// What a month may come to before it is asked about, in dollars; empty for no limit. Sends `settings-change`.

import { priceOf, typed } from '../format/money.js';
import { isEnter } from '../keyboard.js';
import { spending as words } from '../strings/en/price.js';
import { emit, h } from './dom.js';

export class LimitField extends HTMLElement {
  #input = h('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-label': words.limit, placeholder: words.none });
  #wrong = h('p', { class: 'fine hot', role: 'alert', hidden: true }, words.wrong);

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(h('div', { class: 'field' }, h('span', { class: 'faint', 'aria-hidden': 'true' }, '$'), this.#input), this.#wrong);
    this.#input.addEventListener('change', () => this.#save());
    this.#input.addEventListener('keydown', (event) => {
      if (isEnter(event)) this.#save();
    });
  }

  /** @param {number | null} limit in millionths of a dollar */
  show(limit) {
    this.#wrong.hidden = true;
    if (document.activeElement !== this.#input) this.#input.value = typed(limit);
  }

  #save() {
    const text = this.#input.value.trim();
    const limit = text === '' ? null : priceOf(text);
    this.#wrong.hidden = text === '' || limit !== null;
    if (this.#wrong.hidden) emit(this, 'settings-change', { monthlyLimit: limit });
  }
}

customElements.define('limit-field', LimitField);
