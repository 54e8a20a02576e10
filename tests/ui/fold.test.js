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

test('a long text takes time in proportion to its length', () => {
  const line = '    let item = steps.get(12).map(|step| step.at(3)).unwrap_or_default();\n';
  /** The least of several, in milliseconds. @param {number} lines */
  const took = (lines) => Math.min(...[0, 1, 2].map(() => {
    const from = performance.now();
    assert.equal(placesOf(line.repeat(lines), ['step.at(3)']).length, lines);
    return performance.now() - from;
  }));
  const [few, many] = [took(1_000), took(8_000)];
  assert.ok(many < few * 24, `${few} ms for 1,000 lines, ${many} ms for 8,000`);
});
