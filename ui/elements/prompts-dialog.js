// The prompt library: made, changed, deleted. Imported when it is first opened. Sends `prompt-save` and `prompt-delete`.

/** @import { Prompt } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h, icon, iconButton } from './dom.js';
import { showKeyed } from './keyed.js';
import { LayerDialog } from './layer-dialog.js';
import { fieldRow } from './settings-row.js';

export class PromptsDialog extends LayerDialog {
  #list = h('ul', { class: 'prompt-rows scroll' });
  #none = h('p', { class: 'fine' }, words.prompts.none);
  #name = h('input', { type: 'text', id: 'prompt-name', maxlength: '60', autocomplete: 'off', spellcheck: 'false', dir: 'auto' });
  #text = h('textarea', { id: 'prompt-text', rows: '7', dir: 'auto' });
  #wrong = h('p', { class: 'fine hot', role: 'alert', hidden: true });
  #form = h('form', { novalidate: true, hidden: true });
  #overview = h('div', {});
  /** The one that is changed; a new one if there is none. @type {Prompt | null} */
  #prompt = null;

  connectedCallback() {
    const { title, lead, add, close, name, nameBody, text, textBody, save, cancel } = words.prompts;
    this.#overview.append(
      this.#none,
      this.#list,
      h(
        'div',
        { class: 'go' },
        h('button', { class: 'btn lg', type: 'button', onclick: () => this.#edit(null) }, icon('plus', 's'), add),
        h('span', { class: 'grow' }),
        h('button', { class: 'btn lg', type: 'button', onclick: () => this.close() }, close),
      ),
    );
    this.#form.append(
      fieldRow(name, this.#name, nameBody),
      fieldRow(text, this.#text, textBody),
      this.#wrong,
      h(
        'div',
        { class: 'go' },
        h('span', { class: 'grow' }),
        h('button', { class: 'btn quiet lg', type: 'button', onclick: () => this.#showForm(false) }, cancel),
        h('button', { class: 'btn primary lg', type: 'submit' }, save),
      ),
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      emit(this, 'prompt-save', { id: this.#prompt?.id ?? null, name: this.#name.value, text: this.#text.value });
    });
    this.build('dlg small parameters prompts', title, h('h2', {}, title), h('p', { class: 'lead' }, lead), this.#overview, this.#form);
  }

  /** @param {Prompt[]} prompts */
  open(prompts) {
    this.show(prompts);
    this.showModal();
    this.querySelector('button')?.focus();
  }

  /** @param {Prompt[]} prompts as they are now */
  show(prompts) {
    this.#none.hidden = prompts.length > 0;
    showKeyed(this.#list, prompts, (prompt) => JSON.stringify(prompt), (prompt) => this.#row(prompt));
    this.#showForm(false);
  }

  /** @param {string} text */
  showWrong(text) {
    this.#wrong.textContent = text;
    this.#wrong.hidden = text === '';
  }

  /** @param {Prompt} prompt */
  #row(prompt) {
    const { edit, remove } = words.prompts;
    return h(
      'li',
      { class: 'set' },
      h('div', { class: 't' }, h('b', { dir: 'auto' }, `/${prompt.name}`), h('small', { dir: 'auto' }, prompt.text.replace(/\s+/g, ' ').slice(0, 120))),
      h(
        'div',
        { class: 'acts2' },
        iconButton('pencil', edit(prompt.name), () => this.#edit(prompt)),
        iconButton('trash', remove(prompt.name), () => emit(this, 'prompt-delete', prompt.id)),
      ),
    );
  }

  /** @param {Prompt | null} prompt */
  #edit(prompt) {
    this.#prompt = prompt;
    this.#name.value = prompt?.name ?? '';
    this.#text.value = prompt?.text ?? '';
    this.#showForm(true);
    this.#name.focus();
  }

  /** @param {boolean} isShown */
  #showForm(isShown) {
    this.showWrong('');
    const hadFocus = this.#form.contains(document.activeElement);
    this.#form.hidden = !isShown;
    this.#overview.hidden = isShown;
    if (hadFocus && !isShown) this.#overview.querySelector('button')?.focus();
  }
}

customElements.define('prompts-dialog', PromptsDialog);
