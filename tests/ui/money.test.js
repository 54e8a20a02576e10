// Money is written so that nothing is rounded to nothing, and what is typed is read as it was meant, or not at all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dollars, knownPrice, priceOf, typed } from '../../ui/format/money.js';

test('amounts of every size', () => {
  assert.deepEqual([0, 400, 4_000, 99_000, 120_000, 12_300_000, 1_234_560_000].map(dollars), ['$0', '< $0.001', '$0.004', '$0.099', '$0.12', '$12.30', '$1234.56']);
});

test('what is typed', () => {
  assert.deepEqual(['3', ' $0.075 ', '0,5', '15.00'].map(priceOf), [3_000_000, 75_000, 500_000, 15_000_000]);
  for (const wrong of ['', 'free', '-1', '1e3', '3 dollars', '1,000.50']) assert.equal(priceOf(wrong), null, wrong);
  assert.deepEqual([3_000_000, 75_000, null, undefined].map(typed), ['3', '0.075', '', '']);
});

test('a typed price wins over a listed one', () => {
  const [listed, own] = [{ input: 1, output: 2, cached: null }, { input: 3, output: 4, cached: null }];
  const model = /** @type {any} */ ({ id: 'm', price: listed, snapshotPrice: { input: 9, output: 9, cached: null } });
  assert.equal(knownPrice('m', { ...model, price: null }, [])?.from, 'snapshot');
  assert.deepEqual(knownPrice('m', model, []), { price: listed, from: 'gateway' });
  assert.deepEqual(knownPrice('m', model, [{ model: 'm', price: own }]), { price: own, from: 'typed' });
  assert.equal(knownPrice('n', null, [{ model: 'm', price: own }]), null);
});
