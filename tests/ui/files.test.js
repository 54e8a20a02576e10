// What the page says of files, and what it offers after a refusal.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../ui/failures.js';
import { choiceWords, draftDetail, hasSentImages, keptDetail, otherSendOptions, rounded, sentDetail, withoutImages } from '../../ui/format/files.js';

/** How a file goes, as far as a chip looks at it. @returns {any} */
const going = (preview) => preview;
/** @param {Partial<import('../../ui/bindings.js').AttachmentView>} [more] @returns {import('../../ui/bindings.js').AttachmentView} */
const pdf = (more) => ({
  id: 'a', name: 'plan.pdf', kind: 'pdf', mediaType: 'application/pdf', sizeBytes: 340_000, pixels: null, thumbnail: null,
  pages: 12, isMissing: false, sendOptions: ['pdf', 'text'], sendAs: null, sentAs: 'pdf', isLeftOut: false, isCut: false,
  picturePages: 0, isScan: false, isUnreadable: false, isRestricted: false, isXfa: false, isPasted: false, pageImages: 0, textTokens: null, textPages: null, notDrawn: null, frames: null, wholeBytes: null, dataBytes: null, ...more,
});

test('a sent PDF says how it went', () => {
  assert.equal(sentDetail(pdf()), '12 pages, sent as PDF');
  assert.equal(sentDetail(pdf({ sentAs: 'text' })), 'text of 12 pages');
  assert.equal(sentDetail(pdf({ sentAs: 'text', isCut: true, isLeftOut: true })), 'text of 12 pages, cut off, left out');
  assert.equal(sentDetail(pdf({ sentAs: 'pages', pageImages: 12 })), '12 pages as images');
  assert.equal(sentDetail(pdf({ sentAs: 'pages', pageImages: 20, pages: 34 })), 'first 20 of 34 pages as images');
});

test('a PDF whose text was read in part says so in its chip, in its choices and where it was sent', () => {
  const part = pdf({ pages: 300, textPages: 49, textTokens: 24_000, sentAs: 'text' });
  assert.equal(sentDetail(part), 'text of the first 49 of 300 pages');
  assert.equal(sentDetail({ ...part, isCut: true }), 'text of the first 49 of 300 pages, cut off');
  assert.equal(sentDetail({ ...part, sentAs: 'pdf' }), '300 pages, sent as PDF');
  assert.equal(draftDetail(part, going({ id: 'a', sendAs: 'text', sizeBytes: 48_000, tokens: 24_000 })), 'text of the first 49 of 300 pages, 48 kB, ≈ 24,000 tokens');
  assert.equal(draftDetail(part, going({ id: 'a', sendAs: 'pdf', sizeBytes: 48_000, tokens: 24_000 })), '300 pages, 48 kB, ≈ 24,000 tokens');
  assert.equal(choiceWords(part, 'text'), 'As text of pages 1–49 of 300 (≈ 24,000 tokens)');
});

test('a PDF of which pages are pictures says so wherever its text is meant', () => {
  const stamped = pdf({ isScan: true, picturePages: 11, sendOptions: ['pdf', 'pages', 'text'], sentAs: 'text' });
  const missing = '11 of 12 pages are images without text';
  const preview = { id: 'a', sizeBytes: 340_000, tokens: 24_000 };
  assert.equal(draftDetail(stamped, going({ ...preview, sendAs: 'pdf' })), `12 pages, 340 kB, ≈ 24,000 tokens, ${missing}`);
  assert.equal(draftDetail(stamped, going({ ...preview, sendAs: 'text' })), `12 pages, 340 kB, ≈ 24,000 tokens, ${missing}`);
  assert.equal(draftDetail({ ...stamped, isScan: false }, going({ ...preview, sendAs: 'pdf' })), '12 pages, 340 kB, ≈ 24,000 tokens', 'a PDF lacks nothing');
  assert.equal(sentDetail(stamped), `text of 12 pages, ${missing}`);
  assert.equal(sentDetail({ ...stamped, picturePages: 1 }), 'text of 12 pages, 1 of 12 pages is an image without text');
  assert.equal(sentDetail({ ...stamped, sentAs: 'pages', pageImages: 12 }), '12 pages as images');
});

test('a PDF says what is peculiar to it: protection, an unknown alphabet, a form that shows nothing', () => {
  const preview = { id: 'a', sizeBytes: 340_000, tokens: 24_000 };
  const restricted = pdf({ isRestricted: true });
  assert.equal(draftDetail(restricted, going({ ...preview, sendAs: 'text' })), '12 pages, 340 kB, ≈ 24,000 tokens, password-protected (editing restricted)');
  assert.match(draftDetail(restricted, going({ ...preview, sendAs: 'pdf' })), /editing restricted\): most vendors refuse it as PDF$/);
  const unreadable = pdf({ isUnreadable: true, isScan: true, picturePages: 12, pageImages: 12 });
  assert.equal(draftDetail(unreadable, going({ ...preview, sendAs: 'pages' })), '12 pages as images, 340 kB, ≈ 24,000 tokens, its text can’t be read, only seen on its pages');
  assert.match(draftDetail(pdf({ isXfa: true }), going({ ...preview, sendAs: 'pdf' })), /an XFA form/);
});

