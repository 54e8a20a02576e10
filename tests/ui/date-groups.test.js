// The groups of the sidebar follow the local calendar, not spans of hours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, shortDay } from '../../ui/format/dates.js';
import { groupByDate } from '../../ui/state/date-groups.js';

const now = new Date(2025, 10, 23, 0, 30).getTime();
const at = (year, month, day, hour = 12) => new Date(year, month - 1, day, hour).getTime();
/** @returns {any} */
const row = (updatedAtMs) => ({ id: String(updatedAtMs), title: 't', route: { model: 'm', vendor: 'auto' }, updatedAtMs, isRunning: false });

test('rows fall into today, yesterday, the week before, then months, newest first', () => {
  const rows = [at(2025, 11, 23, 0), at(2025, 11, 22, 23), at(2025, 11, 21), at(2025, 11, 15), at(2025, 11, 14), at(2025, 10, 1), at(2024, 12, 31)].map(row);
  const groups = groupByDate(rows, now, 'en-GB');
  assert.deepEqual(
    groups.map((group) => [group.name.kind === 'month' ? group.name.label : group.name.kind, group.rows.length]),
    [['today', 1], ['yesterday', 1], ['week', 2], ['November', 1], ['October', 1], ['December 2024', 1]],
  );
});

test('half an hour after midnight, what was written at eleven belongs to yesterday', () => {
  const [group] = groupByDate([row(now - 90 * 60_000)], now, 'en-GB');
  assert.equal(group?.name.kind, 'yesterday');
});

test('tens of thousands of rows are grouped at once', () => {
  const rows = Array.from({ length: 50_000 }, (_, n) => row(now - n * 600_000));
  const began = performance.now();
  const groups = groupByDate(rows, now, 'en-GB');
  assert.equal(groups.reduce((all, group) => all + group.rows.length, 0), 50_000);
  assert.equal(new Set(groups.map(({ key }) => key)).size, groups.length);
  assert.ok(performance.now() - began < 500);
});

test('no rows make no groups', () => {
  assert.deepEqual(groupByDate([], now, 'en-GB'), []);
});

test('a time of day has two digits each, and midnight is 00', () => {
  assert.equal(clock(new Date(2025, 0, 1, 9, 5).getTime(), 'en-GB'), '09:05');
  assert.equal(clock(new Date(2025, 0, 1, 0, 0).getTime(), 'en-GB'), '00:00');
});

test('a day in a list is a time today, a date this year, and has its year before that', () => {
  assert.equal(shortDay(at(2025, 11, 23, 0), now, 'en-GB'), '00:00');
  assert.equal(shortDay(at(2025, 10, 12), now, 'en-GB'), '12 October');
  assert.equal(shortDay(at(2024, 10, 12), now, 'en-GB'), '12 October 2024');
});
