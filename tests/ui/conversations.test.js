// How the rows of the sidebar change: which stand in a list, in which order, and in which groups.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { belongs, merged, upsert, withRoute } from '../../ui/state/conversations.js';
import { sidebarGroups } from '../../ui/state/sidebar-groups.js';

/** @returns {any} */
const row = (id, updatedAtMs, title = id, more = {}) => ({ id, title, updatedAtMs, isRunning: false, isPinned: false, isArchived: false, deletedAtMs: null, folders: [], route: { model: 'm', vendor: 'auto' }, ...more });
/** @type {any} */
const chats = { list: { kind: 'chats' }, folders: [] };
const ids = (rows) => rows.map((one) => one.id);

test('rows of the sidebar stay newest first when one changes', () => {
  const rows = upsert([row('a', 3), row('b', 2)], [row('b', 9)], chats);
  assert.deepEqual(rows.map((one) => one.id), ['b', 'a']);
});

test('a conversation without messages is not listed', () => {
  assert.deepEqual(upsert([], [row('new', 1, '')], chats), []);
});

test('a page of rows follows those that are loaded, and one that changed meanwhile is listed once, as it is now', () => {
  const newer = row('b', 9);
  assert.deepEqual(merged([newer, row('a', 3)], [row('b', 2), row('c', 1)], chats.list).map((one) => [one.id, one.updatedAtMs]), [['b', 9], ['a', 3], ['c', 1]]);
});

test('an old conversation that was opened before its page came stays in its order', () => {
  const rows = upsert([row('a', 9), row('b', 8)], [row('old', 1)], chats);
  assert.deepEqual(merged(rows, [row('c', 7), row('d', 6)], chats.list).map((one) => one.id), ['a', 'b', 'c', 'd', 'old']);
});

test('a route changes where its row stands', () => {
  const rows = withRoute([row('a', 3), row('b', 2)], 'b', { model: 'x', vendor: 'aws' });
  assert.deepEqual(rows.map((one) => one.route.vendor), ['auto', 'aws']);
});

test('a row stands in the list that it belongs to, and in no other', () => {
  /** @type {any} */
  const folders = [{ id: 'open', isHiding: false }, { id: 'hiding', isHiding: true }];
  /** @type {any} */
  const lists = [{ kind: 'chats' }, { kind: 'folder', folderId: 'hiding' }, { kind: 'archived' }, { kind: 'deleted' }];
  const where = (more) => lists.filter((list) => belongs(row('a', 1, 'a', more), { list, folders })).map(({ kind }) => kind);
  assert.deepEqual(where({}), ['chats']);
  assert.deepEqual(where({ folders: ['open'] }), ['chats']);
  assert.deepEqual(where({ folders: ['hiding'] }), ['folder']);
  assert.deepEqual(where({ folders: ['hiding'], isPinned: true }), ['chats', 'folder']);
  assert.deepEqual(where({ isArchived: true, folders: ['hiding'] }), ['archived']);
  assert.deepEqual(where({ deletedAtMs: 5, isArchived: true }), ['deleted']);
});

test('pinned rows stand above the others, and the last deleted above those deleted before', () => {
  const rows = upsert([row('a', 9), row('b', 8), row('c', 7)], [row('c', 7, 'c', { isPinned: true })], chats);
  assert.deepEqual(ids(rows), ['c', 'a', 'b']);
  /** @type {any} */
  const deleted = { list: { kind: 'deleted' }, folders: [] };
  assert.deepEqual(ids(upsert([row('a', 9, 'a', { deletedAtMs: 1 })], [row('b', 2, 'b', { deletedAtMs: 2 })], deleted)), ['b', 'a']);
});

test('a thousand rows that go and come back among ten thousand are one change', () => {
  const all = Array.from({ length: 10_000 }, (_, n) => row(String(100_000 - n), 100_000 - n));
  const some = all.filter((_, n) => n % 10 === 0);
  const began = performance.now();
  const without = upsert(all, some.map((one) => ({ ...one, deletedAtMs: 1 })), chats);
  assert.equal(without.length, 9_000);
  assert.deepEqual(ids(upsert(without, some, chats)), ids(all));
  assert.ok(performance.now() - began < 200);
});

test('the sidebar has what is pinned, the folders, then dates; other lists have dates alone', () => {
  const names = { pinnedGroup: 'Pinned', folders: 'Folders', today: 'Today', yesterday: 'Yesterday', week: 'Week' };
  const now = new Date(2025, 10, 23, 12).getTime();
  const rows = [row('p', now - 1, 'p', { isPinned: true }), row('a', now)];
  const folders = [{ id: 'f', name: 'Work', isHiding: false, defaults: null }];
  const labels = (list, some = rows) => sidebarGroups({ list, folders, rows: some }, now, 'en-GB', names).map((group) => [group.label, ...group.rows.map((one) => one.title)]);
  assert.deepEqual(labels({ kind: 'chats' }), [['Pinned', 'p'], ['Folders', 'Work'], ['Today', 'a']]);
  assert.deepEqual(labels({ kind: 'folder', folderId: 'f' }), [['Pinned', 'p'], ['Today', 'a']]);
  assert.deepEqual(labels({ kind: 'chats' }, [rows[0]]), [['Pinned', 'p'], ['Folders', 'Work']]);
  assert.deepEqual(labels({ kind: 'deleted' }, [row('d', 1, 'd', { deletedAtMs: now, isPinned: true })]), [['Today', 'd']]);
});
