// What a started turn replaces on the screen, and what an ended turn leaves there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upsert, withRoute } from '../../ui/state/conversations.js';
import { applyEnd, applyStarted, lastAnswer, lastOwnMessage, runningAnswer } from '../../ui/state/transcript.js';

const message = (id, parentId, role = 'user', more = {}) => ({ id, parentId, role, state: 'done', turn: null, running: null, reasoning: '', ...more });
const chat = [message('u1', null), message('a1', 'u1', 'assistant'), message('u2', 'a1'), message('a2', 'u2', 'assistant')];
const ids = (messages) => messages.map((one) => one.id);

test('a new message and its answer follow the last one', () => {
  assert.deepEqual(ids(applyStarted(chat, [message('u3', 'a2'), message('a3', 'u3', 'assistant')])), ['u1', 'a1', 'u2', 'a2', 'u3', 'a3']);
});

test('asking again replaces the answer and all that followed its question', () => {
  assert.deepEqual(ids(applyStarted(chat, [message('a1b', 'u1', 'assistant')])), ['u1', 'a1b']);
});

test('another version of the first message replaces everything', () => {
  assert.deepEqual(ids(applyStarted(chat, [message('u1b', null), message('a', 'u1b', 'assistant')])), ['u1b', 'a']);
});

test('an earlier message that changed with it takes its place', () => {
  const changed = message('u1', null, 'user', { attachments: [] });
  const after = applyStarted(chat, [message('u3', 'a2')], [changed]);
  assert.equal(after[0], changed);
  assert.deepEqual(ids(after), ['u1', 'a1', 'u2', 'a2', 'u3']);
});

test('messages that did not change stay the same objects', () => {
  assert.equal(applyStarted(chat, [message('u3', 'a2')])[1], chat[1]);
});

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

test('a route changes where its row stands', () => {
  const rows = withRoute([row('a', 3), row('b', 2)], 'b', { model: 'x', vendor: 'aws' });
  assert.deepEqual(rows.map((one) => one.route.vendor), ['auto', 'aws']);
});
