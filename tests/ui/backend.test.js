// The bridge sends each command under its name with its arguments, and only failures come out of it.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import * as backend from '../../ui/backend.js';

let calls = [];
let reply = async () => null;
const listening = {};
globalThis.window = /** @type {any} */ ({
  __TAURI__: {
    core: { invoke: (...call) => { calls.push(call); return reply(); } },
    event: { listen: async (name, handler) => { listening[name] = handler; return () => {}; } },
  },
});
beforeEach(() => {
  calls = [];
  reply = async () => null;
});

const route = { model: 'gpt-4o', vendor: 'auto' };
/** @type {[string, any, () => Promise<unknown>][]} */
const commands = [
  ['load_snapshot', undefined, () => backend.loadSnapshot()],
  ['show_menu_state', { state: { possible: [], isSidebarShown: true } }, () => backend.showMenuState({ possible: [], isSidebarShown: true })],
  ['open_data_folder', undefined, () => backend.openDataFolder()],
  ['page_ready', undefined, () => backend.pageReady()],
  ['new_conversation', { folderId: null }, () => backend.newConversation()],
  ['new_conversation', { folderId: 'f' }, () => backend.newConversation('f')],
  ['open_conversation', { conversationId: 'c', around: null }, () => backend.openConversation('c')],
  ['open_conversation', { conversationId: 'c', around: 'm' }, () => backend.openConversation('c', 'm')],
  ['list_conversations', { list: { kind: 'archived' }, cursor: 'next' }, () => backend.listConversations({ kind: 'archived' }, 'next')],
  ['list_conversation_ids', { list: { kind: 'deleted' } }, () => backend.listConversationIds({ kind: 'deleted' })],
  ['rename_conversation', { conversationId: 'c', title: 'T' }, () => backend.renameConversation('c', 'T')],
  ['pin_conversations', { conversationIds: ['c'], isPinned: true }, () => backend.pinConversations(['c'], true)],
  ['archive_conversations', { conversationIds: ['c'], isArchived: false }, () => backend.archiveConversations(['c'], false)],
  ['file_conversations', { conversationIds: ['c'], folderId: 'f', isIn: true }, () => backend.fileConversations(['c'], 'f', true)],
  ['delete_conversations', { conversationIds: ['c'] }, () => backend.deleteConversations(['c'])],
  ['restore_conversations', { conversationIds: ['c'] }, () => backend.restoreConversations(['c'])],
  ['purge_conversations', { conversationIds: ['c'] }, () => backend.purgeConversations(['c'])],
  ['fork_conversation', { messageId: 'm' }, () => backend.forkConversation('m')],
  ['load_branches', { conversationId: 'c' }, () => backend.loadBranches('c')],
  ['load_prompts', undefined, () => backend.loadPrompts()],
  ['save_prompt', { prompt: { name: 'p' } }, () => backend.savePrompt(/** @type {any} */ ({ name: 'p' }))],
  ['delete_prompt', { promptId: 'p' }, () => backend.deletePrompt('p')],
  ['save_folder', { folder: { name: 'F' } }, () => backend.saveFolder(/** @type {any} */ ({ name: 'F' }))],
  ['delete_folder', { folderId: 'f' }, () => backend.deleteFolder('f')],
  ['search_chats', { request: { text: 'tea', order: 'newest', cursor: null } }, () => backend.searchChats({ text: 'tea', order: 'newest', cursor: null })],
  ['count_hits', { text: 'tea' }, () => backend.countHits('tea')],
  ['find_in_chat', { conversationId: 'c1', text: 'tea' }, () => backend.findInChat('c1', 'tea')],
  ['load_messages', { messageId: 'm', direction: 'later' }, () => backend.loadMessages('m', 'later')],
  ['load_first_messages', { conversationId: 'c' }, () => backend.loadFirstMessages('c')],
  ['send_message', { message: { text: 'x' } }, () => backend.sendMessage(/** @type {any} */ ({ text: 'x' }))],
  ['retry_turn', { retry: { messageId: 'm' } }, () => backend.retryTurn(/** @type {any} */ ({ messageId: 'm' }))],
  ['switch_version', { messageId: 'm' }, () => backend.switchVersion('m')],
  ['stop_turn', { turnId: 't' }, () => backend.stopTurn('t')],
  ['choose_route', { conversationId: 'c', route }, () => backend.chooseRoute('c', route)],
  ['save_draft', { conversationId: 'c', text: 'x' }, () => backend.saveDraft('c', 'x')],
  ['pick_attachments', { conversationId: 'c' }, () => backend.pickAttachments('c')],
  ['remove_attachment', { attachmentId: 'a' }, () => backend.removeAttachment('a')],
  ['store_key', { request: { key: 'k' } }, () => backend.storeKey(/** @type {any} */ ({ key: 'k' }))],
  ['forget_key', { gateway: 'u' }, () => backend.forgetKey('u')],
  ['load_gateways', undefined, () => backend.loadGateways()],
  ['save_gateway', { gateway: { baseUrl: 'u' } }, () => backend.saveGateway(/** @type {any} */ ({ baseUrl: 'u' }))],
  ['remove_gateway', { baseUrl: 'u' }, () => backend.removeGateway('u')],
  ['make_default_gateway', { baseUrl: 'u' }, () => backend.makeDefaultGateway('u')],
  ['list_models', { gateway: 'u' }, () => backend.listModels('u')],
  ['refresh_models', { gateway: 'u' }, () => backend.refreshModels('u')],
  ['set_gateway', { baseUrl: 'u' }, () => backend.setGateway('u')],
  ['open_demo', undefined, () => backend.openDemo()],
  ['leave_demo', undefined, () => backend.leaveDemo()],
  ['update_settings', { change: {} }, () => backend.updateSettings({})],
  ['copy_diagnostics', undefined, () => backend.copyDiagnostics()],
  ['copy_selection', { text: 't', html: 'h' }, () => backend.copySelection('t', 'h')],
  ['inspect_link', { url: 'u', text: 't' }, () => backend.inspectLink('u', 't')],
  ['open_link', { url: 'u' }, () => backend.openLink('u')],
  ['load_source', { messageId: 'm' }, () => backend.loadSource('m')],
];

