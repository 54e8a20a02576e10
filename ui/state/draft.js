// What stands in a chat's composer, as values: its text, its files, what is on its way, and what Enter may do with it.
// Invariant: a message is never sent while one of its files is still being prepared, and none that is refused loses
// what was typed or attached before or after it.

/** @import * as Bindings from '../bindings.js' */
/** @import { AppEvent, AttachmentView, Failure } from '../bindings.js' */

/**
 * @typedef {{ page: number, of: number }} Progress
 * @typedef {{ id: string, name: string, state: 'preparing', progress: Progress | null, view: AttachmentView | null }
 *   | { id: string, name: string, state: 'ready', view: AttachmentView }
 *   | { id: string, name: string, state: 'failed', failure: Failure }} Chip
 * @typedef {Extract<AppEvent, { type: 'attachmentStarted' | 'attachmentProgressed' | 'attachmentReady' | 'attachmentRefused' }>} AttachmentEvent
 */

/**
 * A message on its way to the core.
 * @typedef {{ text: string, chips: Chip[], replaces: Bindings.MessageView | null, dropped: string[] }} Sent
 */

/**
 * A chat's draft. `saved` is what the core keeps of its text, if that is known; `replaces` the message that it will be
 * another version of, `dropped` those of its files that this will not have, and `textBeforeEdit` what stood there before;
 * `isQueued` whether it goes out by itself once it may; `wasAnswering` whether an answer was being written when the chat
 * was left; `waiting` its messages that wait for the network, in order; `coming` how many pastes are on their way to the core, which may become files; `isSending` whether it waits
 * for a turn to begin, `drawing` the file that this waits for; `failure` what is to be said when the chat is shown again.
 * @typedef {{ conversationId: string, text: string, saved: string | null, saving: Promise<void> | null, chips: Chip[],
 *   preview: Bindings.SendPreview | null, estimate: Bindings.SendEstimate | null, replaces: Bindings.MessageView | null, dropped: string[], textBeforeEdit: string, isQueued: boolean,
 *   wasAnswering: boolean, waiting: Sent[], sent: Sent | null, coming: number, isSending: boolean,
 *   drawing: { attachmentId: string, page: number, of: number } | null, failure: Failure | null }} ChatDraft
 */

/** @param {string} conversationId @param {string} text as the core keeps it @returns {ChatDraft} */
export function newDraft(conversationId, text) {
  return {
    conversationId, text, saved: text, saving: null, chips: [], preview: null, estimate: null, replaces: null, dropped: [], textBeforeEdit: '',
    isQueued: false, wasAnswering: false, waiting: [], sent: null, coming: 0, isSending: false, drawing: null, failure: null,
  };
}

/** Whether a draft that is not shown holds what the core does not know. @param {ChatDraft} draft */
export function isHeld(draft) {
  const { replaces, isQueued, isSending, waiting, sent, saving, failure, saved } = draft;
  return replaces !== null || isQueued || waiting.length > 0 || isSending || sent !== null || saving !== null || failure !== null || saved !== textToKeep(draft);
}

/**
 * The text that the core is to keep, all that a restart would lose: what is on its way belongs to it until it has gone out,
 * and so does what was changed of an earlier message, below the draft that stood there before.
 * @param {ChatDraft} draft
 */
export function textToKeep({ text, replaces, textBeforeEdit, waiting, sent }) {
  const edited = replaces && text !== replaces.text ? text : '';
  const own = replaces ? joined(textBeforeEdit, edited) : text;
  return [...(sent ? [sent] : []), ...waiting].reduceRight((below, one) => joined(one.text, below), own);
}

/**
 * What becomes of a draft when the message that was made of it is not taken: nothing that came since is replaced.
 * @param {ChatDraft} draft
 * @param {Sent} sent
 * @returns {Partial<ChatDraft>}
 */
export function afterRefusal(draft, sent) {
  const chips = [...sent.chips, ...draft.chips];
  if (sent.replaces && !draft.replaces) {
    return { chips, replaces: sent.replaces, dropped: sent.dropped, textBeforeEdit: draft.text, text: sent.text };
  }
  // Another message is being edited by now.
  if (draft.replaces) return { chips, textBeforeEdit: joined(sent.text, draft.textBeforeEdit) };
  return { chips, text: joined(sent.text, draft.text) };
}

/**
 * The files that a new version of a message has of the version before.
 * @param {{ replaces: Bindings.MessageView | null, dropped: string[] }} draft
 * @returns {AttachmentView[]}
 */
export function keptFiles({ replaces, dropped }) {
  return replaces?.attachments.filter((file) => !dropped.includes(file.id)) ?? [];
}

/**
 * What a draft is another version of, as the core takes it.
 * @param {{ replaces: Bindings.MessageView | null, dropped: string[] }} draft
 * @returns {Bindings.Replaced | null}
 */
