// What the native menus offer is what would do something: with a layer over the window, without a chat, while an answer is written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoomStep } from '../../ui/format/zoom.js';
import { Menus, isPossible } from '../../ui/wiring/menus.js';

const answer = { role: 'assistant', state: 'done' };
/** @returns {any} */
const parts = ({ hasLayer = false, isOnboarding = false, isAnswering = false, messages = [answer] } = {}) => ({
  screen: { hasLayer },
  turns: { comparison: null },
  session: { isOnboarding, isAnswering, drawing: null, messages, window: { hasLater: false } },
});
const possible = (of, commands) => commands.filter((command) => isPossible(command, parts(of)));

test('zooming is always possible', () => {
  const zooms = ['zoomIn', 'zoomOut', 'zoomReset'];
  for (const of of [{}, { hasLayer: true }, { isOnboarding: true }]) assert.deepEqual(possible(of, zooms), zooms);
});

test('under a layer nothing else is', () => {
  assert.deepEqual(possible({ hasLayer: true }, ['newChat', 'openSettings', 'openAbout', 'openPicker', 'regenerate', 'stop', 'copyAnswer']), []);
});

test('on the first screen the settings can be reached, and nothing that is about chats', () => {
  const of = { isOnboarding: true };
  assert.deepEqual(possible(of, ['openSettings', 'openShortcuts', 'openAbout', 'newChat', 'attach', 'openSearch', 'openOtherVendor', 'openExport', 'toggleSidebar']), ['openSettings', 'openShortcuts', 'openAbout']);
});

test('an answer can be asked for again once there is one, and stopped only while it is written', () => {
  const commands = ['regenerate', 'retryWithAuto', 'stop', 'copyAnswer', 'inspect'];
  assert.deepEqual(possible({}, commands), ['regenerate', 'retryWithAuto', 'copyAnswer', 'inspect']);
  assert.deepEqual(possible({ messages: [] }, commands), []);
  assert.deepEqual(possible({ isAnswering: true }, commands), ['stop', 'copyAnswer', 'inspect']);
});

test('the menus are told one thing after the other, so that the last holds', async () => {
  const told = [];
  Object.assign(globalThis, { window: { __TAURI__: { core: { invoke: (_name, { state }) => new Promise((done) => told.push({ count: state.possible.length, done })) } } } });
  const now = parts({ hasLayer: true });
  now.screen.tried = (work) => work;
  const menus = new Menus(() => now);
  const later = () => new Promise((resolve) => setTimeout(resolve, 5));
  menus.follow();
  await later();
  now.screen.hasLayer = false;
  menus.follow();
  await later();
  assert.equal(told.length, 1, 'the first is still on its way');
  told[0].done();
  await later();
  assert.equal(told.length, 2);
  assert.ok(told[1].count > told[0].count);
});

test('each step of the zoom leads to the next, and the ends hold', () => {
  const steps = [50];
  while (zoomStep(steps.at(-1), 1) !== steps.at(-1)) steps.push(zoomStep(steps.at(-1), 1));
  assert.equal(steps.at(-1), 300);
  assert.ok(steps.includes(100) && steps.includes(200));
  for (const [at, percent] of steps.entries()) assert.equal(zoomStep(percent, -1), steps[Math.max(0, at - 1)]);
  assert.equal(zoomStep(93, 1), 100, 'from between two steps');
  assert.equal(zoomStep(93, -1), 90);
});
