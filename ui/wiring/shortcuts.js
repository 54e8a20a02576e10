// The keys of the whole window, and the commands that keys and native menus share.
// Invariant: a command that both the menu's accelerator and the page's key handler report runs once.

/** @import { MenuCommand, Route } from '../bindings.js' */
/** @import { Shortcut } from '../keyboard.js' */
/** @import { Parts } from './events.js' */
import { historyStep, isEscape, shortcutOf } from '../keyboard.js';
import { lastAnswer } from '../state/transcript.js';

/** Two reports of one key press come within this time. */
const sameMs = 250;
const last = { command: '', source: '', at: 0 };

/**
 * @param {MenuCommand | Shortcut} command
 * @param {'menu' | 'key'} source
 * @param {Parts} parts
 */
export function run(command, source, parts) {
  const now = performance.now();
  const isEcho = last.command === command && last.source !== source && now - last.at < sameMs;
  Object.assign(last, { command, source, at: now });
  if (isEcho || parts.session.gateway.key === 'missing') return;
  commands[command](parts);
}

/** @type {Record<MenuCommand | Shortcut, (parts: Parts) => void>} */
const commands = {
  newChat: ({ conversations }) => void conversations.start(),
  openSettings: ({ screen }) => void screen.openSettings(),
  openPicker: ({ conversations }) => void conversations.openPicker(),
  openSearch: ({ screen }) => void screen.openSearch(),
  toggleSidebar: ({ conversations }) => conversations.toggleSidebar(),
  openExport: (parts) => void import('./exports.js').then(({ openExport }) => openExport(parts)),
  attach: ({ drafts }) => void drafts.pick(),
  regenerate: (parts) => void retryLast(parts, () => null),
  retryWithAuto: (parts) => void retryLast(parts, (model) => ({ model, vendor: 'auto' })),
};

/** Asks for the last answer again, wherever the reader is. @param {Parts} parts @param {(model: string) => Route | null} routeFor */
async function retryLast({ session, history, turns }, routeFor) {
  await history.atEnd();
  const answer = lastAnswer(session.messages);
  if (answer) await turns.retry(answer.id, routeFor(answer.turn?.route.model ?? session.summary.route.model));
}

/** @param {Window} window @param {Parts} parts */
export function listenToKeys(window, parts) {
  const { screen, session, turns } = parts;
  window.addEventListener('keydown', (event) => {
    const shortcut = shortcutOf(event, screen.isMac);
    if (shortcut) {
      // Also where it does nothing now: Ctrl R must never reload the page.
      event.preventDefault();
      if (!screen.hasLayer) run(shortcut, 'key', parts);
      return;
    }
    if (event.key === 'F5') event.preventDefault();
    // WebKitGTK undoes and redoes, but has no keys for it.
    const step = historyStep(event, screen.isMac);
    if (step && document.execCommand(step)) event.preventDefault();
    moveInToolbar(event);
    if (screen.hasLayer || event.defaultPrevented) return;
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

/** Left and right move within a row of buttons. @param {KeyboardEvent} event */
function moveInToolbar(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const toolbar = event.target instanceof Element ? event.target.closest('[role="toolbar"]') : null;
  if (!step || !toolbar) return;
  const buttons = Array.from(toolbar.querySelectorAll('button:enabled'));
  const next = buttons[buttons.indexOf(/** @type {Element} */ (event.target)) + step];
  if (next instanceof HTMLElement) next.focus();
}
