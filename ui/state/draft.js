// The files of the composer, as values, and what Enter may do with the draft.
// Invariant: a message is never sent while one of its files is still being prepared.

/** @import { AppEvent, AttachmentView, Failure } from '../bindings.js' */

/**
 * @typedef {{ id: string, name: string, state: 'preparing' }
 *   | { id: string, name: string, state: 'ready', view: AttachmentView }
 *   | { id: string, name: string, state: 'failed', failure: Failure }} Chip
 * @typedef {Extract<AppEvent, { type: 'attachmentStarted' | 'attachmentReady' | 'attachmentRefused' }>} AttachmentEvent
 */

/** The chip of a file that was attached before. @param {AttachmentView} view @returns {Chip} */
export function readyChip(view) {
  if (view.isMissing) {
    const failure = { code: /** @type {const} */ ('attachment'), problem: /** @type {const} */ ('unreadable'), detail: '' };
    return { id: view.id, name: view.name, state: 'failed', failure };
  }
  return { id: view.id, name: view.name, state: 'ready', view };
}

/**
 * Applies what became of a file.
 * @param {Chip[]} chips
 * @param {AttachmentEvent} event
 * @returns {Chip[]}
 */
export function applyAttachment(chips, event) {
  const chip = chipOf(event);
  const index = chips.findIndex((other) => other.id === chip.id);
  if (index < 0) return [...chips, chip];
  return chips.with(index, chip);
}

/** @param {AttachmentEvent} event @returns {Chip} */
function chipOf(event) {
  if (event.type === 'attachmentReady') return readyChip(event.attachment);
  if (event.type === 'attachmentStarted') return { id: event.attachmentId, name: event.name, state: 'preparing' };
  return { id: event.attachmentId, name: event.name, state: 'failed', failure: event.failure };
}

/** The files that are sent, in order. @param {Chip[]} chips */
export function readyIds(chips) {
  return chips.filter((chip) => chip.state === 'ready').map((chip) => chip.id);
}

/**
 * What Enter does now: send, wait for a file or for the running answer, or nothing.
 * @param {{ text: string, chips: Chip[], isAnswering: boolean, keepsFiles: boolean }} draft `keepsFiles`: another
 *   version of a message that has files of its own
 * @returns {'send' | 'waitForFile' | 'waitForAnswer' | 'nothing'}
 */
export function onEnter({ text, chips, isAnswering, keepsFiles }) {
  const isPreparing = chips.some((chip) => chip.state === 'preparing');
  const isEmpty = text.trim() === '' && !keepsFiles && !isPreparing && readyIds(chips).length === 0;
  if (isEmpty) return 'nothing';
  if (isAnswering) return 'waitForAnswer';
  return isPreparing ? 'waitForFile' : 'send';
}
