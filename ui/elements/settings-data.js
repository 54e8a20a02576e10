// The settings panel for what lies on this computer: where, how much, its backups, and the end of it all.
// Sends `data-folder-open`, `backup-make`, `backup-save`, `backup-restore` with a backup or null for a file, and `everything-delete`.

/** @import { BackupView, DataReport } from '../bindings.js' */
import { stamp } from '../format/dates.js';
import { size } from '../format/figures.js';
import { data as words } from '../strings/en/data.js';
import { locale } from '../words.js';
import { emit, h, keepingFocus } from './dom.js';
import { plainButton, settingsRow } from './settings-row.js';

export class SettingsData extends HTMLElement {
  #here = h('div', {});
  #backups = h('div', {});
  #said = h('p', { class: 'fine', role: 'status' });
  #failure = h('p', { class: 'fine hot', role: 'alert', hidden: true });

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(
      h('h3', {}, words.title),
      h('p', { class: 'lead' }, words.lead),
      h('h4', {}, words.here),
      this.#here,
      h('h4', {}, words.backups),
      this.#said,
      this.#failure,
      this.#backups,
      h('h4', {}, words.remove),
      settingsRow(words.deleteAll, words.deleteAllBody, [plainButton(words.deleteOpen, () => emit(this, 'everything-delete'), 'danger')]),
    );
  }

  /** @param {DataReport} report @param {number} nowMs */
  show({ folder, chats, files, sizes, backups, failure }, nowMs) {
    keepingFocus(this.#here, () => this.#here.replaceChildren(
      settingsRow(words.folder, '', [plainButton(words.openFolder, () => emit(this, 'data-folder-open'))]),
      settingsRow(words.chats, words.chatsBody(chats, size(sizes.chats)), []),
      settingsRow(words.files, words.filesBody(files, size(sizes.files)), []),
      settingsRow(words.rest, words.restBody(size(sizes.requests), size(sizes.search), size(sizes.log)), []),
      sizes.setAside > 0 ? settingsRow(words.aside, words.asideBody(size(sizes.setAside)), []) : '',
    ));
    this.#here.querySelector('.t')?.append(h('small', { class: 'selectable path' }, folder));
    if (failure) this.showFailure(words.failed(failure));
    keepingFocus(this.#backups, () => this.#backups.replaceChildren(
      settingsRow(words.backUp, backups.length > 0 ? words.backUpBody(size(sizes.backups)) : words.noBackup, [
        plainButton(words.save, () => emit(this, 'backup-save')),
        plainButton(words.backUpNow, () => emit(this, 'backup-make')),
      ]),
      ...backups.map((backup) => this.#row(backup, nowMs)),
      settingsRow(words.fromFile, words.fromFileBody, [plainButton(words.choose, () => emit(this, 'backup-restore', null))]),
    ));
  }

  /** Says what is going on or was done. @param {string} text @param {boolean} [isBusy] */
  say(text, isBusy = false) {
    this.#failure.hidden = true;
    this.#said.textContent = text;
    for (const button of this.querySelectorAll('button')) button.disabled = isBusy;
  }

  /** @param {string} text */
  showFailure(text) {
    this.say('');
    this.#failure.textContent = text;
    this.#failure.hidden = false;
  }

  /** @param {BackupView} backup @param {number} nowMs */
  #row(backup, nowMs) {
    const when = stamp(backup.madeAtMs, nowMs, locale);
    const restore = plainButton(words.restore, () => emit(this, 'backup-restore', backup), 'quiet');
    restore.setAttribute('aria-label', words.restoreNamed(when));
    const row = settingsRow(when, `${words.kinds[backup.kind]}, ${size(backup.sizeBytes)}`, [restore]);
    row.dataset.backup = backup.id;
    return row;
  }
}

customElements.define('settings-data', SettingsData);
