// The drafts: their text, saved as it is typed, their files, and what Enter does with them. One is shown; those of other
// chats wait for their files and for messages on their way. Invariant: nothing that was typed or attached is lost when
// sending is refused, when another chat is opened, or while a message is on its way.

/** @import { ConversationView, Failure, MessageView, SendAs } from '../bindings.js' */
/** @import { Starter } from '../elements/starter-list.js' */
/** @import { AttachmentEvent, ChatDraft, Sent } from '../state/draft.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
/** @import { Turns } from './turns.js' */
import * as backend from '../backend.js';
import { afterRefusal, applyAttachment, joined, keptFiles, onEnter, readyIds, replacedBy, textToKeep } from '../state/draft.js';
import { goesElsewhere, lastAnswer, lastOwnMessage } from '../state/transcript.js';
import { Pasting } from './pasting.js';
import { Waiting } from './waiting.js';

/** How long after a key a draft is saved, and how long at most while it is typed. */
const [saveAfterMs, saveWithinMs] = [300, 900];

export class Drafts {
  #timer = 0;
  /** When the oldest change was made that is not saved. @type {number | null} */
  #unsavedSince = null;
  #previewed = 0;
  /** Conversations that are being opened: what is told of their files meanwhile may be newer than what comes of it. */
  #opening = 0;
  /** What was chosen for files and is on its way to the core: a message that is sent now goes out behind it. @type {Promise<unknown>} */
  #chosen = Promise.resolve();
  /** @type {AttachmentEvent[]} */
  #early = [];
  /** The draft that was shown last. @type {ChatDraft | null} */
  #shown = null;

  /** @param {Session} session @param {Screen} screen @param {Turns} turns */
  constructor(session, screen, turns) {
    this.session = session;
    this.screen = screen;
    this.turns = turns;
    this.pasting = new Pasting(session, screen, this);
    this.waiting = new Waiting(session, screen, this);
    turns.onFinished = () => {
      this.waiting.deliver(session.draft);
      this.#sendIfQueued(session.draft);
      // The answer may have taught in which form this model takes files.
      void this.preview();
    };
  }

