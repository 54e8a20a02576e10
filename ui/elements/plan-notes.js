// Lines above the buttons of the composer: what speaks against sending the files so, with what can be done about it.
// Sends `untaken-leave-out` with the ids of files, and `picker-open`.

/** @import { PlanNote } from '../format/plan-notes.js' */
import { words } from '../words.js';
import { emit, h, icon, keepingFocus } from './dom.js';

export class PlanNotes extends HTMLElement {
  #shown = '[]';

  connectedCallback() {
    this.setAttribute('role', 'status');
    this.hidden = this.#shown === '[]';
  }

  /** @param {PlanNote[]} notes */
  show(notes) {
    const next = JSON.stringify(notes);
    if (next === this.#shown) return;
    this.#shown = next;
    this.hidden = notes.length === 0;
    keepingFocus(this, () => this.replaceChildren(...notes.map((note) => this.#line(note))));
  }

  /** @param {PlanNote} note */
  #line({ text, input, files }) {
    const { leaveOut, changeModel, title } = words.planNotes;
    const button = (/** @type {string} */ name, /** @type {() => void} */ onclick) => h('button', { class: 'btn small', type: 'button', onclick }, name);
    const said = [icon('alert', 's'), h('span', { class: 'words' }, text)];
    if (input === null) return h('div', { class: 'plan-note' }, ...said);
    const leave = button(leaveOut[input], () => emit(this, 'untaken-leave-out', files));
    const change = button(changeModel, () => emit(this, 'picker-open'));
    return h('div', { class: 'plan-note', title }, ...said, h('span', { class: 'row' }, leave, change));
  }
}

customElements.define('plan-notes', PlanNotes);
