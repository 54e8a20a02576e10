// Figures are written in one way everywhere, also at the edges between two forms.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, duration, shortId, size, splitModel, tokensPerSecond, wholeSeconds } from '../../ui/format/figures.js';

test('durations change their form at one and at ten seconds', () => {
  /** @type {[number, string][]} */
  const cases = [[0, '0 ms'], [412.4, '412 ms'], [999.4, '999 ms'], [999.6, '1.00 s'], [1180, '1.18 s'], [9994, '9.99 s'], [9996, '10.0 s'], [12_440, '12.4 s'], [125_000, '125.0 s']];
  for (const [ms, text] of cases) assert.equal(duration(ms), text, `${ms}`);
});

test('whole seconds are never zero and turn into minutes', () => {
  /** @type {[number, string][]} */
  const cases = [[20, '1 s'], [9400, '9 s'], [59_600, '1 min'], [125_000, '2 min 5 s'], [120_000, '2 min']];
  for (const [ms, text] of cases) assert.equal(wholeSeconds(ms), text, `${ms}`);
});

test('counts have separated thousands', () => assert.equal(count(5214, 'en-GB'), '5,214'));

test('sizes are decimal and never say 1000 kB', () => {
  /** @type {[number, string][]} */
  const cases = [[0, '0 bytes'], [999, '999 bytes'], [340_000, '340 kB'], [999_499, '999 kB'], [999_500, '1.0 MB'], [2_420_000, '2.4 MB'], [9_960_000, '10 MB'], [20_000_000, '20 MB']];
  for (const [bytes, text] of cases) assert.equal(size(bytes), text, `${bytes}`);
});

test('speed is unknown without tokens, times, or enough time', () => {
  assert.equal(tokensPerSecond(742, 412, 9040)?.toFixed(0), '86');
  assert.equal(tokensPerSecond(null, 412, 9040), null);
  assert.equal(tokensPerSecond(1, 412, 9040), null);
  assert.equal(tokensPerSecond(742, null, 9040), null);
  assert.equal(tokensPerSecond(742, 412, null), null);
  assert.equal(tokensPerSecond(742, 9000, 9040), null);
});

test('long ids lose their middle and keep both ends', () => {
  assert.equal(shortId('msg_01'), 'msg_01');
  assert.equal(shortId('chatcmpl-B9xQk27TzP0aQ2e'), 'chatcmpl-B9xQk…Q2e');
  assert.equal(shortId('chatcmpl-B9xQk27TzP0aQ2e').length, 18);
});

test('the date at the end of a model id is split off, and nothing else', () => {
  assert.deepEqual(splitModel('gpt-4.1-2025-04-14'), { name: 'gpt-4.1', date: '2025-04-14' });
  assert.deepEqual(splitModel('claude-sonnet-4-20250514'), { name: 'claude-sonnet-4', date: '20250514' });
  assert.deepEqual(splitModel('deepseek-r1-250528'), { name: 'deepseek-r1', date: '250528' });
  assert.deepEqual(splitModel('gemini-2.5-pro'), { name: 'gemini-2.5-pro', date: '' });
  assert.deepEqual(splitModel('2025-04-14'), { name: '2025-04-14', date: '' });
});
