// Which hit of a chat is shown: counted over all messages, begun near what is read.

import assert from 'node:assert/strict';
import test from 'node:test';
import { at, hitFrom, hitNear, numberOf, total } from '../../ui/state/chat-hits.js';

/** @param {string} messageId @param {number} count @param {boolean} isOnBranch */
const hit = (messageId, count, isOnBranch = true) => ({ messageId, seq: messageId.charCodeAt(0), count, isOnBranch });
const hits = [hit('a', 2), hit('c', 1), hit('x', 3, false)];

test('occurrences are counted over all messages', () => {
  assert.equal(total(hits), 6);
  assert.deepEqual(at(hits, 0), { hit: hits[0], nth: 0 });
  assert.deepEqual(at(hits, 2), { hit: hits[1], nth: 0 });
  assert.deepEqual(at(hits, 5), { hit: hits[2], nth: 2 });
  assert.equal(at(hits, 6), null);
  assert.equal(at(hits, -1), null);
  assert.equal(numberOf(hits, 1, 0), 2);
  assert.equal(numberOf(hits, -1, 0), 0);
});

test('what is typed on goes on from the hit that is shown', () => {
  assert.equal(hitFrom(hits, 'a'.charCodeAt(0)), 0);
  assert.equal(hitFrom(hits, 'b'.charCodeAt(0)), 1);
  assert.equal(hitFrom(hits, 'd'.charCodeAt(0)), 0, 'round to the first, not into another version');
});

test('the search begins with the first hit from what is read on, else with the last before it', () => {
  assert.equal(hitNear(hits, ['a', 'b', 'c', 'd'], 'b'), 1);
  assert.equal(hitNear(hits, ['a', 'b', 'c', 'd'], 'a'), 0);
  assert.equal(hitNear(hits, ['a', 'b', 'c', 'd'], 'd'), 1, 'and not in another version');
  assert.equal(hitNear([hit('a', 1), hit('z', 1)], ['a', 'b'], 'b'), 1, 'one that is not loaded yet');
  assert.equal(hitNear([hit('a', 1), hit('y', 1), hit('z', 1)], ['k', 'l'], 'k'), 1, 'where none is loaded');
  assert.equal(hitNear([hit('x', 1, false)], ['a'], 'a'), 0);
  assert.equal(hitNear([], [], null), 0);
});
