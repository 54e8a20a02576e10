// The keys of the whole window, and the commands that keys and native menus share.
// What each needs to do something stands in `menus.js`, which also makes the items of the menus grey.
// Invariant: a command that both the menu's accelerator and the page's key handler report runs once.

/** @import { MenuCommand, Route } from '../bindings.js' */
/** @import { Shortcut } from '../keyboard.js' */
/** @import { Parts } from './events.js' */
/** @import { Screen } from './screen.js' */
import { zoomStep } from '../format/zoom.js';
import { historyStep, isEscape, shortcutOf } from '../keyboard.js';
import * as backend from '../backend.js';
import { copyText } from '../elements/clipboard.js';
import { lastAnswer } from '../state/transcript.js';
import { words } from '../words.js';
import { isPossible } from './menus.js';

/** Two reports of one key press come within this time. */
const sameMs = 250;
const last = { command: '', source: '', at: 0 };

/**
 * @param {MenuCommand | Shortcut} command
 * @param {'menu' | 'key' | 'button'} source
 * @param {Parts} parts
 */
export function run(command, source, parts) {
  if (source !== 'button' && isEcho(command, source)) return;
  if (!isPossible(command, parts)) return;
  commands[command](parts);
}

/** Whether it reports the key press that was reported last. @param {string} command @param {'menu' | 'key'} source */
function isEcho(command, source) {
  const before = { ...last };
  Object.assign(last, { command, source, at: performance.now() });
  return before.command === command && before.source !== source && last.at - before.at < sameMs;
}

/** @type {Record<MenuCommand | Shortcut, (parts: Parts) => void>} */
const commands = {
  newChat: ({ conversations }) => void conversations.start(),
  openSettings: ({ screen }) => void screen.openSettings(),
  openPicker: ({ conversations }) => void conversations.openPicker(),
  openSearch: ({ screen }) => void screen.openSearch(),
  toggleSidebar: ({ conversations }) => conversations.toggleSidebar(),
  openImport: (parts) => void import('./imports.js').then(({ openImport }) => openImport(parts)),
  copyDiagnostics: ({ screen }) => void copyDiagnostics(screen),
  openExport: (parts) => void import('./exports.js').then(({ openExport }) => openExport(parts)),
  openOtherVendor: ({ conversations }) => void conversations.openPicker({ asksForVendor: true }),
  openSystemPrompt: ({ conversations }) => void conversations.openSystemPrompt(),
  openParameters: ({ conversations }) => void conversations.openParameters(),
  openShortcuts: ({ screen }) => void screen.openSettings('settings-shortcuts'),
  openData: ({ screen }) => void screen.openSettings('settings-data'),
  openAbout: ({ screen }) => void screen.openAbout('about'),
  reportProblem: ({ screen }) => void screen.openAbout('problem'),
  rename: ({ screen }) => screen.header.rename(),
  zoomIn: (parts) => zoom(parts, (percent) => zoomStep(percent, 1)),
  zoomOut: (parts) => zoom(parts, (percent) => zoomStep(percent, -1)),
  zoomReset: (parts) => zoom(parts, () => 100),
  stop: ({ turns }) => void turns.stop(),
  copyAnswer: ({ session, screen }) => void copyLast(session, screen),
  inspect: (parts) => void import('./inspector.js').then(({ inspectLast }) => inspectLast(parts)),
  openContext: (parts) => void import('./context.js').then(({ openContext }) => openContext(parts)),
  openCompare: (parts) => void import('./compare.js').then(({ toggleCompare }) => toggleCompare(parts)),
  openTrials: (parts) => void import('./trials.js').then(({ openTrials }) => openTrials(parts)),
  find: ({ find }) => void find.make().then((it) => it.open()),
  openUsage: (parts) => void import('./usage.js').then(({ openUsage }) => openUsage(parts)),
  attach: ({ drafts }) => void drafts.pick(),
  regenerate: (parts) => void retryLast(parts, () => null),
  retryWithAuto: (parts) => void retryLast(parts, (model) => ({ model, vendor: 'auto' })),
};

/** @param {Screen} screen */
async function copyDiagnostics(screen) {
  const copied = backend.copyDiagnostics().then((text) => (text === null ? undefined : copyText(text)));
  if ((await screen.tried(copied.then(() => true))) === true) screen.announce(words.announce.diagnosticsCopied);
}

/** Asks for the last answer again, wherever the reader is. @param {Parts} parts @param {(model: string) => Route | null} routeFor */
async function retryLast({ session, history, turns }, routeFor) {
  await history.atEnd();
  const answer = lastAnswer(session.messages);
  if (answer) await turns.retry(answer.id, routeFor(answer.turn?.route.model ?? session.summary.route.model));
}

/** @param {Parts} parts @param {(percent: number) => number} change */
function zoom({ session, screen, conversations }, change) {
  const zoomPercent = change(session.settings.zoomPercent);
  screen.announce(words.announce.zoom(zoomPercent));
  if (zoomPercent !== session.settings.zoomPercent) void screen.transcript.place.keepWhile(conversations.changeSettings({ zoomPercent }));
}

/** @param {Parts['session']} session @param {Parts['screen']} screen */
async function copyLast(session, screen) {
  const answer = lastAnswer(session.messages);
  const source = answer && (await screen.tried(backend.loadSource(answer.id)));
  if (typeof source !== 'string') return;
  // A menu is no gesture of the page, and without one the web view keeps the clipboard to itself.
  const copied = backend.copySelection(source, '').then((isDone) => isDone || copyText(source).then(() => true));
  if (await screen.tried(copied)) screen.note(words.message.answerCopied);
}

/** @param {Window} window @param {Parts} parts */
export function listenToKeys(window, parts) {
  const { screen, session, turns, library } = parts;
  window.addEventListener('keydown', (event) => {
    const shortcut = shortcutOf(event, screen.isMac);
    if (shortcut) {
      // Also where it does nothing now: Ctrl R must never reload the page.
      event.preventDefault();
      run(shortcut, 'key', parts);
      return;
    }
    if (event.key === 'F5') event.preventDefault();
    if (event.key === 'F3') {
      event.preventDefault();
      if (isPossible('find', parts)) void parts.find.make().then((it) => it.step(event.shiftKey ? -1 : 1));
    }
    const step = historyStep(event, screen.isMac);
    if (step === 'undo' && !screen.hasLayer && library.undo()) return event.preventDefault();
    // WebKitGTK undoes and redoes, but has no keys for it.
    if (step && document.execCommand(step)) event.preventDefault();
    if (screen.hasLayer || event.defaultPrevented) return;
    if (event.key === 'F2') return library.renameHere();
    if (isEscape(event)) {
      if (screen.app.hasAttribute('data-drawer')) screen.showDrawer(false);
      else if (session.isAnswering) void turns.stop();
    } else if (isForTranscript(event)) {
      event.preventDefault();
      if (event.key === 'End') screen.transcript.jumpToEnd();
      else screen.transcript.jumpToStart();
    }
  });
}

/** Home and End, where nothing else has a use for them. @param {KeyboardEvent} event */
function isForTranscript({ key, target }) {
  const isUsed = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement || (target instanceof Element && target.closest('chat-sidebar, pre') !== null);
  return (key === 'End' || key === 'Home') && !isUsed;
}
