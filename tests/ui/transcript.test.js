// What an ended turn leaves on the screen, and how the rows of the sidebar change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merged, upsert, withRoute } from '../../ui/state/conversations.js';
import { applyEnd, lastAnswer, lastOwnMessage, runningAnswer } from '../../ui/state/transcript.js';

const message = (id, parentId, role = 'user', more = {}) => ({ id, parentId, role, state: 'done', turn: null, running: null, reasoning: '', ...more });
const chat = [message('u1', null), message('a1', 'u1', 'assistant'), message('u2', 'a1'), message('a2', 'u2', 'assistant')];

test('the end of a turn marks its answer only, with its figures', () => {
  const running = [message('u', null), message('a', 'u', 'assistant', { state: 'streaming', turn: { id: 't' }, running: { seq: 0 } })];
  for (const [type, state] of [['finished', 'done'], ['failed', 'failed'], ['stopped', 'stopped']]) {
    const after = applyEnd(running, { type, turnId: 't', seq: 2, patch: {}, turn: { id: 't', durationMs: 5 } }, 'why');
    assert.equal(after[0], running[0]);
    assert.deepEqual(after[1], { ...running[1], state, turn: { id: 't', durationMs: 5 }, running: null, reasoning: 'why' });
  }
});

test('the end of an unknown turn changes nothing', () => {
  assert.deepEqual(applyEnd(chat, { type: 'finished', turnId: 'other', seq: 1, patch: {}, turn: {} }, ''), chat);
});

test('the running answer, the last answer and the last own message are found', () => {
  const running = [...chat, message('a3', 'u3', 'assistant', { state: 'streaming' })];
  assert.equal(runningAnswer(running)?.id, 'a3');
  assert.equal(runningAnswer(chat), null);
  assert.equal(lastAnswer(running)?.id, 'a2');
  assert.equal(lastOwnMessage(running)?.id, 'u2');
  assert.equal(lastAnswer([]), null);
});

const row = (id, updatedAtMs, title = id) => ({ id, title, updatedAtMs, isRunning: false, route: { model: 'm', vendor: 'auto' } });

test('rows of the sidebar stay newest first when one changes', () => {
  const rows = upsert([row('a', 3), row('b', 2)], row('b', 9));
  assert.deepEqual(rows.map((one) => one.id), ['b', 'a']);
});

test('a conversation without messages is not listed', () => {
  assert.deepEqual(upsert([], row('new', 1, '')), []);
});

test('a page of rows follows those that are loaded, and one that changed meanwhile is listed once, as it is now', () => {
  const newer = row('b', 9);
  assert.deepEqual(merged([newer, row('a', 3)], [row('b', 2), row('c', 1)]).map((one) => [one.id, one.updatedAtMs]), [['b', 9], ['a', 3], ['c', 1]]);
});

test('an old conversation that was opened before its page came stays in its order', () => {
  const rows = upsert([row('a', 9), row('b', 8)], row('old', 1));
  assert.deepEqual(merged(rows, [row('c', 7), row('d', 6)]).map((one) => one.id), ['a', 'b', 'c', 'd', 'old']);
});

test('a route changes where its row stands', () => {
  const rows = withRoute([row('a', 3), row('b', 2)], 'b', { model: 'x', vendor: 'aws' });
  assert.deepEqual(rows.map((one) => one.route.vendor), ['auto', 'aws']);
});
