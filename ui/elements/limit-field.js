// What a chat, a day or a month may come to before it is asked about, in dollars; empty for no limit. Sends `settings-change`.

/** @import { LimitScope, Settings } from '../bindings.js' */

import { priceOf, typed } from '../format/money.js';
import { isEnter } from '../keyboard.js';
import { spending as words } from '../strings/en/price.js';
import { emit, h } from './dom.js';

/** @type {Record<LimitScope, 'chatLimit' | 'dailyLimit' | 'monthlyLimit'>} */
export const limitFields = { month: 'monthlyLimit', day: 'dailyLimit', chat: 'chatLimit' };

export class LimitField extends HTMLElement {
  #input = h('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', placeholder: words.none });
  #wrong = h('p', { class: 'fine hot', role: 'alert', hidden: true }, words.wrong);

  /** @param {LimitScope} scope */
  constructor(scope) {
    super();
    this.scope = scope;
    this.#input.setAttribute('aria-label', words.limits[scope]);
  }

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(h('div', { class: 'field' }, h('span', { class: 'faint', 'aria-hidden': 'true' }, '$'), this.#input), this.#wrong);
    this.#input.addEventListener('change', () => this.#save());
    this.#input.addEventListener('keydown', (event) => {
      if (isEnter(event)) this.#save();
    });
  }

  /** @param {Settings} settings */
  show(settings) {
    const limit = settings[limitFields[this.scope]];
    this.#wrong.hidden = true;
    if (document.activeElement !== this.#input) this.#input.value = typed(limit);
  }

  #save() {
    const text = this.#input.value.trim();
    const limit = text === '' ? null : priceOf(text);
    this.#wrong.hidden = text === '' || limit !== null;
    if (this.#wrong.hidden) emit(this, 'settings-change', { [limitFields[this.scope]]: limit });
  }
}

customElements.define('limit-field', LimitField);
