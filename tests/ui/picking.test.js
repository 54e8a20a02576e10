// What the picker lists: bounded for any number of models, and dated.

import assert from 'node:assert/strict';
import test from 'node:test';
import { age, dropsCache, firstRows, knownFrom, modelGroups } from '../../ui/format/picking.js';
import { words } from '../../ui/words.js';

/** @param {number} count */
const family = (count) => ({
  name: 'Many',
  models: Array.from({ length: count }, (_, n) => ({
    id: `model-${n}`, hasVision: false, hasPdf: false, hasTools: false, hasReasoning: false, contextTokens: null, snapshotContext: null, retiresOn: null, isReported: false, price: null, snapshotPrice: null,
    reportedInputs: [], refusedInputs: [],
  })),
});

test('rows beyond the limit are counted, not drawn, and what was typed is always there', () => {
  const all = modelGroups([family(3), { ...family(1000), name: 'More' }], [], 'model', 'Typed');
  const { groups, left } = firstRows(all, 5);
  assert.deepEqual(groups.map((group) => [group.name, group.rows.length]), [['Many', 3], ['More', 2], [null, 1]]);
  assert.equal(left, 998);
});

test('a short list is whole', () => {
  const { groups, left } = firstRows(modelGroups([family(3)], [], '', 'Typed'), 200);
  assert.equal(groups[0]?.rows.length, 3);
  assert.equal(left, 0);
});

test('the age of a list is told coarsely', () => {
  const minute = 60_000;
  const told = [0, minute - 1, minute, 59 * minute, 60 * minute, 47 * 60 * minute, 48 * 60 * minute].map((ms) => age(ms));
  assert.deepEqual(told.map(({ unit, count }) => `${count} ${unit}`), [
    '0 now', '0 now', '1 minutes', '59 minutes', '1 hours', '1 days', '2 days',
  ]);
});

test('what was learned from a refusal is said before where the rest is known from', () => {
  const model = /** @type {import('../../ui/bindings.js').ModelView} */ (family(1).models[0]);
  assert.equal(knownFrom(null), 'unknown');
  assert.equal(knownFrom(model), 'inferred');
  assert.equal(knownFrom({ ...model, isReported: true }), 'reported');
  for (const isReported of [false, true]) {
    assert.equal(knownFrom({ ...model, isReported, refusedInputs: ['image'] }), 'learned');
  }
  assert.equal(words.picker.learned('image'), 'Has refused images');
  assert.equal(words.picker.learned('both'), 'Has refused images and PDFs');
});

test('letters may be left out, what has the word in one piece is better, and the best family stands first', () => {
  const named = (/** @type {string} */ name, /** @type {string[]} */ ids) => ({ name, models: ids.map((id) => ({ ...family(1).models[0], id })) });
  const families = /** @type {any} */ ([named('A', ['llama-sonic-net4', 'other']), named('B', ['claude-sonnet-4', 'claude-sonnet-4-mini']), named('C', ['gpt-4o-mini', 'gpt-4o'])]);
  const ids = (/** @type {string} */ query) => modelGroups(families, [], query, 'Typed').filter(({ name }) => name !== null).flatMap(({ rows }) => rows.map(({ id }) => id));
  assert.deepEqual(ids('snt4').slice(0, 1), ['claude-sonnet-4']);
  assert.deepEqual(ids('gpt-4o'), ['gpt-4o', 'gpt-4o-mini']);
  assert.equal(ids('sonnet')[0], 'claude-sonnet-4');
  assert.deepEqual(ids('zzz'), []);
});

test('favourites and recent models stand first, hidden ones are found only when they are searched for', () => {
  const marks = { favourites: ['model-2'], recents: ['model-1', 'model-2'], hidden: ['model-0'], names: { favourites: 'Favourites', recents: 'Recent' } };
  const shown = modelGroups([family(3)], [], '', 'Typed', marks);
  assert.deepEqual(shown.map(({ name, rows }) => [name, rows.map(({ id }) => id)]), [
    ['Favourites', ['model-2']], ['Recent', ['model-1']], ['Many', ['model-1', 'model-2']],
  ]);
  assert.deepEqual(modelGroups([family(3)], [], 'model-0', 'Typed', marks)[0]?.rows.map(({ id }) => id), ['model-0']);
});

test('20,000 models are searched within a frame at each key press', () => {
  const makers = ['openai/gpt', 'anthropic/claude-sonnet', 'google/gemini-flash', 'meta/llama-instruct'];
  const families = makers.map((maker) => ({ name: maker, models: Array.from({ length: 5000 }, (_, n) => ({ ...family(1).models[0], id: `${maker}-${n}-2025` })) }));
  const queries = ['c', 'cl', 'cla', 'clau', 'claude', 'claude 4', 'snt', 'snt4', 'zq', 'gpt-49'];
  /** @param {string} query */
  const once = (query) => {
    const from = performance.now();
    firstRows(modelGroups(/** @type {any} */ (families), [], query, 'Typed'), 60);
    return performance.now() - from;
  };
  // The least of several, so that a busy machine does not decide.
  const times = queries.map((query) => Math.min(...Array.from({ length: 15 }, () => once(query))));
  assert.ok(times.every((ms) => ms < 16), `${times.map((ms) => ms.toFixed(1))} ms`);
});

test('a prompt cache is left behind by another model, gateway or vendor, and not by more freedom', () => {
  const before = { model: 'm', vendor: 'azure' };
  assert.equal(dropsCache(before, before, null), false);
  assert.equal(dropsCache({ ...before, model: 'n' }, before, null), true);
  assert.equal(dropsCache({ ...before, gateway: 'g' }, before, null), true);
  assert.equal(dropsCache({ ...before, vendor: 'aws' }, before, null), true);
  assert.equal(dropsCache({ ...before, vendor: 'auto' }, before, null), false);
  assert.equal(dropsCache({ ...before, vendor: 'aws' }, { model: 'm', vendor: 'auto' }, 'aws'), false);
});
