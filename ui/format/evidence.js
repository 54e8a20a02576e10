// Who served an answer, in a few words for the line under it. Pure.

/** @import { Evidence } from '../bindings.js' */
import { either } from '../language.js';
import { words } from '../words.js';

/** @param {Evidence} evidence */
export function evidenceWords({ grade, vendors, isOtherModel, modelReported }) {
  const who = either(vendors);
  if (grade === 'contradicts' && isOtherModel) return words.evidence.otherModel(modelReported ?? '');
  return words.evidence.grades[grade](who);
}
