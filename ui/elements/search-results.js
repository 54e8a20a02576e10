// The list of the search: options, one of which is selected while the focus stays in the field.
// Sends `search-more` near its end; what is chosen is told to `choose`.

import { words } from '../words.js';
import { emit, h } from './dom.js';

/** So near the end, in pixels, more hits are asked for. */
const nearEnd = 400;

export class SearchResults {
  element = h('div', { class: 'pal-list scroll', id: 'search-results', role: 'listbox', 'aria-label': words.search.results });
  #none = h('p', { class: 'none fine' });
  #at = 0;

  /** @param {HTMLInputElement} input that names the selected one to those who listen @param {(option: HTMLElement) => void} choose */
  constructor(input, choose) {
    this.input = input;
    this.choose = choose;
    this.element.addEventListener('scroll', () => this.#askMore(), { passive: true });
    this.element.addEventListener('click', ({ target }) => {
      const option = target instanceof Element && target.closest('.opt');
      if (option instanceof HTMLElement) choose(option);
    });
  }

  /** @param {HTMLElement[]} options @param {string} none what is said if there are none */
  show(options, none) {
    this.#none.textContent = none;
    this.element.replaceChildren(...(options.length > 0 ? options : [this.#none]));
    this.element.scrollTop = 0;
    this.#select(0);
  }

  /** @param {HTMLElement[]} options */
  append(options) {
    if (options.length === 0) return;
    this.#none.remove();
    this.element.append(...options);
    this.#select(this.#at);
  }

  /** Says something else where there is nothing. @param {string} none */
  explain(none) {
    this.#none.textContent = none;
  }

  /** @param {number} by */
  move(by) {
    this.#select(this.#at + by);
    this.#askMore();
  }

  chooseSelected() {
    const option = this.#options[this.#at];
    if (option instanceof HTMLElement) this.choose(option);
  }

  get #options() {
    return [...this.element.querySelectorAll('.opt')];
  }

  /** @param {number} index */
  #select(index) {
    const options = this.#options;
    this.#at = Math.max(0, Math.min(index, options.length - 1));
    options.forEach((option, at) => {
      option.id = `search-${at}`;
      option.setAttribute('aria-selected', String(at === this.#at));
    });
    this.input.setAttribute('aria-activedescendant', options.length ? `search-${this.#at}` : '');
    options[this.#at]?.scrollIntoView({ block: 'nearest' });
  }

  #askMore() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    if (scrollHeight - scrollTop - clientHeight < nearEnd) emit(this.element, 'search-more');
  }
}
