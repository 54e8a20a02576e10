// What an import came to, in a line of words. Pure.

/** @import { ImportReport } from '../bindings.js' */
import { listed } from '../language.js';
import { imports as words } from '../strings/en/imports.js';

/** @param {ImportReport} report */
export function reportWords({ added, updated, unchanged, folders, prompts, leftOut, isStopped }) {
  const counts = [words.counts.added(added)];
  if (updated > 0) counts.push(words.counts.updated(updated));
  if (unchanged > 0) counts.push(words.counts.unchanged(unchanged));
  if (folders > 0) counts.push(words.counts.folders(folders));
  if (prompts > 0) counts.push(words.counts.prompts(prompts));
  if (leftOut > 0) counts.push(words.counts.leftOut(leftOut));
  return words.done(listed(counts), isStopped);
}
