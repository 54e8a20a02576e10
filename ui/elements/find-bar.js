// The bar of the search within the open chat. Sends `find-change` with what is typed, `find-step` with a direction and
// `find-close`. It says which hit is shown; finding and showing them is the wiring's.

import { isComposing, isEnter, isEscape } from '../keyboard.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton } from './dom.js';

/** A question goes out when the fingers rest for so long. */
const restMs = 80;

export class FindBar extends HTMLElement {
  #input = h('input', { type: 'text', 'aria-label': words.find.label, placeholder: words.find.label, autocomplete: 'off', spellcheck: 'false' });
  #count = h('span', { class: 'fine num', role: 'status' });
  #previous = iconButton('arrow-up', words.find.previous, () => emit(this, 'find-step', -1), { keys: 'Shift+Enter' });
  #next = iconButton('arrow-down', words.find.next, () => emit(this, 'find-step', 1), { keys: 'Enter' });
  #timer = 0;

  connectedCallback() {
    if (this.firstElementChild) return;
    this.role = 'search';
    this.append(icon('search', 's'), this.#input, this.#count, this.#previous, this.#next, iconButton('x', words.find.close, () => emit(this, 'find-close'), { keys: 'Esc' }));
    this.#input.addEventListener('input', () => this.#ask(restMs));
    this.addEventListener('keydown', (event) => this.#onKey(event));
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  get text() {
    return this.#input.value;
  }

  /** Opens it with what stood in it, or with what is selected. @param {string} selected */
  open(selected) {
    this.hidden = false;
    if (selected !== '') this.#input.value = selected;
    this.#input.focus();
    this.#input.select();
    this.#ask(0);
  }

  close() {
    clearTimeout(this.#timer);
    this.hidden = true;
  }

  /** Says which hit is shown. @param {number} at from 1; 0 if there is none @param {number} all @param {boolean} isElsewhere whether it is in another version */
  show(at, all, isElsewhere) {
    const { count, none, otherVersion } = words.find;
    const place = all === 0 ? none : count(at, all);
    this.#count.textContent = this.text === '' ? '' : isElsewhere ? `${place}, ${otherVersion}` : place;
    this.toggleAttribute('data-none', all === 0 && this.text !== '');
    for (const button of [this.#previous, this.#next]) button.disabled = all === 0;
  }

  /** @param {number} wait */
  #ask(wait) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => emit(this, 'find-change', this.text), wait);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (isComposing(event)) return;
    if (isEscape(event)) emit(this, 'find-close');
    else if (isEnter(event) && event.target === this.#input) emit(this, 'find-step', event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }
}

customElements.define('find-bar', FindBar);
