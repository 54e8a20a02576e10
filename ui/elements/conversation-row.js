// The rows of the sidebar in their groups: buttons that stand for a conversation or a folder. What a click does is decided
// by the list.

/** @import { ConversationSummary } from '../bindings.js' */
/** @import { Slice } from '../format/row-window.js' */
import { routeDot } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { h, icon, vendorDot } from './dom.js';
import { showKeyed } from './keyed.js';

/** @typedef {{ id: string, title: string, isFolder: true, isUnreadable: boolean }} FolderRow */
/** @typedef {ConversationSummary | FolderRow} ListRow */
/** What of the list a row's look depends on. @typedef {{ currentId: string, selected: ReadonlySet<string> }} Around */

/** What each row shows; one that shows the same is left alone. @type {WeakMap<Element, ListRow>} */
const shown = new WeakMap();

/** @param {ListRow} row @returns {row is FolderRow} */
export const isFolder = (row) => 'isFolder' in row;

/** Shows what is built of the groups. @param {Element} box @param {Slice<ListRow>[]} slices @param {Around} around */
export function showGroups(box, slices, around) {
  /** @param {HTMLElement} element @param {Slice<ListRow>} slice */
  const fill = (element, { hasHeading, rows }) => {
    const [heading, list] = element.children;
    heading?.toggleAttribute('hidden', !hasHeading);
    if (list) showKeyed(list, rows, ({ id }) => id, (row) => h('li', {}, conversationRow(row, around)), (item, row) => updateRow(item.firstElementChild, row, around));
  };
  /** @param {Slice<ListRow>} slice */
  const make = (slice) => {
    const element = h('div', {}, h('h2', { class: 'side-h' }, slice.label), h('ul', { 'aria-label': slice.label }));
    fill(element, slice);
    return element;
  };
  showKeyed(box, slices, ({ key }) => key, make, fill);
}

/** @param {ListRow} row @param {Around} around */
function conversationRow(row, around) {
  const button = h('button', { class: 'conv', type: 'button', tabindex: '-1', 'data-id': row.id });
  updateRow(button, row, around);
  return button;
}

/** @param {Element | null} button @param {ListRow} row @param {Around} around */
function updateRow(button, row, { currentId, selected }) {
  if (!(button instanceof HTMLElement)) return;
  if (shown.get(button) !== row) dress(button, row);
  if (row.id === currentId) button.setAttribute('aria-current', 'page');
  else button.removeAttribute('aria-current');
  if (selected.size > 0 && !isFolder(row)) button.setAttribute('aria-pressed', String(selected.has(row.id)));
  else button.removeAttribute('aria-pressed');
}

/** @param {HTMLElement} button @param {ListRow} row */
function dress(button, row) {
  const title = h('span', { class: 'conv-t', dir: 'auto' }, row.title);
  button.title = row.title;
  shown.set(button, row);
  if (isFolder(row)) return button.replaceChildren(icon('folder', 's'), title, row.isUnreadable ? icon('alert', 's') : '');
  const { auto, pinned, running, unread } = words.sidebar;
  const dot = vendorDot(routeDot(row.route));
  dot.removeAttribute('aria-hidden');
  dot.setAttribute('role', 'img');
  dot.setAttribute('aria-label', row.route.vendor === 'auto' ? auto : pinned(row.route.vendor));
  button.replaceChildren(dot, title);
  button.classList.toggle('new', row.isUnread && !row.isRunning);
  if (row.isRunning) button.append(h('span', { class: 'live', role: 'img', 'aria-label': running }));
  else if (row.isUnread) button.append(h('span', { class: 'unread', role: 'img', 'aria-label': unread }));
}
