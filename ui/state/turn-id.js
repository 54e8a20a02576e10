// Mints the ids of turns in the page, so that events which arrive before the command's promise have a home.
// The shape is UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits.

/**
 * A new turn id.
 * @param {number} [nowMs] milliseconds since 1970
 * @param {Uint8Array} [random] ten random bytes
 * @returns {string}
 */
export function newTurnId(nowMs = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))) {
  const time = Math.trunc(nowMs).toString(16).padStart(12, '0').slice(-12);
  const bytes = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = (8 + ((random[2] ?? 0) & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bytes.slice(0, 3)}-${variant}${bytes.slice(5, 8)}-${bytes.slice(8)}`;
}
