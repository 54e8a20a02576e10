// What stands around the list of conversations. Sends `conversation-new`, `search-open`,
// `settings-open`, `usage-open`, `sidebar-toggle`.

/** @import { ConversationList, FolderView, GatewayView } from '../bindings.js' */
import { words } from '../words.js';
import { ConversationRows } from './conversation-rows.js';
import { emit, h, icon, iconButton, keyCaps } from './dom.js';
import { SidebarPlace } from './sidebar-place.js';

export class ChatSidebar extends HTMLElement {
  #list = new ConversationRows();
  #place = new SidebarPlace(this.#list);
  #account = h('button', { class: 'acct', type: 'button', title: words.sidebar.gateway, onclick: () => emit(this, 'settings-open') });

  connectedCallback() {
    if (this.firstElementChild) return;
    this.addEventListener('selection-change', (event) => this.#place.showSelection(event.detail));
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
        { class: 'side-search', type: 'button', title: `${search} (Ctrl K)`, onclick: () => emit(this, 'search-open') },
        icon('search', 's'),
        h('span', { class: 'grow' }, search),
        keyCaps(['Ctrl', 'K']),
      ),
      this.#place.head,
      this.#list,
      this.#place.bar,
      this.#place.ways,
      h(
        'div',
        { class: 'side-foot' },
        this.#account,
        iconButton('chart', words.sidebar.usage, () => emit(this, 'usage-open')),
        iconButton('sliders', settings, () => emit(this, 'settings-open'), { keys: 'Ctrl ,' }),
      ),
    );
  }

  /** The rows, and what keeps them in the document to those in sight. */
  get rows() {
    return this.#list;
  }

  /** Which list the rows are. @param {ConversationList} list @param {readonly FolderView[]} folders */
  showPlace(list, folders) {
    this.#place.show(list, folders);
  }

  /** Gives the focus to the list: its first row, or the way back. */
  focusList() {
    if (!this.#list.focusRow()) this.#place.head.querySelector('button')?.focus();
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
}

customElements.define('chat-sidebar', ChatSidebar);
