// How high the lines of a long code block are reckoned to be where they wrap.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '../../ui/elements/code-lines.js';

test('a line takes as many rows as its words need', () => {
  for (const [line, columns, rows] of /** @type {[string, number, number][]} */ ([
    ['', 10, 1],
    ['ten at all', 10, 1],
    ['ten letters', 10, 2],
    ['one two three four', 9, 3],
    ['the blank at the end hangs', 13, 2],
    ['trailing      ', 8, 1],
    ['x'.repeat(30), 10, 3],
    ['x'.repeat(31), 10, 4],
    [`a ${'x'.repeat(20)}`, 10, 3],
    ['\t\tcode', 10, 2],
    ['数学数学', 8, 1],
    ['数学数学数', 8, 2],
  ])) {
    assert.equal(rowsOf(line, columns), rows, JSON.stringify([line, columns]));
  }
});
