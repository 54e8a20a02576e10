// A key is taken out of what people paste.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pastedKey } from '../../ui/format/pasted-key.js';

test('quotes, headers, line breaks and characters without a width are taken off', () => {
  for (const pasted of ['yr-1', ' \u200byr-1\ufeff\n', '"yr-1"', '“yr-1”', 'Bearer yr-1', 'Authorization: Bearer yr-1', "'bearer\tyr-1'", 'yr\n-1']) {
    assert.equal(pastedKey(pasted), 'yr-1', JSON.stringify(pasted));
  }
  assert.equal(pastedKey('bearer-of-news'), 'bearer-of-news');
  assert.equal(pastedKey(' "" '), '');
});
