// What the page says of when something is sent covers all that is sent.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sendingFacts } from '../../ui/format/sending-facts.js';
import { words } from '../../ui/words.js';

const bindings = readFileSync(new URL('../../ui/bindings.d.ts', import.meta.url), 'utf8');
const purposes = [...(/export type RequestPurpose = ([^;]+);/.exec(bindings)?.[1] ?? '').matchAll(/"(\w+)"/g)].map((one) => one[1]);

test('each purpose that the log of requests knows has its occasion in "What is sent, and where"', () => {
  assert.ok(purposes.length >= 4);
  /** @type {Record<string, string>} */
  const occasions = words.sending.occasions;
  assert.deepEqual(Object.keys(occasions).sort(), [...purposes].sort());
  const when = sendingFacts('api.example').find(({ title }) => title === 'When')?.body ?? '';
  for (const purpose of purposes) assert.ok(occasions[purpose] && when.includes(occasions[purpose]), purpose);
});
