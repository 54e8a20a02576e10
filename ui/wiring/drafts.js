// The draft of the open conversation: its text, saved as it is typed, its files, and what Enter does with it.
// Invariant: nothing that was typed or attached is lost when sending is refused.

/** @import { Failure, MessageView, SentForm } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
/** @import { Turns } from './turns.js' */
import * as backend from '../backend.js';
import { isFailure } from '../failures.js';
import { longPaste } from '../format/files.js';
import { applyAttachment, readyIds } from '../state/draft.js';
import { lastOwnMessage } from '../state/transcript.js';

const saveAfterMs = 300;

export class Drafts {
  #timer = 0;
  #saved = '';
  #planned = 0;

  /** @param {Session} session @param {Screen} screen @param {Turns} turns */
  constructor(session, screen, turns) {
    this.session = session;
    this.screen = screen;
    this.turns = turns;
    turns.onFinished = () => this.#sendIfQueued();
  }

  /** What was read back from the core needs no saving. @param {string} text */
  loaded(text) {
    clearTimeout(this.#timer);
    this.#saved = text;
  }

  changed() {
    this.screen.showComposer();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.save(), saveAfterMs);
  }

  /** Saves the text now, if it changed. */
  async save() {
    clearTimeout(this.#timer);
    const text = this.session.replaces ? this.session.textBeforeEdit : this.screen.composer.text;
    if (text === this.#saved) return;
    this.#saved = text;
    await backend.saveDraft(this.session.summary.id, text).catch((failure) => this.screen.showFailure(failure));
  }

  /** Enter, or the button. */
  submit() {
    const next = this.screen.nextOnEnter();
    if (next === 'nothing' || this.session.isSending) return;
    if (next === 'send') return void this.#send();
    this.session.isQueued = !this.session.isQueued;
    this.screen.showComposer();
  }

  /** Takes an earlier message into the composer, to send another version of it. @param {MessageView} message */
  edit(message) {
    const { session, screen } = this;
    if (!session.replaces) session.textBeforeEdit = screen.composer.text;
    session.replaces = message;
    screen.composer.text = message.text;
    screen.showComposer();
    screen.composer.focus();
    void this.plan();
  }

  editLast() {
    const message = lastOwnMessage(this.session.messages);
    if (message && !this.session.isAnswering) this.edit(message);
  }

  cancelEdit() {
    this.session.replaces = null;
    this.screen.composer.text = this.session.textBeforeEdit;
    this.screen.showComposer();
    this.screen.composer.focus();
    void this.plan();
  }

  async pick() {
    await backend.pickAttachments(this.session.summary.id).catch((failure) => this.screen.showFailure(failure));
    this.screen.composer.focus();
  }

  /** @param {File} file */
  async paste(file) {
    try {
      await backend.pasteAttachment(this.session.summary.id, file.name, new Uint8Array(await file.arrayBuffer()));
    } catch (failure) {
      // A folder has no bytes, and what the web view says of it is no failure of ours.
      this.screen.showFailure(isFailure(failure) ? failure : { code: 'attachment', problem: 'unreadable', detail: file.name });
    }
  }

  /** Takes what the web view does not give the page. */
  async pasteFiles() {
    await backend.pasteFiles(this.session.summary.id).catch((failure) => this.screen.showFailure(failure));
  }

  /** A text too long to be read in the composer becomes a file; its chip can put it back. @param {string} text */
  async pasteText(text) {
    await backend.pasteText(this.session.summary.id, text).catch((failure) => this.screen.showFailure(failure));
  }

  /** Text of another program goes where the caret is, or becomes a file if it is long. @param {string} text */
  dropText(text) {
    if (text.length > longPaste) return void this.pasteText(text);
    this.screen.composer.insert(text);
  }

  /** Takes the files that a later start of the program handed over. */
  async takeArrivals() {
    await backend.attachArrivals(this.session.summary.id).catch((failure) => this.screen.showFailure(failure));
  }

  /** Puts a pasted text back into the message. @param {string} attachmentId */
  async takeText(attachmentId) {
    try {
      const text = await backend.takeText(attachmentId);
      this.session.chips = this.session.chips.filter((one) => one.id !== attachmentId);
      const { composer } = this.screen;
      composer.text = composer.text === '' ? text : `${composer.text}\n\n${text}`;
      this.changed();
      composer.focus();
      await this.plan();
    } catch (failure) {
      this.screen.showFailure(/** @type {Failure} */ (failure));
    }
  }

  /** @param {string} attachmentId @param {SentForm} form */
  async chooseForm(attachmentId, form) {
    await backend.chooseForm(attachmentId, form).catch((failure) => this.screen.showFailure(failure));
    await this.plan();
  }

  /** Asks how the files would go out now; does nothing where there are none. */
  async plan() {
    const { session, screen } = this;
    const { id } = session.summary;
    const hasFiles = session.chips.length > 0 || session.messages.some((message) => message.attachments.length > 0);
    if (!hasFiles) {
      session.plan = null;
      return screen.showComposer();
    }
    const asked = ++this.#planned;
    const plan = await backend.planFiles(id, session.replaces?.id ?? null).catch(() => null);
    if (asked !== this.#planned || id !== session.summary.id) return;
    session.plan = plan;
    screen.showComposer();
  }

  /** @param {string} attachmentId */
  async remove(attachmentId) {
    const chip = this.session.chips.find((one) => one.id === attachmentId);
    this.session.chips = this.session.chips.filter((one) => one.id !== attachmentId);
    this.screen.showComposer();
    this.screen.composer.focus();
    this.#sendIfQueued();
    // A file that was refused is not known to the core any more.
    if (chip?.state === 'failed' && chip.failure.problem !== 'unreadable') return;
    await backend.removeAttachment(attachmentId).catch((failure) => this.screen.showFailure(failure));
    await this.plan();
  }

  /** @param {import('../state/draft.js').AttachmentEvent} event */
  onAttachment(event) {
    if (event.conversationId !== this.session.summary.id) return;
    // One that is not in the draft belongs to the message that is on its way.
    if (event.type === 'attachmentProgressed' && this.session.isSending && !this.session.chips.some((chip) => chip.id === event.attachmentId)) {
      this.session.drawing = event;
    }
    this.session.chips = applyAttachment(this.session.chips, event);
    if (event.type === 'attachmentRefused') this.session.isQueued = false;
    this.screen.showComposer();
    this.#sendIfQueued();
    if (event.type === 'attachmentReady') void this.plan();
  }

  #sendIfQueued() {
    if (this.session.isQueued && this.screen.nextOnEnter() === 'send') void this.#send();
  }

  async #send() {
    const { session, screen } = this;
    const { id } = session.summary;
    const { chips, replaces, textBeforeEdit } = session;
    const text = screen.composer.text;
    const saved = this.#saved;
    clearTimeout(this.#timer);
    screen.hideFailure();
    screen.composer.text = replaces ? textBeforeEdit : '';
    Object.assign(session, { chips: chips.filter((chip) => chip.state === 'failed'), replaces: null, isQueued: false });
    this.#saved = screen.composer.text;
    const failure = await this.turns.send({ text, attachmentIds: readyIds(chips), replaces: replaces?.id ?? null });
    if (!failure) return void this.plan();
    if (session.summary.id !== id) return void backend.saveDraft(id, text).catch(() => {});
    Object.assign(session, { chips, replaces });
    screen.composer.text = text;
    this.#saved = saved;
    screen.showComposer();
    screen.showFailure(failure);
    if (failure.code === 'missingKey') screen.keyDialog.open(session.gateway);
    await this.save();
  }
}
