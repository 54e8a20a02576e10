// How the answers of two lanes differ, word by word: what only one has is marked by a line through or under it, and said.
// Sends `difference-choose` with the two lanes.

import { difference } from '../format/difference.js';
import { difference as words } from '../strings/en/compare.js';
import { emit, h, iconButton } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { selection } from './settings-row.js';

/** @typedef {{ key: number, name: string }} NamedLane */

export class DifferenceDialog extends LayerDialog {
  #choices = h('div', { class: 'row' });
  #counted = h('p', { class: 'fine', role: 'status' });
  #text = h('div', { class: 'diff selectable scroll', tabindex: '0', 'aria-label': words.title });

  connectedCallback() {
    this.build(
      'dlg difference-dialog',
      words.title,
      h('header', { class: 'usage-head' }, h('h2', {}, words.title), h('span', { class: 'grow' }), this.#choices, iconButton('x', words.close, () => this.close(), { keys: 'Esc' })),
      this.#counted,
      this.#text,
    );
  }

  /** @param {NamedLane[]} lanes @param {[number, number]} chosen */
  open(lanes, chosen) {
    this.showModal();
    this.#choose(lanes, chosen);
    this.#text.focus();
  }

  /** @param {NamedLane[]} lanes @param {[number, number]} chosen */
  #choose(lanes, chosen) {
    const options = lanes.map(({ key, name }) => ({ value: String(key), name }));
    /** @param {0 | 1} side @param {string} label */
    const one = (side, label) => selection(label, options, String(chosen[side]), (value) => {
      const next = /** @type {[number, number]} */ (chosen.with(side, Number(value)));
      this.#choose(lanes, next);
    });
    this.#choices.replaceChildren(one(0, words.first), one(1, words.second));
    emit(this, 'difference-choose', chosen);
  }

  /** @param {string} first @param {string} second */
  show(first, second) {
    const pieces = difference(first, second);
    const marks = { removed: words.removed, added: words.added };
    const counted = { removed: 0, added: 0 };
    this.#text.replaceChildren(...pieces.map(({ kind, text }) => {
      if (kind === 'both') return text;
      counted[kind] += text.split(/\s+/).filter((word) => word !== '').length;
      return h(kind === 'removed' ? 'del' : 'ins', {}, h('span', { class: 'vh' }, ` ${marks[kind]} `), text, h('span', { class: 'vh' }, ` ${words.end} `));
    }));
    const isSame = pieces.every(({ kind }) => kind === 'both');
    this.#counted.textContent = isSame ? words.same : `${words.onlyFirst(counted.removed)} · ${words.onlySecond(counted.added)}`;
  }
}

customElements.define('difference-dialog', DifferenceDialog);
