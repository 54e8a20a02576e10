// What each event does: those that elements send up, and those of the stream `app`.

/** @import { AppEvent, MessageView } from '../bindings.js' */
/** @import { FailureAction } from '../failures.js' */
/** @import { Connection } from './connection.js' */
/** @import { Conversations } from './conversations.js' */
/** @import { Data } from './data.js' */
/** @import { Drafts } from './drafts.js' */
/** @import { Files } from './files.js' */
/** @import { Find } from './find.js' */
/** @import { Gateways } from './gateways.js' */
/** @import { History } from './history.js' */
/** @import { Keys } from './keys.js' */
/** @import { Later } from './lazy.js' */
/** @import { Library } from './library.js' */
/** @import { Network } from './network.js' */
/** @import { Prompts } from './prompts.js' */
/** @import { Screen } from './screen.js' */
/** @import { Search } from './search.js' */
/** @import { Session } from './session.js' */
/** @import { Turns } from './turns.js' */
import * as backend from '../backend.js';
import { copyFrom, copyText } from '../elements/clipboard.js';
import { EvidenceList } from '../elements/evidence-list.js';
import { routingMode } from '../format/answer-metadata.js';
import { withoutImages } from '../format/files.js';
import { nativeRoute } from '../format/native.js';
import { words } from '../words.js';
import { answerOf } from './screen.js';
import { run } from './shortcuts.js';

/**
 * @typedef {{ session: Session, screen: Screen, turns: Turns, drafts: Drafts, files: Files, keys: Keys,
 *   history: History, conversations: Conversations, library: Library, prompts: Prompts, network: Network,
 *   connection: Connection, search: Later<Search>, find: Later<Find>, gateways: Gateways, data: Later<Data> }} Parts
 */

/**
 * Listens to the elements.
 * @param {Document} document
 * @param {Parts} parts
 * @returns {(event: AppEvent) => void} what to do with events of the stream `app`
 */
