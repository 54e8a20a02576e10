// Files of messages: shown in full, opened, saved, copied, dragged out, left out of later requests.

/** @import { AttachmentView } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { words } from '../words.js';

export class Files {
  /** @param {Session} session @param {Screen} screen */
  constructor(session, screen) {
    this.session = session;
    this.screen = screen;
  }

  /** @param {AttachmentView} file */
  async show(file) {
    this.screen.preview.open(file);
    if (file.kind !== 'image' || file.isMissing) return;
    const bytes = await this.#tried(backend.previewAttachment(file.id));
    if (bytes) this.screen.preview.showImage(file, bytes);
  }

  /** @param {AttachmentView} file @param {number} page */
  async showPage(file, page) {
    const bytes = await backend.previewPage(file.id, page).catch(() => null);
    if (bytes) this.screen.preview.showPage(file, page, bytes);
    else this.screen.preview.showNoPage(file, page);
  }

  /** @param {AttachmentView} file */
  async launch(file) {
    await this.#tried(backend.openAttachment(file.id));
  }

  /** @param {AttachmentView} file */
  async save(file) {
    await this.#tried(backend.saveAttachment(file.id));
  }

  /** Rust does the rest, as long as the button is held. @param {AttachmentView} file */
  async drag(file) {
    await this.#tried(backend.dragAttachment(file.id));
  }

  /** @param {AttachmentView} file */
  async copy(file) {
    const isDone = await this.#tried(backend.copyAttachment(file.id));
    if (isDone === false) {
      const bytes = backend.previewAttachment(file.id).then((data) => new Blob([data], { type: file.mediaType }));
      await this.#tried(navigator.clipboard.write([new ClipboardItem({ [file.mediaType]: bytes })]));
    }
    this.screen.announce(words.files.copied);
  }

  /** @param {AttachmentView} file @param {boolean} isLeftOut */
  async leaveOut(file, isLeftOut) {
    await this.#tried(backend.leaveOut(file.id, isLeftOut));
    const changed = (/** @type {AttachmentView} */ one) => (one.id === file.id ? { ...one, isLeftOut } : one);
    this.session.messages = this.session.messages.map((message) =>
      message.attachments.some((one) => one.id === file.id) ? { ...message, attachments: message.attachments.map(changed) } : message);
    this.screen.showConversation();
  }

  /** A failure is said where the file stood that it is about. @template T @param {Promise<T>} work */
  #tried(work) {
    work.catch(() => this.screen.preview.close());
    return this.screen.tried(work);
  }
}
