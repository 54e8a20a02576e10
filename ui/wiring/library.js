// What a person does with chats as a whole: names, pins, archives, deletes, restores and files them, one or many, and undoes
// it; and the folders. What changes comes back as events of the stream `app`.

/** @import { ConversationList, ConversationSummary, Failure, FolderView, SaveFolder } from '../bindings.js' */
/** @import { MenuItem } from '../elements/context-menu.js' */
/** @import { Conversations } from './conversations.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { emit } from '../elements/dom.js';
import { renameRow } from '../elements/row-commands.js';
import { words } from '../words.js';

/** @typedef {'pin' | 'unpin' | 'archive' | 'unarchive' | 'delete' | 'restore' | 'purge'} Act */
/** @typedef {{ x: number, y: number }} Point */

/** @type {Record<Exclude<Act, 'purge'>, (ids: string[]) => Promise<void>>} */
const commands = {
  pin: (ids) => backend.pinConversations(ids, true),
  unpin: (ids) => backend.pinConversations(ids, false),
  archive: (ids) => backend.archiveConversations(ids, true),
  unarchive: (ids) => backend.archiveConversations(ids, false),
  delete: (ids) => backend.deleteConversations(ids),
  restore: (ids) => backend.restoreConversations(ids),
};
/** @type {Partial<Record<Act, Exclude<Act, 'purge'>>>} */
const opposites = { archive: 'unarchive', unarchive: 'archive', delete: 'restore' };

export class Library {
  /** Takes back what was done last. @type {(() => Promise<void>) | null} */
  #undo = null;
  /** When something was typed last: Ctrl Z is then about that. */
  #typedAt = 0;
  #doneAt = 0;
  /** Chats that go into the folder that is being made. @type {string[]} */
  #forFolder = [];

