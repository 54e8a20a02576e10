// A folder's name and what goes for the chats in it. Imported when it is first opened. Sends `folder-save`.

/** @import { FolderView, SaveFolder, VendorView } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { fieldRow as row, onOff, selectRow, settingsRow } from './settings-row.js';

export class FolderDialog extends LayerDialog {
  #heading = h('h2', {});
  #name = h('input', { type: 'text', id: 'folder-name', maxlength: '80', autocomplete: 'off', dir: 'auto' });
  #model = h('input', { type: 'text', id: 'folder-model', class: 'mono', autocomplete: 'off', spellcheck: 'false', list: 'folder-models', placeholder: words.library.modelUnset });
  #models = h('datalist', { id: 'folder-models' });
  #vendor = h('select', { id: 'folder-vendor' });
  #prompt = h('textarea', { id: 'folder-prompt', rows: '4', spellcheck: 'true' });
  #hides = onOff(words.library.hides, false, () => {});
  #wrong = h('p', { class: 'fine hot', role: 'alert', hidden: true });
  #save = h('button', { class: 'btn primary lg', type: 'submit' });
  /** @type {FolderView | null} */
  #folder = null;

  connectedCallback() {
    const { name, hides, hidesBody, model, vendor, prompt, promptBody, cancel } = words.library;
    const form = h(
      'form',
      { novalidate: true },
      row(name, this.#name),
      settingsRow(hides, hidesBody, [this.#hides]),
      h('div', { class: 'two' }, row(model, this.#model), selectRow(vendor, this.#vendor)),
      this.#models,
      row(prompt, this.#prompt, promptBody),
      this.#wrong,
      h('div', { class: 'go' }, h('span', { class: 'grow' }), h('button', { class: 'btn quiet lg', type: 'button', onclick: () => this.close() }, cancel), this.#save),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      emit(this, 'folder-save', this.#typed);
    });
    this.build('dlg small parameters folder', '', this.#heading, form);
  }

  /** @param {FolderView | null} folder a new one if there is none @param {VendorView[]} vendors @param {string[]} models */
  open(folder, vendors, models) {
    const text = words.library;
    const { route = null, systemPrompt = '' } = folder?.defaults ?? {};
    this.#folder = folder;
    this.#heading.textContent = this.label = folder ? text.folderSettings : text.newFolder;
    this.#save.textContent = folder ? text.save : text.create;
    this.#name.value = folder?.name ?? '';
    this.#hides.checked = folder?.isHiding ?? false;
    this.#model.value = route?.model ?? '';
    this.#models.replaceChildren(...models.map((id) => h('option', { value: id })));
    this.#vendor.replaceChildren(...vendors.map(({ value, name }) => h('option', { value, selected: value === (route?.vendor ?? 'auto') }, name)));
    this.#prompt.value = systemPrompt;
    this.showWrong(folder && !folder.defaults ? text.unreadable : '');
    this.showModal();
    this.#name.focus();
    this.#name.select();
  }

  /** @param {string} text */
  showWrong(text) {
    this.#wrong.textContent = text;
    this.#wrong.hidden = text === '';
  }

  /** @returns {SaveFolder} */
  get #typed() {
    const model = this.#model.value.trim();
    const vendor = this.#vendor.value;
    const before = this.#folder?.defaults?.route;
    const route = model === '' ? null : before?.model === model && before.vendor === vendor ? before : { model, vendor };
    return {
      id: this.#folder?.id ?? null,
      name: this.#name.value,
      isHiding: this.#hides.checked,
      defaults: { route, systemPrompt: this.#prompt.value },
    };
  }
}

customElements.define('folder-dialog', FolderDialog);
