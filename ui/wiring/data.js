// What lies on this computer: shown in the settings, backed up, restored, deleted. Imported when it is first needed.

/** @import { BackupView, Failure, Snapshot } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
import * as backend from '../backend.js';
import { failureReason } from '../failures.js';
import { stamp } from '../format/dates.js';
import { listed, sentences } from '../format/lists.js';
import { data as words } from '../strings/en/data.js';
import { locale } from '../words.js';
import { Lazy } from './lazy.js';

export class Data {
  #delete = new Lazy(() => import('../elements/delete-dialog.js').then((module) => module.DeleteDialog));

  /** @param {Screen} screen @param {(snapshot: Snapshot) => void} replace shows what stands in the place of everything */
  constructor(screen, replace) {
    this.screen = screen;
    this.replace = replace;
  }

  /** Reads it again. */
  async refresh() {
    const report = await this.screen.tried(backend.loadData());
    if (report) this.#panel?.show(report, Date.now());
  }

  async backUp() {
    await this.#work(words.making, async () => {
      await backend.backUpNow();
      return words.made;
    });
  }

  async save() {
    await this.#work(words.making, async () => ((await backend.saveBackup()) ? words.saved : ''));
  }

  /** @param {BackupView | null} backup null asks for a file */
  async restore(backup) {
    const title = backup ? words.restoreTitle(stamp(backup.madeAtMs, Date.now(), locale)) : words.restoreFileTitle;
    const dialog = await this.screen.confirm.make();
    if (!(await dialog.ask({ title, body: words.restoreBody, action: words.restoreAction }))) return;
    await this.#work(words.restoring, async () => {
      const snapshot = await (backup ? backend.restoreBackup(backup.id) : backend.restoreBackupFile());
      if (snapshot) this.#show(snapshot, words.restored);
      return '';
    });
  }

  async deleteEverything() {
    const dialog = await this.#delete.make();
    if (!(await dialog.ask())) return;
    await this.#work(words.deleting, async () => {
      const { snapshot, keysLeft, filesLeft } = await backend.deleteEverything();
      this.#show(snapshot, words.deleted);
      const told = sentences([keysLeft.length > 0 && words.keysLeft(listed(keysLeft)), filesLeft.length > 0 && words.filesLeft(listed(filesLeft))]);
      if (told) {
        await this.screen.openSettings('settings-data');
        throw { code: 'invalid', detail: told };
      }
      return '';
    });
  }

  get #panel() {
    return this.screen.settings.made?.data;
  }

  /** @param {Snapshot} snapshot @param {string} note */
  #show(snapshot, note) {
    this.screen.settings.made?.close();
    this.replace(snapshot);
    this.screen.note(note);
    this.screen.announce(note);
  }

  /** @param {string} meanwhile what to say @param {() => Promise<string>} work gives what to say when it is done */
  async #work(meanwhile, work) {
    this.#panel?.say(meanwhile, true);
    try {
      const done = await work();
      await this.refresh();
      this.#panel?.say(done);
    } catch (failure) {
      await this.refresh();
      this.#panel?.showFailure(failureReason(/** @type {Failure} */ (failure)));
    }
  }
}
