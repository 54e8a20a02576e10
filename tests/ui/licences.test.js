// The list of libraries and their licences is that of Cargo's metadata, and each has its words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { licences } from '../../ui/licences.js';
import { isStale } from '../../xtask/licences/write.mjs';

test('the list is current: after a change of the dependencies, run cargo xtask licences', () => {
  assert.equal(isStale(), false);
});

test('each library has a licence and its words', () => {
  for (const { libraries, licence, text } of licences) assert.ok(licence !== '' && text.length > 200, libraries);
  const all = licences.map(({ libraries }) => libraries).join(', ');
  for (const name of ['tauri', 'reqwest', 'rusqlite', 'pulldown-cmark']) assert.match(all, new RegExp(`(^|, )${name} \\d`));
});
