// The stretch of the open conversation that the page knows, as values: how it grows, and what takes its place.
// Invariant: pure; its messages follow each other without a gap, and one that did not change stays the same object.

/** @import { Direction, MessageView, MessageWindow } from '../bindings.js' */

/** Beyond this many the messages on the far side are let go; they are loaded again when the reader comes back. */
export const MAX_LOADED = 1200;

/**
 * Adds what was loaded at one end.
 * @param {MessageWindow} known
 * @param {Direction} direction
 * @param {MessageWindow} loaded
 * @returns {MessageWindow}
 */
export function extended(known, direction, loaded) {
  const ids = new Set(known.messages.map(({ id }) => id));
  const fresh = loaded.messages.filter(({ id }) => !ids.has(id));
  const whole = direction === 'earlier'
    ? { messages: [...fresh, ...known.messages], hasEarlier: loaded.hasEarlier, hasLater: known.hasLater }
    : { messages: [...known.messages, ...fresh], hasEarlier: known.hasEarlier, hasLater: loaded.hasLater };
  return bounded(whole, direction);
}

/** Lets go of what is too far from the end that grew, but never of an answer that is being written. @param {MessageWindow} known @param {Direction} grown @returns {MessageWindow} */
function bounded(known, grown) {
  const { messages } = known;
  if (messages.length <= MAX_LOADED) return known;
  const [kept, rest] = grown === 'earlier'
    ? [messages.slice(0, MAX_LOADED), messages.slice(MAX_LOADED)]
    : [messages.slice(-MAX_LOADED), messages.slice(0, -MAX_LOADED)];
  if (rest.some(({ state }) => state === 'streaming')) return known;
  return grown === 'earlier' ? { ...known, messages: kept, hasLater: true } : { ...known, messages: kept, hasEarlier: true };
}

/**
 * Puts the messages of a started turn in place of all that followed their parent. A parent that is not loaded leaves only
 * the new ones: the end is where the reader goes then.
 * @param {MessageWindow} known
 * @param {MessageView[]} started
 * @returns {MessageWindow}
 */
export function afterStart(known, started) {
  const first = started[0];
  if (!first) return known;
  if (first.parentId === null) return { messages: [...started], hasEarlier: false, hasLater: false };
  const parent = known.messages.findIndex(({ id }) => id === first.parentId);
  if (parent < 0) return { messages: [...started], hasEarlier: true, hasLater: false };
  return { ...known, messages: [...known.messages.slice(0, parent + 1), ...started], hasLater: false };
}

/** Shows another version: what stands before it stays. @param {MessageWindow} known @param {MessageWindow} next @returns {MessageWindow} */
export function afterSwitch(known, next) {
  const from = known.messages.findIndex(({ id }) => id === next.messages[0]?.id);
  if (from < 0) return next;
  return { ...next, messages: [...known.messages.slice(0, from), ...next.messages], hasEarlier: known.hasEarlier };
}

/** Puts changed messages in place of those with their ids. @param {MessageView[]} messages @param {MessageView[]} changed @returns {MessageView[]} */
export function withChanged(messages, changed) {
  if (changed.length === 0) return messages;
  const byId = new Map(changed.map((message) => [message.id, message]));
  return messages.map((message) => byId.get(message.id) ?? message);
}
