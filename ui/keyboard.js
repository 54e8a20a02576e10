// Reads key events in one place, so that no handler forgets input methods or the platform's command key.
// Invariant: every Enter and Escape handler asks `isEnter` or `isEscape`. WebKit ends a composition *before* the
// keydown that confirmed it, so `isComposing` alone is not enough; key code 229 tells (WebKit bug 165004).

/** @typedef {Pick<KeyboardEvent, 'key' | 'keyCode' | 'isComposing' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>} Key */

/**
 * Whether an input method still owns this key.
 * @param {Pick<Key, 'isComposing' | 'keyCode'>} event
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** Enter that a person means as "do it". @param {Key} event */
export function isEnter(event) {
  return event.key === 'Enter' && !isComposing(event);
}

/** Enter without any modifier: the one that sends. @param {Key} event */
export function isPlainEnter(event) {
  return isEnter(event) && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** Enter with the command key. @param {Key} event @param {boolean} isMac */
export function isCommandEnter(event, isMac) {
  return isEnter(event) && hasCommand(event, isMac);
}

/** Escape that does not belong to an input method. @param {Key} event */
export function isEscape(event) {
  return event.key === 'Escape' && !isComposing(event);
}

/** Command on macOS, Control elsewhere. @param {Key} event @param {boolean} isMac */
function hasCommand(event, isMac) {
  return isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
}

/** Whether a key takes back what was typed, or brings it again. @param {Key} event @param {boolean} isMac @returns {'undo' | 'redo' | null} */
export function historyStep(event, isMac) {
  if (!hasCommand(event, isMac) || event.altKey || isComposing(event)) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !isMac ? 'redo' : null;
}

/**
 * What a key asks the whole window to do.
 * @typedef {'newChat' | 'openPicker' | 'attach' | 'toggleSidebar' | 'openSearch' | 'openSettings' | 'regenerate'
 *   | 'retryWithAuto' | 'openExport' | 'openImport' | 'openSystemPrompt' | 'zoomIn' | 'zoomOut' | 'zoomReset' | 'find'} Shortcut
 */

/** @type {Record<string, Shortcut>} */
const shortcuts = {
  n: 'newChat',
  m: 'openPicker',
  u: 'attach',
  b: 'toggleSidebar',
  k: 'openSearch',
  f: 'find',
  ',': 'openSettings',
  r: 'regenerate',
  'shift+r': 'retryWithAuto',
  'shift+s': 'openExport',
  'shift+p': 'openSystemPrompt',
  // Plus is a shifted key on some keyboards, and none on others.
  '+': 'zoomIn',
  'shift++': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'zoomReset',
  'shift+i': 'openImport',
};

/**
 * The window-wide shortcut of a key event, if it is one.
 * @param {Key} event
 * @param {boolean} isMac
 * @returns {Shortcut | null}
 */
export function shortcutOf(event, isMac) {
  if (!hasCommand(event, isMac) || event.altKey || isComposing(event)) return null;
  const name = (event.shiftKey ? 'shift+' : '') + event.key.toLowerCase();
  return Object.hasOwn(shortcuts, name) ? (shortcuts[name] ?? null) : null;
}
