// What was changed in a request against what was set, in words. Pure.

/** @import { RequestOverride, Attempt } from '../bindings.js' */
import { words } from '../words.js';

/** One change. @param {RequestOverride} override @param {boolean} isNew whether the refusal came in this turn */
export function overrideWords(override, isNew) {
  const { without, withoutCounts, renamed, pdfAsDataUrl, notStreamed, withoutReasoning } = words.overrides;
  switch (override.kind) {
    case 'without':
      return override.field === 'stream_options' ? withoutCounts(isNew) : without(fieldName(override.field), isNew);
    case 'renamed':
      return renamed(override.field, override.to);
    case 'pdfAsDataUrl':
      return pdfAsDataUrl(isNew);
    case 'notStreamed':
      return notStreamed;
    case 'withoutReasoning':
      return withoutReasoning;
  }
}

/** What was changed in the request that answered, or failed last. @param {Attempt[]} attempts @returns {string[]} */
export function overridesOf(attempts) {
  const before = attempts.at(-2);
  const known = new Set(before?.overrides.map((one) => JSON.stringify(one)));
  const hasRefusal = before?.failure?.code === 'rejected';
  return (attempts.at(-1)?.overrides ?? []).map((one) => overrideWords(one, hasRefusal && !known.has(JSON.stringify(one))));
}

/** @param {string} field */
function fieldName(field) {
  return field.replaceAll('_', ' ');
}
