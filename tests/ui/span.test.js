// Which messages stand in the document for what is seen of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AHEAD, AT_ONCE, carried, covering, FEW, firstSpan, KEPT, spanFor, sum, withNeighbours } from '../../ui/format/span.js';

const heights = Array.from({ length: 1000 }, (_, n) => 50 + ((n * 37) % 300));
const height = 700;
const none = { from: 0, to: 0 };

test('what is seen, and so much before and behind it, is built', () => {
  for (const top of [0, 1234, 50_000, sum(heights, 0, 1000) - height]) {
    const { from, to } = spanFor(heights, none, { top, height });
    assert.ok(from === 0 || sum(heights, 0, from) <= top - AHEAD * height);
    assert.ok(to === 1000 || sum(heights, 0, to) >= top + (1 + AHEAD) * height);
    assert.ok(to - from < 100, `${to - from} messages for ${1 + 2 * AHEAD} views`);
  }
});

test('scrolled from end to end and back, the number of built messages stays small and what is seen is always there', () => {
  const end = sum(heights, 0, 1000) - height;
  let span = spanFor(heights, none, { top: end, height });
  let [most, changes] = [0, 0];
  const steps = Array.from({ length: Math.floor(end / 40) }, (_, n) => end - n * 40);
  for (const top of [...steps, ...steps.toReversed()]) {
    const next = spanFor(heights, span, { top, height });
    changes += Number(next.from !== span.from || next.to !== span.to);
    span = next;
    most = Math.max(most, span.to - span.from);
    const seen = covering(heights, { top, height }, 0);
    assert.ok(span.from <= seen.from && span.to >= seen.to);
  }
  assert.ok(most <= 1 + (2 * (1 + AHEAD + KEPT) * height) / 190, `${most} messages at most`);
  assert.ok(changes > 100);
});

test('what was built stays until it is farther than what is built ahead, so that a small move builds nothing anew', () => {
  const there = spanFor(heights, none, { top: 60_000, height });
  const moved = spanFor(heights, there, { top: 60_000 + height, height });
  assert.deepEqual(spanFor(heights, moved, { top: 60_000, height }), moved);
});

test('a leap far away leaves all that stood', () => {
  const there = spanFor(heights, { from: 990, to: 1000 }, { top: 0, height });
  assert.equal(there.from, 0);
  assert.ok(there.to < 50);
});

test('one message higher than everything is built alone, and no messages build none', () => {
  assert.deepEqual(spanFor([100_000, 50_000, 90_000], none, { top: 110_000, height }), { from: 1, to: 2 });
  assert.deepEqual(spanFor([], none, { top: 0, height }), none);
});

test('a span follows its messages when others come before it, and grows with the end if it was there', () => {
  const list = (from, to) => Array.from({ length: to - from }, (_, k) => ({ id: `m${from + k}` }));
  assert.deepEqual(carried(list(30, 60), list(0, 60), { from: 5, to: 10 }), { from: 35, to: 40 });
  assert.deepEqual(carried(list(0, 4), list(0, 6), { from: 1, to: 4 }), { from: 1, to: 6 });
  assert.deepEqual(carried(list(0, 9), [...list(0, 5), { id: 'other' }], { from: 3, to: 9 }), { from: 3, to: 6 });
  assert.equal(carried(list(0, 4), list(50, 60), { from: 1, to: 4 }), null);
});

test('a short conversation is built as a whole, a few messages at a time, and then stays as it is', () => {
  const messages = Array.from({ length: 1000 }, () => ({ text: 'x'.repeat(100), html: '' }));
  let built = { from: 995, to: 1000 };
  let steps = 0;
  for (let next = withNeighbours(messages, { from: 995, to: 1000 }, built, AT_ONCE); next.from !== built.from; steps += 1) {
    assert.ok(built.from - next.from <= 6);
    built = next;
    next = withNeighbours(messages, { from: 995, to: 1000 }, built, AT_ONCE);
  }
  assert.deepEqual([built, steps > 4], [{ from: 1000 - FEW, to: 1000 }, true]);
  assert.deepEqual(withNeighbours(messages, { from: 500, to: 540 }, built, AT_ONCE), { from: 500, to: 540 });
  const both = withNeighbours(messages, { from: 500, to: 510 }, { from: 0, to: 1000 }, AT_ONCE);
  assert.deepEqual(both, { from: 485, to: 525 });
  // While it is scrolled only those that are built already.
  assert.deepEqual(withNeighbours(messages, { from: 500, to: 510 }, { from: 490, to: 511 }, 0), { from: 490, to: 511 });
});

test('what is heavy is built only where it is near', () => {
  const messages = Array.from({ length: 9 }, () => ({ text: '', html: 'x'.repeat(200_000) }));
  assert.deepEqual(withNeighbours(messages, { from: 8, to: 9 }, { from: 0, to: 9 }, AT_ONCE), { from: 8, to: 9 });
});

test('a conversation opens with few messages, and with one if it is heavy', () => {
  const text = (length) => ({ text: 'x'.repeat(length), html: '' });
  assert.deepEqual(firstSpan(Array.from({ length: 30 }, () => text(100)), 29), { from: 24, to: 30 });
  assert.deepEqual(firstSpan(Array.from({ length: 30 }, () => text(100)), 10), { from: 5, to: 13 });
  assert.deepEqual(firstSpan(Array.from({ length: 30 }, () => text(500_000)), 29), { from: 29, to: 30 });
  assert.deepEqual(firstSpan([], -1), { from: 0, to: 0 });
});
