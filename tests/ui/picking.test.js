// What the picker lists: bounded for any number of models, and dated.

import assert from 'node:assert/strict';
import test from 'node:test';
import { age, firstRows, knownFrom, modelGroups } from '../../ui/format/picking.js';
import { words } from '../../ui/words.js';

/** @param {number} count */
const family = (count) => ({
  name: 'Many',
  models: Array.from({ length: count }, (_, n) => ({
    id: `model-${n}`, hasVision: false, hasPdf: false, hasTools: false, hasReasoning: false, contextTokens: null, isReported: false,
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
  assert.equal(words.picker.learned(['image']), 'Has refused images');
  assert.equal(words.picker.learned(['image', 'pdf']), 'Has refused images and PDFs');
});
