// Patches that come faster than a frame can show are applied whole and in order, a slice in each frame.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchQueue, slices } from '../../ui/elements/patch-queue.js';

const append = (html) => ({ op: 'append', html });
const enter = { op: 'enter', open: '<ul>', close: '</ul>' };
const items = (count) => append('<li>x</li>'.repeat(count));
const patch = (ops, tail = '') => ({ ops, tail, replaced: [], reasoning: '' });

/** A queue, what it applied, and the frames and timers that it asked for. */
function start({ hidden = false } = {}) {
  const [applied, frames, timers] = [[], [], []];
  Object.assign(globalThis, {
    document: { hidden },
    window: globalThis,
    requestAnimationFrame: (then) => frames.push(then),
    setTimeout: (then) => timers.push(then),
    clearTimeout: () => {},
  });
  const frame = () => {
    frames.splice(0).forEach((then) => then());
    timers.pop()?.();
  };
  return { queue: new PatchQueue((one) => applied.push(one)), applied, frame };
}

test('a light patch is applied at once', () => {
  const { queue, applied } = start();
  queue.push(patch([items(3)], '<p>t</p>'));
  queue.push(patch([items(3)], '<p>u</p>'));
  assert.deepEqual(applied.map(({ tail }) => tail), ['<p>t</p>', '<p>u</p>']);
  assert.ok(queue.isEmpty);
});

test('a heavy patch comes a slice in each frame, its tail last, and then it is told', () => {
  const { queue, applied, frame } = start();
  let told = 0;
  queue.push(patch([enter, ...Array.from({ length: 9 }, () => items(400))], '<p>t</p>'));
  queue.whenEmpty(() => (told += 1));
  const counts = [applied.length];
  for (let n = 0; n < 9 && !queue.isEmpty; n += 1) {
    frame();
    counts.push(applied.length);
  }
  assert.deepEqual(counts, [1, 2, 3, 4, 5]);
  assert.deepEqual(applied.flatMap(({ ops }) => ops), [enter, ...Array.from({ length: 9 }, () => items(400))]);
  assert.deepEqual(applied.map(({ tail }) => tail), ['', '', '', '', '<p>t</p>']);
  assert.equal(told, 1);
});

test('a tail that was never shown is left out when the next patch comes', () => {
  const { queue, applied, frame } = start();
  queue.push(patch([items(900)], 'a'));
  queue.push(patch([items(900)], 'b'));
  queue.push(patch([], 'c'));
  queue.push(patch([items(1)], 'd'));
  for (let n = 0; n < 9; n += 1) frame();
  assert.deepEqual(applied.map(({ tail }) => tail), ['a', '', 'd']);
});

test('nothing waits in a window that cannot be seen, or when all is asked for', () => {
  const unseen = start({ hidden: true });
  unseen.queue.push(patch([items(900), items(900), items(900)], 'a'));
  assert.equal(unseen.applied.length, 3);
  const seen = start();
  seen.queue.push(patch([items(900), items(900), items(900)], 'a'));
  seen.queue.flush();
  assert.equal(seen.applied.length, 3);
});

test('what is entered gets something in it in the same slice', () => {
  const [first, second] = slices(patch([items(990), enter, items(20), items(990)]));
  assert.deepEqual([first?.ops.length, second?.ops.length], [3, 1]);
});
