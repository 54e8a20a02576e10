// The log of requests is narrowed by what one looks for, and says of a vendor that nothing was asked of it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { countsByVendor, everything, matching } from '../../ui/format/request-filter.js';

const row = (/** @type {object} */ more) => /** @type {any} */ ({ purpose: 'chat', origin: 'https://a.example', vendor: null, status: 200, outcome: 'answered', ...more });
const rows = [
  row({}), row({ vendor: 'aws' }), row({ vendor: 'aws', status: 503 }), row({ origin: 'http://127.0.0.1:11434' }),
  row({ purpose: 'models', outcome: 'failed', status: null }), row({ outcome: null, status: null }),
];
const found = (/** @type {object} */ filter) => matching(rows, { ...everything, ...filter }).map((one) => rows.indexOf(one));

test('each filter narrows, and all of them together', () => {
  assert.equal(found({}).length, rows.length);
  assert.deepEqual(found({ purpose: 'models' }), [4]);
  assert.deepEqual(found({ host: '127.0.0.1:11434' }), [3]);
  assert.deepEqual(found({ vendor: 'aws' }), [1, 2]);
  assert.deepEqual(found({ vendor: 'auto' }), [0, 3, 5]);
  assert.deepEqual(found({ result: 'refused' }), [2]);
  assert.deepEqual(found({ result: 'failed' }), [4]);
  assert.deepEqual(found({ vendor: 'aws', result: 'answered' }), [1]);
});

test('a vendor of which nothing was asked is told with 0', () => {
  assert.deepEqual(countsByVendor(rows, ['auto', 'aws', 'azure']), [{ vendor: 'auto', count: 3 }, { vendor: 'aws', count: 2 }, { vendor: 'azure', count: 0 }]);
});
