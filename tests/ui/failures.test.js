// Every failure has words, and the remedies that fit it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { attachmentReason, explain, failureReason, isFailure } from '../../ui/failures.js';
import { words } from '../../ui/words.js';

const bindings = readFileSync(new URL('../../ui/bindings.d.ts', import.meta.url), 'utf8');
const union = (name) => {
  const source = new RegExp(`export type ${name} = ([^;]+);`).exec(bindings)?.[1] ?? '';
  return [...source.matchAll(/"([A-Za-z]+)"/g)].map((one) => one[1]);
};
const auto = { route: { model: 'gpt-4o', vendor: 'auto' }, gateway: 'YouRouter', host: 'api.yourouter.ai', hasText: false };
const pinned = { ...auto, route: { model: 'gpt-4o', vendor: 'aws' } };
const failure = (code, more = {}) => ({ code, detail: '', ...more });

test('each code has a title, a body and a remedy, in either mode, with and without details', () => {
  const codes = union('FailureCode');
  assert.ok(codes.length >= 14);
  for (const code of codes) {
    for (const of of [auto, pinned, { ...auto, hasText: true }]) {
      for (const detail of ['', 'some words']) {
        const { title, body, actions } = explain(failure(code, { detail }), of);
        assert.ok(title && body && actions.length > 0, code);
        assert.doesNotMatch(title + body, /undefined|null|!|sorry|oops/i, code);
      }
    }
  }
});

test('each attachment problem has words', () => {
  for (const problem of union('AttachmentProblem')) {
    assert.ok(attachmentReason(failure('attachment', { problem })), problem);
  }
  const reason = attachmentReason(failure('attachment', { problem: 'heif', detail: 'heif-gdk-pixbuf' }));
  assert.match(reason, /install heif-gdk-pixbuf/);
  const unsupported = (/** @type {string} */ detail) => attachmentReason(failure('attachment', { problem: 'unsupportedType', detail }));
  for (const [type, expected] of /** @type {[string, RegExp][]} */ ([
    ['video/mp4', /^Video/], ['audio/mpeg', /^Audio/], ['application/x-mobipocket-ebook', /e-book/],
    ['application/octet-stream', /^Not an image/], ['application/vnd.sqlite3', /database/],
    ['application/vnd.apple.iwork', /Keynote/], ['application/vnd.visio', /Visio/], ['application/vnd.ms-xpsdocument', /XPS/],
    ['application/vnd.ms-outlook', /Outlook mail/], ['application/vnd.ms-outlook-pst', /data file/], ['application/onenote', /OneNote/],
    ['image/x-bigtiff', /BigTIFF/], ['text/x-iso-2022', /save it as UTF-8/], ['image/jxl', /JPEG XL/], ['image/vnd.adobe.photoshop', /Photoshop/], ['image/x-canon-cr2', /^An image format/],
    ['application/vnd.oasis.opendocument', /OpenDocument drawing/], ['application/vnd.android.package-archive', /program/],
    ...['application/zip', 'application/gzip', 'application/x-7z-compressed', 'application/vnd.rar', 'application/x-tar', 'application/zstd', 'application/x-xz', 'application/x-bzip2'].map((archive) => [archive, /unpack it/]),
  ])) assert.match(unsupported(type), expected, type);
  assert.match(attachmentReason(failure('attachment', { problem: 'tooMany', detail: '1' })), /^One message takes 20/);
  assert.match(attachmentReason(failure('attachment', { problem: 'tooMany', detail: '33' })), /^And 32 more/);
  const all = union('AttachmentProblem').map((problem) => attachmentReason(failure('attachment', { problem })));
  assert.equal(new Set(all).size, all.length, 'no two problems are said to be the same');
});

test('a refused key offers to replace it first', () => {
  assert.deepEqual(explain(failure('unauthorized', { status: 401 }), auto).actions, ['replaceKey', 'sendAgain', 'openDashboard']);
});

test('a limit on a pin offers auto routing first and names the vendor; without a pin there is nothing to switch', () => {
  const of = explain(failure('rateLimited', { retryAfterMs: 12_000 }), pinned);
  assert.deepEqual(of.actions, ['retryWithAuto', 'retryNow']);
  assert.match(of.title, /^aws /);
  assert.match(of.body, /asks to wait 12 s/);
  assert.deepEqual(explain(failure('rateLimited'), auto).actions, ['retryNow']);
});

test('failures of the way offer another try, and auto only on a pin', () => {
  for (const code of ['overloaded', 'offline', 'timedOut', 'streamCut']) {
    const { actions } = explain(failure(code), auto);
    assert.equal(actions[0], 'tryAgain', code);
    assert.ok(!actions.includes('retryWithAuto'), code);
    assert.deepEqual(explain(failure(code), pinned).actions.slice(0, 2), ['tryAgain', 'retryWithAuto'], code);
  }
});

test('an answer that failed in the middle can go on, and is asked for anew otherwise', () => {
  for (const code of ['rateLimited', 'overloaded', 'offline', 'timedOut', 'streamCut']) {
    assert.equal(explain(failure(code), { ...auto, hasText: true }).actions[0], 'continueAnswer', code);
    assert.ok(!explain(failure(code), auto).actions.includes('continueAnswer'), code);
  }
  assert.ok(!explain(failure('rejected'), { ...auto, hasText: true }).actions.includes('continueAnswer'));
});

