// The rows of the sidebar: of any number, those in sight stand in the document. One tab stop; Up, Down, Home and End move,
// and letters go to the next title that begins with them. Sends `conversation-open` with an id, and `rows-needed` near
// the end of what is loaded.

/** @import { ConversationSummary } from '../bindings.js' */
/** @import { Group, Heights, Slice } from '../format/row-window.js' */
import { routeDot } from '../format/answer-metadata.js';
import { rowsBetween, topOf } from '../format/row-window.js';
import { words } from '../words.js';
import { emit, h, vendorDot } from './dom.js';
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
  /** What each row shows; one that shows the same is left alone. @type {WeakMap<Element, ConversationSummary>} */
  #shown = new WeakMap();
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
    const isOther = currentId !== this.#currentId;
    this.#groups = groups;
    this.#rows = groups.flatMap(({ rows }) => rows);
    this.#currentId = currentId;
    this.#hasMore = hasMore;
    this.#none.hidden = this.#rows.length > 0;
    const isThere = this.#rows.some(({ id }) => id === currentId);
    if ((isOther && isThere) || !this.#rows.some(({ id }) => id === this.#activeId)) this.#activeId = isThere ? currentId : this.#rows[0]?.id ?? '';
    this.#render();
    if (isOther && this.#top > 0) this.#reveal(this.#rows.findIndex(({ id }) => id === currentId));
    if (this.#isGoingToEnd) this.#goTo(this.#rows.length - 1);
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
    if (list) showKeyed(list, rows, ({ id }) => id, (row) => h('li', {}, this.#row(row)), (item, row) => this.#update(item, row));
  }

  /** @param {HTMLElement} item @param {ConversationSummary} row */
  #update(item, row) {
    const button = /** @type {HTMLElement} */ (item.firstElementChild);
    if (this.#shown.get(button) !== row) this.#dress(button, row);
    this.#mark(button);
  }

  /** @param {ConversationSummary} row */
  #row(row) {
    const button = h('button', { class: 'conv', type: 'button', tabindex: '-1', 'data-id': row.id, onclick: () => emit(this, 'conversation-open', { id: row.id }) });
    this.#dress(button, row);
    this.#mark(button);
    return button;
  }

  /** @param {HTMLElement} button */
  #mark(button) {
    if (button.dataset.id === this.#currentId) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  }

  /** @param {HTMLElement} button @param {ConversationSummary} row */
  #dress(button, row) {
    const { auto, pinned, running } = words.sidebar;
    const dot = vendorDot(routeDot(row.route));
    dot.removeAttribute('aria-hidden');
    dot.setAttribute('role', 'img');
    dot.setAttribute('aria-label', row.route.vendor === 'auto' ? auto : pinned(row.route.vendor));
    button.title = row.title;
    button.replaceChildren(dot, h('span', { class: 'conv-t', dir: 'auto' }, row.title));
    if (row.isRunning) button.append(h('span', { class: 'live', role: 'img', 'aria-label': running }));
    this.#shown.set(button, row);
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
    const row = this.#rows[at];
    if (!row) return;
    this.#activeId = row.id;
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
