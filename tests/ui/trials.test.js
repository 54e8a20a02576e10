// Trials as they are shown: put together by what was asked of whom, told how far they are, and followed over time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drift, groupTrials, progress, promptName } from '../../ui/format/trials.js';
import { fastest } from '../../ui/format/usage.js';

/** @returns {any} */
const vendor = (name, median, more = {}) => ({ answers: 5, speedRange: null, figures: { vendor: name, calls: 5, retried: 0, failures: [], firstTokenP5Ms: median && median - 50, firstTokenP50Ms: median, firstTokenP95Ms: median && median + 100, ...more } });
/** @returns {any} */
const trial = (startedAtMs, vendors, more = {}) => ({ id: String(startedAtMs), name: 'n', text: 't', model: 'm', baseUrl: 'b', times: 5, startedAtMs, isRunning: false, vendors, ...more });

test('trials of one prompt, model and gateway stand together, whatever the prompt was called', () => {
  const all = [trial(3, []), trial(2, [], { model: 'other' }), trial(1, [], { name: 'before' })];
  assert.deepEqual(groupTrials(all).map((group) => [group.name, group.model, group.trials.map(({ id }) => id)]), [['n', 'm', ['3', '1']], ['n', 'other', ['2']]]);
});

test('the drift has each vendor over time, oldest first, and no point where nothing came', () => {
  const lines = drift([trial(2, [vendor('b', 300), vendor('a', 200)]), trial(1, [vendor('a', 100), vendor('b', null)])]);
  assert.deepEqual([...lines.keys()], ['a', 'b']);
  assert.deepEqual(lines.get('a')?.map(({ atMs, medianMs, lowMs, highMs }) => [atMs, medianMs, lowMs, highMs]), [[1, 100, 50, 200], [2, 200, 150, 300]]);
  assert.equal(lines.get('b')?.length, 1);
});

test('progress counts answers and not the retries', () => {
  assert.deepEqual(progress(trial(1, [vendor('a', 1, { calls: 4, retried: 1 }), vendor('b', 1, { calls: 2 })])), { done: 5, all: 10 });
});

test('a best is marked only where the difference is larger than the noise', () => {
  const figures = (...vendors) => vendors.map((one) => one.figures);
  assert.equal(fastest(figures(vendor('a', 200), vendor('b', 500)))?.vendor, 'a');
  assert.equal(fastest(figures(vendor('a', 200), vendor('b', 250))), null, 'its slow ones are not faster');
  assert.equal(fastest(figures(vendor('a', 200, { calls: 4 }), vendor('b', 500))), null, 'too few');
});

test('a prompt that was typed is called by its first words', () => {
  assert.equal(promptName('  Short\nand more'), 'Short');
  assert.equal(promptName('x'.repeat(60)).length, 40);
});
