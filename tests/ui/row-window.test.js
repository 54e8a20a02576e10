// Which rows of the sidebar are built, and where they stand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsBetween, topOf } from '../../ui/format/row-window.js';

const heights = { row: 30, heading: 34 };
const group = (key, from, to) => ({ key, label: key, rows: Array.from({ length: to - from }, (_, k) => from + k) });
const groups = [group('today', 0, 3), group('yesterday', 3, 10), group('month', 10, 50_000)];
const whole = 3 * 34 + 50_000 * 30;
const built = ({ slices }) => slices.reduce((all, { hasHeading, rows }) => all + (hasHeading ? 34 : 0) + rows.length * 30, 0);

test('wherever it is scrolled, few rows are built, and with what is not built the list is as high as ever', () => {
  for (let top = -400; top < whole; top += 997) {
    const window = rowsBetween(groups, heights, top, top + 1600);
    assert.equal(window.before + built(window) + window.behind, whole, `at ${top}`);
    assert.ok(built(window) <= 1600 + 34 + 60, `at ${top}`);
    assert.ok(window.before <= Math.max(0, top) && window.before + built(window) >= Math.min(whole, top + 1600), `at ${top}`);
  }
});

test('a row stands where the rows before it end', () => {
  for (const at of [0, 2, 3, 9, 10, 11, 49_999]) {
    const top = topOf(groups, heights, at);
    const [slice] = rowsBetween(groups, heights, top, top + 30).slices;
    assert.equal(slice.rows[0], at);
  }
  assert.equal(topOf(groups, heights, 0), 34);
  assert.equal(topOf([], heights, 0), 0);
});

test('a heading is built while a part of it can be seen', () => {
  const [first] = rowsBetween(groups, heights, 20, 100).slices;
  assert.deepEqual([first.key, first.hasHeading], ['today', true]);
  const [later] = rowsBetween(groups, heights, 40, 100).slices;
  assert.deepEqual([later.key, later.hasHeading, later.rows[0]], ['today', false, 0]);
});
