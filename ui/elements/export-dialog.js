// Asks what to export and as what, and says where it went. Imported when it is first opened.
// Sends `export-start` with the choice, `export-stop`, `export-launch` and `export-show`.

/** @import { ExportFormat } from '../bindings.js' */
import { exports as words } from '../strings/en/exports.js';
import { emit, h, icon } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { plainButton, segments, settingsRow } from './settings-row.js';

/** @typedef {'one' | 'some' | 'all'} Scope */
/** What was chosen elsewhere: chats of the list, or those of a folder. @typedef {{ ids: string[], folder?: string }} Chosen */

export class ExportDialog extends LayerDialog {
  /** @type {Scope} */
  #scope = 'one';
  /** @type {ExportFormat} */
  #format = 'html';
  #isBusy = false;
  #scopes = segments(words.what, words.scopes, this.#scope, (scope) => this.#change(scope, this.#format));
  #formats = segments(words.as, words.formats, this.#format, (format) => this.#change(this.#scope, format));
  #formatRow = settingsRow(words.as, words.formatBodies[this.#format], [this.#formats]);
  #said = h('p', { class: 'selectable', role: 'status' });
  #after = h('div', { class: 'row', hidden: true }, plainButton(words.open, () => emit(this, 'export-launch')), plainButton(words.show, () => emit(this, 'export-show')));
  #outcome = h('div', { class: 'note', hidden: true }, icon('check'), h('div', {}, this.#said, this.#after));
  #bar = h('progress', { class: 'bar', 'aria-label': words.working, hidden: true });
  #start = h('button', { class: 'btn primary lg', type: 'button', onclick: () => this.#begin() }, words.choose);
  #stop = h('button', { class: 'btn lg', type: 'button', hidden: true, onclick: () => emit(this, 'export-stop') }, words.stop);

  connectedCallback() {
    const close = h('button', { class: 'btn quiet lg', type: 'button', onclick: () => this.close() }, words.close);
    this.build(
      'dlg small export',
      words.title,
      h('h2', {}, words.title),
      h('p', { class: 'lead' }, words.lead),
      settingsRow(words.what, words.whatBody, [this.#scopes]),
      this.#formatRow,
      this.#outcome,
      this.#bar,
      h('div', { class: 'go' }, close, this.#stop, this.#start),
    );
  }

  /**
   * @param {{ isEmpty: boolean, isNone: boolean, chosen: Chosen | null }} chats whether the open chat has no message, and whether there
   *   are no chats at all; what it is opened for, unless for the open chat
   */
  open({ isEmpty, isNone, chosen }) {
    if (!this.#isBusy) {
      const [one, some] = this.#scopes.querySelectorAll('button');
      one?.toggleAttribute('hidden', chosen !== null);
      one?.toggleAttribute('disabled', isEmpty);
      some?.toggleAttribute('hidden', chosen === null);
      some?.toggleAttribute('disabled', chosen?.ids.length === 0);
      if (some && chosen) some.textContent = chosen.folder ?? words.some(chosen.ids.length);
      const isAll = chosen ? chosen.ids.length === 0 : isEmpty;
      this.#start.disabled = isNone;
      this.#say(isNone ? words.none : '', 'plain');
      this.#choose(isAll ? 'all' : chosen ? 'some' : 'one', this.#format);
    }
    this.showModal();
    if (!this.#start.disabled) this.#start.focus();
  }

  get isBusy() {
    return this.#isBusy;
  }

  /** @param {number} done @param {number} all */
  showProgress(done, all) {
    if (!this.#isBusy) return;
    // Until now the native dialog may have been open.
    if (this.#stop.hidden) {
      this.#bar.hidden = this.#stop.hidden = false;
      this.#stop.focus();
    }
    this.#bar.max = all;
    this.#bar.value = done;
    this.#say(words.progress(done, all), 'plain');
  }

  /** The native dialog was cancelled. */
  showAsking() {
    this.#setBusy(false);
    this.#say('', 'plain');
    this.#start.focus();
  }

  /** @param {string} text */
  showDone(text) {
    this.#setBusy(false);
    this.#say(text, 'done');
    this.#after.querySelector('button')?.focus();
  }

  /** @param {string} text */
  showFailure(text) {
    this.#setBusy(false);
    this.#say(`${words.failed} ${text}`, 'failed');
    this.#start.focus();
  }

  #begin() {
    this.#setBusy(true);
    this.#say('', 'plain');
    emit(this, 'export-start', { scope: this.#scope, format: this.#format });
  }

  /** @param {boolean} isBusy */
  #setBusy(isBusy) {
    this.#isBusy = isBusy;
    this.#start.disabled = isBusy;
    this.#bar.hidden = this.#stop.hidden = true;
    for (const button of this.querySelectorAll('.seg button')) button.setAttribute('aria-disabled', String(isBusy));
  }

  /** Another choice: what was said of the one before is over. @param {Scope} scope @param {ExportFormat} format */
  #change(scope, format) {
    if (this.#isBusy) return;
    this.#say('', 'plain');
    this.#choose(scope, format);
  }

  /** @param {Scope} scope @param {ExportFormat} format */
  #choose(scope, format) {
    [this.#scope, this.#format] = [scope, format];
    for (const button of this.querySelectorAll('.seg button')) {
      button.setAttribute('aria-pressed', String([scope, format].includes(/** @type {Scope} */ (button.getAttribute('data-value')))));
    }
    const about = this.#formatRow.querySelector('small');
    if (about) about.textContent = words.formatBodies[format];
  }

  /** @param {string} text @param {'plain' | 'done' | 'failed'} how */
  #say(text, how) {
    this.#outcome.hidden = text === '';
    this.#outcome.classList.toggle('bad', how === 'failed');
    this.#outcome.querySelector('.i')?.replaceWith(icon(how === 'done' ? 'check' : how === 'failed' ? 'alert' : 'file'));
    this.#said.setAttribute('role', how === 'failed' ? 'alert' : 'status');
    this.#said.textContent = text;
    this.#after.hidden = how !== 'done';
  }
}

customElements.define('export-dialog', ExportDialog);
