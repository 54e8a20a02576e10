// The rows of the sidebar: of any number, those in sight stand in the document. One tab stop; Up, Down, Home and End move,
// and letters go to the next title that begins with them. Sends `conversation-open` with an id, and `rows-needed` near
// the end of what is loaded.

/** @import { ConversationSummary } from '../bindings.js' */
/** @import { Group, Heights, Slice } from '../format/row-window.js' */
import { rowsBetween, topOf } from '../format/row-window.js';
import { words } from '../words.js';
import { conversationRow, updateRow } from './conversation-row.js';
import { emit, h } from './dom.js';
import { showKeyed } from './keyed.js';

/** As high as `chat-sidebar.css` makes it. */
const headingHeight = 34;
/** How far around what is seen rows are built, and are loaded, in pixels. */
const margin = 400;
/** Letters that follow each other within this time belong together. */
const typingMs = 700;

export class ConversationRows extends HTMLElement {
  #before = h('div', { 'aria-hidden': 'true' });
  #groupsBox = h('div', {});
  #behind = h('div', { 'aria-hidden': 'true' });
  /** @type {Group<ConversationSummary>[]} */
  #groups = [];
  /** @type {ConversationSummary[]} */
  #rows = [];
  #currentId = '';
  #hasMore = false;
  /** The row that has the tab stop; it may be out of sight. */
  #activeId = '';
  /** Whether the focus goes to the last row of all, once that is loaded. */
  #isGoingToEnd = false;
  /** As far as it is scrolled, kept here because asking at the start would cost a layout. */
  #top = 0;
  #typed = { text: '', at: 0 };
  #none = h('p', { class: 'side-none fine', hidden: true }, words.sidebar.none);

