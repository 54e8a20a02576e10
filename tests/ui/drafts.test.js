// The drafts of chats between the composer and the core: what is typed and attached while files are prepared, messages
// are on their way, and other chats are opened. The core and the screen are played here.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { onEnter } from '../../ui/state/draft.js';
import { Conversations } from '../../ui/wiring/conversations.js';
import { Drafts } from '../../ui/wiring/drafts.js';
import { Files } from '../../ui/wiring/files.js';
import { Session } from '../../ui/wiring/session.js';
import { Turns } from '../../ui/wiring/turns.js';

const route = { model: 'gpt-4o', vendor: 'auto' };
const summary = (id) => ({ id, title: id, route, updatedAtMs: 1, isRunning: false });
/** @returns {any} */
const file = (id) => ({ id, name: `${id}.pdf`, kind: 'pdf', mediaType: 'application/pdf', sizeBytes: 1, pixels: null, thumbnail: null, isMissing: false });
const message = (id, text) => ({ id, parentId: null, role: 'user', state: 'done', text, attachments: [], versions: [id] });
const withFile = { ...message('m', 'old'), attachments: [{ ...file('one'), sentAs: 'pdf', isLeftOut: false }, { ...file('two'), sentAs: 'pdf', isLeftOut: false }] };
const later = () => new Promise((resolve) => setTimeout(resolve));

const windowOf = (messages) => ({ messages, hasEarlier: false, hasLater: false });

/** What the core keeps of each chat, and the messages that wait for its answer. */
let kept, sending, removed, previewed, refusing;
let session, screen, turns, drafts;

/** @returns {any} */
const view = (id) => ({ summary: summary(id), window: windowOf([]), parameters: {}, draft: structuredClone(kept[id]) });

const core = {
  save_draft: ({ conversationId, text }) => void (kept[conversationId].text = text),
  preview_send: ({ replaces }) => {
    previewed.push(replaces);
    return null;
  },
  leave_out: async ({ attachmentId }) => {
    if (attachmentId === refusing) throw failure;
  },
  copy_attachment: async () => {
    if (refusing) throw failure;
    return true;
  },
  switch_version: () => ({ ...view('a'), window: windowOf([withFile]) }),
  retry_turn: ({ retry }) => new Promise((_, refuse) => sending.push({ ...retry, refuse })),
  remove_attachment: ({ attachmentId }) => void removed.push(attachmentId),
  send_message: ({ message: sent }) => {
    assert.ok(sent.replaces || kept[sent.conversationId].text.startsWith(sent.text), 'kept before it goes out');
    return new Promise((take, refuse) => sending.push({ ...sent, take: () => take({ conversation: summary(sent.conversationId), messages: [], changed: [] }), refuse }));
  },
};

function type(text) {
  screen.composer.text = text;
  drafts.changed();
}

async function open(id) {
  await drafts.save();
  show(await drafts.during(Promise.resolve(view(id))));
}

function show(shown) {
  session.openConversation(shown);
  screen.failures = [];
  screen.composer.text = session.draft.text;
  drafts.entered();
}

/** @returns {any} */
const started = (conversationId, id) => drafts.onAttachment({ type: 'attachmentStarted', conversationId, attachmentId: id, name: `${id}.pdf` });
const ready = (conversationId, id) => drafts.onAttachment({ type: 'attachmentReady', conversationId, attachment: file(id) });
const chips = () => session.chips.map(({ id, state }) => `${id} ${state}`);
const failure = { code: 'offline', detail: '' };

beforeEach(() => {
  kept = { a: { text: '', attachments: [], pending: [] }, b: { text: '', attachments: [], pending: [] } };
  sending = [];
  removed = [];
  previewed = [];
  refusing = '';
  globalThis.window = /** @type {any} */ ({
    __TAURI__: { core: { invoke: async (name, args) => core[name](args) } },
    setTimeout: () => 0,
  });
  const nothing = () => {};
  screen = {
    failures: [], composer: { text: '', focus: nothing }, keyDialog: { open: nothing }, transcript: { jumpToEnd: nothing },
    showComposer: nothing, focusIfLost: nothing, showConversation: nothing, showVersion: nothing, showSidebar: nothing, preview: { close: nothing },
    said: [], announce: (text) => void screen.said.push(text),
    hideFailure: () => void (screen.failures = []), showFailure: (one) => void screen.failures.push(one),
    tried: (work) => work.catch((one) => screen.showFailure(one)),
  };
  session = new Session(/** @type {any} */ ({ models: { gateway: 'g', families: [] }, gateways: [], gateway: { kind: 'remote', baseUrl: 'g', vendors: [], key: 'run' }, conversations: { rows: [], next: null }, conversation: view('a'), settings: {} }));
  turns = new Turns(session, screen);
  drafts = new Drafts(session, screen, turns);
  show(view('a'));
});

