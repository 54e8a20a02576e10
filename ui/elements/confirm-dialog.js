// Asks before something that cannot be undone, or that costs. Imported when it is first opened.

import { words } from '../words.js';
import { h } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

export class ConfirmDialog extends LayerDialog {
  #title = h('h2', {});
  #body = h('p', { class: 'lead' });
  #yes = h('button', { class: 'btn danger lg', type: 'button', onclick: () => this.#answer(true) });
  #no = h('button', { class: 'btn lg', type: 'button', onclick: () => this.close() }, words.library.cancel);
  #option = h('input', { class: 'check', type: 'checkbox', id: 'confirm-option' });
  #optionName = h('label', { for: 'confirm-option' });
  #optionRow = h('p', { class: 'option', hidden: true }, this.#option, this.#optionName);
  /** @type {(isMeant: boolean) => void} */
  #resolve = () => {};

  connectedCallback() {
    this.build('dlg small confirm', '', this.#title, this.#body, this.#optionRow, h('div', { class: 'go' }, this.#no, this.#yes));
    this.addEventListener('layer-close', () => this.#resolve(false));
  }

  /** Whether what is asked beside it is chosen. */
  get isChosen() {
    return this.#option.checked;
  }

  /**
   * @param {{ title: string, body: string, action: string, option?: string, destroys?: boolean }} question `option` can be chosen beside it
   * @returns {Promise<boolean>} whether it is meant
   */
  ask({ title, body, action, option = '', destroys = true }) {
    this.label = title;
    this.#title.textContent = title;
    this.#body.textContent = body;
    this.#yes.textContent = action;
    this.#yes.classList.toggle('danger', destroys);
    this.#yes.classList.toggle('primary', !destroys);
    this.#optionRow.hidden = option === '';
    this.#optionName.textContent = option;
    this.#option.checked = false;
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
