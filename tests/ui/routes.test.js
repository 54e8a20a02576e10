// Choosing a model and a vendor: what of it the page asks for, and what the core remembers by itself. The core is played here.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Conversations } from '../../ui/wiring/conversations.js';

const route = { model: 'my-own-model', vendor: 'auto' };
let core, settings, session, conversations, failures;

beforeEach(() => {
  settings = { typedModels: ['older'], avoided: [], defaultRoute: { model: 'gpt-4o', vendor: 'auto' } };
  failures = [];
  core = {
    // Remembers a model that is not listed, and tells of it later.
    choose_route: ({ route: chosen }) => {
      settings = { ...settings, typedModels: [chosen.model, ...settings.typedModels] };
      return chosen;
    },
    update_settings: ({ change }) => (settings = { ...settings, ...change }),
  };
  globalThis.window = /** @type {any} */ ({ __TAURI__: { core: { invoke: async (name, args) => core[name](args) } } });
  session = { settings, summary: { id: 'c', route: settings.defaultRoute }, setRoute: (id, chosen) => (session.summary = { id, route: chosen }) };
  const nothing = () => {};
  /** @type {any} */
  const screen = {
    showHeader: nothing, showSidebar: nothing, showSettings: nothing, focus: nothing,
    showFailure: (one) => void failures.push(one), tried: (work) => work.catch((one) => screen.showFailure(one)),
  };
  conversations = new Conversations(session, screen, /** @type {any} */ ({}), /** @type {any} */ ({}), nothing);
});

test('choosing a model here changes no setting', async () => {
  await conversations.chooseRoute(route);
  assert.deepEqual(session.summary.route, route);
  assert.deepEqual(settings, { typedModels: ['my-own-model', 'older'], avoided: [], defaultRoute: { model: 'gpt-4o', vendor: 'auto' } });
});

test('a typed model that becomes the default is still remembered as typed', async () => {
  await conversations.chooseRoute(route, { isDefault: true });
  assert.deepEqual(settings, { typedModels: ['my-own-model', 'older'], avoided: [], defaultRoute: route });
});

test('a choice that the core refuses leaves the route as it was, and says so', async () => {
  core.choose_route = () => Promise.reject({ code: 'storage', detail: 'full' });
  await conversations.chooseRoute(route);
  assert.equal(session.summary.route.model, 'gpt-4o');
  assert.deepEqual(failures, [{ code: 'storage', detail: 'full' }]);
});
