// How two answers differ: what is told puts both of them together again, and is as short as it can be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference } from '../../ui/format/difference.js';

const side = (pieces, kind) => pieces.filter((piece) => piece.kind === 'both' || piece.kind === kind).map((piece) => piece.text).join('');
const only = (pieces, kind) => pieces.filter((piece) => piece.kind === kind).map((piece) => piece.text);

test('equal texts have one piece, and nothing has none', () => {
  assert.deepEqual(difference('a b\nc', 'a b\nc'), [{ kind: 'both', text: 'a b\nc' }]);
  assert.deepEqual(difference('', ''), []);
});

test('a changed word is told as a word, in any script', () => {
  const pieces = difference('The bucket holds 240 tokens.\nSame.\n', 'The bucket keeps 240 tokens.\nSame.\n');
  assert.deepEqual([only(pieces, 'removed'), only(pieces, 'added')], [['holds'], ['keeps']]);
  const chinese = difference('今天天气很好', '今天天气不好');
  assert.deepEqual([only(chinese, 'removed'), only(chinese, 'added')], [['很'], ['不']]);
});

test('both texts can be read from what is told of them, whatever they are', () => {
  let seed = 7;
  const random = (most) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % most;
  const text = () => Array.from({ length: random(40) }, () => ['a', 'b ', 'c\n', ' ', '\n', 'für', '好'][random(7)]).join('');
  for (let run = 0; run < 400; run += 1) {
    const [first, second] = [text(), text()];
    const pieces = difference(first, second);
    assert.deepEqual([side(pieces, 'removed'), side(pieces, 'added')], [first, second]);
    assert.ok(pieces.every((piece, at) => piece.kind !== pieces[at - 1]?.kind && piece.text !== ''), JSON.stringify(pieces));
  }
});

test('long texts that have little in common are told apart in time', () => {
  const lines = (of) => Array.from({ length: 4000 }, (_, at) => `${of} line ${at % 7 === 0 ? at : `${of}${at}`}\n`).join('');
  const [first, second] = [lines('one'), lines('two')];
  const began = performance.now();
  const pieces = difference(first, second);
  assert.ok(performance.now() - began < 5000);
  assert.deepEqual([side(pieces, 'removed'), side(pieces, 'added')], [first, second]);
});
