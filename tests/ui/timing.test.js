// The phases of a request follow each other without gaps, whichever of them are known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phases } from '../../ui/format/timing.js';

const timing = (more) => ({ sentAtMs: 0, queuedMs: 0, connectMs: null, firstByteMs: null, firstTokenMs: null, endMs: null, ...more });

test('known phases fill the line, in their order', () => {
  assert.deepEqual(phases(timing({ queuedMs: 100, connectMs: 100, firstByteMs: 300, firstTokenMs: 400, endMs: 900 })), [
    { name: 'queued', from: 0, to: 0.1 },
    { name: 'connect', from: 0.1, to: 0.2 },
    { name: 'firstByte', from: 0.2, to: 0.4 },
    { name: 'firstToken', from: 0.4, to: 0.5 },
    { name: 'end', from: 0.5, to: 1 },
  ]);
});

test('what is not known is left out, and nothing runs backwards', () => {
  assert.deepEqual(phases(timing({ firstByteMs: 50, firstTokenMs: 40, endMs: 100 })).map(({ name, from, to }) => [name, from, to]), [
    ['queued', 0, 0], ['firstByte', 0, 0.5], ['firstToken', 0.5, 0.5], ['end', 0.5, 1],
  ]);
  assert.deepEqual(phases(timing({})), []);
});
