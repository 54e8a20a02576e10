// How an answer ended, in a line of words, and what can be done about it. Pure.
// Invariant: an answer without text always says why, so that none reads as done that is empty.

/** @import { AnswerEnd, EndReason, MessageView, SkippedParts } from '../bindings.js' */
import { listed } from '../language.js';
import { words } from '../words.js';
import { count } from './figures.js';

/** @typedef {{ line: string, canContinue: boolean, canRetry: boolean, skipped: string }} EndNote */

/** Ends after which a model has more to say. @type {Set<EndReason>} */
const unfinished = new Set(['length', 'unmarked', 'other']);

/**
 * What to say under an answer that ended without a failure; null if it ended well, with text and all of it.
 * @param {MessageView} message
 * @param {boolean} hasText
 * @param {string} locale
 * @returns {EndNote | null}
 */
export function endNote({ turn, reasoning }, hasText, locale) {
  const end = turn?.end;
  if (!end) return null;
  const skipped = skippedWords(end.skipped);
  if (hasText && end.reason === 'complete' && end.tools.length === 0 && !skipped) return null;
  const isWhole = hasText && end.reason === 'complete' && end.tools.length === 0;
  return {
    line: isWhole ? '' : reasonWords(end, turn.finishReason ?? '', hasText, reasoning !== '', locale),
    canContinue: hasText && unfinished.has(end.reason),
    canRetry: !hasText,
    skipped,
  };
}

/** @param {AnswerEnd} end @param {string} word @param {boolean} hasText @param {boolean} hasReasoning @param {string} locale */
function reasonWords(end, word, hasText, hasReasoning, locale) {
  const { withText, empty } = words.ends;
  const reason = end.tools.length > 0 ? 'toolCall' : end.reason;
  // The vendor's word is said where ours says less.
  const isOurs = reason === 'filter' && word.toLowerCase() === 'content_filter';
  const facts = { limit: end.tokenLimit === null ? '' : count(end.tokenLimit, locale), word: isOurs ? '' : word, hasReasoning };
  return (hasText ? withText : empty)[reason](facts);
}

/** @param {SkippedParts[]} skipped */
function skippedWords(skipped) {
  const parts = skipped.map((part) => words.ends.skipped[part.kind](part.count));
  return parts.length === 0 ? '' : words.ends.leftOut(listed(parts));
}