test('a file that is being prepared, and one that was refused, are there again when their chat is opened', async () => {
  kept.b.pending = [{ id: 'slow', name: 'slow.pdf', failure: null }, { id: 'bad', name: 'bad.svg', failure: { code: 'attachment', detail: '', problem: 'svg' } }];
  await open('b');
  assert.deepEqual(chips(), ['slow preparing', 'bad failed']);
  type('look');
  drafts.submit();
  assert.deepEqual([session.isQueued, sending.length], [true, 0]);
  ready('b', 'slow');
  await later();
  assert.deepEqual(sending.map(({ text, attachmentIds }) => [text, attachmentIds]), [['look', ['slow']]]);
  await drafts.remove('bad');
  assert.deepEqual([removed, chips()], [['bad'], []]);
});

test('what is told of a file while its chat is being opened is newer than what comes of it', async () => {
  kept.b.pending = [{ id: 'f', name: 'f.pdf', failure: null }];
  const old = view('b');
  /** @type {(value: any) => void} */
  let answer = () => {};
  const opening = drafts.during(new Promise((resolve) => (answer = resolve)));
  ready('b', 'f');
  answer(old);
  show(await opening);
  assert.deepEqual(chips(), ['f ready']);
});

test('a queued message goes out when its files are ready, whichever chat is shown', async () => {
  started('a', 'f');
  type('look');
  drafts.submit();
  kept.a.pending = [{ id: 'f', name: 'f.pdf', failure: null }];
  await open('b');
  type('meanwhile');
  ready('a', 'f');
  await later();
  assert.deepEqual(sending.map(({ conversationId, text }) => [conversationId, text]), [['a', 'look']]);
  assert.equal(session.isSending, false, 'the chat that is shown is not blocked');
  sending[0].take();
  await later();
  assert.deepEqual([kept.a.text, screen.composer.text], ['', 'meanwhile']);
});

test('a queued message is still queued when its chat is opened again', async () => {
  started('a', 'f');
  type('look');
  drafts.submit();
  kept.a.pending = [{ id: 'f', name: 'f.pdf', failure: null }];
  await open('b');
  await open('a');
  assert.deepEqual([session.isQueued, screen.composer.text, chips()], [true, 'look', ['f preparing']]);
});

test('half a thought outlives the edit of an earlier message', async () => {
  type('half a thought');
  await drafts.save();
  drafts.edit(message('m', 'old'));
  type('new');
  drafts.submit();
  await later();
  assert.deepEqual([sending[0].text, sending[0].replaces, screen.composer.text], ['new', { messageId: 'm', dropped: [] }, 'half a thought']);
  // Even if the core were to forget it with the message.
  kept.a.text = '';
  sending[0].take();
  await later();
  assert.equal(kept.a.text, 'half a thought');
});

test('what is typed and attached while a message is on its way stays, taken or not', async () => {
  for (const isTaken of [true, false]) {
    kept.a.text = '';
    type('first');
    ready('a', `one ${isTaken}`);
    drafts.submit();
    await later();
    type('second');
    ready('a', `two ${isTaken}`);
    await drafts.save();
    assert.equal(kept.a.text, 'first\n\nsecond', 'until it is known, both are kept');
    const sent = sending.pop();
    if (isTaken) sent.take();
    else sent.refuse(failure);
    await later();
    const text = isTaken ? 'second' : 'first\n\nsecond';
    assert.deepEqual([screen.composer.text, kept.a.text, screen.failures.length], [text, text, isTaken ? 0 : 1]);
    assert.deepEqual(chips(), ['two true ready', ...(isTaken ? [] : ['one false ready', 'two false ready'])]);
    assert.equal(session.isSending, false);
  }
});

