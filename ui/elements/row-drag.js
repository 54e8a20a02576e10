// Chats that are dragged with the mouse from the rows of the sidebar onto a folder. The page's own drag and drop is not
// used: it would offer their titles to other programs. Pointer events are not either: after a right click whose menu took
// the release, WebKit tells the next press as a move. Sends `conversations-file`.

/** @import { ConversationRows } from './conversation-rows.js' */
import { isEscape } from '../keyboard.js';
import { words } from '../words.js';
import { isFolder } from './conversation-row.js';
import { emit, h } from './dom.js';

/** How far the pointer goes with its button held before that is a drag, in pixels. */
const dragBegins = 6;
/** How near the ends of the list it scrolls, and how far in a frame, in pixels. */
const [edge, scrolled] = [28, 8];

/** @typedef {{ x: number, y: number }} Point */

/** @param {ConversationRows} rows */
export function letRowsDrag(rows) {
  let isDragged = false;
  rows.addEventListener('mousedown', (down) => {
    isDragged = false;
    const id = down.button === 0 ? rowAt(down.target)?.dataset.id : undefined;
    const row = id === undefined ? undefined : rows.row(id);
    if (!row || isFolder(row) || !rows.all.some(isFolder)) return;
    const ended = new AbortController();
    const { signal } = ended;
    window.addEventListener('mouseup', () => ended.abort(), { signal });
    window.addEventListener('mousemove', (move) => {
      if (!(move.buttons & 1)) return ended.abort();
      if (Math.hypot(move.clientX - down.clientX, move.clientY - down.clientY) < dragBegins) return;
      ended.abort();
      isDragged = true;
      const ids = rows.selection.around(row.id);
      drag(rows, ids, ids.length === 1 ? row.title : words.library.dragged(ids.length), move);
    }, { signal });
  });
  // Letting go is no click.
  rows.addEventListener('click', (event) => {
    if (isDragged) event.stopImmediatePropagation();
    isDragged = false;
  });
}

/**
 * Until the button is let go, or Escape or another window takes it back.
 * @param {ConversationRows} rows
 * @param {string[]} ids
 * @param {string} title what hangs on the pointer
 * @param {MouseEvent} begun
 */
function drag(rows, ids, title, begun) {
  const label = h('div', { class: 'dragged', dir: 'auto', 'aria-hidden': 'true' }, title);
  const ended = new AbortController();
  const { signal } = ended;
  /** @type {HTMLElement | null} */
  let over = null;
  let at = { x: begun.clientX, y: begun.clientY };
  let frame = 0;
  const look = () => {
    label.style.translate = `${at.x + 12}px ${at.y + 12}px`;
    const folder = folderAt(rows, at);
    if (folder === over) return;
    over?.classList.remove('taking');
    folder?.classList.add('taking');
    over = folder;
  };
  const scroll = () => {
    const by = step(rows, at);
    if (by !== 0) rows.scrollTop += by;
    look();
    frame = requestAnimationFrame(scroll);
  };
  const end = () => {
    ended.abort();
    cancelAnimationFrame(frame);
    over?.classList.remove('taking');
    label.remove();
    document.documentElement.classList.remove('is-dragging');
  };
  window.addEventListener('mousemove', (move) => {
    if (!(move.buttons & 1)) return end();
    at = { x: move.clientX, y: move.clientY };
    look();
  }, { signal });
  window.addEventListener('mouseup', () => {
    const folderId = over?.dataset.id;
    end();
    if (folderId) emit(rows, 'conversations-file', { ids, folderId });
  }, { signal });
  window.addEventListener('keydown', (event) => {
    if (!isEscape(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    end();
  }, { signal, capture: true });
  window.addEventListener('blur', end, { signal });
  document.documentElement.classList.add('is-dragging');
  document.body.append(label);
  scroll();
}

/** How far the list scrolls in this frame. @param {ConversationRows} rows @param {Point} at */
function step(rows, { x, y }) {
  const { left, right, top, bottom } = rows.getBoundingClientRect();
  if (x < left || x > right) return 0;
  return y < top + edge ? -scrolled : y > bottom - edge ? scrolled : 0;
}

/** @param {ConversationRows} rows @param {Point} at */
function folderAt(rows, { x, y }) {
  const button = rowAt(document.elementFromPoint(x, y));
  const row = button && rows.contains(button) ? rows.row(button.dataset.id ?? '') : undefined;
  return row && isFolder(row) ? button : null;
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function rowAt(target) {
  return target instanceof Element ? target.closest('.conv') : null;
}
