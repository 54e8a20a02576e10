// The phases of a request, as parts of the time that it took altogether.

/** @import { ExchangeTiming } from '../bindings.js' */

/** @typedef {{ name: 'queued' | 'connect' | 'firstByte' | 'firstToken' | 'end', from: number, to: number }} Phase from and to in parts of the whole */

/**
 * Those that are known, one after the other; a wait before the request comes first.
 * @param {ExchangeTiming} timing
 * @returns {Phase[]}
 */
export function phases({ queuedMs, connectMs, firstByteMs, firstTokenMs, endMs }) {
  /** @type {[Phase['name'], number | null][]} */
  const ends = [['connect', connectMs], ['firstByte', firstByteMs], ['firstToken', firstTokenMs], ['end', endMs]];
  /** @type {Phase[]} */
  const found = [{ name: 'queued', from: 0, to: queuedMs }];
  let at = queuedMs;
  for (const [name, ms] of ends) {
    if (ms === null) continue;
    const to = Math.max(at, queuedMs + ms);
    found.push({ name, from: at, to });
    at = to;
  }
  return at === 0 ? [] : found.map(({ name, from, to }) => ({ name, from: from / at, to: to / at }));
}
