// Files of messages: shown in full, opened, saved, copied, dragged out, left out of later requests.

/** @import { AttachmentView, Failure } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { isFailure } from '../failures.js';
import { leaveOutOf, leaveOutOfDraft } from '../state/draft.js';
import { words } from '../words.js';

export class Files {
  /** @param {Session} session @param {Screen} screen */
  constructor(session, screen) {
    this.session = session;
    this.screen = screen;
  }

  /** @param {AttachmentView} file */
  async show(file) {
    const preview = await this.screen.preview.make();
    preview.open(file);
    if (file.isMissing) return;
    if (file.kind === 'text') await this.showText(file);
    if (file.kind !== 'image') return;
    const bytes = await backend.previewAttachment(file.id).catch((failure) => this.#lost(file, failure));
    if (bytes) preview.showImage(file, bytes);
  }

  /** @param {AttachmentView} file */
  async showText(file) {
    const text = await backend.previewText(file.id).catch((failure) => this.#lost(file, failure));
    if (text) this.screen.preview.made?.showText(file, text);
  }

  /** What cannot be shown can still be left out. @param {AttachmentView} file @param {Failure} failure */
  #lost(file, failure) {
    this.screen.preview.made?.showLost(file, failure.detail);
    return null;
  }

  /** @param {AttachmentView} file @param {number} page */
  async showPage(file, page) {
    try {
      const bytes = await backend.previewPage(file.id, page);
      this.screen.preview.made?.showPage(file, page, bytes);
    } catch (failure) {
      this.screen.preview.made?.showNoPage(file, page, /** @type {Failure} */ (failure));
    }
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
    if (await this.#copied(file)) this.screen.announce(words.files.copied);
  }

  /** Rust writes it where it can; else the web view does. @param {AttachmentView} file @returns {Promise<boolean>} */
  async #copied(file) {
    const isDone = await this.#tried(backend.copyAttachment(file.id));
    if (isDone !== false) return isDone === true;
    const bytes = backend.previewAttachment(file.id).then((data) => new Blob([data], { type: file.mediaType }));
    const written = navigator.clipboard.write([new ClipboardItem({ [file.mediaType]: bytes })]).then(() => true, (error) => {
      throw isFailure(error) ? error : { code: 'internal', detail: String(error) };
    });
    return (await this.#tried(written)) === true;
  }

  /**
   * Leaves files out of what is sent, or takes them in again; stops at the first that fails.
   * @param {string[]} ids @param {boolean} isLeftOut @returns {Promise<boolean>} whether all were
   */
  async leaveOut(ids, isLeftOut) {
    const { session, screen } = this;
    /** @type {string[]} */
    const done = [];
    for (const id of ids) {
      const isDone = await this.#tried(backend.leaveOut(id, isLeftOut).then(() => true));
      if (!isDone) break;
      done.push(id);
    }
    session.changeMessages((messages) => messages.map((message) => leaveOutOf(message, done, isLeftOut)));
    leaveOutOfDraft(session.draft, done, isLeftOut);
    screen.showConversation();
    return done.length === ids.length;
  }

  /** A failure is said where the file stood that it is about. @template T @param {Promise<T>} work */
  #tried(work) {
    work.catch(() => this.screen.preview.made?.close());
    return this.screen.tried(work);
  }
}