  /** Waits for a conversation that is to be shown. @param {Promise<ConversationView>} view */
  async during(view) {
    this.#opening += 1;
    try {
      return await view;
    } finally {
      this.#opening -= 1;
      // After it was shown, what is left belongs to chats that are not.
      setTimeout(() => this.#opening || (this.#early = []));
    }
  }

  /** The session has another draft now, which is on the screen. */
  entered() {
    const { session, screen } = this;
    const { draft } = session;
    const left = this.#shown;
    this.#shown = draft;
    clearTimeout(this.#timer);
    if (left && left !== draft) void this.store(left);
    session.tidyDrafts();
    const early = this.#early.filter((event) => event.conversationId === draft.conversationId);
    early.forEach((event) => this.#apply(draft, event));
    if (draft.failure) screen.showFailure(draft.failure);
    draft.failure = null;
    const hasFailed = draft.wasAnswering && !session.isAnswering && lastAnswer(session.messages)?.state !== 'done';
    if (hasFailed) draft.isQueued = false;
    screen.showComposer();
    this.waiting.deliver(draft);
    this.#sendIfQueued(draft);
    void this.preview();
  }

  changed() {
    this.#read();
    this.screen.showComposer();
    clearTimeout(this.#timer);
    // Whoever types without a pause must not lose more than that to a crash.
    const now = performance.now();
    this.#unsavedSince ??= now;
    const delay = Math.min(saveAfterMs, Math.max(0, this.#unsavedSince + saveWithinMs - now));
    this.#timer = window.setTimeout(() => void this.save().then(() => this.estimate()), delay);
  }

  /** Saves the text now, if it changed. */
  async save() {
    clearTimeout(this.#timer);
    this.#unsavedSince = null;
    this.#read();
    await this.store(this.session.draft);
  }

  /** What stands in the composer is the text of the draft that is shown, once it is. */
  #read() {
    if (this.#shown === this.session.draft) this.#shown.text = this.screen.composer.text;
  }

  /** @param {ChatDraft} draft @param {string} text */
  #write(draft, text) {
    draft.text = text;
    if (draft === this.session.draft) this.screen.composer.text = text;
  }

  /** Lets the core keep the text of a draft, one version after the other. @param {ChatDraft} draft */
  store(draft) {
    draft.saving ??= this.#storeNewest(draft).finally(() => (draft.saving = null));
    return draft.saving;
  }

  /** @param {ChatDraft} draft */
  async #storeNewest(draft) {
    for (let text = textToKeep(draft); text !== draft.saved; text = textToKeep(draft)) {
      try {
        await backend.saveDraft(draft.conversationId, text);
        draft.saved = text;
      } catch (failure) {
        draft.saved = null;
        return this.turns.tell(draft, /** @type {Failure} */ (failure));
      }
    }
  }

  /** Enter, or the button. */
  submit() {
    const { draft } = this.session;
    this.#read();
    const next = this.#next(draft);
    // A second Enter that comes with the first is none for what stood below an edit.
    if (next === 'nothing' || draft.sent?.replaces) return;
    // Asked for before anything is on its way: only sending needs it.
    const gateway = this.session.gatewayOf(this.session.summary.route);
    if (gateway.key === 'missing') return void this.screen.openKeyDialog(gateway);
    // What is written while others wait goes out behind them.
    if (next === 'send' && !this.turns.comparison && (this.session.isOffline || draft.waiting.length > 0)) return this.waiting.hold(draft);
    if (next === 'send') return this.#go(draft);
    draft.isQueued = !draft.isQueued;
    this.screen.showComposer();
  }

  /** Sends what stands in a draft, after asking where that would pass a limit. @param {ChatDraft} draft */
  #go(draft) {
    const { turns, session, screen } = this;
    if (turns.limits.areSet) void this.store(draft);
    turns.limits.ask(draft, turns.comparison?.routes ?? [session.onceRoute(draft.text)?.route ?? null], (isMeant) => {
      if (isMeant && this.#next(draft) === 'send') return void this.send(draft);
      draft.isQueued = false;
      screen.showComposer();
    });
  }

  /** Takes an earlier message into the composer, to send another version of it. @param {MessageView} message */
  edit(message) {
    const { session, screen } = this;
    const { draft } = session;
    this.#read();
    if (!draft.replaces) draft.textBeforeEdit = draft.text;
    Object.assign(draft, { replaces: message, dropped: [] });
    this.#write(draft, message.text);
    screen.showComposer();
    screen.composer.focus();
    void this.preview();
  }

  editLast() {
    const message = lastOwnMessage(this.session.messages);
    if (message && !this.session.isAnswering) this.edit(message);
  }

  cancelEdit() {
    const { draft } = this.session;
    Object.assign(draft, { replaces: null, dropped: [] });
    this.#write(draft, draft.textBeforeEdit);
    void this.store(draft);
    this.screen.showComposer();
    this.screen.composer.focus();
    void this.preview();
  }

  /** Writes what a starter asks; the demo, which costs nothing, answers at once. @param {Starter} starter */
  async start({ text, takesFile = false }) {
    const { session, screen } = this;
    screen.composer.focus();
    screen.composer.text = '';
    screen.composer.insert(text);
    if (takesFile) await this.pick();
    else if (session.gateway.kind === 'demo' && !session.isAnswering) this.submit();
  }

  async pick() {
    await this.screen.tried(backend.pickAttachments(this.session.summary.id));
    this.screen.composer.focus();
  }

  /** Waits for what may become a file; so does a message that is sent meanwhile. @template T @param {Promise<T>} work */
  async whileComing(work) {
    const { draft } = this.session;
    draft.coming += 1;
    try {
      return await work;
    } finally {
      draft.coming -= 1;
      // Nothing came, and there is nothing to be sent.
      if (this.#next(draft) === 'nothing') draft.isQueued = false;
      this.#sendIfQueued(draft);
      if (draft === this.session.draft) this.screen.showComposer();
    }
  }

  /** Takes the files that the program was started with, or that a later start handed over. */
  async takeArrivals() {
    await this.screen.tried(backend.attachArrivals(this.session.summary.id));
  }

  /** Puts a pasted text back into the message. @param {string} attachmentId */
  async takeText(attachmentId) {
    const { draft } = this.session;
    try {
      const text = await backend.takeText(attachmentId);
      this.#drop(draft, attachmentId);
      if (draft === this.session.draft) this.#read();
      this.#write(draft, joined(draft.text, text));
      await this.store(draft);
      if (draft !== this.session.draft) return;
      this.screen.composer.focus();
      await this.preview();
    } catch (failure) {
      this.turns.tell(draft, /** @type {Failure} */ (failure));
    }
  }

  /** @param {string} attachmentId @param {SendAs} sendAs */
  async chooseSendAs(attachmentId, sendAs) {
    await this.follow(this.screen.tried(backend.chooseSendAs(attachmentId, sendAs)));
  }

  /** Follows a choice about files, with what it comes to. @param {Promise<unknown>} choice */
  async follow(choice) {
    this.#chosen = Promise.allSettled([this.#chosen, choice]);
    await choice;
    await this.preview();
  }

  /** Asks what the draft will come to, as far as its text is kept. */
  async estimate() {
    const { draft } = this.session;
    const isWanted = draft.text.trim() !== '' || goesElsewhere(this.session);
    const once = this.session.onceRoute(draft.text)?.route ?? null;
    const estimate = isWanted ? await backend.estimateSend(draft.conversationId, once).catch(() => null) : null;
    if (draft !== this.session.draft) return;
    draft.estimate = estimate;
    this.screen.showComposer();
  }

  /** Asks how the files would go out now; does nothing where there are none. */
  async preview() {
    const { session, screen } = this;
    const { draft } = session;
    if (draft.text.trim() !== '' || draft.estimate || goesElsewhere(session)) void this.estimate();
    const hasFiles = session.chips.length > 0 || session.window.hasEarlier || session.messages.some((message) => message.attachments.length > 0);
    if (!hasFiles) {
      draft.preview = null;
      return screen.showComposer();
    }
    const asked = ++this.#previewed;
    const preview = await backend.previewSend(draft.conversationId, replacedBy(draft)).catch((failure) => {
      this.turns.tell(draft, /** @type {Failure} */ (failure));
      return null;
    });
    if (asked !== this.#previewed || draft !== session.draft) return;
    draft.preview = preview;
    screen.showComposer();
  }

  /** @param {string} attachmentId */
  async remove(attachmentId) {
    const { draft } = this.session;
    const isKept = keptFiles(draft).some((file) => file.id === attachmentId);
    if (isKept) draft.dropped = [...draft.dropped, attachmentId];
    else this.#drop(draft, attachmentId);
    this.screen.showComposer();
    this.screen.composer.focus();
    // The version before keeps it.
    if (isKept) return this.preview();
    this.#sendIfQueued(draft);
    await this.screen.tried(backend.removeAttachment(attachmentId));
    await this.preview();
  }

  /** @param {ChatDraft} draft @param {string} attachmentId */
  #drop(draft, attachmentId) {
    this.session.gone.add(attachmentId);
    draft.chips = draft.chips.filter((one) => one.id !== attachmentId);
  }

  /** @param {AttachmentEvent} event */
  onAttachment(event) {
    if (this.#opening > 0) this.#early.push(event);
    const draft = this.session.drafts.get(event.conversationId);
    if (!draft) return;
    this.#apply(draft, event);
    const isShown = draft === this.session.draft;
    if (isShown) this.screen.showComposer();
    this.#sendIfQueued(draft);
    if (isShown && event.type === 'attachmentReady') void this.preview();
  }

  /** @param {ChatDraft} draft @param {AttachmentEvent} event */
  #apply(draft, event) {
    const id = event.type === 'attachmentReady' ? event.attachment.id : event.attachmentId;
    const { sent, isSending } = draft;
    if (event.type === 'attachmentRefused') draft.isQueued = false;
    if (event.type === 'attachmentProgressed') {
      // One that is not in the draft belongs to the message that is on its way.
      if (isSending && !draft.chips.some((chip) => chip.id === id)) draft.drawing = event;
    } else if (sent?.chips.some((chip) => chip.id === id)) {
      // It comes back with what is known of it now, if the message is not taken.
      if (event.type === 'attachmentReady') sent.chips = applyAttachment(sent.chips, event);
      return;
    }
    if (!this.session.gone.has(id)) draft.chips = applyAttachment(draft.chips, event);
  }

  /** What Enter does with a draft. @param {ChatDraft} draft */
  #next(draft) {
    const { session } = this;
    const { text, chips, wasAnswering, coming } = draft;
    const isAnswering = draft.isSending || (draft === session.draft ? session.isAnswering : wasAnswering);
    return onEnter({ text, chips, isAnswering, keepsFiles: keptFiles(draft).length > 0, coming });
  }

  /** @param {ChatDraft} draft */
  #sendIfQueued(draft) {
    if (draft === this.session.draft) this.#read();
    if (draft.isQueued && this.#next(draft) === 'send') this.#go(draft);
  }

  /** Takes the message out of a draft. @param {ChatDraft} draft @returns {Sent} */
  take(draft) {
    const { text, replaces, dropped } = draft;
    const chips = draft.chips.filter((chip) => chip.state === 'ready');
    const failed = draft.chips.filter((chip) => chip.state === 'failed');
    Object.assign(draft, { chips: failed, replaces: null, dropped: [], isQueued: false });
    chips.forEach(({ id }) => this.session.gone.add(id));
    this.#write(draft, replaces ? draft.textBeforeEdit : '');
    return { text, replaces, dropped, chips };
  }

  /** @param {ChatDraft} draft @param {Sent} [sent] that has waited; else what stands in the draft */
  async send(draft, sent = this.take(draft)) {
    const { session, screen } = this;
    const { text } = sent;
    const attachmentIds = readyIds(sent.chips);
    draft.sent = sent;
    if (draft === session.draft) screen.hideFailure();
    // Kept whole before it goes out, so that the core can tell it from what is typed afterwards.
    const before = Promise.all([this.store(draft), this.#chosen]).then(() => {});
    // Lanes say themselves where they go.
    const once = this.turns.comparison ? null : session.onceRoute(text);
    const message = { text: once?.text ?? text, attachmentIds, replaces: replacedBy(sent), ...(once ? { route: once.route, drafted: text } : {}) };
    const failure = await this.turns.send(draft, message, before);
    if (draft === session.draft) this.#read();
    Object.assign(draft, { sent: null, saved: null });
    if (failure) this.#giveBack(draft, sent, failure);
    await this.store(draft);
    if (draft === session.draft) void this.preview();
  }

  /** Puts a message that was taken out back, above what came since. @param {ChatDraft} draft @param {Sent} sent */
  putBack(draft, sent) {
    sent.chips.forEach((chip) => this.session.gone.delete(chip.id));
    Object.assign(draft, afterRefusal(draft, sent));
    this.#write(draft, draft.text);
  }

  /** @param {ChatDraft} draft @param {Sent} sent @param {Failure} failure */
  #giveBack(draft, sent, failure) {
    const { session, screen } = this;
    this.putBack(draft, sent);
    // A file came at the last moment: the message waits for it, as it would have. Word of it may be late, or have gone by.
    if (failure.problem === 'stillPreparing') {
      draft.isQueued = true;
      setTimeout(() => this.#sendIfQueued(draft), saveAfterMs);
    } else this.turns.tell(draft, failure);
    if (draft !== session.draft) return;
    screen.showComposer();
    if (failure.code === 'missingKey') void screen.openKeyDialog(session.gatewayOf(session.summary.route));
  }
}
