// The keys of the whole window, and the commands that keys and native menus share.
// Invariant: a command that both the menu's accelerator and the page's key handler report runs once.

/** @import { MenuCommand } from '../bindings.js' */
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
  openSettings: ({ screen }) => screen.openSettings(),
  openPicker: ({ conversations }) => conversations.openPicker(),
  openSearch: ({ screen, session }) => screen.search.open(session.conversations, Date.now()),
  toggleSidebar: ({ conversations }) => conversations.toggleSidebar(),
  openExport: (parts) => void import('./exports.js').then(({ openExport }) => openExport(parts)),
  attach: ({ drafts }) => void drafts.pick(),
  regenerate: ({ session, turns }) => {
    const answer = lastAnswer(session.messages);
    if (answer) void turns.retry(answer.id, null);
  },
  retryWithAuto: ({ session, turns }) => {
    const answer = lastAnswer(session.messages);
    if (answer?.turn) void turns.retry(answer.id, { model: answer.turn.route.model, vendor: 'auto' });
  },
};

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
    } else if (event.key === 'End' && !(event.target instanceof HTMLTextAreaElement)) {
      screen.transcript.jumpToEnd();
    }
  });
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
