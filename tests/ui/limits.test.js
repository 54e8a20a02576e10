// A limit is passed by the dearest case of all that is sent, and what is asked then names each limit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf, passed, question } from '../../ui/format/limits.js';

const limit = (scope, spent, isWaived = false) => ({ scope, limit: 1_000_000, spent, isWaived });
const estimate = (cost) => ({ tokens: { low: 1, high: 2, isMeasured: true }, cost, mostTokens: null, reasoningLeft: null });

test('a limit is passed by what was spent and what may be spent, unless it was waived', () => {
  const limits = [limit('chat', 900_000), limit('day', 800_000), limit('month', 2_000_000, true)];
  assert.deepEqual(passed(limits, 150_000).map(({ scope }) => scope), ['chat']);
  assert.deepEqual(passed(limits, 100_000), [], 'up to it is within it');
  assert.deepEqual(passed([limit('day', 1_000_001)], 0).length, 1, 'passed already');
});

test('messages that are sent together count together, each by its dearest case', () => {
  assert.deepEqual(costOf([estimate([1, 20]), estimate([2, 300])]), { most: 320, isKnown: true });
  assert.deepEqual(costOf([estimate([1, 20]), estimate(null), null]), { most: 20, isKnown: false });
});

test('what is asked says what was spent of which limit, and what is on its way', () => {
  const one = question([limit('chat', 1_200_000)], 1, { most: 20_000, isKnown: true });
  assert.deepEqual(one, {
    title: 'Over the limit for this chat?', action: 'Send anyway', option: 'Don’t ask again in this chat',
    body: 'This chat has spent ≈ $1.20 of $1.00. This message may cost up to $0.020, by list prices.',
  });
  const two = question([limit('chat', 1_200_000), limit('day', 2_000_000)], 3, { most: 0, isKnown: false });
  assert.equal(two.title, 'Over your limits?');
  assert.equal(two.body, 'This chat has spent ≈ $1.20 of $1.00. Today has cost ≈ $2.00 of $1.00. What these 3 messages cost is not fully known.');
});
