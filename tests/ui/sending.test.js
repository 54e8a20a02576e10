// What the page says of when something is sent covers all that is sent.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { words } from '../../ui/words.js';

const bindings = readFileSync(new URL('../../ui/bindings.d.ts', import.meta.url), 'utf8');
const purposes = [...(/export type RequestPurpose = ([^;]+);/.exec(bindings)?.[1] ?? '').matchAll(/"(\w+)"/g)].map((one) => one[1]);

test('each purpose that the log of requests knows has its occasion in "What is sent, and where"', () => {
  assert.ok(purposes.length >= 4);
  const { occasions, facts } = words.sending;
  assert.deepEqual(Object.keys(occasions).sort(), [...purposes].sort());
  const when = facts('api.example').find(([name]) => name === 'When')?.[1] ?? '';
  for (const purpose of purposes) assert.ok(occasions[purpose] && when.includes(occasions[purpose]), purpose);
});
