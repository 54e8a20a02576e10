// What is said under an answer, for every way in which it can end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endNote } from '../../ui/format/answer-end.js';

/** @param {object} end @param {string | null} [word] @param {string} [reasoning] */
function ended(end, word = null, reasoning = '') {
  const turn = { end: { reason: 'complete', tokenLimit: null, tools: [], skipped: [], ...end }, finishReason: word };
  return /** @type {import('../../ui/bindings.js').MessageView} */ (/** @type {unknown} */ ({ turn, reasoning }));
}

test('an answer that came to its end needs no words', () => {
  assert.equal(endNote(ended({}, 'stop'), true, 'en'), null);
});

test('an answer that was cut says by what, and can go on where there is more to say', () => {
  /** @type {[object, string | null, string, boolean][]} */
  const cases = [
    [{ reason: 'length', tokenLimit: 1000 }, 'length', 'Cut off at the limit of 1,000 tokens', true],
    [{ reason: 'length' }, 'MAX_TOKENS', 'Cut off at the token limit', true],
    [{ reason: 'filter' }, 'content_filter', 'Stopped by a filter', false],
    [{ reason: 'filter' }, 'SAFETY', 'Stopped by a filter (SAFETY)', false],
    [{ reason: 'other' }, 'insufficient_system_resource', 'Ended early. The vendor’s reason: insufficient_system_resource', true],
    [{ reason: 'unmarked' }, null, 'May be incomplete: the connection closed early', true],
  ];
  for (const [end, word, line, canContinue] of cases) {
    const note = endNote(ended(end, word), true, 'en');
    assert.deepEqual([note?.line, note?.canContinue, note?.canRetry], [line, canContinue, false]);
  }
});

test('an answer without text never reads as done', () => {
  /** @type {[object, string, string][]} */
  const cases = [
    [{ reason: 'complete' }, '', 'No answer: the model sent no text'],
    [{ reason: 'complete' }, 'hm', 'No answer: the model only reasoned'],
    [{ reason: 'length', tokenLimit: 50 }, 'hm', 'No answer: reasoning used up the limit of 50 tokens'],
    [{ reason: 'filter' }, '', 'No answer: stopped by a filter'],
    [{ reason: 'unmarked' }, '', 'No answer: the gateway sent no text'],
    [{ reason: 'complete', tools: [{ name: 'f', arguments: '{}' }] }, '', 'No answer: the model requested a tool that this chat does not have'],
  ];
  for (const [end, reasoning, line] of cases) {
    const note = endNote(ended(end, null, reasoning), false, 'en');
    assert.deepEqual([note?.line, note?.canContinue, note?.canRetry], [line, false, true]);
  }
});

test('what was left out is told beside a whole answer', () => {
  const skipped = [{ kind: 'audio', count: 1 }, { kind: 'unreadable', count: 2 }];
  const note = endNote(ended({ skipped }), true, 'en');
  assert.deepEqual([note?.line, note?.skipped], ['', 'Not shown: 1 recording, 2 parts that could not be read']);
});
