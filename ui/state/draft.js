// The files of the composer, as values, and what Enter may do with the draft.
// Invariant: a message is never sent while one of its files is still being prepared.

/** @import { AppEvent, AttachmentView, Failure } from '../bindings.js' */

/**
 * @typedef {{ page: number, of: number }} Progress
 * @typedef {{ id: string, name: string, state: 'preparing', progress: Progress | null, view: AttachmentView | null }
 *   | { id: string, name: string, state: 'ready', view: AttachmentView }
 *   | { id: string, name: string, state: 'failed', failure: Failure }} Chip
 * @typedef {Extract<AppEvent, { type: 'attachmentStarted' | 'attachmentProgressed' | 'attachmentReady' | 'attachmentRefused' }>} AttachmentEvent
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
  if (index < 0) return [...chips, chip];
  return chips.with(index, chip);
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
