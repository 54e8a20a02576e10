// The rows of the sidebar: of any number, those in sight stand in the document. One tab stop; what mouse and keys do with
// it is in `row-commands.js`. Sends `rows-needed` near the end of what is loaded, and `selection-change`.

/** @import { Group, Heights } from '../format/row-window.js' */
/** @import { ListRow } from './conversation-row.js' */
import { rowsBetween, topOf } from '../format/row-window.js';
import { Selection } from '../format/selection.js';
import { words } from '../words.js';
import { isFolder, showGroups } from './conversation-row.js';
import { emit, h } from './dom.js';
import { listenToRows } from './row-commands.js';
import { letRowsDrag } from './row-drag.js';

/** As high as `chat-sidebar.css` makes it. */
const headingHeight = 34;
/** How far around what is seen rows are built, and are loaded, in pixels. */
const margin = 400;

export class ConversationRows extends HTMLElement {
  #before = h('div', { 'aria-hidden': 'true' });
  #groupsBox = h('div', {});
  #behind = h('div', { 'aria-hidden': 'true' });
  /** @type {Group<ListRow>[]} */
  #groups = [];
  /** @type {ListRow[]} */
  #rows = [];
  #currentId = '';
  #hasMore = false;
  /** The row that has the tab stop; it may be out of sight. */
  #activeId = '';
  /** Whether the focus goes to the last row of all, once that is loaded. */
  isGoingToEnd = false;
  /** As far as it is scrolled, kept here because asking at the start would cost a layout. */
  #top = 0;
  #none = h('p', { class: 'side-none fine', hidden: true });
  selection = new Selection();

  connectedCallback() {
    this.className = 'side-list scroll';
    this.tabIndex = -1;
    if (this.firstElementChild) return;
    this.append(this.#before, this.#groupsBox, this.#behind, this.#none);
    this.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    letRowsDrag(this);
    listenToRows(this);
    this.addEventListener('focusin', (event) => {
      const id = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
      if (id) this.#activeId = id;
    });
  }

  /** @param {Group<ListRow>[]} groups in order @param {string} currentId @param {boolean} hasMore whether there are rows that are not loaded @param {string} [none] what stands there if there are none */
  show(groups, currentId, hasMore, none = words.sidebar.none) {
    const before = this.#currentId;
    const isOther = currentId !== before;
    const kept = this.#kept;
    const keptTop = this.#topOf(kept);
    const activeAt = this.#indexOf(this.#activeId);
    const focused = this.contains(document.activeElement) ? this.#activeId : '';
    this.#groups = groups;
    this.#rows = groups.flatMap(({ rows }) => rows);
    this.#currentId = currentId;
    this.#hasMore = hasMore;
    this.#none.textContent = none;
    this.#none.hidden = this.#rows.length > 0;
    const isThere = this.#indexOf(currentId) >= 0;
    if (isOther && isThere) this.#activeId = currentId;
    // Where one goes, the next one takes its place.
    else if (this.#indexOf(this.#activeId) < 0) this.#activeId = (activeAt < 0 && isThere ? currentId : this.#rows[Math.min(Math.max(activeAt, 0), this.#rows.length - 1)]?.id) ?? '';
    if (kept && this.#indexOf(kept) >= 0) this.#top += this.#topOf(kept) - keptTop;
    this.#render();
    if (kept) this.scrollTop = this.#top;
    // At the start it is the newest, and to look would cost a layout.
    if (isOther && before !== '') this.#reveal(this.#indexOf(currentId));
    if (this.isGoingToEnd) this.goTo(this.#rows.length - 1);
    else if (focused !== '' && focused !== this.#activeId) this.focusRow();
  }

  /** Shows another list from its top. */
  rewind() {
    this.selection.begin('');
    this.#activeId = '';
    this.scrollTop = this.#top = 0;
  }

  /** All that are loaded. */
  get all() {
    return this.#rows;
  }

  get hasMore() {
    return this.#hasMore;
  }

  /** The row with the tab stop. */
  get active() {
    return this.#rows[this.#indexOf(this.#activeId)];
  }

  /** The conversations in order, without folders. */
  get order() {
    return this.#rows.filter((row) => !isFolder(row)).map(({ id }) => id);
  }

  /** @param {string} id */
  row(id) {
    return this.#rows[this.#indexOf(id)];
  }

  /** The button of a row, which is brought into sight. @param {string} id @returns {HTMLElement | null} */
  button(id) {
    this.#reveal(this.#indexOf(id));
    return this.querySelector(`.conv[data-id="${CSS.escape(id)}"]`);
  }

  /** Shows the selection as it is now. */
  showSelection() {
    this.#render();
    emit(this, 'selection-change', this.selection.count);
  }

  /** @param {string} id */
  #indexOf(id) {
    return this.#rows.findIndex((row) => row.id === id);
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
    return id === '' ? 0 : topOf(this.#groups, this.#heights, this.#indexOf(id));
  }

  /** Gives the focus to the row with the tab stop; false if there is none. */
  focusRow() {
    const at = this.#indexOf(this.#activeId);
    if (at >= 0) this.goTo(at);
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
    showGroups(this.#groupsBox, slices, { currentId: this.#currentId, selected: this.selection.ids });
    this.#showTabStop();
    // The row that had it was scrolled out of sight: the arrow keys go on from there.
    if (hadFocus && !this.contains(document.activeElement)) this.focus({ preventScroll: true });
  }

  /** The active row, or the first in sight if that is not built, can be reached by Tab. */
  #showTabStop() {
    const buttons = this.querySelectorAll('.conv');
    const active = Array.from(buttons).find((button) => /** @type {HTMLElement} */ (button).dataset.id === this.#activeId) ?? buttons[0];
    for (const button of buttons) button.setAttribute('tabindex', button === active ? '0' : '-1');
  }

  /** Gives the focus to a row, and the tab stop. @param {number} at */
  goTo(at) {
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