export function listen(document, parts) {
  const { session, screen, turns, drafts, files, keys, history, conversations, library, prompts, network, connection, search, find, gateways, data } = parts;
  /** @type {import('../page-events.js').Handlers} */
  const handlers = {
    'conversation-open': (chosen) => void openConversation(chosen, parts),
    'conversation-rename': ({ id, title }) => void library.rename(id, title),
    'conversations-act': ({ action, ids }) => void library.act(action, ids),
    'conversations-menu': ({ ids, at }) => void library.openMenu(ids, at),
    'conversations-move': ({ ids, at }) => void library.openMoveMenu(ids, at),
    'conversations-file': ({ ids, folderId }) => void library.fileInto(ids, folderId),
    'chat-menu': (at) => void library.openMenu([session.summary.id], at, true),
    'folder-menu': ({ id, at }) => void library.openFolderMenu(id, at),
    'folder-edit': (id) => void library.editFolder(session.folders.find((folder) => folder.id === id) ?? null),
    'folder-save': (folder) => void library.saveFolder(folder),
    'folder-rename': ({ id, name }) => void library.renameFolder(id, name),
    'prompt-choose': (prompt) => prompts.insert(prompt),
    'prompt-save': (prompt) => void prompts.save(prompt),
    'prompt-delete': (id) => void prompts.remove(id),
    'prompts-manage': () => void prompts.manage(),
    'list-open': (list) => void library.openList(list),
    'rows-select-all': () => void library.selectAll(),
    'trash-empty': () => void library.emptyTrash(),
    'undo': () => library.undo(),
    'rows-needed': () => void conversations.loadRows(),
    'messages-needed': (direction) => void history.load(direction),
    'transcript-jump': (end) => void history.jump(end),
    'search-change': (request) => void search.make().then((it) => it.ask(request)),
    'search-more': () => void search.made?.more(),
    'find-change': (text) => void find.made?.ask(text),
    'find-step': (direction) => void find.made?.step(direction),
    'find-close': () => find.made?.close(),
    'conversation-new': () => void conversations.start(),
    'search-open': () => void screen.openSearch(),
    'usage-open': () => run('openUsage', 'button', parts),
    'settings-open': () => void screen.openSettings(),
    'favourite-toggle': (id) => void conversations.toggleFavourite(id),
    'hidden-toggle': (id) => void conversations.toggleHidden(id),
    'vendor-avoid': ({ vendor, untilMs }) => void import('./picker.js').then(({ avoid }) => avoid(vendor, untilMs, conversations)),
    'price-set': ({ model, price }) => void import('./picker.js').then(({ setPrice }) => setPrice(model, price, conversations)),
    'sidebar-toggle': () => conversations.toggleSidebar(),
    'picker-open': () => void conversations.openPicker(),
    // The drawer's scroll bar would be painted over what opens.
    'layer-open': () => (screen.showDrawer(false), screen.onShown()),
    'layer-close': () => {
      conversations.layerClosed();
      screen.focusIfLost();
      screen.onShown();
    },
    'focus-lost': () => screen.focusIfLost(),
    'starter-choose': (starter) => void drafts.start(starter),
    'system-prompt-open': () => run('openSystemPrompt', 'button', parts),
    'system-prompt-save': (prompt) => void conversations.saveSystemPrompt(prompt),
    'data-folder-open': () => void screen.tried(backend.openDataFolder()),
    'network-retry': () => void connection.check(),
    'waiting-edit': (at) => drafts.waiting.edit(at),
    'waiting-remove': (at) => void drafts.waiting.remove(at),
    'parameters-open': () => void conversations.openParameters(),
    'parameters-save': (parameters) => void conversations.saveParameters(parameters),
    'route-choose': (choice) => void conversations.chooseRoute(choice.route, choice),
    'settings-change': (change) => void conversations.changeSettings(change),
    'message-submit': () => drafts.submit(),
    'draft-change': () => drafts.changed(),
    'draft-save': () => void drafts.save(),
    'files-pick': () => void drafts.pick(),
    'file-paste': (file) => void drafts.pasting.file(file),
    'clipboard-paste': () => void drafts.pasting.clipboard(),
    'chip-remove': (id) => void drafts.remove(id),
    'chip-unpaste': (id) => void drafts.takeText(id),
    'chip-form': ({ id, sendAs }) => void drafts.chooseSendAs(id, sendAs),
    'text-paste': (text) => void drafts.pasting.longText(text),
    'file-open': (file) => void files.show(file),
    'file-text': (file) => void files.showText(file),
    'file-page': ({ file, page }) => void files.showPage(file, page),
    'file-launch': (file) => void files.launch(file),
    'file-save': (file) => void files.save(file),
    'file-copy': (file) => void files.copy(file),
    'file-drag': (file) => void files.drag(file),
    'file-leave-out': ({ file, isLeftOut }) => void drafts.follow(files.leaveOut([file.id], isLeftOut)),
    'untaken-leave-out': (ids) => void drafts.follow(files.leaveOut(ids, true)),
    'chip-take-in': (id) => void drafts.follow(files.leaveOut([id], false)),
    'message-edit': (message) => drafts.edit(message),
    'edit-last': () => void history.atEnd().then(() => drafts.editLast()),
    'edit-cancel': () => drafts.cancelEdit(),
    'transcript-scroll': (key) => {
      if (key === 'End') screen.transcript.jumpToEnd();
      else screen.transcript.scrollPages(key === 'PageUp' ? -1 : 1);
    },
    'turn-stop': () => void (session.running ? turns.stop() : history.atEnd().then(() => turns.stop())),
    'wait-skip': () => void turns.retryNow(),
    'wait-auto': () => void turns.switchToAuto(),
    'turn-retry': ({ messageId, route }) => void turns.retry(messageId, route),
    'turn-continue': (messageId) => void turns.continueAnswer(messageId),
    'turn-try': (messageId) => void conversations.tryWith(messageId),
    'compare-open': () => run('openCompare', 'button', parts),
    'turn-compare': (messageId) => void import('./compare.js').then(({ compareAnswers }) => compareAnswers(parts, messageId)),
    'message-fork': (messageId) => void conversations.fork(messageId),
    'rest-show': (messageId) => void history.showRest(messageId),
    'version-choose': (messageId) => void conversations.switchVersion(messageId),
    'answer-copy': (button, event) => {
      const id = answerOf(event.target)?.message?.id;
      if (id) void screen.tried(copyFrom(button, backend.loadSource(id)));
    },
    'context-open': () => run('openContext', 'button', parts),
    'message-context': (messageId) => void import('./context.js').then(({ openContext }) => openContext(parts, messageId)),
    'answer-omissions': (omissions) => void import('./context.js').then(({ showOmissions }) => showOmissions(omissions)),
    'answer-inspect': (_, event) => {
      const id = answerOf(event.target)?.message?.id;
      if (id) void import('./inspector.js').then(({ inspect }) => inspect(id, parts));
    },
    'answer-report': (button, event) => {
      const id = answerOf(event.target)?.message?.id;
      if (id) void screen.tried(copyFrom(button, backend.writeReport(id, false)));
    },
    'vendor-verify': (_, event) => {
      const { target } = event;
      const id = answerOf(target)?.message?.id;
      if (id && target instanceof EvidenceList) void import('./verify.js').then(({ verify }) => verify(id, target, parts));
    },
    'failure-action': (action, event) => onRemedy(action, answerOf(event.target)?.message ?? null, parts),
    'link-open': (url) => void backend.openLink(url).catch((failure) => screen.showFailure(failure, url)),
    'key-submit': (request) => void keys.store(request),
    'key-add': () => keys.openDialog(),
    'key-replace': (baseUrl) => keys.openDialog(baseUrl),
    'key-forget': (baseUrl) => void keys.forget(baseUrl),
    'gateway-edit': (baseUrl) => void gateways.edit(baseUrl),
    'gateway-save': (gateway) => void gateways.save(gateway),
    'gateway-remove': (baseUrl) => void gateways.remove(baseUrl),
    'gateway-default': (baseUrl) => void gateways.makeDefault(baseUrl),
    'gateway-submit': (baseUrl) => void keys.useGateway(baseUrl),
    'key-skip': () => keys.endOnboarding(),
    'network-open': () => void screen.openSettings('settings-network'),
    'demo-open': () => void keys.openDemo(),
    'demo-leave': () => void keys.leaveDemo(),
    'dashboard-open': () => void keys.openDashboard(),
    'models-refresh': (baseUrl) => void network.refreshModels(baseUrl),
    'models-wanted': (baseUrl) => void network.listModels(baseUrl),
    'panel-shown': (tag) => void panelShown(tag, parts),
    'backup-make': () => void data.make().then((it) => it.backUp()),
    'backup-save': () => void data.make().then((it) => it.save()),
    'backup-restore': (backup) => void data.make().then((it) => it.restore(backup)),
    'everything-delete': () => void data.make().then((it) => it.deleteEverything()),
    'log-refresh': () => void network.panelShown('settings-log'),
    'proxy-choose': (choice) => void network.chooseProxy(choice),
    'authorities-pick': () => void network.pickAuthorities(),
    'authorities-forget': () => void network.forgetAuthorities(),
    'connection-test': () => void network.test(),
    'export-open': () => void import('./exports.js').then(({ openExport }) => openExport(parts)),
    'export-chosen': (chosen) => void import('./exports.js').then(({ openExport }) => openExport(parts, chosen)),
    'import-open': () => void import('./imports.js').then(({ openImport }) => openImport(parts)),
    'sending-open': () => void screen.sending.make().then((dialog) => dialog.open(session.gateway.host)),
  };
  for (const [type, handle] of Object.entries(handlers)) {
    document.addEventListener(type, (event) => /** @type {(detail: unknown, event: Event) => void} */ (handle)(/** @type {CustomEvent} */ (event).detail, event));
  }
  screen.scrim.addEventListener('click', () => screen.showDrawer(false));
  return (event) => onAppEvent(event, parts);
}

