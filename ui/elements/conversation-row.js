// One row of the sidebar: a button that opens a conversation. Sends `conversation-open` with its id.

/** @import { ConversationSummary } from '../bindings.js' */
import { routeDot } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { emit, h, vendorDot } from './dom.js';

/** What each row shows; one that shows the same is left alone. @type {WeakMap<Element, ConversationSummary>} */
const shown = new WeakMap();

/** @param {ConversationSummary} row @param {string} currentId of the conversation that is open */
export function conversationRow(row, currentId) {
  const button = h('button', { class: 'conv', type: 'button', tabindex: '-1', 'data-id': row.id, onclick: () => emit(button, 'conversation-open', { id: row.id }) });
  updateRow(button, row, currentId);
  return button;
}

/** @param {Element | null} button @param {ConversationSummary} row @param {string} currentId */
export function updateRow(button, row, currentId) {
  if (!(button instanceof HTMLElement)) return;
  if (shown.get(button) !== row) dress(button, row);
  if (row.id === currentId) button.setAttribute('aria-current', 'page');
  else button.removeAttribute('aria-current');
}

/** @param {HTMLElement} button @param {ConversationSummary} row */
function dress(button, row) {
  const { auto, pinned, running } = words.sidebar;
  const dot = vendorDot(routeDot(row.route));
  dot.removeAttribute('aria-hidden');
  dot.setAttribute('role', 'img');
  dot.setAttribute('aria-label', row.route.vendor === 'auto' ? auto : pinned(row.route.vendor));
  button.title = row.title;
  button.replaceChildren(dot, h('span', { class: 'conv-t', dir: 'auto' }, row.title));
  if (row.isRunning) button.append(h('span', { class: 'live', role: 'img', 'aria-label': running }));
  shown.set(button, row);
}
