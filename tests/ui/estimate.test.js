// An estimate is an interval, said only where it is worth a word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateParts } from '../../ui/format/estimate.js';

const estimate = (low, high, more = {}) => ({ tokens: { low, high, isMeasured: true }, cost: null, reasoningLeft: null, ...more });

test('tokens and money as intervals', () => {
  assert.deepEqual(estimateParts(estimate(41_210, 43_070, { cost: [120_000, 141_000] }), 'en-GB'), { tokens: '41,200–43,100', cost: '$0.12–$0.14' });
  assert.deepEqual(estimateParts(estimate(5000, 5001), 'en-GB'), { tokens: '5,000', cost: '' });
});

test('what is too little to say is not said, unless it costs', () => {
  assert.equal(estimateParts(estimate(10, 40), 'en-GB'), null);
  assert.deepEqual(estimateParts(estimate(10, 40, { cost: [0, 400] }), 'en-GB'), { tokens: '10–40', cost: '$0–< $0.001' });
});
