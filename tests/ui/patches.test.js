// Events of a turn stay in order: what is known is ignored, what is missing is noticed, what waits is merged.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchQueue } from '../../ui/state/patches.js';

const patch = (html, tail = '', reasoning = '') => ({ ops: html ? [{ op: 'append', html }] : [], tail, replaced: [], reasoning });
/** @returns {any} */
const patched = (seq, of) => ({ type: 'patched', turnId: 't', seq, patch: of });
/** @returns {any} */
const finished = (seq, of) => ({ type: 'finished', turnId: 't', seq, patch: of, turn: {} });

test('patches of one frame become one: all ops in order, the last tail, all reasoning', () => {
  const queue = new PatchQueue(0);
  queue.push(patched(1, patch('<p>a</p>', 'b', 'x')));
  queue.push(patched(2, patch('<p>b</p>', 'c', 'y')));
  assert.deepEqual(queue.take(), {
    patch: { ops: [{ op: 'append', html: '<p>a</p>' }, { op: 'append', html: '<p>b</p>' }], tail: 'c', replaced: [], reasoning: 'xy' },
    attempted: null,
    files: null,
    end: null,
  });
  assert.equal(queue.take(), null);
});

test('files keep their place among the events, and all of them are there at the end', () => {
  const queue = new PatchQueue(0);
  /** @returns {any} */
  const fileAdded = (seq, id) => ({ type: 'fileAdded', turnId: 't', seq, attachment: { id } });
  queue.push(fileAdded(1, 'a'));
  assert.deepEqual(queue.take(), { patch: null, attempted: null, files: [{ id: 'a' }], end: null });
  assert.equal(queue.take(), null);
  queue.push(patched(2, patch('x')));
  queue.push(fileAdded(3, 'b'));
  assert.equal(queue.push(fileAdded(5, 'c')), 'gap');
  assert.deepEqual(queue.take()?.files, [{ id: 'a' }, { id: 'b' }]);
  assert.deepEqual(queue.files.map(({ id }) => id), ['a', 'b']);
});

test('events that the screen already has are ignored', () => {
  const queue = new PatchQueue(5);
  assert.equal(queue.push(patched(5, patch('x'))), 'ignored');
  assert.equal(queue.push(patched(6, patch('y'))), 'queued');
});

test('a missing number is a gap, and nothing after it is applied', () => {
  const queue = new PatchQueue(0);
  assert.equal(queue.push(patched(2, patch('x'))), 'gap');
  assert.equal(queue.take(), null);
});

test('the end comes with the last patch, and nothing follows it', () => {
  const queue = new PatchQueue(0);
  queue.push(patched(1, patch('a', 't')));
  queue.push(finished(2, patch('b')));
  assert.equal(queue.push(patched(3, patch('c'))), 'ignored');
  const taken = queue.take();
  assert.equal(taken?.end?.type, 'finished');
  assert.equal(taken?.patch.tail, '');
});

test('a failed attempt is shown until something comes after it', () => {
  /** @returns {any} */
  const attempted = (seq) => ({ type: 'attempted', turnId: 't', seq, attempt: {}, next: { number: seq + 1 } });
  const queue = new PatchQueue(0);
  queue.push(attempted(1));
  assert.equal(queue.take()?.attempted?.next.number, 2);
  assert.equal(queue.take(), null);
  queue.push(attempted(2));
  queue.push(patched(3, patch('<p>a</p>')));
  assert.equal(queue.take()?.attempted, null);
});

test('the end counts though its text is on the screen, as a message may be built in between', () => {
  const queue = new PatchQueue(2);
  assert.equal(queue.push(finished(2, patch('b'))), 'queued');
  const taken = queue.take();
  assert.deepEqual([taken?.patch, taken?.end?.type], [null, 'finished']);
  assert.equal(queue.take(), null);
  assert.equal(queue.push(finished(2, patch('b'))), 'ignored');
});
