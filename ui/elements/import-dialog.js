// Imports chats: asks for files, shows how far it is, and says what came in and what was left out. Imported when it is first opened.
// Sends `import-start` and `import-stop`.

/** @import { ImportReport } from '../bindings.js' */
import { reportWords } from '../format/import-report.js';
import { imports as words } from '../strings/en/imports.js';
import { emit, h, icon } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

export class ImportDialog extends LayerDialog {
  #isBusy = false;
  #said = h('p', { class: 'selectable', role: 'status' });
  #list = h('ul', { class: 'left-out selectable', hidden: true, tabindex: '0', 'aria-label': words.leftOut });
  #outcome = h('div', { class: 'note', hidden: true }, icon('check'), h('div', {}, this.#said, this.#list));
  #bar = h('progress', { class: 'bar', 'aria-label': words.working, hidden: true });
  #start = h('button', { class: 'btn primary lg', type: 'button', onclick: () => this.#begin() }, words.choose);
  #stop = h('button', { class: 'btn lg', type: 'button', hidden: true, onclick: () => emit(this, 'import-stop') }, words.stop);

  connectedCallback() {
    const close = h('button', { class: 'btn quiet lg', type: 'button', onclick: () => this.close() }, words.close);
    this.build(
      'dlg small export',
      words.title,
      h('h2', {}, words.title),
      h('p', { class: 'lead' }, words.lead),
      h('p', { class: 'faint' }, words.again),
      this.#outcome,
      this.#bar,
      h('div', { class: 'go' }, close, this.#stop, this.#start),
    );
  }

  open() {
    if (!this.#isBusy) this.#say('', 'plain');
    this.showModal();
    if (!this.#start.disabled) this.#start.focus();
  }

  /** @param {number} done @param {number} all in bytes @param {number} chats */
  showProgress(done, all, chats) {
    if (!this.#isBusy) return;
    // Until now the native dialog may have been open.
    this.#bar.hidden = this.#stop.hidden = false;
    this.#bar.max = all;
    this.#bar.value = done;
    this.#say(words.progress(chats), 'plain');
  }

  /** The native dialog was cancelled. */
  showAsking() {
    this.#setBusy(false);
    this.#say('', 'plain');
  }

  /** @param {ImportReport} report */
  showDone(report) {
    this.#setBusy(false);
    this.#say(reportWords(report), report.leftOut > 0 ? 'partly' : 'done');
    const more = report.leftOut - report.told.length;
    this.#list.hidden = report.told.length === 0;
    this.#list.replaceChildren(
      ...report.told.map(({ title, why }) => h('li', {}, h('bdi', {}, title), `: ${why}`)),
      more > 0 ? h('li', {}, words.andMore(more)) : '',
    );
  }

  /** @param {string} text */
  showFailure(text) {
    this.#setBusy(false);
    this.#say(`${words.failed} ${text}`, 'failed');
  }

  #begin() {
    this.#setBusy(true);
    this.#say('', 'plain');
    emit(this, 'import-start');
  }

  /** @param {boolean} isBusy */
  #setBusy(isBusy) {
    this.#isBusy = isBusy;
    this.#start.disabled = isBusy;
    this.#bar.hidden = this.#stop.hidden = true;
  }

  /** @param {string} text @param {'plain' | 'done' | 'partly' | 'failed'} how */
  #say(text, how) {
    const icons = { plain: 'file', done: 'check', partly: 'alert', failed: 'alert' };
    this.#outcome.hidden = text === '';
    this.#outcome.classList.toggle('bad', how === 'failed');
    this.#outcome.querySelector('.i')?.replaceWith(icon(icons[how]));
    this.#said.setAttribute('role', how === 'failed' ? 'alert' : 'status');
    this.#said.textContent = text;
    this.#list.hidden = true;
  }
}

customElements.define('import-dialog', ImportDialog);
