// Lanes as values: which ones a comparison begins with, how long each took, which was first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstLanes, firstOf, isSameRoute, lanesOf, scaleMs, shownLane, timesOf } from '../../ui/format/lanes.js';

const route = (model, vendor = 'auto') => ({ model, vendor });
/** @returns {any} */
const answer = (id, model, turn = {}) => ({ id, state: 'done', createdAtMs: 1000, turn: { id: `turn ${id}`, route: route(model), firstTokenMs: null, durationMs: null, ...turn } });

test('a comparison begins with the lanes of last time, else with the chat’s route and the one used before', () => {
  const lanes = [{ route: route('a') }, { route: route('b') }];
  /** @type {any} */
  const settings = { lanes, recentRoutes: [] };
  assert.equal(firstLanes(settings, route('c')), lanes);
  /** @type {any} */
  const fresh = { lanes: [], recentRoutes: [route('c'), route('d', 'aws')] };
  assert.deepEqual(firstLanes(fresh, route('c')), [{ route: route('c') }, { route: route('d', 'aws') }]);
});

test('a question that was asked before brings its answers, and beside a single one the lanes of last time that differ', () => {
  const remembered = [{ route: route('a') }, { route: route('b') }];
  const one = lanesOf([answer('1', 'a')], '1', remembered);
  assert.deepEqual(one.map(({ lane, message }) => [lane.route.model, message?.id ?? null]), [['a', '1'], ['b', null]]);
  const many = lanesOf(['1', '2', '3', '4', '5', '6', '7', '8'].map((id) => answer(id, 'm')), '1', remembered);
  assert.deepEqual(many.map(({ message }) => message?.id), ['1', '4', '5', '6', '7', '8'], 'the newest, and the one that was asked about');
});

test('routes differ by all that they say, and what is left out means its default', () => {
  assert.ok(isSameRoute(route('a'), { ...route('a'), routing: 'only', apiFormat: 'chat' }));
  for (const other of [route('b'), route('a', 'aws'), { ...route('a'), gateway: 'g' }, { ...route('a'), routing: /** @type {const} */ ('stay') }]) {
    assert.ok(!isSameRoute(route('a'), other));
  }
});

test('a lane tells how long it waited and wrote, while it runs and after', () => {
  const ended = shownLane({ route: route('a') }, answer('1', 'a', { firstTokenMs: 400, durationMs: 4900 }));
  assert.deepEqual(timesOf(ended, 0), { waitedMs: 400, writingMs: 4500, totalMs: 4900 });
  const running = shownLane({ route: route('a') }, { ...answer('1', 'a'), state: 'streaming' });
  assert.deepEqual(timesOf(running, 3000), { waitedMs: 2000, writingMs: null, totalMs: 2000 });
  running.firstAtMs = 1500;
  assert.deepEqual(timesOf(running, 3000), { waitedMs: 500, writingMs: 1500, totalMs: 2000 });
  assert.equal(timesOf(shownLane({ route: route('a') }), 0), null);
  assert.deepEqual([scaleMs([ended], 0), scaleMs([running], 30_000), scaleMs([], 0)], [20_000, 40_000, 20_000]);
});

test('first is who led by more than chance, once all have ended', () => {
  const lane = (firstTokenMs, state = 'done') => shownLane({ route: route('a') }, { ...answer('1', 'a', { firstTokenMs, durationMs: 9000 }), state });
  const [quick, slow] = [lane(400), lane(900)];
  assert.equal(firstOf([slow, quick]), quick);
  assert.equal(firstOf([quick, lane(450)]), null, 'too near');
  assert.equal(firstOf([quick, slow, lane(null, 'streaming')]), null, 'one still runs');
  assert.equal(firstOf([quick, lane(null, 'failed')]), null);
});
