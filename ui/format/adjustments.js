// What was changed in a request against what was set, in words. Pure.

/** @import { Adjustment, Attempt } from '../bindings.js' */
import { words } from '../words.js';

/** One change. @param {Adjustment} adjustment @param {boolean} isNew whether the refusal came in this turn */
export function adjustmentWords(adjustment, isNew) {
  const { without, withoutCounts, renamed, pdfAsDataUrl, notStreamed } = words.adjustments;
  switch (adjustment.kind) {
    case 'without':
      return adjustment.field === 'stream_options' ? withoutCounts(isNew) : without(fieldName(adjustment.field), isNew);
    case 'renamed':
      return renamed(adjustment.field, adjustment.to);
    case 'pdfAsDataUrl':
      return pdfAsDataUrl(isNew);
    case 'notStreamed':
      return notStreamed;
  }
}

/** What was changed in the request that answered, or failed last. @param {Attempt[]} attempts @returns {string[]} */
export function adjustmentsOf(attempts) {
  const before = attempts.at(-2);
  const known = new Set(before?.adjustments.map((one) => JSON.stringify(one)));
  const hasRefusal = before?.failure?.code === 'rejected';
  return (attempts.at(-1)?.adjustments ?? []).map((one) => adjustmentWords(one, hasRefusal && !known.has(JSON.stringify(one))));
}

/** @param {string} field */
function fieldName(field) {
  return field.replaceAll('_', ' ');
}
