// The chips of the search: filters to click, and the values of the one that is being typed.

/** @import { Known, Suggestion } from '../format/search-query.js' */
import { applied, marks, suggestions } from '../format/search-query.js';
import { words } from '../words.js';
import { h } from './dom.js';

export class SearchChips {
  element = h('div', { class: 'filters', role: 'toolbar', 'aria-label': words.search.chips });
  /** @type {Known} */
  known = { models: [], vendors: [], gateways: new Map(), nowMs: 0 };
  #offered = '';

  /** @param {HTMLInputElement} input @param {(text: string, caret: number) => void} set puts a text into the field */
  constructor(input, set) {
    this.input = input;
    this.set = set;
    input.addEventListener('keyup', () => this.offer());
    input.addEventListener('click', () => this.offer());
  }

  /** Offers what suits the word at the caret. */
  offer() {
    const { value } = this.input;
    const offered = suggestions(value, this.#caret, this.known);
    const labels = offered.map(({ label }) => label).join(' ');
    if (this.#offered === labels) return;
    this.#offered = labels;
    this.element.replaceChildren(...offered.map((one) => this.#chip(one)));
  }

  get #caret() {
    return this.input.selectionEnd ?? this.input.value.length;
  }

  /** @param {Suggestion} suggestion */
  #chip(suggestion) {
    const take = () => {
      const { text, caret } = applied(this.input.value, this.#caret, suggestion);
      this.set(text, caret);
    };
    /** @type {Record<string, string>} */
    const filters = words.search.filters;
    const { exactPhrase, exclude } = words.search;
    const name = { [marks[0] ?? '']: exactPhrase, [marks[1] ?? '']: exclude }[suggestion.label] ?? null;
    const title = name ?? filters[suggestion.label.replace(/:$/, '')] ?? null;
    return h('button', { class: 'f', type: 'button', title, 'aria-label': name, onclick: take }, suggestion.label);
  }
}
