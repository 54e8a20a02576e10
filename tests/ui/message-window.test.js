// The stretch of a conversation that is loaded: how it grows at both ends, and what a turn or another version makes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterStart, afterSwitch, extended, MAX_LOADED, withChanged } from '../../ui/state/message-window.js';

/** @returns {any} */
const message = (n, more = {}) => ({ id: `m${n}`, parentId: n === 0 ? null : `m${n - 1}`, state: 'done', ...more });
/** @returns {any} */
const stretch = (from, to, hasEarlier = from > 0, hasLater = true) => ({ messages: Array.from({ length: to - from }, (_, k) => message(from + k)), hasEarlier, hasLater });
const ids = ({ messages }) => messages.map(({ id }) => id).join(' ');

test('what is loaded before and behind joins without a gap and without a double', () => {
  const earlier = extended(stretch(4, 6), 'earlier', stretch(2, 5));
  assert.equal(ids(earlier), 'm2 m3 m4 m5');
  assert.deepEqual([earlier.hasEarlier, earlier.hasLater], [true, true]);
  const whole = extended(extended(earlier, 'earlier', stretch(0, 2, false)), 'later', stretch(6, 7, true, false));
  assert.equal(ids(whole), 'm0 m1 m2 m3 m4 m5 m6');
  assert.deepEqual([whole.hasEarlier, whole.hasLater], [false, false]);
});

test('messages that were loaded already stay the same objects', () => {
  const window = stretch(1, 3);
  assert.equal(extended(window, 'later', stretch(2, 4)).messages[1], window.messages[1]);
});

test('the far side is let go when very many are loaded, and is known to be missing', () => {
  const all = extended(stretch(30, MAX_LOADED + 30, true, false), 'earlier', stretch(0, 30, false));
  assert.equal(all.messages.length, MAX_LOADED);
  assert.deepEqual([all.messages[0].id, all.hasEarlier, all.hasLater], ['m0', false, true]);
  const back = extended(all, 'later', stretch(MAX_LOADED, MAX_LOADED + 30, true, false));
  assert.deepEqual([back.messages.length, back.messages[0].id, back.hasEarlier, back.hasLater], [MAX_LOADED, 'm30', true, false]);
});

test('an answer that is being written is never let go', () => {
  const window = stretch(30, MAX_LOADED + 30, true, false);
  window.messages[window.messages.length - 1] = message(MAX_LOADED + 29, { state: 'streaming' });
  const all = extended(window, 'earlier', stretch(0, 30, false));
  assert.equal(all.messages.length, MAX_LOADED + 30);
  assert.equal(all.hasLater, false);
});

test('a new message and its answer follow the last one', () => {
  const next = afterStart(stretch(2, 4, true, false), [message(4), message(5)]);
  assert.equal(ids(next), 'm2 m3 m4 m5');
  assert.deepEqual([next.hasEarlier, next.hasLater], [true, false]);
});

test('asking again replaces the answer and all that followed its question', () => {
  const next = afterStart(stretch(0, 6), [message(2, { id: 'again' })]);
  assert.equal(ids(next), 'm0 m1 again');
  assert.equal(next.hasLater, false);
});

test('another version of the first message replaces everything', () => {
  const next = afterStart(stretch(3, 6), [message(0, { id: 'other' })]);
  assert.deepEqual([ids(next), next.hasEarlier, next.hasLater], ['other', false, false]);
});

test('a turn whose parent is not loaded is shown at the end, and what stands before it can be loaded', () => {
  const next = afterStart(stretch(3, 6), [message(90), message(91)]);
  assert.deepEqual([ids(next), next.hasEarlier, next.hasLater], ['m90 m91', true, false]);
});

test('another version keeps what stands before it, and a version of the first message keeps nothing', () => {
  const window = stretch(10, 50);
  const next = afterSwitch(window, { messages: [message(30), message(31, { id: 'other' })], hasEarlier: true, hasLater: false });
  assert.deepEqual([next.messages.length, next.messages[0], next.messages[21].id, next.hasEarlier, next.hasLater], [22, window.messages[0], 'other', true, false]);
  const first = { messages: [message(0, { id: 'other' })], hasEarlier: false, hasLater: false };
  assert.equal(afterSwitch(window, first), first);
});

test('messages that changed take the place of those with their ids, all others stay', () => {
  const { messages } = stretch(0, 3);
  const changed = message(1, { attachments: [] });
  const after = withChanged(messages, [changed]);
  assert.deepEqual([after[0] === messages[0], after[1] === changed, withChanged(messages, []) === messages], [true, true, true]);
});
