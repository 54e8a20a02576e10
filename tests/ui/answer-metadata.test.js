// The line under an answer says what was measured or reported, in a fixed order, and never guesses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerMetadata } from '../../ui/format/answer-metadata.js';

const attempt = (vendor, status = 200) => ({ vendor, status, durationMs: 412, requestId: null, failure: null, overrides: [] });
/** @returns {any} */
const turn = (more = {}) => ({
  id: 't', route: { model: 'gpt-4.1-2025-04-14', vendor: 'auto' }, vendorReported: null, firstTokenMs: 412, durationMs: 9040,
  reasoningMs: null, usage: { promptTokens: 5214, completionTokens: 742 }, finishReason: 'stop', requestId: null, failure: null, attempts: [attempt(more.route?.vendor ?? 'auto')], ...more,
});
/** @param {any} [more] @param {any} [state] */
const line = (more, state = 'done') => {
  const { who, parts } = answerMetadata(turn(more), state, 'en-GB');
  return [who, ...parts.map((part) => (part.isWarning ? `!${part.text}` : part.text))].join(' · ');
};
const pinned = { model: 'gpt-4.1', vendor: 'openai' };

test('auto without a named vendor says so', () => {
  assert.equal(line(), 'gpt-4.1, auto · vendor not reported · 412 ms to first token · 86 tok/s · 5,214 in, 742 out');
  assert.deepEqual(answerMetadata(turn(), 'done', 'en-GB').dot, { shape: 'auto', vendor: 'auto' });
});

test('auto with a named vendor shows it in the dot and in words', () => {
  assert.match(line({ vendorReported: 'azure' }), /^gpt-4.1, auto · answered by azure · /);
  assert.deepEqual(answerMetadata(turn({ vendorReported: 'azure' }), 'done', 'en-GB').dot, { shape: 'known', vendor: 'azure' });
});

test('a pin that was kept needs no more words', () => {
  assert.match(line({ route: pinned, vendorReported: 'openai' }), /^gpt-4.1, pinned openai · 412 ms/);
  assert.match(line({ route: pinned }), /^gpt-4.1, pinned openai · 412 ms/);
});

test('a pin that another vendor answered is a warning', () => {
  assert.match(line({ route: pinned, vendorReported: 'azure' }), /^gpt-4.1, pinned openai · !answered by azure · /);
});

test('tokens that the gateway did not count are not reported, never 0', () => {
  assert.match(line({ usage: null }), /9.04 s in total · tokens not reported$/);
  assert.match(line({ usage: { promptTokens: null, completionTokens: 7 } }), /– in, 7 out$/);
  assert.match(line({ usage: { promptTokens: 41_000, completionTokens: 7, cachedTokens: 40_000, reasoningTokens: null } }), /41,000 in \(40,000 cached\), 7 out$/);
});

test('a stopped answer says who stopped it and that the total is unknown', () => {
  assert.equal(line({ usage: null }, 'stopped'), 'gpt-4.1, auto · stopped by you · vendor not reported · 412 ms to first token · total unknown');
});

test('a failure before the first token names neither time nor tokens', () => {
  assert.equal(line({ usage: null, firstTokenMs: null }, 'failed'), 'gpt-4.1, auto');
});

test('an answer that came after a retry tells how many attempts it took', () => {
  const attempts = [attempt('auto', 503), attempt('auto')];
  assert.match(line({ attempts }), /^gpt-4\.1, auto · vendor not reported · !2 attempts · 412 ms/);
});

test('a failover names both modes, and the dot is that of the attempt that answered', () => {
  const more = { route: pinned, attempts: [attempt('openai', 429), attempt('auto')] };
  assert.match(line(more), /^gpt-4\.1, openai, then auto · vendor not reported · !2 attempts/);
  assert.deepEqual(answerMetadata(turn(more), 'done', 'en-GB').dot, { shape: 'auto', vendor: 'auto' });
});

test('what was written of an answer that ended too early is counted here, and marked', () => {
  const counted = (more, state) => answerMetadata(turn({ usage: null, ...more }), state, 'en-GB', () => 388).parts.map(({ text }) => text).join(' · ');
  assert.match(counted({}, 'stopped'), /≈ 388 out · total unknown$/);
  assert.match(counted({}, 'failed'), /≈ 388 out/);
  assert.doesNotMatch(counted({}, 'done'), /≈/, 'a whole answer is the gateway’s to count');
  assert.doesNotMatch(counted({ usage: { promptTokens: 1, completionTokens: 2 } }, 'stopped'), /≈/);
  assert.doesNotMatch(counted({ firstTokenMs: null }, 'failed'), /≈/);
});

test('an answer of the demo says that it is a recording, and by whom it was not answered', () => {
  assert.match(line({ requestId: 'req_demo_3' }), /^gpt-4.1, auto · offline demo, a recording · 412 ms/);
  assert.doesNotMatch(line({ requestId: 'req_mock_3' }), /recording/);
});
