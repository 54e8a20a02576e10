// What is pasted, by what a program offers: text before pictures of it, tables from spreadsheets, files where there is no text.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pasteOf } from '../../ui/format/pasted.js';

/** @param {{ text?: string, html?: string, files?: { name: string, type: string }[], types?: string[] }} offered */
function paste({ text = '', html = '', files = [], types = [] }) {
  const data = { 'text/plain': text, 'text/html': html };
  return pasteOf(/** @type {any} */ ({ files, types, getData: (/** @type {'text/plain'} */ type) => data[type] ?? '' }));
}

const picture = { name: 'image.png', type: 'image/png' };
const table = '<table><tr><td>A</td></tr></table>';

test('a spreadsheet goes in as a table, not as a picture of it', () => {
  const expected = { kind: 'text', text: '| A | B |\n| --- | --- |\n| 1 | x\\|y |\n' };
  for (const offered of [
    { files: [picture], types: ['Files', 'text/plain'], html: table },
    { types: ['Files', 'text/plain'] },
    { html: table },
  ]) assert.deepEqual(paste({ text: 'A\tB\r\n1\tx|y\r\n', ...offered }), expected);
});

test('cells with line breaks, tabs and quotes, and short rows', () => {
  const text = 'A\t"two\nlines"\t"a ""b"""\n\n"5""\tx';
  assert.deepEqual(paste({ text, html: table }), {
    kind: 'text',
    text: '| A | two<br>lines | a "b" |\n| --- | --- | --- |\n|  |  |  |\n| "5"" | x |  |\n',
  });
});

test('text beside a picture goes in as text; without a picture it is left to the web view', () => {
  assert.deepEqual(paste({ text: 'Words', files: [picture], types: ['Files'] }), { kind: 'text', text: 'Words' });
  assert.deepEqual(paste({ text: 'Words' }), { kind: 'asItIs' });
  assert.deepEqual(paste({ text: 'let a;\tb' }), { kind: 'asItIs' });
  assert.equal(paste({ text: 'w'.repeat(9000), files: [picture] }).kind, 'longText');
});

test('files are files, whatever text names them', () => {
  assert.deepEqual(paste({ files: [picture] }), { kind: 'files', files: [picture] });
  assert.deepEqual(paste({ text: 'image.png', files: [picture] }).kind, 'files');
  assert.deepEqual(paste({ text: 'a.pdf', files: [{ name: 'a.pdf', type: 'application/pdf' }] }).kind, 'files');
  assert.deepEqual(paste({ text: '/home/me/a.pdf\n/home/me/b.pdf', types: ['Files'] }), { kind: 'nothing' });
  assert.deepEqual(paste({ types: ['Files'] }), { kind: 'clipboard' });
  assert.deepEqual(paste({}), { kind: 'clipboard' });
});
