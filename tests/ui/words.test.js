// The catalogue of words: what the page reads is what the Fluent files say, each of them is used, and what the files
// cannot say is refused.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { either, figure, listed, plural } from '../../ui/language.js';
import { words } from '../../ui/words.js';
import { readSheet, readSheets } from '../../xtask/words/catalogue.mjs';
import { nativeModule } from '../../xtask/words/native.mjs';
import { pageModule } from '../../xtask/words/page.mjs';
import { stale } from '../../xtask/words/write.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
const sheet = (/** @type {string} */ source) => readSheet('sample', `### A sample.\n\n${source}`);

/** What a sheet's module exports. @param {string} source @returns {Promise<any>} */
async function module(source) {
  const text = pageModule(sheet(source), 'sample.ftl').replace("'../../language.js'", `'${new URL('../../ui/language.js', import.meta.url)}'`);
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

test('what is generated is current: after a change in locales/, run cargo xtask words', () => {
  assert.deepEqual(stale(), { gone: [], changed: [] });
});

test('each message is used', () => {
  const sources = readdirSync(`${top}ui`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js') && !name.startsWith('strings'))
    .map((name) => readFileSync(`${top}ui/${name}`, 'utf8').replace(/\/\/.*$/gm, ''));
  const text = sources.join('\n');
  // By its own name, or as one of a group from which one is taken by a name that is computed.
  const isNamed = (/** @type {string} */ name) => new RegExp(`(?:\\.|[{,]\\s*)${name}\\b`).test(text);
  const isGroup = (/** @type {string} */ name) => new RegExp(`\\b${name}(?:\\)|\\w*)?\\[|(?:keys|values|entries|segments)\\([^()]*\\b${name}\\b|= [\\w.]*\\b${name};`).test(text);
  const unused = readSheets(`${top}locales/en/page`).flatMap(({ messages }) => messages)
    .filter(({ path }) => !isNamed(String(path.at(-1))) && !path.slice(0, -1).some(isGroup));
  assert.deepEqual(unused.map(({ id }) => id), []);
});

test('each message of Rust is used', () => {
  const sources = readdirSync(`${top}src-tauri`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.rs') && !name.endsWith('protocol/src/words.rs'))
    .map((name) => readFileSync(`${top}src-tauri/${name}`, 'utf8'));
  // Called, or named to be called.
  const called = new Set(sources.flatMap((text) => [...text.matchAll(/\b(?:details|dialogs|exported|menus|startup|words)::([a-z_]+)\b/g)].map((one) => one[1])));
  const made = [...readFileSync(`${top}src-tauri/protocol/src/words.rs`, 'utf8').matchAll(/pub (?:const )?fn ([a-z_]+)\(/g)].map((one) => one[1]);
  assert.ok(made.length > 100);
  assert.deepEqual(made.filter((name) => !called.has(name)), []);
});

test('Rust gets functions with typed arguments', () => {
  const text = nativeModule([sheet('plain = A & "B"\n# $isNew (Claim), $files (Number), $why (Text, may be none)\nsaid =\n    { $isNew ->\n        [yes] new: { $why }\n       *[other] { $files ->\n            [one] { $files } file\n           *[other] { $files } files\n        }\n    }\n')], 'en', 'sample/');
  assert.match(text, /pub const fn plain\(\) -> &'static str { "A & \\"B\\"" }/);
  assert.match(text, /pub fn said\(is_new: bool, files: u64, why: Option<&str>\) -> String { match is_new { true => format!\("new: {why}"\), false => match files { 1 => format!\("{files} file"\), _ => format!\("{files} files"\) } } }/);
  assert.throws(() => nativeModule([sheet('# $n (Number)\na = { $n ->\n    [few] x\n   *[other] y\n}\n')], 'en', 'sample/'), /no plural form few/);
});

test('a message is a string, and a function where something is put in, in the order of its comment', async () => {
  const { greeting } = await module('greeting-plain = Hello\n# $name (Text), $place (Text)\ngreeting-named = Hello { $name } of `{ $place }`\n');
  assert.equal(greeting.plain, 'Hello');
  assert.equal(greeting.named('A', '${B}'), 'Hello A of `${B}`');
});

test('numbers choose the plural form of the language, exact ones first, and are written as it writes them', async () => {
  const { files } = await module('# $files (Number)\nfiles =\n    { $files ->\n        [0] none\n        [one] { $files } file\n       *[other] { $files } files\n    }\n');
  assert.deepEqual([0, 1, 2, 1200].map(files), ['none', '1 file', '2 files', '1,200 files']);
});

test('claims, names and what may be absent choose whole sentences', async () => {
  const { said } = await module(`## By name: $isNew (Claim), $who (Text, may be none), $kind (Name), $status (Number, may be none)

said-claim = { $isNew ->
    [yes] new
   *[other] old
}
said-none = { $who ->
    [none] nobody
   *[other] by { $who }
}
said-name = { $kind ->
    [pdf] a PDF
   *[other] a file
}
said-status = { $status ->
    [none] silent
    [404] unknown
   *[other] status { $status }
}
said-plain = always
`);
  assert.equal(said.claim({ isNew: true }) + said.claim({ isNew: false }), 'newold');
  assert.deepEqual([null, '', 'A'].map((who) => said.none({ who })), ['nobody', 'nobody', 'by A']);
  assert.deepEqual(['pdf', 'image'].map((kind) => said.name({ kind })), ['a PDF', 'a file']);
  assert.deepEqual([null, 404, 500].map((status) => said.status({ status })), ['silent', 'unknown', 'status 500']);
  assert.equal(said.plain({}), 'always');
});

test('messages and terms of the same file can be part of others', async () => {
  const { about } = await module('-program = YouRouter Chat\nabout-title = { -program }\nabout-lead = This is { about-title }{ " " }\n');
  assert.deepEqual([about.title, about.lead], ['YouRouter Chat', 'This is YouRouter Chat ']);
});

test('what would be lost on the way is refused', () => {
  for (const [source, why] of /** @type {[string, RegExp][]} */ ([
    ['a-b = { $c }\n', /does not declare \$c/],
    ['a-b = { -c }\n', /there is no c/],
    ['a-b = 1\na-b = 2\n', /twice/],
    ['a-b = 1\n    .title = 2\n', /attributes/],
    ['a-b = { NUMBER(1) }\n', /more than this program needs/],
    ['= nothing\n', /cannot be read/],
  ])) assert.throws(() => sheet(source), why, source);
  assert.throws(() => readSheet('sample', 'a-b = 1\n'), /what it is for/);
  assert.throws(() => pageModule(sheet('a-b = 1\na-b-c = 2\n'), 'sample.ftl'), /at once/);
});

test('the words that no table of codes checks are those of before', () => {
  assert.equal(listed(['1 chat in', '2 unchanged']), '1 chat in, 2 unchanged');
  assert.equal(either(['aws', 'azure']), 'aws or azure');
  assert.equal(words.attempts.inTurn('auto', 'aws'), 'auto, then aws');
  assert.deepEqual([plural(1), plural(2), figure(12345)], ['one', 'other', '12,345']);
});
