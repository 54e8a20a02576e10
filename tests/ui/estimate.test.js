// An estimate is an interval, said only where it is worth a word; a limit is passed only by what is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateParts, passesLimit } from '../../ui/format/estimate.js';

const estimate = (low, high, more = {}) => ({ tokens: { low, high, isMeasured: true }, cost: null, month: null, reasoningLeft: null, ...more });

test('tokens and money as intervals', () => {
  assert.deepEqual(estimateParts(estimate(41_210, 43_070, { cost: [120_000, 141_000] }), 'en-GB'), { tokens: '41,200–43,100', cost: '$0.12–$0.14' });
  assert.deepEqual(estimateParts(estimate(5000, 5001), 'en-GB'), { tokens: '5,000', cost: '' });
});

test('what is too little to say is not said, unless it costs', () => {
  assert.equal(estimateParts(estimate(10, 40), 'en-GB'), null);
  assert.deepEqual(estimateParts(estimate(10, 40, { cost: [0, 400] }), 'en-GB'), { tokens: '10–40', cost: '$0–< $0.001' });
});

test('the limit is asked about when the dearest case passes it', () => {
  assert.equal(passesLimit(estimate(1, 2, { month: 4_900_000, cost: [50_000, 150_000] }), 5_000_000), true);
  assert.equal(passesLimit(estimate(1, 2, { month: 4_900_000, cost: [50_000, 60_000] }), 5_000_000), false);
  assert.equal(passesLimit(estimate(1, 2, { month: 5_100_000 }), 5_000_000), true, 'passed already');
  assert.equal(passesLimit(estimate(1, 2, { cost: [1, 9_000_000] }), 5_000_000), false, 'no limit was counted for');
});
