// Searching names: every word, any order, any case; and what the picker lists for a query.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { search } from '../../ui/format/matching.js';
import { modelGroups, typedVendor, vendorRows } from '../../ui/format/picking.js';

const names = ['Mapping the survey', 'Typing the config', 'Pin vendors', 'Kanji 漢字 mnemonics', 'İstanbul trains'];
const found = (query) => search(names, (name) => name, query).map(({ item }) => item);

test('an empty query finds everything, as it stands', () => assert.deepEqual(found('  '), names));
test('matches at the start come first', () => assert.deepEqual(found('pin'), ['Pin vendors', 'Typing the config', 'Mapping the survey']));
test('all words must occur, in any order', () => {
  assert.deepEqual(found('config typing'), ['Typing the config']);
  assert.deepEqual(found('config pin zebra'), []);
});
test('names in other scripts are found', () => assert.deepEqual(found('漢字'), ['Kanji 漢字 mnemonics']));
test('ranges mark what matched, joined where they overlap', () => {
  assert.deepEqual(search(['abcdef'], (name) => name, 'abc bcd f')[0]?.ranges, [[0, 4], [5, 6]]);
});
test('where lower case changes the length, nothing is marked wrongly', () => {
  assert.deepEqual(search(['İstanbul trains'], (name) => name, 'trains')[0]?.ranges, []);
});

/** @returns {any} */
const model = (id) => ({ id, hasVision: false, hasPdf: false, hasTools: false, hasReasoning: false });
const families = [{ name: 'OpenAI', models: [model('gpt-4o'), model('o3')] }, { name: 'Claude', models: [model('claude-opus-4')] }];
const listed = (query, typed = []) => modelGroups(families, typed, query, 'Typed').map((group) => [group.name, group.rows.map((row) => row.id)]);

test('without a query all families are listed, ids typed before first', () => {
  assert.deepEqual(listed('', ['my-model', 'gpt-4o']), [['Typed', ['my-model']], ['OpenAI', ['gpt-4o', 'o3']], ['Claude', ['claude-opus-4']]]);
});
test('a query keeps what matches and offers itself as typed', () => {
  assert.deepEqual(listed('opus'), [['Claude', ['claude-opus-4']], [null, ['opus']]]);
});
test('a model is found by its family', () => assert.deepEqual(listed('openai o3')[0], ['OpenAI', ['o3']]));
test('a known id or words with spaces are not offered as typed', () => {
  assert.deepEqual(listed('o3'), [['OpenAI', ['o3']]]);
  assert.deepEqual(listed('no such thing'), []);
});
test('a thousand models are filtered', () => {
  const many = [{ name: 'Many', models: Array.from({ length: 1000 }, (_, n) => model(`model-${n}-instruct`)) }];
  assert.equal(modelGroups(many, [], 'instruct 9', 'Typed')[0]?.rows.length, 271);
});

test('vendors end with the current one if it was typed by hand', () => {
  const vendors = [{ value: 'auto', name: 'Automatic' }, { value: 'aws', name: 'AWS' }];
  assert.equal(vendorRows(vendors, 'aws'), vendors);
  assert.deepEqual(vendorRows(vendors, 'homelab').at(-1), { value: 'homelab', name: 'homelab' });
});
test('a typed vendor is lower case and fit for a header', () => {
  assert.equal(typedVendor(' HomeLab '), 'homelab');
  for (const text of ['', 'two words', 'a\nb', 'ä', '-x', 'x'.repeat(65)]) assert.equal(typedVendor(text), null, text);
});
