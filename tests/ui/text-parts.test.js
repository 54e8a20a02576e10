// Long plain text is cut into parts, however it arrives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestPart, partEnd, partLength } from '../../ui/format/text-parts.js';

/** What `plain-text.js` shows after these pieces. */
function partsOf(pieces) {
  const parts = [];
  for (const piece of pieces) {
    const open = parts.pop() ?? '';
    const text = open + piece;
    for (let from = 0; from < text.length; ) {
      const end = partEnd(text, from);
      assert.ok(from > 0 || end >= open.length, 'what stands there is never cut back');
      parts.push(text.slice(from, end));
      from = end;
    }
  }
  return parts;
}

function* texts() {
  yield 'word '.repeat(10_000);
  yield 'x'.repeat(50_000);
  yield '😀'.repeat(20_000);
  yield `${'long '.repeat(1700)}\n\n`.repeat(5);
  yield `${'x'.repeat(8500)}\n`.repeat(4);
  yield '\n'.repeat(9000);
  yield Array.from({ length: 2000 }, (_, n) => 'A line of some length '.repeat(n % 7)).join('\n');
}

test('the parts, joined, are the text, and none is too long', () => {
  for (const text of texts()) {
    const parts = partsOf([text]);
    assert.equal(parts.join(''), text);
    assert.ok(parts.every((part) => part.length <= longestPart && part.isWellFormed()));
    assert.ok(parts.length > text.length / longestPart);
  }
});

test('the parts are the same however the text arrives', () => {
  for (const text of texts()) {
    const whole = partsOf([text]);
    const letters = Array.from(text);
    for (const size of [1, 7, 97, 2000, 9001]) {
      const pieces = Array.from({ length: Math.ceil(letters.length / size) }, (_, n) => letters.slice(n * size, (n + 1) * size).join(''));
      assert.deepEqual(partsOf(pieces), whole);
    }
  }
});

test('a text that is whole is cut at lines only', () => {
  for (const text of texts()) {
    const parts = [];
    for (let from = 0; from < text.length; ) {
      const end = partEnd(text, from, { isWhole: true });
      parts.push(text.slice(from, end));
      from = end;
    }
    assert.equal(parts.join(''), text);
    assert.ok(parts.slice(0, -1).every((part) => part.endsWith('\n') && part.length >= partLength));
  }
});

test('a part ends with a line where there is one, and with a word else', () => {
  const lines = `${'x'.repeat(partLength - 1)}\nmore`;
  assert.deepEqual(partsOf([lines]), [lines.slice(0, partLength), 'more']);
  assert.ok(partsOf(['word '.repeat(10_000)]).every((part) => part.endsWith(' ')));
});
