// Exports: asks what, hands it to Rust, which asks where, and says what became of it. Imported when it is first needed.

/** @import { ConversationList, ExportFormat, Failure } from '../bindings.js' */
/** @import { Chosen } from '../elements/export-dialog.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { ExportDialog } from '../elements/export-dialog.js';
import { failureTitle } from '../failures.js';
import { exports as words } from '../strings/en/exports.js';

/** @type {ExportDialog | null} */
let dialog = null;
/** Which chats are meant by some of them. @type {string[]} */
let someIds = [];

/** @param {Parts} parts @param {Chosen | null} [chosen] what it is about, unless the open chat */
export async function openExport(parts, chosen = null) {
  const { session } = parts;
  dialog ??= made(parts);
  if (chosen && !dialog.isBusy) someIds = chosen.ids;
  const isSeen = session.conversations.length > 0;
  dialog.open({ isEmpty: session.messages.length === 0, isNone: !isSeen && (await isNone(session)), chosen });
}

/** Whether there is no chat in any list that is kept. @param {Parts['session']} session */
async function isNone({ folders }) {
  /** @type {ConversationList[]} */
  const lists = [{ kind: 'chats' }, { kind: 'archived' }, ...folders.map(({ id }) => ({ kind: /** @type {const} */ ('folder'), folderId: id }))];
  const ids = await Promise.all(lists.map((list) => backend.listConversationIds(list).catch(() => [])));
  return ids.flat().length === 0;
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
  made.addEventListener('export-start', ({ detail }) => told(start(made, { one: [session.summary.id], some: someIds, all: null }[detail.scope], detail.format, screen)));
  made.addEventListener('export-stop', () => told(backend.stopExport()));
  made.addEventListener('export-launch', () => told(backend.openExport()));
  made.addEventListener('export-show', () => told(backend.showExport()));
  document.body.append(made);
  return made;
}

/**
 * @param {ExportDialog} dialog
 * @param {string[] | null} ids null for all
 * @param {ExportFormat} format
 * @param {Parts['screen']} screen
 */
async function start(dialog, ids, format, screen) {
  const [only, ...others] = ids ?? [];
  const isOne = only !== undefined && others.length === 0;
  const done = await (isOne ? backend.exportConversation(only, format) : backend.exportConversations(ids, format));
  if (!done) return dialog.showAsking();
  const { place, count, isStopped } = done;
  const text = isStopped ? words.stopped(count, place) : isOne ? words.saved(place) : words.savedAll(count, place);
  dialog.showDone(text);
  if (!dialog.isOpen) screen.announce(text);
}

/** What the person can do about it, in Rust's words where it has some. @param {Failure} failure */
function reason(failure) {
  return failure.code === 'storage' && failure.detail ? failure.detail : failureTitle(failure);
}
