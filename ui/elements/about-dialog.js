// The program itself: its version, what it runs on, its licence. The same facts are what a report of a problem needs, without
// a key, an address of a chat or a word of one. Sends `data-folder-open`; copying happens here.

import { about as words } from '../strings/en/about.js';
import { copyFrom } from './clipboard.js';
import { emit, h, icon } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

/** The libraries and their licences: large, and rarely read. */
const load = () => import('../licences.js');

export class AboutDialog extends LayerDialog {
  #title = h('h2', {});
  #lead = h('p', { class: 'lead' });
  #facts = h('dl', { class: 'facts-list selectable' });
  #licences = h('section', { class: 'licences selectable', 'aria-label': words.licencesLabel, tabindex: '0', hidden: true });
  #copy = h('button', { class: 'btn lg', type: 'button' }, icon('copy', 's'), h('span', { class: 'label' }, words.copy));
  /** @type {[string, string][]} */
  #rows = [];

  connectedCallback() {
    this.#copy.addEventListener('click', () => void copyFrom(this.#copy, this.#rows.map(([name, value]) => `${name}: ${value}`).join('\n')));
    this.build(
      'dlg small about',
      words.title,
      this.#title,
      this.#lead,
      this.#facts,
      this.#licences,
      h(
        'div',
        { class: 'go' },
        h('button', { class: 'btn quiet lg', type: 'button', onclick: () => emit(this, 'data-folder-open') }, words.folder),
        h('span', { class: 'grow' }),
        this.#copy,
        h('button', { class: 'btn lg', type: 'button', onclick: () => this.close() }, words.close),
      ),
    );
  }

  /** @param {'about' | 'problem'} reason @param {{ version: string, host: string }} program */
  open(reason, { version, host }) {
    const isProblem = reason === 'problem';
    this.label = isProblem ? words.problemTitle : words.title;
    this.#title.textContent = isProblem ? words.problemTitle : words.title;
    this.#lead.textContent = isProblem ? words.problemLead : words.lead;
    const { names } = words;
    this.#rows = [
      [names.version, version],
      [names.system, navigator.platform],
      [names.view, navigator.userAgent],
      [names.gateway, host],
      [names.window, `${window.innerWidth} × ${window.innerHeight}, × ${window.devicePixelRatio}`],
    ];
    const licence = isProblem ? [] : [[names.licence, words.licence], [names.parts, words.parts]];
    this.#facts.replaceChildren(...[...this.#rows, ...licence].flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
    this.#licences.hidden = true;
    if (!isProblem) this.#facts.lastElementChild?.append(h('button', { class: 'btn quiet', type: 'button', onclick: () => void this.#showLicences() }, words.licences));
    this.showModal();
    this.#copy.focus();
  }

  /** Each with its words folded away, which are put in when they are asked for. */
  async #showLicences() {
    const { licences } = await load();
    this.#licences.replaceChildren(
      ...licences.map(({ libraries, licence, text }) => {
        const words = h('pre', {});
        const row = h('details', {}, h('summary', {}, icon('right', 's chev'), h('span', {}, libraries), h('small', {}, licence)), words);
        row.addEventListener('toggle', () => (words.textContent = text));
        return row;
      }),
    );
    this.#licences.hidden = false;
    this.#licences.focus();
  }
}

customElements.define('about-dialog', AboutDialog);
