// Exports: asks what, hands it to Rust, which asks where, and says what became of it. Imported when it is first needed.

/** @import { ExportFormat, Failure } from '../bindings.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { ExportDialog } from '../elements/export-dialog.js';
import { failureTitle } from '../failures.js';
import { exports as words } from '../strings/en/exports.js';

/** @type {ExportDialog | null} */
let dialog = null;

/** @param {Parts} parts */
export function openExport(parts) {
  const { session } = parts;
  dialog ??= made(parts);
  dialog.open({ isEmpty: session.messages.length === 0, count: session.conversations.length });
}

/** @param {number} done @param {number} all */
export function showProgress(done, all) {
  dialog?.showProgress(done, all);
}

/** @param {Parts} parts */
function made({ session, screen }) {
  const made = new ExportDialog();
  /** @param {Promise<void>} work */
  const told = (work) => void work.catch((failure) => made.showFailure(reason(failure)));
  made.addEventListener('export-start', (event) => told(start(made, session.summary.id, event.detail, screen)));
  made.addEventListener('export-stop', () => told(backend.stopExport()));
  made.addEventListener('export-launch', () => told(backend.openExport()));
  made.addEventListener('export-show', () => told(backend.showExport()));
  document.body.append(made);
  return made;
}

/**
 * @param {ExportDialog} dialog
 * @param {string} id
 * @param {{ scope: 'one' | 'all', format: ExportFormat }} choice
 * @param {Parts['screen']} screen
 */
async function start(dialog, id, { scope, format }, screen) {
  const done = await (scope === 'all' ? backend.exportConversations(null, format) : backend.exportConversation(id, format));
  if (!done) return dialog.showAsking();
  const { place, count, isStopped } = done;
  const text = isStopped ? words.stopped(count, place) : scope === 'all' ? words.savedAll(count, place) : words.saved(place);
  dialog.showDone(text);
  if (!dialog.isOpen) screen.announce(text);
}

/** What the person can do about it, in Rust's words where it has some. @param {Failure} failure */
function reason(failure) {
  return failure.code === 'storage' && failure.detail ? failure.detail : failureTitle(failure);
}