/** Reads what a panel of the settings shows. @param {string} tag @param {Parts} parts */
async function panelShown(tag, { gateways, network, data }) {
  if (tag === 'settings-keys') await gateways.refresh();
  else if (tag === 'settings-data') await (await data.make()).refresh();
  else await network.panelShown(tag);
}

/** Opens a conversation, at a message whose words are marked if it was searched for. @param {import('../page-events.js').PageEvents['conversation-open']} chosen @param {Parts} parts */
async function openConversation({ id, around, marks = [] }, { conversations, find, session }) {
  await conversations.open(id, around);
  if (around && id === session.summary.id) (await find.make()).mark(around, marks);
}

/**
 * A button of a failure, in an answer or over the composer.
 * @param {FailureAction} action
 * @param {MessageView | null} message
 * @param {Parts} parts
 */
function onRemedy(action, message, { session, screen, turns, drafts, files, keys, conversations }) {
  const again = () => (message ? void turns.retry(message.id, null) : drafts.submit());
  /** @type {Record<FailureAction, () => void>} */
  const remedies = {
    replaceKey: () => keys.openDialog(),
    addKey: () => keys.openDialog(),
    openDashboard: () => void keys.openDashboard(),
    sendAgain: again,
    tryAgain: again,
    retryNow: again,
    continueAnswer: () => void (message && turns.continueAnswer(message.id)),
    sendAsText: () => (message ? void turns.retry(message.id, message.turn?.route ?? null, 'text') : drafts.submit()),
    sendAsPages: () => (message ? void turns.retry(message.id, message.turn?.route ?? null, 'pages') : drafts.submit()),
    sendWithoutImages: () => {
      if (!message) return drafts.submit();
      const { ids, sendAs } = withoutImages(session.messages, message);
      const route = message.turn?.route ?? null;
      void files.leaveOut(ids, true).then((isDone) => (isDone ? turns.retry(message.id, route, sendAs) : null)).then(() => drafts.preview());
    },
    retryWithAuto: () => {
      const route = { model: (message?.turn?.route ?? session.summary.route).model, vendor: 'auto' };
      if (message) return void turns.retry(message.id, route);
      void conversations.chooseRoute(route).then(() => drafts.submit());
    },
    sendNatively: () => void conversations.chooseRoute(nativeRoute(message?.turn?.route ?? session.summary.route)).then(again),
    changeModel: () => void conversations.openPicker(),
    openSettings: () => void screen.openSettings('settings-answers'),
    dismiss: () => screen.hideFailure(),
    copyLink: () => void screen.tried(copyText(screen.failedLink)).then(() => screen.note(words.message.copied)),
  };
  remedies[action]();
}

