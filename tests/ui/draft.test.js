// What Enter may do with a draft, and how its files come and go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyAttachment, onEnter, readyChip, readyIds } from '../../ui/state/draft.js';

/** @returns {any} */
const view = (id) => ({ id, name: `${id}.png`, kind: 'image', mediaType: 'image/png', sizeBytes: 1, pixels: null, thumbnail: null, isMissing: false });
/** @returns {any} */
const started = (id) => ({ type: 'attachmentStarted', conversationId: 'c', attachmentId: id, name: `${id}.png` });
/** @returns {any} */
const ready = (id) => ({ type: 'attachmentReady', conversationId: 'c', attachment: view(id) });
/** @returns {any} */
const refused = (id) => ({ type: 'attachmentRefused', conversationId: 'c', attachmentId: id, name: `${id}.svg`, failure: { code: 'attachment', detail: '', problem: 'svg' } });
/** @returns {any} */
const draft = (more) => ({ text: '', chips: [], isAnswering: false, keepsFiles: false, ...more });

test('an empty draft does nothing, also with spaces only', () => {
  assert.equal(onEnter(draft()), 'nothing');
  assert.equal(onEnter(draft({ text: ' \n' })), 'nothing');
});

test('text or a ready file is sent', () => {
  assert.equal(onEnter(draft({ text: 'hi' })), 'send');
  assert.equal(onEnter(draft({ chips: [readyChip(view('a'))] })), 'send');
});

test('a new version of a message that has files may be without text', () => {
  assert.equal(onEnter(draft({ keepsFiles: true })), 'send');
});

test('a file that is being prepared holds the message back', () => {
  const chips = applyAttachment([], started('a'));
  assert.equal(onEnter(draft({ text: 'hi', chips })), 'waitForFile');
  assert.equal(onEnter(draft({ chips })), 'waitForFile');
});

test('a running answer holds the message back', () => {
  assert.equal(onEnter(draft({ text: 'hi', isAnswering: true })), 'waitForAnswer');
  assert.equal(onEnter(draft({ isAnswering: true })), 'nothing');
});

test('a refused file alone is nothing to send and is not sent with text', () => {
  const chips = applyAttachment([], refused('a'));
  assert.equal(onEnter(draft({ chips })), 'nothing');
  assert.equal(onEnter(draft({ chips, text: 'hi' })), 'send');
  assert.deepEqual(readyIds(chips), []);
});

test('files keep their place while they are prepared', () => {
  let chips = [started('a'), started('b')].reduce(applyAttachment, []);
  chips = applyAttachment(chips, ready('b'));
  chips = applyAttachment(chips, ready('a'));
  assert.deepEqual(readyIds(chips), ['a', 'b']);
});

test('a file whose bytes are gone is shown as failed', () => {
  assert.equal(readyChip({ ...view('a'), isMissing: true }).state, 'failed');
});

test('progress moves a file of the draft, keeps what is known of it, and adds none', () => {
  /** @returns {any} */
  const progressed = (id, page) => ({ type: 'attachmentProgressed', conversationId: 'c', attachmentId: id, page, of: 12 });
  const chips = applyAttachment([readyChip(view('a'))], progressed('a', 3));
  assert.deepEqual(chips, [{ id: 'a', name: 'a.png', state: 'preparing', progress: { page: 3, of: 12 }, view: view('a') }]);
  assert.equal(onEnter(draft({ text: 'hi', chips })), 'waitForFile');
  assert.deepEqual(applyAttachment(chips, progressed('of a message', 1)), chips);
  assert.deepEqual(applyAttachment(chips, ready('a')), [readyChip(view('a'))]);
});
