// Another route for one message, read from its first words.

import assert from 'node:assert/strict';
import test from 'node:test';
import { onceRoute } from '../../ui/state/mention.js';

const vendors = ['auto', 'aws', 'azure'].map((value) => ({ value, name: value }));
const models = /** @type {any} */ ({ families: [{ name: 'All', models: ['gpt-4o', 'o3-2025-04-16', 'acme/words', 'claude-a-1', 'claude-a-2'].map((id) => ({ id })) }] });
const route = { model: 'gpt-4o', vendor: 'openai', routing: /** @type {const} */ ('first'), gateway: 'g' };
const read = (/** @type {string} */ text) => onceRoute(text, { route, vendors, models });

test('a vendor, a model or both come off the beginning', () => {
  assert.deepEqual(read('@aws Why?'), { text: 'Why?', route: { model: 'gpt-4o', vendor: 'aws', routing: 'only', gateway: 'g' } });
  assert.deepEqual(read('@AWS @o3 Why\n@azure?')?.route, { model: 'o3-2025-04-16', vendor: 'aws', routing: 'only', gateway: 'g', apiFormat: 'chat' });
  assert.equal(read('@words @auto Why\n@azure?')?.text, 'Why\n@azure?');
  assert.equal(read('@acme/words')?.text, '');
});

test('what names nothing, or more than one, is text', () => {
  for (const text of ['@nobody Why?', 'Ask @aws', '@claude-a Why?', 'mail me@aws', '@', '', '@@aws x']) assert.equal(read(text), null, text);
  assert.equal(read('@aws @nobody hi')?.text, '@nobody hi');
});
