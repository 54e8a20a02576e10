// The picker's list of models: draws as many rows as are near the view, and knows which one is selected.
// Sends `model-select` when the selection moved, and `favourite-toggle` when a star was clicked.

/** @import { ModelGroup, ModelRow } from '../format/picking.js' */
import { firstRows } from '../format/picking.js';
import { words } from '../words.js';
import { emit } from './dom.js';
import { showKeyed } from './keyed.js';
import { lineElement, linesOf, showLine } from './model-rows.js';

/** Rows that are drawn at a time, a few more than are seen: laying them out is what a key press costs. More follow as the list is scrolled or walked. */
const rowsAtOnce = 24;

/** So long after a key what is beside the list follows: it is not read while somebody types, and drawing it would be felt. */
const restMs = 60;

export class PickerModels extends HTMLElement {
  /** @type {ModelGroup[]} */
  #groups = [];
  /** @type {ModelRow[]} */
  #rows = [];
  /** @type {Set<string>} */
  #favourites = new Set();
  #drawn = 0;
  #at = 0;
  #timer = 0;

  connectedCallback() {
    if (this.classList.contains('p-models')) return;
    this.classList.add('p-models', 'scroll');
    this.id = 'picker-models';
    this.setAttribute('role', 'listbox');
    this.setAttribute('aria-label', words.picker.models);
    this.addEventListener('click', (event) => this.#onClick(event));
    this.addEventListener('scroll', () => this.#drawIfNear());
  }

  /** The selected one. @returns {ModelRow | undefined} */
  get row() {
    return this.#rows[this.#at];
  }

  /** The id of its element, for who has the focus. */
  get activeId() {
    return this.row ? `model-${this.#at}` : '';
  }

  /** @param {ModelGroup[]} groups @param {string[]} favourites @param {string} [model] the one to select; else the first */
  show(groups, favourites, model) {
    this.#groups = groups;
    this.#rows = groups.flatMap((group) => group.rows);
    this.#favourites = new Set(favourites);
    this.scrollTop = 0;
    const at = Math.max(0, this.#rows.findIndex((row) => row.id === model));
    this.#draw(at + rowsAtOnce);
    // At the top it is already, and asking would lay out what is laid out anyway.
    this.#mark(at, at > 0);
    this.#timer = window.setTimeout(() => emit(this, 'model-select'), restMs);
  }

  /** @param {number} step */
  move(step) {
    this.select(this.#at + step);
  }

  /** @param {number} index @param {boolean} [follows] whether it is brought into view */
  select(index, follows = true) {
    this.#mark(index, follows);
    emit(this, 'model-select');
  }

  /** @param {number} index @param {boolean} follows */
  #mark(index, follows) {
    clearTimeout(this.#timer);
    const at = Math.max(0, Math.min(index, this.#rows.length - 1));
    if (at >= this.#drawn && this.#drawn < this.#rows.length) this.#draw(at + rowsAtOnce);
    const options = this.querySelectorAll('.p-row');
    options[this.#at]?.setAttribute('aria-selected', 'false');
    this.#at = at;
    options[at]?.setAttribute('aria-selected', 'true');
    if (follows) options[at]?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {number} most */
  #draw(most) {
    const { groups, left } = firstRows(this.#groups, most);
    this.#drawn = this.#rows.length - left;
    showKeyed(this, linesOf(groups, this.#favourites), ({ key }) => key, lineElement, showLine);
  }

  #drawIfNear() {
    const { scrollTop, clientHeight, scrollHeight } = this;
    if (this.#drawn >= this.#rows.length || scrollTop + 2 * clientHeight < scrollHeight) return;
    this.#draw(this.#drawn + rowsAtOnce);
    this.scrollTop = scrollTop;
    this.select(this.#at, false);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    const option = target?.closest('.p-row');
    if (!option) return;
    this.select(Array.from(this.querySelectorAll('.p-row')).indexOf(option));
    if (target?.closest('.star') && this.row) emit(this, 'favourite-toggle', this.row.id);
  }
}

customElements.define('picker-models', PickerModels);
