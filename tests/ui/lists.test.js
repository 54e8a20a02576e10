// How parts and sentences are put together.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listed, sentences } from '../../ui/format/lists.js';

test('parts stand in a list as the language writes it, without those that are empty', () => {
  assert.equal(listed(['3 pages', '', '2 MB', null, false, '≈ 400 tokens']), '3 pages, 2 MB, ≈ 400 tokens');
  assert.equal(listed(['alone']), 'alone');
  assert.equal(listed([]), '');
});

test('sentences follow one another, without those that are empty', () => {
  assert.equal(sentences(['One.', '', 'Two.', false, 'Three.']), 'One. Two. Three.');
  assert.equal(sentences([false, '']), '');
});
