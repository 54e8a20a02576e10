// What to be told before a message goes out: files that the model does not take, and requests that are too much.
// Pure. Invariant: what is inferred is not said as if it were known. The core decides (`chat/preview.rs`); the words are here.

/** @import { ModelInput, SendEstimate, SendPreview } from '../bindings.js' */
import { words } from '../words.js';
import { modeLabel } from './answer-metadata.js';
import { sentences } from './lists.js';

/**
 * `input`: what the model does not take, if it is about that; `files`: those that go out as that.
 * @typedef {{ text: string, input: ModelInput | null, files: string[] }} SendNote
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
