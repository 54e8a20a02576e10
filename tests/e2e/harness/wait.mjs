// Waiting for conditions. Invariant: no test sleeps for a time and hopes; it says what it waits for, and the words
// stand in the failure.

/**
 * Polls until `probe` returns something truthy, and returns that. An error in the probe counts as "not yet".
 * @template T
 * @param {string} what what is waited for, in words
 * @param {() => Promise<T> | T} probe
 * @param {{ timeoutMs?: number, everyMs?: number }} [limits]
 * @returns {Promise<T>}
 */
export async function until(what, probe, { timeoutMs = 15_000, everyMs = 40 } = {}) {
  const end = Date.now() + timeoutMs;
  let last;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for: ${what} (last: ${shown(last)})`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/**
 * Passes if the condition holds at every look during the whole time: for what must *not* happen.
 * @param {string} what
 * @param {() => Promise<boolean> | boolean} probe
 * @param {number} durationMs
 */
export async function throughout(what, probe, durationMs) {
  const end = Date.now() + durationMs;
  do {
    if (!(await probe())) throw new Error(`did not hold throughout: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
}

/** @param {unknown} value */
function shown(value) {
  if (value instanceof Error) return value.message;
  return String(JSON.stringify(value)).slice(0, 600);
}
