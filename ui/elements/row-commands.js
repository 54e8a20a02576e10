// What the rows of the sidebar are asked to do, by mouse and keyboard: opened, selected, named, deleted, or shown a menu.
// Up, Down, Home and End move, with Shift they select, and letters go to the next title that begins with them.
// Sends `conversation-open`, `list-open`, `conversations-act`, `conversations-menu`, `folder-menu`, `rows-select-all`,
// `conversation-rename` and `folder-rename`.

/** @import { ConversationRows } from './conversation-rows.js' */
import { isEscape } from '../keyboard.js';
import { isFolder } from './conversation-row.js';
import { emit } from './dom.js';
import { rename } from './rename-field.js';

/** Letters that follow each other within this time belong together. */
const typingMs = 700;
const typed = { text: '', at: 0 };

/** @param {ConversationRows} rows */
export function listenToRows(rows) {
  let pressed = 0;
  rows.addEventListener('mousedown', (event) => (pressed = event.button));
  rows.addEventListener('click', (event) => {
    const id = idOf(event.target);
    // Some web views call the release of the other button a click, too.
    if (id && pressed === 0) onClick(rows, id, event);
    pressed = 0;
  });
  rows.addEventListener('contextmenu', (event) => {
    const id = idOf(event.target) ?? rows.active?.id;
    if (!id) return;
    event.preventDefault();
    // A keyboard has no place: the menu stands under the row.
    const isPointed = event.clientX > 0 || event.clientY > 0;
    openMenu(rows, id, isPointed ? { x: event.clientX, y: event.clientY } : null);
  });
  rows.addEventListener('keydown', (event) => onKey(rows, event));
}

/** Lets the name of a row be typed in its place. @param {ConversationRows} rows @param {string} id */
export function renameRow(rows, id) {
  const row = rows.row(id);
  const button = rows.button(id);
  if (!row || !button) return;
  rename(button, row.title, (title) => (isFolder(row) ? emit(rows, 'folder-rename', { id, name: title }) : emit(rows, 'conversation-rename', { id, title })));
}

/** @param {EventTarget | null} target */
function idOf(target) {
  const button = target instanceof Element ? target.closest('.conv') : null;
  return button instanceof HTMLElement ? button.dataset.id : undefined;
}

/** @param {ConversationRows} rows @param {string} id @param {MouseEvent} event */
function onClick(rows, id, event) {
  const row = rows.row(id);
  if (!row) return;
  if (isFolder(row)) return emit(rows, 'list-open', { kind: 'folder', folderId: id });
  const { selection } = rows;
  const before = selection.count;
  if (event.shiftKey) selection.extend(rows.order, id, id);
  else if (event.ctrlKey || event.metaKey) selection.toggle(id);
  else {
    selection.begin(id);
    emit(rows, 'conversation-open', { id });
  }
  if (before > 0 || selection.count > 0) rows.showSelection();
}

/** @param {ConversationRows} rows @param {string} id @param {{ x: number, y: number } | null} pointed */
function openMenu(rows, id, pointed) {
  const row = rows.row(id);
  const button = rows.button(id);
  if (!row || !button) return;
  const { left, bottom } = button.getBoundingClientRect();
  const at = pointed ?? { x: left + 16, y: bottom };
  if (isFolder(row)) emit(rows, 'folder-menu', { id, at });
  else emit(rows, 'conversations-menu', { ids: rows.selection.around(id), at });
}

/** @param {ConversationRows} rows @param {KeyboardEvent} event */
function onKey(rows, event) {
  const { active, selection } = rows;
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (event.target instanceof HTMLInputElement || !active) return;
  if (isEscape(event) && selection.count > 0) {
    selection.clear();
    rows.showSelection();
  } else if (isCommand && event.key.toLowerCase() === 'a') {
    emit(rows, 'rows-select-all');
  } else if (isCommand && event.key === ' ' && !isFolder(active)) {
    selection.toggle(active.id);
    rows.showSelection();
  } else if (event.key === 'F2') {
    renameRow(rows, active.id);
  } else if (event.key === 'Delete' && !isFolder(active)) {
    emit(rows, 'conversations-act', { action: 'delete', ids: selection.around(active.id) });
  } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    openMenu(rows, active.id, null);
  } else if (isCommand || event.altKey || !move(rows, event)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Moves the focus; whether the key does that. @param {ConversationRows} rows @param {KeyboardEvent} event */
function move(rows, { key, shiftKey }) {
  const { active, all } = rows;
  const at = active ? all.indexOf(active) : -1;
  const last = all.length - 1;
  const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[key];
  const target = step ?? typedRow(all, key, at);
  rows.isGoingToEnd = key === 'End' && rows.hasMore;
  if (target < 0 && step === undefined) return false;
  rows.goTo(Math.max(0, Math.min(target, last)));
  const { selection } = rows;
  const before = selection.count;
  const now = rows.active?.id ?? '';
  if (step !== undefined && shiftKey) selection.extend(rows.order, now, active?.id ?? '');
  else selection.begin(now);
  if (before > 0 || selection.count > 0) rows.showSelection();
  return true;
}

/** The next row whose title begins with the letters typed, or -1. @param {readonly { title: string }[]} all @param {string} key @param {number} at */
function typedRow(all, key, at) {
  if (key.length !== 1 || key === ' ') return -1;
  const now = performance.now();
  const text = (now - typed.at < typingMs ? typed.text : '') + key.toLowerCase();
  Object.assign(typed, { text, at: now });
  const from = text.length > 1 ? at : at + 1;
  const begins = (/** @type {{ title: string }} */ { title }) => title.toLowerCase().startsWith(text);
  const later = all.findIndex((row, index) => index >= from && begins(row));
  return later >= 0 ? later : all.findIndex(begins);
}
