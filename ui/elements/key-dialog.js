// Replaces the key of the gateway from inside the application. Sends `key-submit`, as its form does.

/** @import { Failure, GatewayView } from '../bindings.js' */
import { words } from '../words.js';
import { h } from './dom.js';
import { KeyForm } from './key-form.js';
import { LayerDialog } from './layer-dialog.js';

export class KeyDialog extends LayerDialog {
  #title = h('h2', {});
  #lead = h('p', { class: 'lead' });
  #form = new KeyForm();

  connectedCallback() {
    this.build('dlg small key-dialog', words.key.replaceTitle, this.#title, this.#lead, this.#form);
    this.addEventListener('layer-close', () => this.#form.forget());
    this.#form.addButton(h('button', { class: 'btn quiet lg', type: 'button', onclick: () => this.close() }, words.key.cancel));
  }

  /** @param {GatewayView} gateway */
  open(gateway) {
    this.#title.textContent = gateway.key === 'missing' ? words.key.addTitle : words.key.replaceTitle;
    this.#lead.textContent = words.key.replaceLead(gateway.host);
    this.#form.show(gateway);
    this.showModal();
    this.#form.focus();
  }

  /** @param {Failure} failure */
  showFailure(failure) {
    this.#form.showFailure(failure);
  }
}

customElements.define('key-dialog', KeyDialog);
