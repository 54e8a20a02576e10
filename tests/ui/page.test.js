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

/** What a module imports at once, or when it is first needed. @param {string} name @param {RegExp} form */
const imported = (name, form) => [...source(name).matchAll(form)].map(([, from]) => new URL(from, new URL(name, 'file:///')).pathname.slice(1));

/** All that some modules import, and what those import. @param {string[]} from @param {RegExp} form */
function closure(from, form) {
  const all = new Set(from);
  for (const name of all) imported(name, form).forEach((one) => all.add(one));
  return all;
}

test('every module is preloaded that the page begins with, and no other; the others are imported when they are needed', () => {
  const atOnce = closure(['main.js'], /^(?:import|export) (?:.* from )?'(\.[^']+)';$/gm);
  atOnce.delete('main.js');
  const preloaded = [...page.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((one) => one[1]);
  assert.deepEqual(preloaded, [...atOnce].sort());
  for (const name of ['settings-dialog', 'route-picker', 'onboarding-screen', 'search-palette', 'file-preview', 'export-dialog']) {
    assert.ok(!atOnce.has(`elements/${name}.js`), `${name} costs the start its time`);
  }
  const ever = closure(['main.js'], /(?:^(?:import|export) (?:.* from )?|(?:=> |void )import\()'(\.[^']+)'/gm);
  assert.deepEqual([...ever].sort(), [...modules].sort(), 'every module is used');
});

test('every style sheet is linked', () => {
  const linked = [...page.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map((one) => one[1]).sort();
  assert.deepEqual(linked, files.filter((name) => name.endsWith('.css')).sort());
});

test('colours are written once, in the tokens, with their values in the light and in the dark', () => {
  const tokens = source('styles/tokens.css');
  const values = [...tokens.matchAll(/^ {2}(--[\w-]+): var\(--light, (?:#\w+|rgb\([^)]*\))\) var\(--dark, (?:#\w+|rgb\([^)]*\))\);$/gm)].map((one) => one[1]);
  assert.ok(values.length > 30);
  assert.equal(new Set(values).size, values.length, 'none twice');
  for (const name of files.filter((one) => one.endsWith('.css') && one !== 'styles/tokens.css')) {
    assert.doesNotMatch(source(name).replace(/\/\*.*?\*\//gs, ''), /:[^;{}]*(?:#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\()/i, `${name} has a colour of its own`);
  }
});

test('every style sheet stands in one of the layers, whose order the first one gives', () => {
  const layers = source('styles/tokens.css').match(/^@layer ([\w, ]+);$/m)?.[1]?.split(', ') ?? [];
  const sheets = [...page.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map((one) => one[1]);
  assert.equal(sheets[0], 'styles/tokens.css');
  for (const name of sheets) {
    const [, layer = '', body = ''] = source(name).match(/^(?:\/\*.*?\*\/\s*)(?:@layer [^;{]+;\s*)?@layer ([\w-]+) \{(.*)\}\n$/s) ?? [];
    assert.ok(layers.includes(layer), `${name} stands in no layer`);
    assert.doesNotMatch(body, /@layer/, `${name} stands in one layer`);
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
