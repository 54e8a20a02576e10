// The search over all chats, by keyboard alone: what is typed, chips for filters, hits with the words around them.
// Sends `search-change` with what is asked for, and `conversation-open`.

/** @import { ConversationSummary, SearchCount, SearchOrder, SearchPage } from '../bindings.js' */
/** @import { Known } from '../format/search-query.js' */
import { isComposing, isEnter } from '../keyboard.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { SearchChips } from './search-chips.js';
import { hitOption, recentOption } from './search-hit.js';
import { SearchResults } from './search-results.js';

/** More rows than anyone reads would only cost time. */
const mostRecent = 60;
/** A query goes out when the fingers rest for so long. */
const restMs = 60;
/** By how many results a key moves. @type {Record<string, number>} */
const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

export class SearchPalette extends LayerDialog {
  #input = h('input', {
    type: 'text',
    role: 'combobox',
    'aria-expanded': 'true',
    'aria-label': words.search.label,
    'aria-controls': 'search-results',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: words.search.placeholder,
  });
  #clear = iconButton('x', words.search.clear, () => this.#set('', 0));
  #chips = new SearchChips(this.#input, (text, caret) => this.#set(text, caret));
  #status = h('p', { class: 'fine num', role: 'status' });
  #order = h('button', { class: 'link-btn', type: 'button', title: words.search.orderTitle, onclick: () => this.#reorder() });
  #results = new SearchResults(this.#input, (option) => this.#choose(option));
  /** What is offered before anything is typed. @type {ConversationSummary[]} */
  #recent = [];
  /** @type {SearchOrder} */
  #sorting = 'newest';
  /** The words to mark in the message that is opened. @type {string[]} */
  #marks = [];
  #timer = 0;
  /** Whether the results are those of something that stood in the field before. */
  #isLate = false;
  /** Whether the first of the results that are still to come is to be opened. */
  #isEntered = false;

  connectedCallback() {
    const { label, move, open } = words.search;
    this.build(
      'dlg pal',
      label,
      h('div', { class: 'big-in' }, icon('search'), this.#input, this.#clear),
      this.#chips.element,
      h('div', { class: 'search-line' }, this.#status, this.#order),
      this.#results.element,
      h(
        'div',
        { class: 'foot-keys' },
        h('span', {}, icon('arrow-up', 's'), icon('arrow-down', 's'), move),
        h('span', {}, icon('return', 's'), open),
      ),
    );
    this.#input.addEventListener('input', () => this.#typed());
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** @param {ConversationSummary[]} recent newest first @param {Known} known */
  open(recent, known) {
    this.#recent = recent.slice(0, mostRecent);
    this.#chips.known = known;
    this.showModal();
    // What was looked for before stands there still, to be gone on with or typed over.
    this.#input.select();
    this.#input.focus();
    this.#typed(0);
  }

  /** Shows the hits of what stands in the field. @param {SearchPage} page @param {boolean} isFirst else they come behind those that are shown */
  showHits(page, isFirst) {
    this.#marks = page.marks;
    const options = page.hits.map((hit) => hitOption(hit, this.#chips.known.nowMs, this.#chips.known.gateways.get(hit.route.gateway ?? '') ?? hit.route.gateway ?? ''));
    if (!isFirst) return this.#results.append(options);
    this.#results.show(options, words.search.older);
    this.#isLate = false;
    if (this.#isEntered) this.#results.chooseSelected();
    this.#isEntered = false;
  }

  /** Says what is known of the search besides its hits. @param {SearchPage} page @param {boolean} isEnd whether there is nothing more */
  showState({ indexedPercent, needsLetter, misread }, isEnd) {
    const [odd] = misread;
    if (indexedPercent !== null) this.#status.textContent = words.search.indexing(indexedPercent);
    else if (needsLetter) this.#status.textContent = words.search.needsLetter;
    else if (odd !== undefined) this.#status.textContent = words.search.misread(odd, odd.split(':')[0] ?? '');
    if (needsLetter) this.#results.explain(words.search.noneNew);
    else if (isEnd) this.#results.explain(words.search.none);
  }

  /** Says how many hits there are, unless something more important is said. @param {SearchCount} count */
  showCount(count) {
    if (this.#status.textContent === '' && count.hits > 0) this.#status.textContent = words.search.count(count);
  }

  #typed(wait = restMs) {
    clearTimeout(this.#timer);
    const isBlank = this.#input.value.trim() === '';
    this.#clear.hidden = isBlank;
    this.#order.hidden = isBlank;
    this.#order.textContent = this.#sorting === 'newest' ? words.search.newestFirst : words.search.bestFirst;
    this.#chips.offer();
    this.#isLate = !isBlank;
    this.#isEntered = false;
    this.#timer = window.setTimeout(() => {
      this.#status.textContent = '';
      if (isBlank) this.#results.show(this.#recent.map((chat) => recentOption(chat, this.#chips.known.nowMs)), words.search.empty);
      emit(this, 'search-change', { text: this.#input.value, order: this.#sorting });
    }, isBlank ? 0 : wait);
  }

  /** @param {string} text @param {number} caret */
  #set(text, caret) {
    this.#input.value = text;
    this.#input.focus();
    this.#input.setSelectionRange(caret, caret);
    this.#typed(0);
  }

  #reorder() {
    this.#sorting = this.#sorting === 'newest' ? 'best' : 'newest';
    this.#typed(0);
    this.#input.focus();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const step = steps[event.key];
    if (step && !isComposing(event)) {
      event.preventDefault();
      this.#results.move(step);
    } else if (isEnter(event)) {
      event.preventDefault();
      if (this.#isLate) this.#isEntered = true;
      else this.#results.chooseSelected();
    }
  }

  /** @param {HTMLElement} option */
  #choose({ dataset: { id, messageId, place } }) {
    if (!id) return;
    this.close();
    emit(this, 'conversation-open', messageId && place !== 'title' ? { id, around: messageId, marks: this.#marks } : { id });
  }
}

customElements.define('search-palette', SearchPalette);