export function replacedBy({ replaces, dropped }) {
  return replaces && { messageId: replaces.id, dropped };
}

/**
 * A draft with some files left out of what is sent, or taken in again, wherever it has them.
 * @param {ChatDraft} draft @param {string[]} ids @param {boolean} isLeftOut
 */
export function leaveOutOfDraft(draft, ids, isLeftOut) {
  draft.chips = draft.chips.map((chip) => (chip.state === 'ready' && ids.includes(chip.id) ? { ...chip, view: { ...chip.view, isLeftOut } } : chip));
  if (draft.replaces) draft.replaces = leaveOutOf(draft.replaces, ids, isLeftOut);
}

/** The same of a message; one that has none of them stays as it is. @param {Bindings.MessageView} message @param {string[]} ids @param {boolean} isLeftOut */
export function leaveOutOf(message, ids, isLeftOut) {
  if (!message.attachments.some((file) => ids.includes(file.id))) return message;
  return { ...message, attachments: message.attachments.map((file) => (ids.includes(file.id) ? { ...file, isLeftOut } : file)) };
}

/** @param {string} text @param {string} next @returns {string} the one above the other */
export function joined(text, next) {
  return text.trim() === '' || next.trim() === '' ? text + next : `${text}\n\n${next}`;
}

/** The files of a draft that the core knows of. @param {Bindings.Draft} draft @returns {Chip[]} */
export function chipsOf({ attachments, pending }) {
  return [...attachments.map(readyChip), ...pending.map(pendingChip)];
}

/** @param {Bindings.PendingAttachment} file @returns {Chip} */
function pendingChip({ id, name, failure }) {
  return failure ? { id, name, state: 'failed', failure } : { id, name, state: 'preparing', progress: null, view: null };
}

/** The chip of a file that was attached before. @param {AttachmentView} view @returns {Chip} */
export function readyChip(view) {
  if (view.isMissing) {
    const failure = { code: /** @type {const} */ ('attachment'), problem: /** @type {const} */ ('unreadable'), detail: '' };
    return { id: view.id, name: view.name, state: 'failed', failure };
  }
  return { id: view.id, name: view.name, state: 'ready', view };
}

/**
 * Applies what became of a file. Progress of a file that is not in the draft changes nothing: a later request needs it.
 * @param {Chip[]} chips
 * @param {AttachmentEvent} event
 * @returns {Chip[]}
 */
export function applyAttachment(chips, event) {
  if (event.type === 'attachmentProgressed') {
    const { attachmentId, page, of } = event;
    return chips.map((chip) => (chip.id === attachmentId ? { ...working(chip), progress: { page, of } } : chip));
  }
  const chip = chipOf(event);
  const index = chips.findIndex((other) => other.id === chip.id);
  const known = chips[index];
  if (!known) return [...chips, chip];
  return chips.with(index, event.type === 'attachmentStarted' ? working(known) : chip);
}

/** A file that is being worked on; what is known of it stays. @param {Chip} chip @returns {Extract<Chip, { state: 'preparing' }>} */
function working(chip) {
  const view = chip.state === 'failed' ? null : chip.view;
  return { id: chip.id, name: chip.name, state: 'preparing', progress: null, view };
}

/** @param {Exclude<AttachmentEvent, { type: 'attachmentProgressed' }>} event @returns {Chip} */
function chipOf(event) {
  if (event.type === 'attachmentReady') return readyChip(event.attachment);
  if (event.type === 'attachmentStarted') return { id: event.attachmentId, name: event.name, state: 'preparing', progress: null, view: null };
  return { id: event.attachmentId, name: event.name, state: 'failed', failure: event.failure };
}

/** The files that are sent, in order. @param {Chip[]} chips */
export function readyIds(chips) {
  return chips.filter((chip) => chip.state === 'ready').map((chip) => chip.id);
}

/**
 * What Enter does now: send, wait for a file or for the running answer, or nothing.
 * @param {{ text: string, chips: Chip[], isAnswering: boolean, keepsFiles: boolean, coming?: number }} draft
 *   `keepsFiles`: another version of a message that has files of its own; `coming`: how many pastes may become files
 * @returns {'send' | 'waitForFile' | 'waitForAnswer' | 'nothing'}
 */
export function onEnter({ text, chips, isAnswering, keepsFiles, coming = 0 }) {
  const isPreparing = coming > 0 || chips.some((chip) => chip.state === 'preparing');
  const isEmpty = text.trim() === '' && !keepsFiles && !isPreparing && readyIds(chips).length === 0;
  if (isEmpty) return 'nothing';
  if (isAnswering) return 'waitForAnswer';
  return isPreparing ? 'waitForFile' : 'send';
}
