// Tells in short what leaves the computer, when and to whom; for the person who asks before pasting a key.

import { sendingFacts } from '../format/sending-facts.js';
import { words } from '../words.js';
import { h } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

export class SendingDialog extends LayerDialog {
  #facts = h('dl', { class: 'facts-list' });

  connectedCallback() {
    const { title, close } = words.sending;
    const button = h('button', { class: 'btn', type: 'button', onclick: () => this.close() }, close);
    this.build('dlg small', title, h('h2', {}, title), this.#facts, h('div', { class: 'go' }, button));
  }

  /** @param {string} host */
  open(host) {
    const rows = sendingFacts(host).flatMap(({ title, body }) => [h('dt', {}, title), h('dd', {}, body)]);
    this.#facts.replaceChildren(...rows);
    this.showModal();
  }
}

customElements.define('sending-dialog', SendingDialog);
