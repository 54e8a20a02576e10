// The tree of a chat's branches as lines.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { branchLines } from '../../ui/format/branches.js';

const node = (id, parentId) => ({ id, parentId, role: 'user', excerpt: id, model: null, createdAtMs: 0, skipped: 0, isShown: false });
const shape = (nodes) => branchLines(nodes).map(({ node: { id }, level, position, siblings }) => `${'-'.repeat(level)}${id} ${position}/${siblings}`);

test('each node stands under the one that it follows, in the order of writing', () => {
  assert.deepEqual(
    shape([node('a', null), node('b', 'a'), node('c', 'a'), node('d', 'b'), node('e', 'c'), node('f', 'c')]),
    ['-a 1/1', '--b 1/2', '--d 1/1', '--c 2/2', '---e 1/2', '---f 2/2'],
  );
});

test('two first messages are two trees', () => {
  assert.deepEqual(shape([node('a', null), node('b', null)]), ['-a 1/2', '-b 2/2']);
  assert.deepEqual(shape([]), []);
});
