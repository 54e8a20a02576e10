// The messages of a chat that wait for the network, in the order in which they will go out.
// Sends `waiting-edit` and `waiting-remove` with the number of one.

import { words } from '../words.js';
import { emit, h, icon, iconButton, keepingFocus } from './dom.js';
import { showKeyed } from './keyed.js';

/** How much of a message the buttons name, in characters. */
const mostNamed = 60;

export class WaitingList extends HTMLElement {
  #shown = '';

  /** @param {{ text: string, files: number }[]} messages */
  show(messages) {
    const shown = JSON.stringify(messages);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.hidden = messages.length === 0;
    const { label } = words.waiting;
    const list = this.querySelector('ol') ?? h('ol', { 'aria-label': label });
    if (!list.parentNode) this.append(list);
    const rows = messages.map((message, at) => ({ message, at }));
    keepingFocus(this, () => showKeyed(list, rows, (row) => JSON.stringify(row), ({ message, at }) => this.#row(message, at)));
  }

  /** @param {{ text: string, files: number }} message @param {number} at */
  #row({ text, files }, at) {
    const { edit, remove, withFiles } = words.waiting;
    const start = text.slice(0, mostNamed);
    return h(
      'li',
      {},
      icon('clock', 's'),
      h('span', { class: 'grow', dir: 'auto' }, text),
      files > 0 ? h('small', {}, withFiles(files)) : null,
      iconButton('pencil', edit(start), () => emit(this, 'waiting-edit', at)),
      iconButton('x', remove(start), () => emit(this, 'waiting-remove', at)),
    );
  }
}

customElements.define('waiting-list', WaitingList);