test('Enter for the next message, while one is on its way, is not lost, and a refusal takes it back', async () => {
  for (const isTaken of [true, false]) {
    type('first');
    drafts.submit();
    await later();
    type('second');
    drafts.submit();
    assert.deepEqual([session.isQueued, sending.length], [true, 1]);
    const sent = sending.pop();
    if (isTaken) sent.take();
    else sent.refuse(failure);
    await later();
    assert.deepEqual([session.isQueued, screen.composer.text], isTaken ? [true, 'second'] : [false, 'first\n\nsecond']);
    if (isTaken) turns.onFinished();
    await later();
    assert.deepEqual(sending.map(({ text }) => text), isTaken ? ['second'] : []);
    sending.pop()?.take();
    await later();
  }
});

test('a second Enter behind that of an edit does not send the draft below it', async () => {
  type('half a thought');
  drafts.edit(message('m', 'old'));
  type('new');
  drafts.submit();
  drafts.submit();
  await later();
  assert.deepEqual([sending.map(({ text }) => text), session.isQueued], [['new'], false]);
});

test('a message that is refused after its chat was left is given back there, and so is the reason', async () => {
  type('first');
  drafts.submit();
  await later();
  await open('b');
  type('another chat');
  sending[0].refuse(failure);
  await later();
  assert.deepEqual([kept.a.text, screen.composer.text, screen.failures], ['first', 'another chat', []]);
  await open('a');
  assert.deepEqual([screen.composer.text, screen.failures], ['first', [failure]]);
  await open('b');
  assert.equal(screen.composer.text, 'another chat');
});

test('why an answer could not be asked for again is said in its chat', async () => {
  const asked = turns.retry('m', null, 'pages');
  await later();
  await open('b');
  assert.equal(session.isSending, false);
  sending[0].refuse(failure);
  await asked;
  assert.deepEqual(screen.failures, []);
  await open('a');
  assert.deepEqual([screen.failures, session.isSending], [[failure], false]);
});

test('an edit that is refused is an edit again, beside the draft', async () => {
  type('half a thought');
  drafts.edit(message('m', 'old'));
  type('new');
  drafts.submit();
  await later();
  type('half a thought, and more');
  sending[0].refuse(failure);
  await later();
  assert.deepEqual([session.replaces?.id, screen.composer.text, kept.a.text], ['m', 'new', 'half a thought, and more\n\nnew']);
  drafts.cancelEdit();
  assert.equal(screen.composer.text, 'half a thought, and more');
});

test('an edit waits in its chat while others are shown', async () => {
  type('half a thought');
  drafts.edit(message('m', 'old'));
  type('new');
  await open('b');
  assert.deepEqual([session.replaces, screen.composer.text, kept.a.text], [null, '', 'half a thought\n\nnew'], 'a restart loses neither');
  await open('a');
  assert.deepEqual([session.replaces?.id, screen.composer.text], ['m', 'new']);
  drafts.cancelEdit();
  await drafts.save();
  assert.deepEqual([screen.composer.text, kept.a.text], ['half a thought', 'half a thought']);
});

test('what is typed while another chat is being opened belongs to the chat that it was typed in', async () => {
  const opening = drafts.during(Promise.resolve(view('b')));
  type('just in time');
  show(await opening);
  await later();
  assert.deepEqual([kept.a.text, screen.composer.text], ['just in time', '']);
});

test('a file of a message on its way does not come back as one of the draft', async () => {
  ready('a', 'f');
  type('look');
  drafts.submit();
  await later();
  drafts.onAttachment({ type: 'attachmentProgressed', conversationId: 'a', attachmentId: 'f', page: 1, of: 2 });
  assert.equal(session.drawing?.page, 1);
  ready('a', 'f');
  assert.deepEqual(chips(), []);
  sending[0].take();
  await later();
  ready('a', 'f');
  assert.deepEqual([chips(), session.drawing], [[], null]);
});

test('a message for which a file came at the last moment waits for it', async () => {
  type('look');
  drafts.submit();
  await later();
  started('a', 'f');
  sending[0].refuse({ code: 'attachment', detail: '', problem: 'stillPreparing' });
  await later();
  assert.deepEqual([session.isQueued, screen.failures], [true, []]);
  ready('a', 'f');
  await later();
  assert.deepEqual(sending[1].attachmentIds, ['f']);
});

