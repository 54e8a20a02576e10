// The hits of the search within a chat: messages in order, each with a number of occurrences. Pure.

/** @import { ChatHit } from '../bindings.js' */

/** How many occurrences there are. @param {readonly ChatHit[]} hits */
export function total(hits) {
  return hits.reduce((all, { count }) => all + count, 0);
}

/**
 * The occurrence with a number, counted from 0 over all messages.
 * @param {readonly ChatHit[]} hits
 * @param {number} number
 * @returns {{ hit: ChatHit, nth: number } | null}
 */
export function at(hits, number) {
  let before = 0;
  for (const hit of hits) {
    if (number < before + hit.count) return number < before ? null : { hit, nth: number - before };
    before += hit.count;
  }
  return null;
}

/** The number of an occurrence in the message at an index. @param {readonly ChatHit[]} hits @param {number} index @param {number} nth */
export function numberOf(hits, index, nth) {
  return total(hits.slice(0, Math.max(0, index))) + nth;
}

/** The index of the first message from a number on, on the branch that is shown; else of the first one. @param {readonly ChatHit[]} hits @param {number} seq */
export function hitFrom(hits, seq) {
  return Math.max(0, hits.findIndex((hit) => hit.isOnBranch && hit.seq >= seq));
}

/**
 * The index of the message to begin with: the first one from what is read on; else the last one before it.
 * @param {readonly ChatHit[]} hits in the order of the chat
 * @param {readonly string[]} loaded the messages that are loaded, in order
 * @param {string | null} seen the first message that is seen
 */
export function hitNear(hits, loaded, seen) {
  const from = Math.max(0, loaded.findIndex((id) => id === seen));
  const places = new Map(loaded.map((id, place) => [id, place]));
  const isFurther = (/** @type {ChatHit} */ { messageId }) => (places.get(messageId) ?? -1) >= from;
  const behind = hits.findIndex(isFurther);
  if (behind >= 0) return behind;
  // None that is loaded; ids sort by the time at which messages were written (UUIDv7).
  const later = hits.findIndex(({ messageId, isOnBranch }) => isOnBranch && seen !== null && messageId >= seen);
  if (later >= 0) return later;
  return Math.max(0, hits.findLastIndex(({ isOnBranch }) => isOnBranch));
}