  connectedCallback() {
    this.className = 'side-list scroll';
    this.tabIndex = -1;
    if (this.firstElementChild) return;
    this.append(this.#before, this.#groupsBox, this.#behind, this.#none);
    this.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    this.addEventListener('keydown', (event) => this.#onKey(event));
    this.addEventListener('focusin', (event) => {
      const id = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
      if (id) this.#activeId = id;
    });
  }

  /** @param {Group<ConversationSummary>[]} groups newest first @param {string} currentId @param {boolean} hasMore whether there are rows that are not loaded */
  show(groups, currentId, hasMore) {
    const before = this.#currentId;
    const isOther = currentId !== before;
    const kept = this.#kept;
    const keptTop = this.#topOf(kept);
    this.#groups = groups;
    this.#rows = groups.flatMap(({ rows }) => rows);
    this.#currentId = currentId;
    this.#hasMore = hasMore;
    this.#none.hidden = this.#rows.length > 0;
    const isThere = this.#rows.some(({ id }) => id === currentId);
    if ((isOther && isThere) || !this.#rows.some(({ id }) => id === this.#activeId)) this.#activeId = isThere ? currentId : this.#rows[0]?.id ?? '';
    if (kept && this.#rows.some(({ id }) => id === kept)) this.#top += this.#topOf(kept) - keptTop;
    this.#render();
    if (kept) this.scrollTop = this.#top;
    // At the start it is the newest, and to look would cost a layout.
    if (isOther && before !== '') this.#reveal(this.#rows.findIndex(({ id }) => id === currentId));
    if (this.#isGoingToEnd) this.#goTo(this.#rows.length - 1);
  }

  /** The row that stays where it is while others come or go: the open chat's if it is in sight, else the first in sight. */
  get #kept() {
    if (this.#top <= 0) return '';
    const { slices } = rowsBetween(this.#groups, this.#heights, this.#top, this.#top + this.clientHeight);
    const seen = slices.flatMap(({ rows }) => rows);
    return (seen.find(({ id }) => id === this.#currentId) ?? seen[0])?.id ?? '';
  }

  /** @param {string} id */
  #topOf(id) {
    return id === '' ? 0 : topOf(this.#groups, this.#heights, this.#rows.findIndex((row) => row.id === id));
  }

  /** Gives the focus to the row with the tab stop; false if there is none. */
  focusRow() {
    const at = this.#rows.findIndex(({ id }) => id === this.#activeId);
    if (at >= 0) this.#goTo(at);
    return at >= 0;
  }

  /** @returns {Heights} */
  get #heights() {
    return { row: parseFloat(getComputedStyle(this).getPropertyValue('--row')), heading: headingHeight };
  }

  #onScroll() {
    this.#top = this.scrollTop;
    this.#render();
    if (this.#hasMore && this.scrollHeight - this.#top - this.clientHeight < margin) emit(this, 'rows-needed');
  }

  #render() {
    const top = this.#top;
    const { before, slices, behind } = rowsBetween(this.#groups, this.#heights, top - margin, top + window.innerHeight + margin);
    const hadFocus = this.contains(document.activeElement);
    this.#before.style.height = `${before}px`;
    this.#behind.style.height = `${behind}px`;
    showKeyed(this.#groupsBox, slices, ({ key }) => key, (slice) => this.#group(slice), (element, slice) => this.#fill(element, slice));
    this.#showTabStop();
    // The row that had it was scrolled out of sight: the arrow keys go on from there.
    if (hadFocus && !this.contains(document.activeElement)) this.focus({ preventScroll: true });
  }

  /** @param {Slice<ConversationSummary>} slice */
  #group(slice) {
    const element = h('div', {}, h('h2', { class: 'side-h' }, slice.label), h('ul', { 'aria-label': slice.label }));
    this.#fill(element, slice);
    return element;
  }

  /** @param {HTMLElement} element @param {Slice<ConversationSummary>} slice */
  #fill(element, { hasHeading, rows }) {
    const [heading, list] = element.children;
    heading?.toggleAttribute('hidden', !hasHeading);
    if (list) showKeyed(list, rows, ({ id }) => id, (row) => h('li', {}, conversationRow(row, this.#currentId)), (item, row) => updateRow(item.firstElementChild, row, this.#currentId));
  }

  /** The active row, or the first in sight if that is not built, can be reached by Tab. */
  #showTabStop() {
    const buttons = this.querySelectorAll('.conv');
    const active = Array.from(buttons).find((button) => /** @type {HTMLElement} */ (button).dataset.id === this.#activeId) ?? buttons[0];
    for (const button of buttons) button.setAttribute('tabindex', button === active ? '0' : '-1');
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const at = this.#rows.findIndex(({ id }) => id === this.#activeId);
    const last = this.#rows.length - 1;
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key] ?? this.#typedRow(event, at);
    this.#isGoingToEnd = event.key === 'End' && this.#hasMore;
    if (target === null || last < 0) return;
    event.preventDefault();
    this.#goTo(Math.max(0, Math.min(target, last)));
  }

  /** The next row whose title begins with the letters typed. @param {KeyboardEvent} event @param {number} at @returns {number | null} */
  #typedRow({ key, ctrlKey, metaKey, altKey }, at) {
    if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return null;
    const now = performance.now();
    const text = (now - this.#typed.at < typingMs ? this.#typed.text : '') + key.toLowerCase();
    this.#typed = { text, at: now };
    const from = text.length > 1 ? at : at + 1;
    const found = [...this.#rows.slice(from), ...this.#rows.slice(0, from)].find(({ title }) => title.toLowerCase().startsWith(text));
    return found ? this.#rows.indexOf(found) : null;
  }

  /** @param {number} at */
  #goTo(at) {
    this.#activeId = this.#rows[at]?.id ?? '';
    this.#reveal(at);
    this.#showTabStop();
    /** @type {HTMLElement | null} */ (this.querySelector('.conv[tabindex="0"]'))?.focus({ preventScroll: true });
    if (this.#hasMore && at > this.#rows.length - 20) emit(this, 'rows-needed');
  }

  /** Scrolls as little as it can. @param {number} at */
  #reveal(at) {
    if (at < 0) return;
    const heights = this.#heights;
    const top = topOf(this.#groups, heights, at);
    const [first, last] = [top - headingHeight, top + heights.row + 12 - this.clientHeight];
    const wanted = Math.min(first, Math.max(last, this.#top));
    if (wanted !== this.#top) this.scrollTop = this.#top = Math.max(0, wanted);
    this.#render();
  }
}

customElements.define('conversation-rows', ConversationRows);
