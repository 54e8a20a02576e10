// What goes with each request of the conversation: system prompt, temperature and so on. Empty fields are not sent.
// Sends `parameters-save` with the values; what is wrong with one is said beside it. Ctrl Enter saves.

/** @import { Failure, Parameters } from '../bindings.js' */
import { efforts, fieldsOf, readFields } from '../format/parameters.js';
import { isCommandEnter } from '../keyboard.js';
import { words } from '../words.js';
import { emit, h } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { fieldRow as row, selectRow } from './settings-row.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

export class ParametersDialog extends LayerDialog {
  #prompt = h('textarea', { id: 'parameter-prompt', rows: '4', spellcheck: 'true' });
  #temperature = h('input', { id: 'parameter-temperature', type: 'text', inputmode: 'decimal', autocomplete: 'off' });
  #maxTokens = h('input', { id: 'parameter-cap', type: 'text', inputmode: 'numeric', autocomplete: 'off' });
  #effort = h('select', { id: 'parameter-effort' }, ...['', ...efforts].map((value) =>
    h('option', { value }, value === '' ? words.parameters.unset : value)));
  #extra = h('textarea', { id: 'parameter-extra', class: 'mono', rows: '3', spellcheck: 'false', placeholder: '{"top_p": 0.9}' });
  #wrong = h('p', { class: 'fine hot', role: 'alert', id: 'parameter-wrong', hidden: true });
  #lead = h('p', { class: 'lead' }, words.parameters.lead);
  /** The last of the fields. */
  #end = h('div', {});
  #isMac = false;

  connectedCallback() {
    const { title, prompt, temperature, maxTokens, effort, extra, extraHint, save, cancel, clear } = words.parameters;
    this.#end = row(extra, this.#extra, extraHint);
    const form = h(
      'form',
      { novalidate: true },
      row(prompt, this.#prompt),
      h('div', { class: 'three' }, row(temperature, this.#temperature), row(maxTokens, this.#maxTokens), selectRow(effort, this.#effort)),
      this.#end,
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
    form.addEventListener('input', () => this.#blame(null, ''));
    this.build('dlg small parameters', title, h('h2', {}, title), this.#lead, form);
  }

  /** @param {Parameters} parameters @param {boolean} isMac @param {string} [lead] of parameters without instructions */
  open(parameters, isMac, lead = '') {
    const promptRow = this.#prompt.closest('.param');
    if (promptRow instanceof HTMLElement) promptRow.hidden = lead !== '';
    if (lead !== '') this.#lead.textContent = lead;
    const fields = fieldsOf(parameters);
    this.#isMac = isMac;
    this.#prompt.value = fields.systemPrompt;
    this.#temperature.value = fields.temperature;
    this.#maxTokens.value = fields.maxTokens;
    this.#effort.value = fields.reasoningEffort;
    this.#extra.value = fields.extraJson;
    this.#blame(null, '');
    this.showModal();
    (lead === '' ? this.#prompt : this.#temperature).focus();
  }

  /** What the core says of the values; only the JSON is checked there alone. @param {Failure} failure */
  showFailure(failure) {
    this.#blame(failure.code === 'invalid' ? this.#extra : null, failure.detail);
  }

  #clear() {
    for (const control of this.#controls) control.value = '';
    this.#blame(null, '');
    this.#prompt.focus();
  }

  #save() {
    const read = readFields({
      systemPrompt: this.#prompt.value,
      temperature: this.#temperature.value,
      maxTokens: this.#maxTokens.value,
      reasoningEffort: this.#effort.value,
      extraJson: this.#extra.value,
    });
    if ('parameters' in read) return emit(this, 'parameters-save', read.parameters);
    this.#blame(read.wrong === 'temperature' ? this.#temperature : this.#maxTokens, words.parameters.wrong[read.wrong]);
  }

  /** @returns {Control[]} */
  get #controls() {
    return [this.#prompt, this.#temperature, this.#maxTokens, this.#effort, this.#extra];
  }

  /** @param {Control | null} wrong @param {string} text */
  #blame(wrong, text) {
    for (const control of this.#controls) {
      const isWrong = control === wrong;
      control.setAttribute('aria-invalid', String(isWrong));
      if (isWrong) control.setAttribute('aria-describedby', this.#wrong.id);
      else control.removeAttribute('aria-describedby');
      control.closest('.field')?.classList.toggle('bad', isWrong);
    }
    // Beside what is wrong; a failure that is about no field stands at the end.
    (wrong?.closest('.three') ?? wrong?.closest('.param') ?? this.#end).after(this.#wrong);
    this.#wrong.hidden = text === '';
    this.#wrong.textContent = text;
    wrong?.focus();
  }
}

customElements.define('parameters-dialog', ParametersDialog);