  /** @param {Session} session @param {Screen} screen @param {Conversations} conversations */
  constructor(session, screen, conversations) {
    this.session = session;
    this.screen = screen;
    this.conversations = conversations;
    document.addEventListener('input', () => (this.#typedAt = performance.now()));
  }

  /** @param {string} id @param {string} title */
  async rename(id, title) {
    await this.screen.tried(backend.renameConversation(id, title));
  }

  /** Renames where the focus is: the row in the sidebar, else the title of the open chat. */
  renameHere() {
    const { rows } = this.screen.sidebar;
    if (rows.contains(document.activeElement) && rows.active) renameRow(rows, rows.active.id);
    else this.screen.header.rename();
  }

  /** @param {Act} act @param {string[]} ids */
  async act(act, ids) {
    const { kind } = this.session.list;
    if (act === 'purge' || (act === 'delete' && kind === 'deleted')) return this.#purge(ids);
    const openId = this.session.summary.id;
    const leaves = ids.includes(openId) && (act === 'delete' || act === 'archive');
    this.#clearSelection();
    if (!(await this.screen.tried(commands[act](ids).then(() => true)))) return;
    const opposite = opposites[act];
    const back = async () => {
      if (!opposite || !(await this.screen.tried(commands[opposite](ids).then(() => true)))) return;
      if (leaves) await this.conversations.open(openId);
    };
    if (act in words.library.done) {
      const said = words.library.done[/** @type {keyof typeof opposites & 'delete'} */ (act)];
      await this.#say(said(ids.length), opposite ? back : null);
    }
    if (leaves) await this.conversations.leave();
  }

  /** Undoes what was done last, if that can still be seen; whether it did. */
  undo() {
    const undo = this.#undo;
    const toast = this.screen.toast.made;
    if (!undo || !toast || toast.hidden || this.#typedAt > this.#doneAt) return false;
    this.#undo = null;
    toast.hide();
    void undo();
    return true;
  }

  /** Shows a list in the sidebar. @param {ConversationList} list */
  async openList(list) {
    const page = await this.screen.tried(backend.listConversations(list, null));
    if (!page) return;
    this.session.setList(list, page);
    this.screen.sidebar.rows.rewind();
    this.#clearSelection();
    this.screen.showSidebar();
    this.screen.sidebar.focusList();
  }

  /** Removes all that was deleted for good. */
  async emptyTrash() {
    const ids = await this.screen.tried(backend.listConversationIds({ kind: 'deleted' }));
    if (ids && ids.length > 0) await this.#purge(ids);
  }

  /** Selects all of the list, loaded or not. */
  async selectAll() {
    const { list } = this.session;
    const ids = await this.screen.tried(backend.listConversationIds(list));
    if (!ids || list !== this.session.list) return;
    const { rows } = this.screen.sidebar;
    rows.selection.choose(ids);
    rows.showSelection();
  }

  /** @param {ConversationSummary[]} rows */
  changed(rows) {
    this.session.setRows(rows);
    this.screen.showHeader();
    this.screen.showSidebar();
  }

  /** @param {FolderView[]} folders */
  foldersChanged(folders) {
    const { session } = this;
    session.folders = folders;
    const { list } = session;
    const isGone = list.kind === 'folder' && !folders.some(({ id }) => id === list.folderId);
    // What a folder hides may have changed.
    if (isGone || list.kind === 'chats') void this.openList({ kind: 'chats' });
    else this.screen.showSidebar();
  }

  /** What can be done with chats, in a menu. @param {string[]} ids @param {Point} at @param {boolean} [isHeader] of the open chat */
  async openMenu(ids, at, isHeader = false) {
    const menu = await this.screen.menu.make();
    menu.open(this.#items(ids, isHeader), at, words.library.menu(ids.length));
  }

  /** @param {string[]} ids @param {Point} at */
  async openMoveMenu(ids, at) {
    const menu = await this.screen.menu.make();
    menu.open(this.#folderItems(ids), at, words.library.move);
  }

  /** @param {string} id @param {Point} at */
  async openFolderMenu(id, at) {
    const text = words.library;
    const folder = this.session.folders.find((one) => one.id === id);
    if (!folder) return;
    const menu = await this.screen.menu.make();
    const { rows } = this.screen.sidebar;
    menu.open([
      rows.row(id) ? { label: text.rename, icon: 'pencil', keys: 'F2', run: () => renameRow(rows, id) } : null,
      { label: text.folderSettings, icon: 'sliders', run: () => void this.editFolder(folder) },
      { label: text.exportChat, icon: 'tray', run: () => void this.#exportFolder(folder) },
      null,
      { label: text.deleteFolder, icon: 'trash', isDanger: true, run: () => void this.#deleteFolder(folder) },
    ], at, text.folderMenu);
  }

  /** @param {FolderView | null} folder a new one if there is none @param {string[]} [ids] chats that go into it */
  async editFolder(folder, ids = []) {
    const dialog = await this.screen.folder.make();
    this.#forFolder = ids;
    dialog.open(folder, this.session.vendors, this.session.modelIds);
  }

  /** @param {SaveFolder} save */
  async saveFolder(save) {
    const dialog = this.screen.folder.made;
    try {
      const folder = await backend.saveFolder(save);
      dialog?.close();
      if (this.#forFolder.length > 0) await this.#file(this.#forFolder, folder, true);
      this.#forFolder = [];
    } catch (failure) {
      dialog?.showWrong(/** @type {Failure} */ (failure).detail);
    }
  }

  /** @param {string} id @param {string} name */
  async renameFolder(id, name) {
    const folder = this.session.folders.find((one) => one.id === id);
    if (folder) await this.screen.tried(backend.saveFolder({ id, name, isHiding: folder.isHiding, defaults: null }));
  }

  /** @param {FolderView} folder */
  async #exportFolder({ id, name }) {
    const ids = await this.screen.tried(backend.listFiledConversations(id));
    if (ids) emit(this.screen.sidebar, 'export-chosen', { ids, folder: name });
  }

  async #openBranches() {
    const nodes = await this.screen.tried(backend.loadBranches(this.session.summary.id));
    if (nodes) (await this.screen.branches.make()).open(nodes, () => !this.session.isAnswering);
  }

  /** @param {FolderView} folder */
  async #deleteFolder({ id, name }) {
    const { deleteFolderTitle, deleteFolderBody, deleteFolder } = words.library;
    const dialog = await this.screen.confirm.make();
    if (await dialog.ask({ title: deleteFolderTitle(name), body: deleteFolderBody, action: deleteFolder })) await this.screen.tried(backend.deleteFolder(id));
  }

  /** @param {string[]} ids @param {boolean} isHeader @returns {MenuItem[]} */
  #items(ids, isHeader) {
    const text = words.library;
    const rows = this.#rowsOf(ids);
    const act = (/** @type {Act} */ name) => () => void this.act(name, ids);
    if (rows.some(({ deletedAtMs }) => deletedAtMs !== null)) {
      return [
        { label: text.restore, icon: 'undo', run: act('restore') },
        { label: text.purge, icon: 'trash', isDanger: true, run: act('purge') },
      ];
    }
    const isPinned = rows.every((row) => row.isPinned);
    const isArchived = rows.every((row) => row.isArchived);
    const one = ids.length === 1;
    /** @type {(MenuItem | false)[]} */
    const items = [
      one ? { label: text.rename, icon: 'pencil', keys: 'F2', run: () => (isHeader ? this.screen.header.rename() : renameRow(this.screen.sidebar.rows, ids[0] ?? '')) } : false,
      isArchived ? false : { label: isPinned ? text.unpin : text.pin, icon: 'pin', run: act(isPinned ? 'unpin' : 'pin') },
      { label: text.move, icon: 'folder', below: () => this.#folderItems(ids) },
      { label: isArchived ? text.unarchive : text.archive, icon: 'archive', run: act(isArchived ? 'unarchive' : 'archive') },
      one ? { label: text.usage, icon: 'chart', run: () => void import('./usage.js').then(({ openChatUsage }) => openChatUsage(this.screen, ids[0] ?? '')) } : false,
      isHeader ? { label: text.branches, icon: 'branch', run: () => void this.#openBranches() } : false,
      { label: text.exportChat, icon: 'tray', keys: isHeader ? 'Ctrl Shift S' : '', run: () => (isHeader ? this.screen.header.openExport() : emit(this.screen.sidebar, 'export-chosen', { ids })) },
      null,
      { label: text.remove, icon: 'trash', keys: isHeader ? '' : 'Del', isDanger: true, run: act('delete') },
    ];
    return items.filter((item) => item !== false);
  }

  /** What is known of chats; of one that is selected and not loaded, what all of its list have in common. @param {string[]} ids */
  #rowsOf(ids) {
    const { summary, conversations, list } = this.session;
    const other = {
      isPinned: false,
      isArchived: list.kind === 'archived',
      deletedAtMs: list.kind === 'deleted' ? 0 : null,
      folders: list.kind === 'folder' ? [list.folderId] : [],
    };
    const loaded = new Map([...conversations, summary].map((row) => [row.id, row]));
    return ids.map((id) => loaded.get(id) ?? other);
  }

  /** @param {string[]} ids @returns {MenuItem[]} */
  #folderItems(ids) {
    const rows = this.#rowsOf(ids);
    return [
      ...this.session.folders.map((folder) => {
        const isChecked = rows.every(({ folders }) => folders.includes(folder.id));
        return { label: folder.name, isChecked, run: () => void this.#file(ids, folder, !isChecked) };
      }),
      ...(this.session.folders.length > 0 ? [null] : []),
      { label: words.library.newFolder, icon: 'plus', run: () => void this.editFolder(null, ids) },
    ];
  }

  /** Adds chats to a folder; they stay in the others. @param {string[]} ids @param {string} folderId */
  async fileInto(ids, folderId) {
    const folder = this.session.folders.find(({ id }) => id === folderId);
    if (folder) await this.#file(ids, folder, true);
  }

  /** @param {string[]} ids @param {FolderView} folder @param {boolean} isIn */
  async #file(ids, folder, isIn) {
    this.#clearSelection();
    const changed = await this.screen.tried(backend.fileConversations(ids, folder.id, isIn));
    // Those that were in it before stay in it.
    const back = async () => void (await this.screen.tried(backend.fileConversations(changed ?? [], folder.id, !isIn)));
    if (!changed || !isIn) return;
    const { move, there } = words.library.done;
    await (changed.length > 0 ? this.#say(move(changed.length, folder.name), back) : this.#say(there(folder.name), null));
  }

  /** @param {string[]} ids */
  async #purge(ids) {
    const { purge, purgeTitle, purgeBody } = words.library;
    const dialog = await this.screen.confirm.make();
    if (!(await dialog.ask({ title: purgeTitle(ids.length), body: purgeBody, action: purge }))) return;
    this.#clearSelection();
    await this.screen.tried(backend.purgeConversations(ids));
  }

  #clearSelection() {
    const { rows } = this.screen.sidebar;
    if (rows.selection.count === 0) return;
    rows.selection.clear();
    rows.showSelection();
  }

  /** @param {string} text @param {(() => Promise<void>) | null} undo */
  async #say(text, undo) {
    this.#undo = undo;
    this.#doneAt = performance.now();
    const toast = await this.screen.toast.make();
    this.screen.dock.querySelector('.col')?.append(toast);
    toast.show(text, undo !== null);
  }
}
