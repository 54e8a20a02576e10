// Who served an answer, in a few words for the line under it. Pure.

/** @import { Evidence } from '../bindings.js' */
import { words } from '../words.js';

/** @param {Evidence} evidence */
export function evidenceWords({ grade, vendors, isOtherModel, modelReported }) {
  const who = vendors.join(words.evidence.or);
  if (grade === 'contradicts' && isOtherModel) return words.evidence.otherModel(modelReported ?? '');
  return words.evidence.grades[grade](who);
}
