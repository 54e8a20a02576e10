// What inserts a saved prompt, and the gaps of its text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchingPrompts, nextGap, promptQuery } from '../../ui/format/prompts.js';

test('a slash asks for a prompt at the beginning and after a blank, never inside a word', () => {
  assert.deepEqual(promptQuery('/', 1), { from: 0, query: '' });
  assert.deepEqual(promptQuery('say /tra', 8), { from: 4, query: 'tra' });
  assert.deepEqual(promptQuery('a\n/日本', 5), { from: 2, query: '日本' });
  assert.deepEqual(promptQuery('/tra nslate', 4), { from: 0, query: 'tra' });
  for (const [text, caret] of /** @type {[string, number][]} */ ([['and/or', 6], ['http://x', 8], ['/tra x', 6], ['', 0]])) assert.equal(promptQuery(text, caret), null, text);
});

test('names that begin so stand before those that hold it', () => {
  const prompts = ['review', 'translate', 'Re-do'].map((name) => ({ id: name, name, text: '' }));
  assert.deepEqual(matchingPrompts(prompts, 're').map(({ name }) => name), ['review', 'Re-do']);
  assert.deepEqual(matchingPrompts(prompts, 'VIEW').map(({ name }) => name), ['review']);
  assert.deepEqual(matchingPrompts(prompts, 'x'), []);
});

test('gaps are found one after the other', () => {
  const text = 'From {{source}} to {{target language}}, not {{}} or { {a} }.';
  assert.deepEqual(nextGap(text, 0), [5, 15]);
  assert.deepEqual(nextGap(text, 15), [19, 38]);
  assert.equal(nextGap(text, 38), null);
});
