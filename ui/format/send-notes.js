// What to be told before a message goes out: files that the model does not take, and requests that are too much.
// Pure. Invariant: what is inferred is not said as if it were known. The core decides (`chat/preview.rs`); the words are here.

/** @import { ModelInput, SendEstimate, SendPreview } from '../bindings.js' */
import { words } from '../words.js';
import { modeLabel } from './answer-metadata.js';
import { mayNotFit, tokenWords } from './estimate.js';
import { count } from './figures.js';
import { sentences } from './lists.js';

/**
 * `input`: what the model does not take, if it is about that; `files`: those that go out as that; `isTooLong`: it is about all that goes out.
 * @typedef {{ text: string, input: ModelInput | null, files: string[], isTooLong?: boolean }} SendNote
 */

/** @param {SendPreview | null} preview @returns {SendNote[]} */
export function sendNotes(preview) {
  if (!preview) return [];
  const { unsupported, warnings } = words.sendNotes;
  const aboutModel = preview.unsupported.map(({ input, because, drafted, earlier }) => ({
    text: sentences([unsupported[because][input], earlier.length > 0 && words.sendNotes.earlier(input, earlier.length)]),
    input,
    files: [...drafted, ...earlier],
  }));
  const aboutAll = preview.warnings.map((warning) => ({ text: warnings[warning](preview.images), input: null, files: [] }));
  return [...aboutModel, ...aboutAll];
}

/** That what the last answer's maker sealed stays behind. @param {SendEstimate | null} estimate @returns {SendNote[]} */
export function reasoningNote(estimate) {
  const maker = estimate?.reasoningLeft;
  if (!maker) return [];
  return [{ text: words.sendNotes.reasoning(`${maker.model}, ${modeLabel(maker)}`), input: null, files: [] }];
}

/** That all of it may be more than the model takes. @param {SendEstimate | null} estimate @param {string} locale @returns {SendNote[]} */
export function lengthNote(estimate, locale) {
  if (!estimate || !mayNotFit(estimate)) return [];
  return [{ text: words.sendNotes.tooLong(tokenWords(estimate.tokens, locale), count(estimate.mostTokens ?? 0, locale)), input: null, files: [], isTooLong: true }];
}
