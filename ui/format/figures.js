// Writes measured figures in one way everywhere: below one second in whole milliseconds, from one second with two
// decimals, from ten with one; thousands separated; sizes in decimal units.
// Invariant: nothing here guesses. What is unknown is left to the caller, who says so in words.

/** A duration, such as `412 ms`, `1.18 s` or `12.4 s`. @param {number} ms */
export function duration(ms) {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  const digits = Math.round(ms / 10) < 1000 ? 2 : 1;
  return `${(ms / 1000).toFixed(digits)} s`;
}

/** A duration for people, in whole seconds: `9 s`, `2 min 5 s`. @param {number} ms */
export function wholeSeconds(ms) {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/** A count with separated thousands. @param {number} count @param {string} locale */
export function count(count, locale) {
  return new Intl.NumberFormat(locale).format(count);
}

/** A size, such as `340 kB` or `2.4 MB`. @param {number} bytes */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 9_950_000 ? 1 : 0)} MB`;
}

/**
 * Tokens per second between the first token and the end; null if that was too short to mean anything.
 * @param {number | null | undefined} tokens
 * @param {number | null} firstTokenMs
 * @param {number | null} durationMs
 */
export function tokensPerSecond(tokens, firstTokenMs, durationMs) {
  if (!tokens || tokens < 2 || firstTokenMs === null || durationMs === null) return null;
  const ms = durationMs - firstTokenMs;
  return ms < 50 ? null : (tokens / ms) * 1000;
}

/** About how many tokens a text has: four letters each, but one and a half of those that stand for words. @param {string} text */
export function estimatedTokens(text) {
  const dense = text.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/g)?.length ?? 0;
  return Math.round((text.length - dense) / 4 + dense / 1.5);
}

/** A long id with its middle left out: `chatcmpl-B9x…Q2e`. @param {string} id @param {number} most */
export function shortId(id, most = 18) {
  if (id.length <= most) return id;
  return `${id.slice(0, most - 4)}…${id.slice(-3)}`;
}

/**
 * A model id without its trailing date, and the date.
 * @param {string} id
 * @returns {{ name: string, date: string }}
 */
export function splitModel(id) {
  const match = /^(.+)-(\d{4}-\d{2}-\d{2}|20\d{6}|2\d{5})$/.exec(id);
  return { name: match?.[1] ?? id, date: match?.[2] ?? '' };
}
