// The ids that the page mints are UUIDs of version 7, so that they sort by time in the database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newTurnId } from '../../ui/state/turn-id.js';

test('a turn id has the shape of a UUID of version 7 and the right variant', () => {
  for (let round = 0; round < 200; round += 1) {
    assert.match(newTurnId(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test('a turn id begins with its time in milliseconds', () => {
  const random = new Uint8Array([0x12, 0x34, 0xff, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0, 0x11]);
  assert.equal(newTurnId(0x0123456789ab, random), '01234567-89ab-7123-bf56-789abcdef011');
});

test('later ids sort after earlier ones', () => {
  assert.ok(newTurnId(1_700_000_000_000) < newTurnId(1_700_000_000_001));
});