test('a file whose turn to be drawn has not come is not ready', () => {
  ready('a', 'f');
  started('a', 'f');
  assert.deepEqual(chips(), ['f preparing']);
  assert.equal(onEnter({ text: 'x', chips: session.chips, isAnswering: false, keepsFiles: false }), 'waitForFile');
});

test('what the files cost is asked again in another version, and after an answer that may have taught their form', async () => {
  session.window = windowOf([withFile]);
  const conversations = new Conversations(session, screen, turns, drafts, () => {});
  await conversations.switchVersion('m');
  assert.equal(previewed.length, 1);
  turns.onFinished();
  assert.equal(previewed.length, 2);
});

test('a message that is edited keeps its files but for those that are removed from the new version', async () => {
  session.window = windowOf([withFile]);
  drafts.edit(withFile);
  assert.deepEqual(session.kept.map(({ id }) => id), ['one', 'two']);
  await drafts.remove('one');
  assert.deepEqual([session.kept.map(({ id }) => id), removed, previewed.at(-1)], [['two'], [], { messageId: 'm', dropped: ['one'] }]);
  drafts.cancelEdit();
  drafts.edit(withFile);
  assert.equal(session.kept.length, 2, 'another edit begins with all of them');
  await drafts.remove('one');
  drafts.submit();
  await later();
  assert.deepEqual(sending[0].replaces, { messageId: 'm', dropped: ['one'] });
  sending[0].refuse(failure);
  await later();
  assert.deepEqual(session.kept.map(({ id }) => id), ['two'], 'a refusal brings none of them back');
  await drafts.remove('two');
  type('');
  assert.equal(onEnter({ text: '', chips: [], isAnswering: false, keepsFiles: session.kept.length > 0 }), 'nothing');
});

test('files are left out in the messages, in the draft and in the message that is edited, up to one that fails', async () => {
  const files = new Files(session, screen);
  session.window = windowOf([withFile]);
  ready('a', 'drafted');
  drafts.edit(withFile);
  refusing = 'two';
  assert.equal(await files.leaveOut(['drafted', 'one', 'two'], true), false);
  const states = () => [...session.chips.map(({ view: one }) => one), ...session.kept, ...session.messages[0].attachments].map(({ id, isLeftOut }) => [id, isLeftOut ?? false]);
  assert.deepEqual(states(), [['drafted', true], ['one', true], ['two', false], ['one', true], ['two', false]]);
  assert.deepEqual(screen.failures, [failure]);
  assert.equal(await files.leaveOut(['drafted', 'one'], false), true);
  assert.ok(states().every(([, isLeftOut]) => !isLeftOut));
});

test('a message goes out behind what was chosen for its files a moment before, also if that fails', async () => {
  for (const end of ['take', 'refuse']) {
    let choice = { take: () => {}, refuse: (/** @type {unknown} */ _why) => {} };
    core.choose_send_as = () => new Promise((take, refuse) => (choice = { take: () => take(null), refuse }));
    await open('a');
    ready('a', end);
    void drafts.chooseSendAs(end, 'text');
    type('with it');
    drafts.submit();
    await later();
    await later();
    assert.deepEqual(sending, [], 'the core does not know of the choice yet');
    choice[end](failure);
    await later();
    await later();
    assert.deepEqual(sending.map(({ attachmentIds }) => attachmentIds), [[end]]);
    sending.pop().take();
    await later();
  }
});

test('a message that is sent while the clipboard is still being read waits for what comes of it', async () => {
  await open('a');
  let end = () => {};
  core.paste_files = () => new Promise((resolve) => (end = () => resolve(null)));
  void drafts.pasting.clipboard();
  type('what is this?');
  drafts.submit();
  await later();
  assert.deepEqual([sending.length, session.isQueued], [0, true]);
  started('a', 'picture');
  ready('a', 'picture');
  end();
  await later();
  await later();
  assert.deepEqual(sending.map(({ text, attachmentIds }) => [text, attachmentIds]), [['what is this?', ['picture']]]);
  sending.pop().take();
  await later();

  void drafts.pasting.clipboard();
  drafts.submit();
  assert.equal(session.isQueued, true, 'an image alone can be a message');
  end();
  await later();
  assert.deepEqual([sending.length, session.isQueued], [0, false], 'but nothing came');
});

