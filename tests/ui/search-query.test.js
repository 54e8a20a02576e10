// The filters of the search: what its chips offer, and what a click on one makes of the text.

import assert from 'node:assert/strict';
import test from 'node:test';
import { applied, filters, marks, suggestions } from '../../ui/format/search-query.js';

const known = { models: ['gpt-4o', 'claude-sonnet-4-5', 'my model'], vendors: ['auto', 'openai'], gateways: new Map(), nowMs: new Date(2026, 10, 28, 12).getTime() };
/** @param {string} text @param {number} [caret] */
const labels = (text, caret = text.length) => suggestions(text, caret, known).map(({ label }) => label);
/** @param {string} text @param {string} label @param {number} [caret] */
const click = (text, label, caret = text.length) => {
  const one = suggestions(text, caret, known).find((suggestion) => suggestion.label === label);
  assert.ok(one, label);
  return applied(text, caret, one);
};

test('all filters are offered until one is begun, then its values', () => {
  assert.deepEqual(labels(''), [...filters, ...marks]);
  assert.deepEqual(labels('tides '), [...filters, ...marks]);
  assert.deepEqual(labels('tides role:'), ['role:user', 'role:assistant']);
  assert.deepEqual(labels('tides -is:ar'), ['is:archived']);
  assert.deepEqual(labels('model:'), ['model:gpt-4o', 'model:claude-sonnet-4-5', 'model:"my model"']);
  assert.deepEqual(labels('vendor:OP'), ['vendor:openai']);
  assert.deepEqual(labels('after:'), ['after:2026-11-28', 'after:2026-11-21', 'after:2026-11', 'after:2026']);
  assert.deepEqual(labels('has:nonsense'), [...filters, ...marks], 'there is no such value');
});

test('a chip completes the word at the caret, or stands behind it', () => {
  assert.deepEqual(click('', 'in:'), { text: 'in:', caret: 3 });
  assert.deepEqual(click('tides', 'in:'), { text: 'tides in:', caret: 9 });
  assert.deepEqual(click('tides in:', 'in:code'), { text: 'tides in:code ', caret: 14 });
  assert.deepEqual(click('-role:us tides', '-role:user'.slice(1), 8), { text: '-role:user tides', caret: 11 });
  assert.deepEqual(click('tides moon', 'has:', 5), { text: 'tides has: moon', caret: 10 });
});

test('the chips of an exact phrase and of a word to leave out mark what stands at the caret', () => {
  assert.deepEqual(click('', '"…"'), { text: '""', caret: 1 });
  assert.deepEqual(click('high tides', '"…"'), { text: '"high tides"', caret: 12 });
  assert.deepEqual(click('role:user high tides -low', '"…"', 12), { text: 'role:user "high tides" -low', caret: 22 });
  assert.deepEqual(click('is:pinned ', '"…"'), { text: 'is:pinned ""', caret: 11 });
  assert.deepEqual(click('"high tides"', '"…"'), { text: '"high tides" ""', caret: 14 });
  assert.deepEqual(click('', '-…'), { text: '-', caret: 1 });
  assert.deepEqual(click('high tides', '-…', 4), { text: '-high tides', caret: 5 });
  assert.deepEqual(click('high -tides', '-…'), { text: 'high tides', caret: 10 });
});
