// Imports: hands the choice of files to Rust, and says what became of it. Imported when it is first needed.

/** @import { Failure } from '../bindings.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { ImportDialog } from '../elements/import-dialog.js';
import { failureTitle } from '../failures.js';
import { reportWords } from '../format/import-report.js';

/** @type {ImportDialog | null} */
let dialog = null;

/** @param {Parts} parts */
export function openImport(parts) {
  dialog ??= made(parts);
  dialog.open();
}

/** @param {number} done @param {number} all @param {number} chats */
export function showProgress(done, all, chats) {
  dialog?.showProgress(done, all, chats);
}

/** @param {Parts} parts */
function made(parts) {
  const made = new ImportDialog();
  /** @param {Promise<void>} work */
  const told = (work) => void work.catch((failure) => made.showFailure(reason(failure)));
  made.addEventListener('import-start', () => told(start(made, parts)));
  made.addEventListener('import-stop', () => told(backend.stopImport()));
  document.body.append(made);
  return made;
}

/** @param {ImportDialog} dialog @param {Parts} parts */
async function start(dialog, { conversations, prompts, screen }) {
  const report = await backend.importChats();
  if (!report) return dialog.showAsking();
  if (report.prompts > 0) prompts.forget();
  if (report.added + report.updated > 0) await conversations.reloadRows();
  dialog.showDone(report);
  if (!dialog.isOpen) screen.announce(reportWords(report));
}

/** Rust's words where it has some. @param {Failure} failure */
function reason(failure) {
  return ['storage', 'invalid'].includes(failure.code) && failure.detail ? failure.detail : failureTitle(failure);
}