test('an image is said to be copied only if it was', async () => {
  const files = new Files(session, screen);
  refusing = 'all';
  await files.copy(file('f'));
  assert.deepEqual([screen.said, screen.failures], [[], [failure]]);
  refusing = '';
  await files.copy(file('f'));
  assert.deepEqual(screen.said, ['Image copied']);
});

test('whoever types without a pause has their draft saved within a second', async () => {
  let now = 0;
  const timers = [];
  const { setTimeout: usual } = window;
  const { now: clock } = performance;
  Object.assign(window, { setTimeout: (work, delay) => timers.push({ work, at: now + delay }) });
  performance.now = () => now;
  try {
    for (; now <= 1000; now += 100) {
      type('x'.repeat(1 + now / 100));
      const due = timers.at(-1);
      if (due.at <= now) {
        due.work();
        await later();
      }
    }
    assert.ok(kept.a.text.length >= 9, `saved: ${kept.a.text.length} letters`);
  } finally {
    Object.assign(window, { setTimeout: usual });
    performance.now = clock;
  }
});

test('without a network messages wait in order, can be changed and removed, and go out one after the other once it is back', async () => {
  session.gateway = { key: 'run', kind: 'remote', host: 'api.example' };
  session.isNetworkDown = true;
  screen.focusIfLost = () => {};
  for (const text of ['one', 'two', 'three', 'four']) {
    type(text);
    drafts.submit();
  }
  assert.deepEqual([sending.length, session.draft.waiting.map(({ text }) => text), screen.composer.text], [0, ['one', 'two', 'three', 'four'], '']);
  await later();
  assert.equal(kept.a.text, 'one\n\ntwo\n\nthree\n\nfour', 'a restart would lose none');
  await drafts.waiting.remove(1);
  drafts.waiting.edit(2);
  assert.deepEqual([session.draft.waiting.map(({ text }) => text), screen.composer.text], [['one', 'three'], 'four']);
  session.isNetworkDown = false;
  drafts.waiting.resume();
  await later();
  assert.deepEqual(sending.map(({ text }) => text), ['one']);
  sending[0].take();
  await later();
  turns.onFinished();
  await later();
  assert.deepEqual(sending.map(({ text }) => text), ['one', 'three']);
  sending[1].take();
  await later();
  assert.deepEqual([session.draft.waiting, screen.composer.text, kept.a.text], [[], 'four', 'four']);
});

test('a gateway on this computer, and the demo, need no network', () => {
  session.isNetworkDown = true;
  for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:4000', 'box.localhost:1']) {
    session.gateway = { key: 'run', kind: 'remote', host };
    assert.equal(session.isOffline, false, host);
  }
  session.gateway = { key: 'notNeeded', kind: 'demo', host: 'demo.example' };
  assert.equal(session.isOffline, false);
  session.gateway = { key: 'run', kind: 'remote', host: 'api.localhost.example' };
  assert.equal(session.isOffline, true);
});

test('messages wait for the network in order, but not in a chat of a gateway on this computer', async () => {
  const local = { kind: 'remote', baseUrl: 'http://127.0.0.1:8080/v1', host: '127.0.0.1:8080', vendors: [], key: 'run' };
  session.gateways = [local];
  session.isNetworkDown = true;
  for (const text of ['first', 'second']) {
    type(text);
    drafts.submit();
  }
  await later();
  assert.deepEqual([sending, session.draft.waiting.map(({ text }) => text), kept.a.text], [[], ['first', 'second'], 'first\n\nsecond']);
  drafts.waiting.edit(1);
  assert.deepEqual([screen.composer.text, session.draft.waiting.length], ['second', 1]);
  drafts.submit();

  await drafts.save();
  show({ ...view('b'), summary: { ...summary('b'), route: { ...route, gateway: local.baseUrl } } });
  type('here');
  drafts.submit();
  await later();
  assert.deepEqual(sending.map(({ conversationId, text }) => [conversationId, text]), [['b', 'here']]);

  session.isNetworkDown = false;
  drafts.waiting.resume();
  await later();
  assert.deepEqual(sending.map(({ text }) => text), ['here', 'first'], 'the second goes out when the first is answered');
});