test('whoever names the settings offers to open them', () => {
  for (const code of union('FailureCode')) {
    const { title, body, actions } = explain(failure(code), auto);
    assert.equal(actions.includes('openSettings'), /Settings/.test(title + body), code);
  }
});

test('a list gives a refusal in the words of who refused, anything else in a few of ours', () => {
  assert.equal(failureReason(failure('rejected', { detail: 'Unsupported value' })), 'Unsupported value');
  assert.equal(failureReason(failure('rejected')), 'The request was refused');
  assert.equal(failureReason(failure('offline', { detail: 'dns error' })), 'Not reached');
});

test('no remedy has words that no failure offers', () => {
  const claude = { ...pinned, route: { model: 'claude-sonnet-4-20250514', vendor: 'aws' }, otherSendOptions: ['text', 'pages'] };
  const offered = union('FailureCode').flatMap((code) => [auto, pinned, claude, { ...auto, hasText: true }].flatMap((of) => explain(failure(code, { isAboutFiles: true }), of).actions));
  offered.push(...explain(failure('rejected', { refusedInput: 'image' }), { ...auto, hasSentImages: true }).actions);
  offered.push(...explain(failure('streamCut'), { ...auto, hasText: true }).actions);
  offered.push(...explain(failure('noProgram'), { ...auto, isLink: true }).actions);
  // What is said over the composer can be put away.
  assert.deepEqual(Object.keys(words.failure.actions).sort(), [...new Set([...offered, 'dismiss'])].sort());
});

test('a link that no browser opens can be copied, and is called a link', () => {
  const { title, actions } = explain(failure('noProgram', { detail: 'none' }), { ...auto, isLink: true });
  assert.match(title, /No browser/);
  assert.equal(actions[0], 'copyLink');
  assert.doesNotMatch(explain(failure('noProgram'), auto).title, /browser/);
});

test('a refused request shows the words of the gateway', () => {
  assert.match(explain(failure('unauthorized', { status: 401, detail: 'key was revoked' }), auto).body, /says: key was revoked\. The key/);
  assert.match(explain(failure('rejected', { detail: 'Unsupported value' }), auto).body, /Unsupported value/);
  assert.match(explain(failure('tooLong', { detail: 'maximum context' }), auto).body, /maximum context/);
  const { title, body } = explain(failure('tooLong', { status: 413, detail: '413 Request Entity Too Large' }), auto);
  assert.equal(title, 'Too large for the gateway', 'a limit of the server, whichever model is chosen');
  assert.match(body, /says: 413 Request Entity Too Large\. Send fewer or smaller files/);
});

test('only objects with a known code are failures', () => {
  assert.equal(isFailure(failure('offline')), true);
  for (const value of ['offline', null, undefined, { code: 'other' }, { code: 'toString' }, {}, 7]) assert.equal(isFailure(value), false);
});

test('the words of every action are there', () => {
  for (const word of Object.values(words.failure.actions)) assert.ok(word.length > 0);
});

test('automatic routing is offered for a pin that failed, unless the person turned that off', () => {
  for (const code of ['rateLimited', 'overloaded', 'offline', 'timedOut', 'streamCut']) {
    assert.ok(explain(failure(code), pinned).actions.includes('retryWithAuto'), code);
    const { actions } = explain(failure(code), { ...pinned, offersAuto: false });
    assert.ok(!actions.includes('retryWithAuto') && actions.length > 0, code);
    assert.ok(!explain(failure(code), auto).actions.includes('retryWithAuto'), code);
  }
});

test('a refused file is offered to the model’s own API first, where there is one and it was not asked', () => {
  const claude = { model: 'claude-sonnet-4-20250514', vendor: 'auto' };
  for (const [route, isAboutFiles, isOffered] of /** @type {[any, any, boolean][]} */ ([
    [claude, true, true],
    [{ model: 'google/gemini-2.5-pro', vendor: 'google' }, true, true],
    [{ ...claude, apiFormat: 'native' }, true, false],
    [{ model: 'gpt-4o', vendor: 'auto' }, true, false],
    [claude, undefined, false],
  ])) {
    const { actions } = explain(failure('rejected', { status: 400, isAboutFiles }), { ...auto, route });
    assert.equal(actions[0] === 'sendNatively', isOffered, route.model);
  }
});

test('each failure has the button that helps', () => {
  const first = (code, of = auto) => explain(failure(code), of).actions[0];
  assert.deepEqual(
    ['missingKey', 'unauthorized', 'balance', 'rateLimited', 'overloaded', 'rejected', 'tooLong', 'offline', 'timedOut'].map((code) => first(code)),
    ['addKey', 'replaceKey', 'openDashboard', 'retryNow', 'tryAgain', 'changeModel', 'changeModel', 'tryAgain', 'tryAgain'],
  );
  assert.equal(first('rateLimited', pinned), 'retryWithAuto');
});
