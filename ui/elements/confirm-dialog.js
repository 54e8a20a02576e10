// Asks before something that cannot be undone. Imported when it is first opened.

import { words } from '../words.js';
import { h } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

export class ConfirmDialog extends LayerDialog {
  #title = h('h2', {});
  #body = h('p', { class: 'lead' });
  #yes = h('button', { class: 'btn danger lg', type: 'button', onclick: () => this.#answer(true) });
  #no = h('button', { class: 'btn lg', type: 'button', onclick: () => this.close() }, words.library.cancel);
  /** @type {(isMeant: boolean) => void} */
  #resolve = () => {};

  connectedCallback() {
    this.build('dlg small confirm', '', this.#title, this.#body, h('div', { class: 'go' }, this.#no, this.#yes));
    this.addEventListener('layer-close', () => this.#resolve(false));
  }

  /** @param {{ title: string, body: string, action: string }} question @returns {Promise<boolean>} whether it is meant */
  ask({ title, body, action }) {
    this.label = title;
    this.#title.textContent = title;
    this.#body.textContent = body;
    this.#yes.textContent = action;
    this.showModal();
    this.#no.focus();
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  /** @param {boolean} isMeant */
  #answer(isMeant) {
    this.#resolve(isMeant);
    this.close();
  }
}

customElements.define('confirm-dialog', ConfirmDialog);