for (const [name, args, call] of commands) {
  test(`${name} goes out with its arguments`, async () => {
    await call();
    assert.deepEqual(calls, [[name, args, undefined]]);
  });
}

test('a pasted file goes out as raw bytes, its name in a header that takes any language', async () => {
  const bytes = new Uint8Array([1, 2]);
  await backend.pasteAttachment('c', '図 1.png', bytes);
  const [name, body, options] = calls[0];
  assert.equal(name, 'paste_attachment');
  assert.equal(body, bytes);
  assert.deepEqual(options, { headers: { 'x-conversation-id': 'c', 'x-file-name': '%E5%9B%B3%201.png' } });
});

test('a failure comes through as it is', async () => {
  const failure = { code: 'offline', detail: 'dns' };
  reply = async () => Promise.reject(failure);
  await assert.rejects(backend.loadSnapshot(), (error) => error === failure);
});

test('anything else that is thrown becomes a failure of code internal', async () => {
  for (const [thrown, detail] of [['missing argument', 'missing argument'], [new Error('gone'), 'gone'], [{ code: 'new' }, '[object Object]']]) {
    reply = async () => Promise.reject(thrown);
    await assert.rejects(backend.loadSnapshot(), (error) => {
      assert.deepEqual(error, { code: 'internal', detail });
      return true;
    });
  }
});

test('the details of an unknown error are cut short', async () => {
  reply = async () => Promise.reject('x'.repeat(2000));
  await assert.rejects(backend.loadSnapshot(), (/** @type {any} */ error) => error.detail.length === 500);
});

test('events arrive without their envelope', async () => {
  const heard = [];
  await backend.onChat((event) => heard.push(event));
  await backend.onApp((event) => heard.push(event));
  listening.chat({ payload: 1 });
  listening.app({ payload: 2 });
  assert.deepEqual(heard, [1, 2]);
});
