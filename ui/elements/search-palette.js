// Finds conversations by title, by keyboard alone. Sends `search-change` with what is typed, and `conversation-open` with an id.

/** @import { ConversationSummary } from '../bindings.js' */
import { shortDay } from '../format/dates.js';
import { match, wordsOf } from '../format/matching.js';
import { routeDot } from '../format/answer-metadata.js';
import { isComposing, isEnter } from '../keyboard.js';
import { locale, words } from '../words.js';
import { emit, h, icon, keyCaps, marked, vendorDot } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

/** More rows than anyone reads would only cost time at each key press. */
const mostRows = 60;
/** A query goes out when the fingers rest for so long. */
const restMs = 60;

export class SearchPalette extends LayerDialog {
  #input = h('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': words.search.label,
    'aria-expanded': 'true',
    'aria-controls': 'search-results',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: words.search.placeholder,
  });
  #list = h('div', { class: 'pal-list scroll', id: 'search-results', role: 'listbox', 'aria-label': words.search.results });
  /** What is offered before anything is typed. @type {ConversationSummary[]} */
  #recent = [];
  #timer = 0;
  #at = 0;
  #nowMs = 0;

  connectedCallback() {
    const { label, move, open, scope } = words.search;
    this.build(
      'dlg pal',
      label,
      h('div', { class: 'big-in' }, icon('search'), this.#input, keyCaps(['Esc'])),
      this.#list,
      h(
        'div',
        { class: 'foot-keys' },
        h('span', {}, icon('arrow-up', 's'), icon('arrow-down', 's'), move),
        h('span', {}, icon('return', 's'), open),
        h('span', { class: 'grow' }),
        h('span', {}, scope),
      ),
    );
    this.#input.addEventListener('input', () => this.#ask());
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
  }

  /** @param {ConversationSummary[]} recent newest first @param {number} nowMs */
  open(recent, nowMs) {
    this.#recent = recent.slice(0, mostRows);
    this.#nowMs = nowMs;
    this.#input.value = '';
    this.#show(this.#recent);
    this.showModal();
    this.#input.focus();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #ask() {
    clearTimeout(this.#timer);
    if (this.#input.value.trim() === '') this.#show(this.#recent);
    else this.#timer = window.setTimeout(() => emit(this, 'search-change', this.#input.value), restMs);
  }

  /** What was found, unless something else stands in the field by now. @param {string} query @param {ConversationSummary[]} rows best first */
  showResults(query, rows) {
    if (this.#input.value === query) this.#show(rows.slice(0, mostRows));
  }

  /** @param {ConversationSummary[]} rows */
  #show(rows) {
    const typed = wordsOf(this.#input.value);
    const found = rows.map((item) => ({ item, ranges: match(item.title, typed)?.ranges ?? [] }));
    this.#list.replaceChildren(
      ...found.map(({ item, ranges }, index) =>
        h(
          'div',
          { class: 'opt', role: 'option', id: `search-${index}`, 'data-id': item.id, onclick: () => this.#choose(item.id) },
          vendorDot(routeDot(item.route)),
          h('span', { class: 't' }, ...marked(item.title, ranges)),
          h('small', { class: 'num' }, shortDay(item.updatedAtMs, this.#nowMs, locale)),
        ),
      ),
    );
    if (found.length === 0) this.#list.append(h('p', { class: 'none fine' }, this.#recent.length ? words.search.none : words.search.empty));
    this.#select(0);
  }

  /** @param {number} index */
  #select(index) {
    const options = this.#list.querySelectorAll('.opt');
    this.#at = Math.max(0, Math.min(index, options.length - 1));
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === this.#at)));
    this.#input.setAttribute('aria-activedescendant', options.length ? `search-${this.#at}` : '');
    options[this.#at]?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !isComposing(event)) {
      event.preventDefault();
      this.#select(this.#at + step);
    } else if (isEnter(event)) {
      event.preventDefault();
      const id = /** @type {HTMLElement | undefined} */ (this.#list.querySelectorAll('.opt')[this.#at])?.dataset.id;
      if (id) this.#choose(id);
    }
  }

  /** @param {string} id */
  #choose(id) {
    this.close();
    emit(this, 'conversation-open', { id });
  }
}

customElements.define('search-palette', SearchPalette);
