// Which rows are selected, as in a file manager.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Selection } from '../../ui/format/selection.js';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection) => [...selection.ids].sort((a, b) => (a < b ? -1 : 1));

test('one more, one less, and all between two', () => {
  const selection = new Selection();
  selection.toggle('b');
  selection.toggle('d');
  selection.toggle('b');
  assert.deepEqual(chosen(selection), ['d']);
  selection.begin('d');
  assert.equal(selection.count, 0);
  selection.extend(order, 'b', 'b');
  assert.deepEqual(chosen(selection), ['b', 'c', 'd']);
  selection.extend(order, 'e', 'e');
  assert.deepEqual(chosen(selection), ['d', 'e'], 'from where it began');
});

test('a range begins at the row that is gone from, if nothing was clicked', () => {
  const selection = new Selection();
  selection.extend(order, 'c', 'b');
  selection.extend(order, 'd', 'c');
  assert.deepEqual(chosen(selection), ['b', 'c', 'd']);
  selection.extend(order, 'gone', 'c');
  assert.deepEqual(chosen(selection), ['b', 'c', 'd']);
});

test('a command on a selected row is about all of them, on another one about that alone', () => {
  const selection = new Selection();
  selection.choose(['a', 'b']);
  assert.deepEqual(selection.around('b'), ['a', 'b']);
  assert.deepEqual(selection.around('c'), ['c']);
});
