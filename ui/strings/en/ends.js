// Generated from locales/en/page/ends.ftl by `cargo xtask words`: change it there.
// How answers end, and what they rest on.

import { figure, plural } from '../../language.js';

/** @typedef {{ limit: string | null | undefined, word: string | null | undefined, hasReasoning: boolean }} Variables1 */

export const ends = {
  withText: {
    complete: (/** @type {Variables1} */ _of) => '',
    length: (/** @type {Variables1} */ { limit }) => (!limit ? 'Cut off at the token limit' : `Cut off at the limit of ${limit} tokens`),
    filter: (/** @type {Variables1} */ { word }) => (!word ? 'Stopped by a filter' : `Stopped by a filter (${word})`),
    refusal: (/** @type {Variables1} */ _of) => 'The model declined to go on',
    toolCall: (/** @type {Variables1} */ _of) => 'The model requested a tool that this chat does not have',
    other: (/** @type {Variables1} */ { word }) => `Ended early. The vendor’s reason: ${word}`,
    unmarked: (/** @type {Variables1} */ _of) => 'May be incomplete: the connection closed early',
  },
  empty: {
    complete: (/** @type {Variables1} */ { hasReasoning }) => (hasReasoning ? 'No answer: the model only reasoned' : 'No answer: the model sent no text'),
    length: (/** @type {Variables1} */ { limit, hasReasoning }) => (hasReasoning ? (!limit ? 'No answer: reasoning used up the token limit' : `No answer: reasoning used up the limit of ${limit} tokens`) : (!limit ? 'No answer: the token limit was used up before any text' : `No answer: the limit of ${limit} tokens was used up before any text`)),
    filter: (/** @type {Variables1} */ { word }) => (!word ? 'No answer: stopped by a filter' : `No answer: stopped by a filter (${word})`),
    refusal: (/** @type {Variables1} */ _of) => 'No answer: the model declined',
    toolCall: (/** @type {Variables1} */ _of) => 'No answer: the model requested a tool that this chat does not have',
    other: (/** @type {Variables1} */ { word }) => `No answer. The vendor’s reason: ${word}`,
    unmarked: (/** @type {Variables1} */ { hasReasoning }) => (hasReasoning ? 'No answer: the connection closed while the model reasoned' : 'No answer: the gateway sent no text'),
  },
  skipped: {
    unreadable: (/** @type {number} */ parts) => (plural(parts) === 'one' ? `${figure(parts)} part that could not be read` : `${figure(parts)} parts that could not be read`),
    image: (/** @type {number} */ parts) => (plural(parts) === 'one' ? `${figure(parts)} image` : `${figure(parts)} images`),
    audio: (/** @type {number} */ parts) => (plural(parts) === 'one' ? `${figure(parts)} recording` : `${figure(parts)} recordings`),
    video: (/** @type {number} */ parts) => (plural(parts) === 'one' ? `${figure(parts)} video` : `${figure(parts)} videos`),
    file: (/** @type {number} */ parts) => (plural(parts) === 'one' ? `${figure(parts)} file` : `${figure(parts)} files`),
  },
  leftOut: (/** @type {string} */ parts) => `Not shown: ${parts}`,
  continueAnswer: 'Continue',
  arguments: (/** @type {string} */ name) => `Arguments for ${name}`,
};

export const sources = {
  title: 'Sources',
  unnamed: 'Untitled source',
  more: (/** @type {number} */ rest) => (plural(rest) === 'one' ? `Show ${figure(rest)} more source` : `Show ${figure(rest)} more sources`),
};
