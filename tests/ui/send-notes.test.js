// What the composer says before a message goes out that the model, or most vendors, would refuse.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendNotes } from '../../ui/format/send-notes.js';

/** @param {any} more @returns {any} */
const preview = (more) => ({ files: [], earlier: 0, sizeBytes: 1, tokens: 1, images: 0, unsupported: [], warnings: [], ...more });
const unsupported = (/** @type {any} */ more) => preview({ unsupported: [{ input: 'image', because: 'listed', drafted: [], earlier: [], ...more }] });

test('nothing is said where nothing speaks against it', () => {
  assert.deepEqual([sendNotes(null), sendNotes(preview({}))], [[], []]);
});

test('pictures that a model does not take are named with what is known, and one click leaves them out', () => {
  const [note] = sendNotes(unsupported({ drafted: ['a'], earlier: ['b', 'c'] }));
  assert.deepEqual(note, {
    text: 'The gateway lists this model as one that takes no images. 2 earlier files with images would be sent again.',
    input: 'image',
    files: ['a', 'b', 'c'],
  });
  const text = (/** @type {any} */ more) => sendNotes(unsupported(more))[0]?.text;
  assert.equal(text({ because: 'refused', drafted: ['a'] }), 'This model has refused images.');
  assert.equal(text({ because: 'inferred', drafted: ['a'] }), 'This model probably doesn’t accept images.');
  assert.equal(text({ because: 'inferred', input: 'pdf', earlier: ['a'] }), 'This model probably doesn’t accept PDFs. 1 earlier PDF would be sent again.');
});

test('what is too much in all is said in words', () => {
  assert.deepEqual(sendNotes(preview({ images: 34, warnings: ['large', 'manyImages'] })).map((note) => note.text),
    ['Over 20 MB in all: many vendors refuse that.', '34 images in all: some vendors take 20 at most.']);
});