test('an office document says that its text goes out, a text file says nothing more', () => {
  const file = (/** @type {string} */ mediaType) => pdf({ kind: 'text', mediaType, pages: null, sendOptions: ['text'], sentAs: 'text' });
  const word = file('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
  assert.equal(sentDetail(word), 'text of the document');
  assert.equal(draftDetail(word, going({ id: 'a', sendAs: 'text', sizeBytes: 48_000, tokens: 12_345 })), '48 kB, ≈ 12,000 tokens, text of the document');
  assert.equal(sentDetail(file('text/plain')), '340 kB');
  assert.equal(draftDetail(file('text/plain'), going({ id: 'a', sendAs: 'text', sizeBytes: 48_000, tokens: 12_345 })), '48 kB, ≈ 12,000 tokens');
});

test('a text whose end is left out says how much of it goes', () => {
  const log = pdf({ kind: 'text', mediaType: 'text/plain', pages: null, sendOptions: ['text'], sentAs: 'text', sizeBytes: 400_000, wholeBytes: 4_000_000, isCut: true });
  assert.equal(draftDetail(log, going({ id: 'a', sendAs: 'text', sizeBytes: 400_000, tokens: 100_000, mostPages: null })), '400 kB of 4.0 MB, ≈ 100,000 tokens, cut off');
  assert.equal(sentDetail(log), '400 kB of 4.0 MB, cut off');
});

test('a text without the data in it says how much that is', () => {
  const notebook = pdf({ kind: 'text', mediaType: 'text/plain', pages: null, sendOptions: ['text'], sentAs: 'text', sizeBytes: 4_000, dataBytes: 396_000 });
  assert.equal(draftDetail(notebook, going({ id: 'a', sendAs: 'text', sizeBytes: 4_000, tokens: 1_000, mostPages: null })), '4 kB, ≈ 1,000 tokens, 396 kB of data left out');
  assert.equal(sentDetail(notebook), '4 kB, 396 kB of data left out');
});

test('a file of several pictures says that only the first goes out, before and afterwards', () => {
  const scans = pdf({ kind: 'image', mediaType: 'image/png', pages: null, pixels: [800, 600], sendOptions: ['image'], sentAs: 'image', frames: 5 });
  assert.equal(draftDetail(scans, going({ id: 'a', sendAs: 'image', sizeBytes: 340_000, tokens: 640, mostPages: null })), '340 kB, only the first of 5 images');
  assert.equal(sentDetail(scans), '800 × 600, 340 kB, only the first of 5 images');
});

test('a draft says how large it is and what it costs, as an estimate', () => {
  assert.equal(draftDetail(pdf(), going({ id: 'a', sendAs: 'text', sizeBytes: 48_000, tokens: 12_345 })), '12 pages, 48 kB, ≈ 12,000 tokens');
  assert.equal(draftDetail(pdf({ isScan: true, sendOptions: ['pdf', 'pages'] }), going({ id: 'a', sendAs: 'pdf', sizeBytes: 340_000, tokens: 24_000 })), '12 pages, 340 kB, ≈ 24,000 tokens, a scan, no text');
  assert.equal(draftDetail(pdf(), null), '12 pages, 340 kB');
  const drawn = { id: 'a', sendAs: 'pages', sizeBytes: 0, tokens: 40_000 };
  assert.equal(draftDetail(pdf({ pageImages: 20, pages: 35 }), going(drawn)), 'first 20 of 35 pages as images, 340 kB, ≈ 40,000 tokens');
  assert.equal(draftDetail(pdf({ notDrawn: 'page 7 takes too long' }), null), '12 pages, 340 kB, its pages cannot be rendered: page 7 takes too long');
  assert.deepEqual([7, 99, 123, 98_765].map(rounded), [7, 99, 120, 99_000]);
});

test('the list of forms says what each of them holds', () => {
  const paper = pdf({ textTokens: 6_234, pageImages: 12 });
  assert.deepEqual(['pdf', 'text', 'pages'].map((sendAs) => choiceWords(paper, /** @type {any} */ (sendAs))),
    ['As PDF', 'As text of 12 pages (≈ 6,200 tokens)', 'As images of 12 pages']);
  assert.equal(choiceWords(pdf({ pages: 35, pageImages: 20 }), 'pages'), 'As images of pages 1–20 of 35');
});

test('a refusal offers the other forms first, and only those that the files have', () => {
  const offered = (/** @type {import('../../ui/bindings.js').AttachmentView[]} */ ...files) => {
    const [question, answer] = /** @type {any[]} */ ([{ attachments: files }, { attachments: [] }]);
    return otherSendOptions([question, answer], answer);
  };
  assert.deepEqual(offered(pdf({ sendOptions: ['pdf', 'pages'] }), pdf()), ['text', 'pages']);
  assert.deepEqual(offered(pdf({ sentAs: 'pages', sendOptions: ['pdf', 'text', 'pages'] })), ['text']);
  assert.deepEqual(offered(pdf({ sentAs: 'text' }), pdf({ isLeftOut: true }), pdf({ kind: 'image', sentAs: 'image', sendOptions: ['image'] })), []);
  assert.deepEqual(offered(), []);
  const circumstances = { route: { model: 'm', vendor: 'auto' }, gateway: 'g', host: 'h', hasText: false, otherSendOptions: offered(pdf({ sendOptions: ['pdf', 'text', 'pages'] })) };
  assert.deepEqual(explain({ code: 'rejected', detail: '' }, circumstances).actions.slice(0, 2), ['sendAsText', 'sendAsPages']);
  assert.ok(!explain({ code: 'unauthorized', detail: '' }, circumstances).actions.includes('sendAsText'));
});

test('the PDFs of earlier messages are offered in another form too, those of later ones are not', () => {
  const messages = /** @type {any[]} */ ([
    { attachments: [pdf()] }, { attachments: [] }, { attachments: [] }, { attachments: [] }, { attachments: [pdf({ sendOptions: ['pdf', 'pages'] })] }, { attachments: [] },
  ]);
  assert.deepEqual(otherSendOptions(messages, messages[3]), ['text']);
  assert.deepEqual(otherSendOptions(messages, messages[5]), ['text', 'pages']);
});

test('a PDF of too many pages says so, whichever way it goes, and one that is left out says only that', () => {
  const preview = (/** @type {'pdf' | 'text'} */ sendAs) => ({ id: 'a', sendAs, sizeBytes: 340_000, tokens: 24_000, mostPages: 100 });
  const book = pdf({ pages: 300 });
  assert.equal(draftDetail(book, preview('pdf')), '300 pages, 340 kB, ≈ 24,000 tokens, over 100 pages: most vendors refuse it as PDF');
  assert.equal(draftDetail(book, preview('text')), '300 pages, 340 kB, ≈ 24,000 tokens, over 100 pages, so not as PDF');
  assert.equal(draftDetail(pdf({ pages: 300, isLeftOut: true }), preview('pdf')), '340 kB, left out');
});

test('a file that another version keeps says how it goes, since there it is no choice', () => {
  const preview = (/** @type {'pdf' | 'text' | 'pages'} */ sendAs) => ({ id: 'a', sendAs, sizeBytes: 340_000, tokens: 24_000, mostPages: null });
  assert.equal(keptDetail(pdf(), preview('pdf')), '12 pages, 340 kB, ≈ 24,000 tokens, sent as PDF');
  assert.equal(keptDetail(pdf({ pageImages: 12 }), preview('pages')), '12 pages as images, 340 kB, ≈ 24,000 tokens');
  assert.equal(keptDetail(pdf({ kind: 'image', pages: null, sendOptions: ['image'] }), null), '340 kB');
});

test('a refusal of images offers to send without them: PDFs with a text as text, all others not at all', () => {
  const image = (/** @type {string} */ id, more = {}) => pdf({ id, kind: 'image', sendOptions: ['image'], sentAs: 'image', ...more });
  const pages = (/** @type {string} */ id, /** @type {any[]} */ sendOptions) => pdf({ id, sendOptions, sentAs: 'pages' });
  const sent = (/** @type {any[]} */ ...files) => /** @type {any[]} */ ([{ id: 'q', attachments: files }, { id: 'a', attachments: [] }, { id: 'later', attachments: [image('later')] }]);
  const one = sent(image('one'), image('out', { isLeftOut: true }), pdf());
  assert.deepEqual([hasSentImages(one, one[1]), withoutImages(one, one[1])], [true, { ids: ['one'], sendAs: null }]);
  const both = sent(image('one'), pages('scan', ['pdf', 'pages']), pages('paper', ['pdf', 'text', 'pages']));
  assert.deepEqual(withoutImages(both, both[1]), { ids: ['one', 'scan'], sendAs: 'text' });
  const none = sent(pdf(), image('out', { isLeftOut: true }));
  assert.equal(hasSentImages(none, none[1]), false);

  const circumstances = { route: { model: 'm', vendor: 'auto' }, gateway: 'g', host: 'h', hasText: false, otherSendOptions: /** @type {any} */ (['text', 'pages']), hasSentImages: true };
  const offered = (/** @type {any} */ more, hasSent = true) => explain({ code: 'rejected', detail: '', ...more }, { ...circumstances, hasSentImages: hasSent }).actions[0];
  assert.deepEqual([offered({ refusedInput: 'image' }), offered({}), offered({ refusedInput: 'pdf' }), offered({ refusedInput: 'image' }, false)],
    ['sendWithoutImages', 'sendAsText', 'sendAsText', 'sendAsText']);
});
