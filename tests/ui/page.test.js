// What the page promises to the window's policy and to itself: nothing inline, every module preloaded, every icon there.
// Who may import whom, what each file opens with and how long it may be is checked by `tests/tidy`.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../ui/', import.meta.url);
const page = readFileSync(new URL('index.html', root), 'utf8');
const files = readdirSync(root, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
const modules = files.filter((name) => name.endsWith('.js'));
const source = (name) => readFileSync(new URL(name, root), 'utf8');

test('the page has no inline script, style or handler', () => {
  assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/i);
});

/** Modules that are imported when they are first needed, and those that only such ones import. */
const lazy = ['elements/export-dialog.js', 'strings/en-export.js', 'wiring/exports.js'];

test('every module is preloaded that the page begins with, and no other', () => {
  const preloaded = [...page.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((one) => one[1]);
  assert.deepEqual(preloaded, modules.filter((name) => name !== 'main.js' && !lazy.includes(name)).sort());
  for (const name of modules.filter((one) => !lazy.includes(one))) {
    for (const [, from] of source(name).matchAll(/^(?:import|export) .*'([^']+)';$/gm)) {
      assert.ok(!lazy.some((one) => one.endsWith(`/${from.split('/').at(-1)}`)), `${name} imports ${from} at once`);
    }
  }
});

test('every style sheet is linked', () => {
  const linked = [...page.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map((one) => one[1]).sort();
  assert.deepEqual(linked, files.filter((name) => name.endsWith('.css')).sort());
});

test('an engine without light-dark() gets the same colours', () => {
  const [tokens, without] = source('styles/tokens.css').split('@supports not');
  const [, light, system, dark] = without.split(/:root[^{]*{/);
  const pairs = [...tokens.matchAll(/^ {2}(--[\w-]+): light-dark\((#\w+|rgb\([^)]*\)), (#\w+|rgb\([^)]*\))\);/gm)];
  assert.ok(pairs.length > 30);
  for (const [, name, inLight, inDark] of pairs) {
    assert.ok(light.includes(` ${name}: ${inLight};`), `${name}, light`);
    for (const block of [system, dark]) assert.ok(block.includes(` ${name}: ${inDark};`), `${name}, dark`);
  }
});

test('every icon that is named stands in the sprite, and no other', () => {
  const there = [...page.matchAll(/<symbol id="i-([a-z-]+)"/g)].map((one) => one[1]);
  const text = modules.map(source).join('\n');
  for (const name of there) assert.ok(text.includes(`'${name}'`), `${name} is not used`);
  const named = [...text.matchAll(/\b(?:icon|iconButton)\('([a-z-]+)'/g)].map((one) => one[1]);
  for (const name of named) assert.ok(there.includes(name), `${name} is missing`);
});

test('no rule of a growing answer asks whether it is empty, which would style it anew for each block', () => {
  for (const name of files.filter((one) => /^styles\/prose.*\.css$/.test(one))) {
    assert.doesNotMatch(source(name).replace(/\/\*.*?\*\//gs, ''), /:empty/, name);
  }
});
