// Lines above the buttons of the composer: what speaks against sending the files so, with what can be done about it.
// Sends `untaken-leave-out` with the ids of files, `picker-open` and `context-open`.

/** @import { SendNote } from '../format/send-notes.js' */
import { words } from '../words.js';
import { emit, h, icon, keepingFocus } from './dom.js';

export class SendNotes extends HTMLElement {
  #shown = '[]';

  connectedCallback() {
    this.setAttribute('role', 'status');
    this.hidden = this.#shown === '[]';
  }

  /** @param {SendNote[]} notes */
  show(notes) {
    const next = JSON.stringify(notes);
    if (next === this.#shown) return;
    this.#shown = next;
    this.hidden = notes.length === 0;
    keepingFocus(this, () => this.replaceChildren(...notes.map((note) => this.#line(note))));
  }

  /** @param {SendNote} note */
  #line({ text, input, files, isTooLong }) {
    const { leaveOut, changeModel, openContext, title } = words.sendNotes;
    const button = (/** @type {string} */ name, /** @type {() => void} */ onclick) => h('button', { class: 'btn small', type: 'button', onclick }, name);
    const said = [icon('alert', 's'), h('span', { class: 'words' }, text)];
    if (isTooLong) return h('div', { class: 'send-note' }, ...said, h('span', { class: 'row' }, button(openContext, () => emit(this, 'context-open'))));
    if (input === null) return h('div', { class: 'send-note' }, ...said);
    const leave = button(leaveOut[input], () => emit(this, 'untaken-leave-out', files));
    const change = button(changeModel, () => emit(this, 'picker-open'));
    return h('div', { class: 'send-note', title }, ...said, h('span', { class: 'row' }, leave, change));
  }
}

customElements.define('send-notes', SendNotes);
