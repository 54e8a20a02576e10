// Lines above the buttons of the composer: what speaks against sending the files so, with what can be done about it.
// Sends `untaken-leave-out` with the ids of files, and `picker-open`.

/** @import { PlanNote } from '../format/plan-notes.js' */
import { words } from '../words.js';
import { emit, h, icon } from './dom.js';

export class PlanNotes extends HTMLElement {
  #shown = '[]';

  connectedCallback() {
    this.setAttribute('role', 'status');
    this.hidden = this.#shown === '[]';
  }

  /** @param {PlanNote[]} notes */
  show(notes) {
    const next = JSON.stringify(notes);
    // A button that has the focus keeps it while nothing changes.
    if (next === this.#shown) return;
    this.#shown = next;
    this.hidden = notes.length === 0;
    this.replaceChildren(...notes.map((note) => this.#line(note)));
  }

  /** @param {PlanNote} note */
  #line({ text, leaveOut, isAboutModel }) {
    const { leaveOut: leave, changeModel } = words.planNotes;
    const button = (/** @type {string} */ name, /** @type {() => void} */ onclick) => h('button', { class: 'btn small', type: 'button', onclick }, name);
    return h(
      'div',
      { class: 'plan-note', title: isAboutModel ? words.planNotes.title : null },
      icon('alert', 's'),
      h('span', { class: 'words' }, text),
      leaveOut.length > 0 ? button(leave(leaveOut.length), () => emit(this, 'untaken-leave-out', leaveOut)) : null,
      isAboutModel ? button(changeModel, () => emit(this, 'picker-open')) : null,
    );
  }
}

customElements.define('plan-notes', PlanNotes);
