// What to begin with in a chat that is empty, or to try next in the demo: a few questions that show what the program can do.
// Sends `starter-choose` with the starter.

import { words } from '../words.js';
import { emit, h, icon } from './dom.js';

/** @typedef {{ label: string, text: string, takesFile?: boolean }} Starter */

/** The rows under the composer of an empty chat. */
export class StarterList extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return;
    const { label, file, comparison, drawing, code, hints } = words.starters;
    const rows = [
      row(this, icon('pdf'), { ...file, takesFile: true }, hints.file),
      row(this, icon('columns'), comparison, hints.comparison),
      row(this, icon('flow'), drawing, hints.drawing),
      row(this, icon('code'), code, hints.code),
    ];
    this.append(h('ul', { class: 'starts', 'aria-label': label }, ...rows.map((one) => h('li', {}, one))));
  }
}

/** @param {HTMLElement} from @param {SVGElement} picture @param {Starter} starter @param {string} hint */
function row(from, picture, starter, hint) {
  return h('button', { type: 'button', onclick: () => emit(from, 'starter-choose', starter) }, picture, h('span', {}, starter.label), h('small', {}, hint));
}

/** The buttons for what the demo has recordings of. @param {HTMLElement} from */
export function demoButtons(from) {
  return h(
    'div',
    { class: 'next', role: 'group', 'aria-label': words.starters.next },
    ...Object.values(words.starters.demo).map((starter) => h('button', { class: 'btn small', type: 'button', onclick: () => emit(from, 'starter-choose', starter) }, starter.label)),
  );
}

customElements.define('starter-list', StarterList);
