// The system prompt of the conversation, and whether new chats begin with it. Escape asks before it discards what was typed.
// Sends `system-prompt-save` with the text and whether it is the default. Ctrl Enter saves.

/** @import { Failure } from '../bindings.js' */
import { isCommandEnter } from '../keyboard.js';
import { systemPrompt as words } from '../strings/en/parameters.js';
import { emit, h } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

/** @typedef {{ text: string, isDefault: boolean }} SystemPrompt */

export class SystemPromptDialog extends LayerDialog {
  #text = h('textarea', { id: 'system-prompt', rows: '8', spellcheck: 'true', dir: 'auto' });
  #isDefault = h('input', { class: 'switch', type: 'checkbox', role: 'switch', id: 'system-prompt-default' });
  #wrong = h('p', { class: 'fine hot', role: 'alert', hidden: true });
  #isMac = false;
  /** @type {SystemPrompt} */
  #before = { text: '', isDefault: false };

  connectedCallback() {
    const { title, lead, label, asDefault, save, cancel, clear } = words;
    const form = h(
      'form',
      { novalidate: true },
      h('div', { class: 'param' }, h('label', { class: 'vh', for: this.#text.id }, label), h('div', { class: 'field tall' }, this.#text)),
      h('label', { class: 'as-default', for: this.#isDefault.id }, asDefault, this.#isDefault),
      this.#wrong,
      h(
        'div',
        { class: 'go' },
        h('button', { class: 'btn quiet lg', type: 'button', onclick: () => this.#clear() }, clear),
        h('span', { class: 'grow' }),
        h('button', { class: 'btn quiet lg', type: 'button', onclick: () => this.close() }, cancel),
        h('button', { class: 'btn primary lg', type: 'submit' }, save),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    form.addEventListener('keydown', (event) => {
      if (!isCommandEnter(event, this.#isMac)) return;
      event.preventDefault();
      this.#save();
    });
    this.build('dlg small parameters', title, h('h2', {}, title), h('p', { class: 'lead' }, lead), form);
  }

  /** @param {SystemPrompt} prompt @param {boolean} isMac */
  open(prompt, isMac) {
    this.#before = prompt;
    this.#isMac = isMac;
    this.#text.value = prompt.text;
    this.#isDefault.checked = prompt.isDefault;
    this.#wrong.hidden = true;
    this.showModal();
    this.#text.focus();
  }

  get hasUnsaved() {
    return this.#text.value !== this.#before.text || this.#isDefault.checked !== this.#before.isDefault;
  }

  /** @param {Failure} failure */
  showFailure(failure) {
    this.#wrong.textContent = failure.detail;
    this.#wrong.hidden = false;
    this.#text.focus();
  }

  #clear() {
    this.#text.value = '';
    this.#text.focus();
  }

  #save() {
    emit(this, 'system-prompt-save', { text: this.#text.value.trim(), isDefault: this.#isDefault.checked });
  }
}

customElements.define('system-prompt-dialog', SystemPromptDialog);
