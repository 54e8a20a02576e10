// Words are found on the screen as the core finds them in the history: whatever their case, width and line breaks.

import assert from 'node:assert/strict';
import test from 'node:test';
import { fold, placesOf } from '../../ui/format/fold.js';

test('case, width and white space make no difference', () => {
  for (const [text, wanted] of /** @type {const} */ ([
    ['Straße', 'straße'],
    ['ＡＢＣ　１２３', 'abc 123'],
    ['ﾊﾟｿｺﾝ', 'パソコン'],
    ['Cafe\u0301', 'café'],
    ['\u1112\u1161\u11ab', '한'],
    ['ΟΔΟΣ οδός', 'οδοσ οδόσ'],
    ['one\r\n\t two', 'one two'],
    ['ﬁn 👩‍👩‍👧', 'fin 👩‍👩‍👧'],
  ])) {
    assert.equal(fold(text).folded, wanted);
    assert.equal(fold(wanted).folded, wanted);
  }
});

test('a place is given in the text as it is written', () => {
  /** @param {string} text @param {string[]} words */
  const marked = (text, ...words) => placesOf(text, words).map(([start, end]) => text.slice(start, end));
  assert.deepEqual(marked('Cafe\u0301 au LAIT', 'café', 'lait'), ['Cafe\u0301', 'LAIT']);
  assert.deepEqual(marked('ﾊﾟｿｺﾝ', 'パ'), ['ﾊﾟ']);
  assert.deepEqual(marked('two\n  words, two words', 'two words'), ['two\n  words', 'two words']);
  assert.deepEqual(marked('aaaa', 'aa'), ['aa', 'aa']);
  assert.deepEqual(marked('anything', ''), []);
  assert.deepEqual(marked('😀x', 'x'), ['x']);
});
