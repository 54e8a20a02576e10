// What an ended turn leaves on the screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEnd, lastAnswer, lastOwnMessage, runningAnswer } from '../../ui/state/transcript.js';

/** @returns {any} */
const message = (id, parentId, role = 'user', more = {}) => ({ id, parentId, role, state: 'done', turn: null, running: null, reasoning: '', attachments: [], ...more });
/** @returns {any} */
const ended = (more = {}) => ({ type: 'finished', turnId: 't', seq: 2, patch: {}, turn: {}, ...more });
const chat = [message('u1', null), message('a1', 'u1', 'assistant'), message('u2', 'a1'), message('a2', 'u2', 'assistant')];

test('the end of a turn marks its answer only, with its figures', () => {
  const running = [message('u', null), message('a', 'u', 'assistant', { state: 'streaming', turn: { id: 't' }, running: { seq: 0 } })];
  for (const [type, state] of [['finished', 'done'], ['failed', 'failed'], ['stopped', 'stopped']]) {
    const after = applyEnd(running, ended({ type, turn: { id: 't', durationMs: 5 } }), 'why');
    assert.equal(after[0], running[0]);
    assert.deepEqual(after[1], { ...running[1], state, turn: { id: 't', durationMs: 5 }, running: null, reasoning: 'why' });
  }
});

test('an ended answer has the files that came with it', () => {
  const running = [message('a', null, 'assistant', { state: 'streaming', turn: { id: 't' }, attachments: [{ id: '1' }] })];
  const after = applyEnd(running, ended({ turn: { id: 't' } }), '', /** @type {any} */ ([{ id: '2' }]));
  assert.deepEqual(after[0]?.attachments, [{ id: '1' }, { id: '2' }]);
});

test('the end of an unknown turn changes nothing', () => {
  assert.deepEqual(applyEnd(chat, ended({ turnId: 'other' }), ''), chat);
});

test('the running answer, the last answer and the last own message are found', () => {
  const running = [...chat, message('a3', 'u3', 'assistant', { state: 'streaming' })];
  assert.equal(runningAnswer(running)?.id, 'a3');
  assert.equal(runningAnswer(chat), null);
  assert.equal(lastAnswer(running)?.id, 'a2');
  assert.equal(lastOwnMessage(running)?.id, 'u2');
  assert.equal(lastAnswer([]), null);
});
