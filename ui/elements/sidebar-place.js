// What stands around the rows of the sidebar: which list they are, how many are selected and what can be done with them, and
// the way to the lists that are seldom wanted. Sends `list-open`, `folder-menu`, `folder-edit`, `conversations-act`,
// `conversations-move`, `export-chosen` and `trash-empty`.

/** @import { ConversationList, FolderView } from '../bindings.js' */
/** @import { ConversationRows } from './conversation-rows.js' */
import { words } from '../words.js';
import { emit, h, icon, iconButton } from './dom.js';

export class SidebarPlace {
  /** @type {ConversationList} */
  #list = { kind: 'chats' };
  #name = h('b', { class: 'conv-t', dir: 'auto' });
  #more = iconButton('more', words.library.folderMenu, () => this.#openMenu());
  #selected = h('span', { class: 'grow', role: 'status' });
  #acts = h('span', { class: 'row' });
  /** Over the rows, unless they are the chats. */
  head = h('div', { class: 'side-place', hidden: true }, iconButton('arrow-left', words.library.back, () => this.#open({ kind: 'chats' })), this.#name, this.#more);
  /** Under the rows, while some are selected. */
  bar = h('div', { class: 'side-sel', role: 'toolbar', 'aria-label': words.library.menu(2), hidden: true }, this.#selected, this.#acts);
  #archived = this.#way('archive', words.library.archived, { kind: 'archived' });
  #deleted = this.#way('trash', words.library.deleted, { kind: 'deleted' });
  /** Under all. */
  ways = h('div', { class: 'side-ways' }, this.#archived, this.#deleted);

  /** @param {ConversationRows} rows */
  constructor(rows) {
    this.rows = rows;
    this.#showActs();
  }

  /** @param {ConversationList} list @param {readonly FolderView[]} folders */
  show(list, folders) {
    const { archived, deleted, folderMenu, empty } = words.library;
    const isOther = list.kind !== this.#list.kind;
    this.#list = list;
    this.head.hidden = list.kind === 'chats';
    this.#more.hidden = list.kind === 'archived';
    const more = list.kind === 'deleted' ? empty : folderMenu;
    this.#more.setAttribute('aria-label', (this.#more.title = more));
    this.#name.textContent = list.kind === 'folder' ? folders.find(({ id }) => id === list.folderId)?.name ?? '' : list.kind === 'deleted' ? deleted : archived;
    for (const [way, kind] of /** @type {const} */ ([[this.#archived, 'archived'], [this.#deleted, 'deleted']])) {
      if (list.kind === kind) way.setAttribute('aria-current', 'page');
      else way.removeAttribute('aria-current');
    }
    if (isOther) this.#showActs();
  }

  /** @param {number} count of selected rows */
  showSelection(count) {
    this.bar.hidden = count === 0;
    this.#selected.textContent = count === 0 ? '' : words.library.selected(count);
  }

  #showActs() {
    const { kind } = this.#list;
    const text = words.library;
    const ids = () => [...this.rows.selection.ids];
    /** @param {string} name @param {string} label @param {import('../wiring/library.js').Act} action */
    const act = (name, label, action) => iconButton(name, label, () => emit(this.rows, 'conversations-act', { action, ids: ids() }));
    const move = iconButton('folder', text.move, () => {
      const { left, top } = move.getBoundingClientRect();
      emit(this.rows, 'conversations-move', { ids: ids(), at: { x: left, y: top } });
    });
    const clear = iconButton('x', text.clearSelection, () => {
      this.rows.selection.clear();
      this.rows.showSelection();
      this.rows.focusRow();
    }, { keys: 'Esc' });
    const acts = kind === 'deleted'
      ? [act('undo', text.restore, 'restore'), act('trash', text.purge, 'purge')]
      : [move, iconButton('tray', text.exportChat, () => emit(this.rows, 'export-chosen', { ids: ids() })), kind === 'archived' ? act('archive', text.unarchive, 'unarchive') : act('archive', text.archive, 'archive'), act('trash', text.remove, 'delete')];
    this.#acts.replaceChildren(...acts, clear);
  }

  /** @param {string} name @param {string} label @param {ConversationList} list */
  #way(name, label, list) {
    return h('button', { class: 'conv', type: 'button', onclick: () => this.#open(this.#list.kind === list.kind ? { kind: 'chats' } : list) }, icon(name, 's'), h('span', { class: 'conv-t' }, label));
  }

  /** @param {ConversationList} list */
  #open(list) {
    emit(this.rows, 'list-open', list);
  }

  #openMenu() {
    const { left, bottom } = this.#more.getBoundingClientRect();
    if (this.#list.kind === 'folder') emit(this.rows, 'folder-menu', { id: this.#list.folderId, at: { x: left, y: bottom + 4 } });
    else emit(this.rows, 'trash-empty');
  }
}
