// Asks for a word before everything is deleted. Imported when it is first opened.

import { data as words } from '../strings/en/data.js';
import { h } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

export class DeleteDialog extends LayerDialog {
  #word = h('input', { id: 'delete-word', type: 'text', autocomplete: 'off', spellcheck: 'false', oninput: () => this.#follow() });
  #yes = h('button', { class: 'btn danger lg', type: 'submit', disabled: true }, words.deleteAction);
  /** @type {(isMeant: boolean) => void} */
  #resolve = () => {};

  connectedCallback() {
    const no = h('button', { class: 'btn lg', type: 'button', onclick: () => this.close() }, words.cancel);
    const form = h(
      'form',
      { onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
      h('label', { for: 'delete-word' }, words.deleteLabel),
      h('div', { class: 'field' }, this.#word),
      h('div', { class: 'go' }, no, this.#yes),
    );
    this.build('dlg small confirm', words.deleteTitle, h('h2', {}, words.deleteTitle), h('p', { class: 'lead' }, words.deleteLead), form);
    this.addEventListener('layer-close', () => this.#resolve(false));
  }

  /** @returns {Promise<boolean>} whether it is meant */
  ask() {
    this.#word.value = '';
    this.#follow();
    this.showModal();
    this.#word.focus();
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  #follow() {
    this.#yes.disabled = this.#word.value.trim().toLowerCase() !== words.deleteWord;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    if (this.#yes.disabled) return;
    this.#resolve(true);
    this.close();
  }
}

customElements.define('delete-dialog', DeleteDialog);