/** @param {AppEvent} event @param {Parts} parts */
function onAppEvent(event, parts) {
  const { session, screen, turns, drafts, keys, conversations, library, network } = parts;
  switch (event.type) {
    case 'menuChosen':
      run(event.command, 'menu', parts);
      break;
    case 'menuFailed':
      screen.showFailure(event.failure);
      break;
    case 'routeChosen':
      conversations.routeChosen(event.conversationId, event.route);
      if (event.conversationId === session.summary.id) screen.note(words.pinned[routingMode(event.route)](event.route.model, event.route.vendor));
      void drafts.preview();
      break;
    case 'conversationChanged':
      session.setRow(event.conversation);
      if (!event.conversation.isRunning) drafts.waiting.answered(event.conversation.id);
      screen.showHeader();
      screen.showSidebar();
      break;
    case 'conversationsChanged':
      library.changed(event.conversations);
      break;
    case 'conversationsRemoved':
      conversations.removed(event.conversationIds);
      break;
    case 'foldersChanged':
      library.foldersChanged(event.folders);
      break;
    case 'settingsChanged':
      session.settings = event.settings;
      screen.showSettings();
      break;
    case 'gatewayChanged':
      keys.changed(event.gateway, event.gateways);
      break;
    case 'modelsChanged':
      network.modelsChanged(event.models);
      void drafts.preview();
      break;
    case 'savingFailed':
      session.savingFailure = event.failure;
      screen.saving.show(event.failure);
      break;
    case 'savingResumed':
      session.savingFailure = null;
      screen.saving.show(null);
      screen.announce(words.saving.resumed);
      break;
    case 'answerSaved':
      if (event.conversationId === session.summary.id) void turns.readAgain();
      break;
    case 'evidenceChanged':
      if (session.setEvidence(event.answers)) screen.showMessages();
      break;
    case 'exportProgressed':
      void import('./exports.js').then(({ showProgress }) => showProgress(event.done, event.all));
      break;
    case 'importProgressed':
      void import('./imports.js').then(({ showProgress }) => showProgress(event.done, event.all, event.chats));
      break;
    case 'trialsChanged':
      void import('./trials.js').then(({ refresh }) => refresh(parts));
      break;
    case 'dragEntered':
      screen.drop.show(event.count);
      break;
    case 'dragLeft':
      screen.drop.show(0);
      break;
    case 'textDropped':
      drafts.pasting.dropped(event.text, event.conversationId);
      break;
    case 'filesArrived':
      void conversations.start().then(() => drafts.takeArrivals());
      break;
    case 'attachmentProgressed':
      drafts.onAttachment(event);
      break;
    case 'attachmentStarted':
    case 'attachmentReady':
    case 'attachmentRefused':
      screen.drop.show(0);
      drafts.onAttachment(event);
      break;
  }
}
