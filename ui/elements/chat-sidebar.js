// The list of conversations by date, and what stands around it. Up and Down move in the list, which is one tab stop.
// Sends `conversation-open` with an id, `conversation-new`, `search-open`, `settings-open`, `sidebar-toggle`.

/** @import { ConversationSummary, GatewayView } from '../bindings.js' */
import { routeDot } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton, keyCaps, vendorDot } from './dom.js';

/** @typedef {{ label: string, rows: ConversationSummary[] }} SidebarGroup */

export class ChatSidebar extends HTMLElement {
  #list = h('div', { class: 'side-list scroll' });
  #account = h('button', { class: 'acct', type: 'button', title: words.sidebar.gateway, onclick: () => emit(this, 'settings-open') });

  connectedCallback() {
    if (this.firstElementChild) return;
    const { hide, newChat, search, settings } = words.sidebar;
    this.append(
      h(
        'div',
        { class: 'side-top', 'data-tauri-drag-region': '' },
        iconButton('sidebar', hide, () => emit(this, 'sidebar-toggle'), { keys: 'Ctrl B' }),
        h('span', { class: 'grow', 'data-tauri-drag-region': '' }),
        iconButton('compose', newChat, () => emit(this, 'conversation-new'), { keys: 'Ctrl N' }),
      ),
      h(
        'button',
        { class: 'side-search', type: 'button', 'aria-label': search, title: `${search} (Ctrl K)`, onclick: () => emit(this, 'search-open') },
        icon('search', 's'),
        h('span', { class: 'grow' }, search),
        keyCaps(['Ctrl', 'K']),
      ),
      this.#list,
      h(
        'div',
        { class: 'side-foot' },
        this.#account,
        iconButton('sliders', settings, () => emit(this, 'settings-open'), { keys: 'Ctrl ,' }),
      ),
    );
    this.#list.addEventListener('keydown', (event) => this.#move(event));
  }

  /** @param {SidebarGroup[]} groups newest first @param {string} currentId */
  showConversations(groups, currentId) {
    const hadFocus = this.#list.contains(document.activeElement);
    const rows = groups.flatMap((group) => group.rows);
    const tabStop = rows.some((row) => row.id === currentId) ? currentId : rows[0]?.id;
    this.#list.replaceChildren(
      ...groups.flatMap((group) => [
        h('h2', { class: 'side-h' }, group.label),
        h('ul', {}, ...group.rows.map((row) => h('li', {}, this.#row(row, currentId, row.id === tabStop)))),
      ]),
    );
    if (rows.length === 0) this.#list.append(h('p', { class: 'side-none fine' }, words.sidebar.none));
    if (hadFocus) /** @type {HTMLElement | null} */ (this.#list.querySelector('.conv[tabindex="0"]'))?.focus();
  }

  /** @param {GatewayView} gateway */
  showGateway(gateway) {
    const isKeyless = gateway.key === 'missing';
    this.#account.replaceChildren(
      h('span', { class: `state ${isKeyless ? 'off' : ''}`.trim(), 'aria-hidden': 'true' }),
      h('span', { class: 'conv-t' }, gateway.kind === 'demo' ? words.sidebar.demo : gateway.name),
    );
    if (gateway.keyHint) {
      const title = words.sidebar.keyEnding(gateway.keyHint);
      this.#account.append(h('small', { class: 'mono', title }, gateway.keyHint));
    } else if (isKeyless) {
      this.#account.append(h('small', {}, words.sidebar.noKey));
    }
  }

  /** @param {ConversationSummary} row @param {string} currentId @param {boolean} isTabStop */
  #row(row, currentId, isTabStop) {
    const { auto, pinned, running } = words.sidebar;
    const dot = vendorDot(routeDot(row.route));
    dot.removeAttribute('aria-hidden');
    dot.setAttribute('role', 'img');
    dot.setAttribute('aria-label', row.route.vendor === 'auto' ? auto : pinned(row.route.vendor));
    return h(
      'button',
      {
        class: 'conv',
        type: 'button',
        tabindex: isTabStop ? '0' : '-1',
        title: row.title,
        'aria-current': row.id === currentId ? 'page' : null,
        onclick: () => emit(this, 'conversation-open', row.id),
      },
      dot,
      h('span', { class: 'conv-t', dir: 'auto' }, row.title),
      row.isRunning ? h('span', { class: 'live', role: 'img', 'aria-label': running }) : null,
    );
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const rows = Array.from(this.#list.querySelectorAll('button'));
    const at = rows.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    rows[at + step]?.focus();
    event.preventDefault();
  }
}

customElements.define('chat-sidebar', ChatSidebar);
