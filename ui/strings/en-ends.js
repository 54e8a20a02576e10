// Words for how answers end.

/** @import { EndReason, SkippedKind } from '../bindings.js' */

/** @typedef {{ limit: string, word: string, hasReasoning: boolean }} EndFacts the limit of tokens and the vendor's word, if known */

/** @param {EndFacts} facts */
const limitOf = ({ limit }) => (limit ? `the limit of ${limit} tokens` : 'the token limit');

/** The vendor's word where ours says less. @param {EndFacts} facts */
const named = ({ word }) => (word && word.toLowerCase() !== 'content_filter' ? ` (${word})` : '');

/** @type {Record<EndReason, (facts: EndFacts) => string>} */
const withText = {
  complete: () => '',
  length: (facts) => `Cut at ${limitOf(facts)}`,
  filter: (facts) => `Stopped by a filter${named(facts)}`,
  refusal: () => 'The model declined to go on',
  toolCall: () => 'The model asked for a tool that this chat does not offer',
  other: ({ word }) => `Ended early. The vendor’s reason: ${word}`,
  unmarked: () => 'May be incomplete: the connection closed without an end',
};

/** @type {Record<EndReason, (facts: EndFacts) => string>} */
const empty = {
  complete: ({ hasReasoning }) => (hasReasoning ? 'No answer: the model only reasoned' : 'No answer: the model sent no text'),
  length: (facts) => (facts.hasReasoning ? `No answer: reasoning used up ${limitOf(facts)}` : `No answer: ${limitOf(facts)} was used up before any text`),
  filter: (facts) => `No answer: stopped by a filter${named(facts)}`,
  refusal: () => 'No answer: the model declined',
  toolCall: () => 'No answer: the model asked for a tool that this chat does not offer',
  other: ({ word }) => `No answer. The vendor’s reason: ${word}`,
  unmarked: ({ hasReasoning }) => (hasReasoning ? 'No answer: the connection closed while the model reasoned' : 'No answer: the gateway sent no text'),
};

/** @param {string} one @param {string} many @returns {(number: number, figure: string) => string} */
const counted = (one, many) => (number, figure) => `${number === 1 ? '1' : figure} ${number === 1 ? one : many}`;

/** @type {Record<SkippedKind, (number: number, figure: string) => string>} */
const skipped = {
  unreadable: counted('part that could not be read', 'parts that could not be read'),
  image: counted('image', 'images'),
  audio: counted('recording', 'recordings'),
  video: counted('video', 'videos'),
  file: counted('file', 'files'),
};

export const ends = {
  withText,
  empty,
  skipped,
  leftOut: (/** @type {string[]} */ parts) => `Not shown: ${parts.join(', ')}`,
  continueAnswer: 'Continue',
  arguments: (/** @type {string} */ name) => `Arguments for ${name}`,
};

/** What an answer rests on. */
export const sources = {
  title: 'Sources',
  unnamed: 'Untitled source',
  more: (/** @type {number} */ rest) => (rest === 1 ? 'Show 1 more source' : `Show ${rest} more sources`),
};
