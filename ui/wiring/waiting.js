// Messages that wait for the network: in each chat they go out one after the other once it is back, each when the answer
// before it has ended well. Invariant: they are kept as part of the draft, so that a restart loses none.

/** @import { ChatDraft } from '../state/draft.js' */
/** @import { Drafts } from './drafts.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';

export class Waiting {
  /** @param {Session} session @param {Screen} screen @param {Drafts} drafts */
  constructor(session, screen, drafts) {
    this.session = session;
    this.screen = screen;
    this.drafts = drafts;
  }

  /** Keeps the message of a draft until there is a network. @param {ChatDraft} draft */
  hold(draft) {
    draft.waiting = [...draft.waiting, this.drafts.take(draft)];
    this.#changed(draft);
    this.deliver(draft);
  }

  /** The network is back. */
  resume() {
    for (const draft of this.session.drafts.values()) this.deliver(draft);
  }

  /** Sends the first message that waits, if nothing is under way in its chat, after asking where that would pass a limit. @param {ChatDraft} draft */
  deliver(draft) {
    const first = this.#due(draft);
    if (!first) return;
    this.drafts.turns.limits.ask(draft, [this.session.onceRoute(first.text)?.route ?? null], (isMeant) => {
      // Much may have happened while that was asked.
      if (this.#due(draft) !== first) return;
      if (!isMeant) return this.edit(0);
      draft.waiting = draft.waiting.slice(1);
      void this.drafts.send(draft, first);
    });
  }

  /** The message that goes out next, if it can now. @param {ChatDraft} draft */
  #due(draft) {
    const isAnswering = draft === this.session.draft ? this.session.isAnswering : draft.wasAnswering;
    return this.session.isOfflineIn(draft.conversationId) || isAnswering || draft.isSending ? null : draft.waiting[0] ?? null;
  }

  /** An answer of a chat has ended, wherever the reader is. @param {string} conversationId */
  answered(conversationId) {
    const draft = this.session.drafts.get(conversationId);
    if (!draft || draft === this.session.draft) return;
    draft.wasAnswering = false;
    this.deliver(draft);
  }

  /** Takes one back into the composer. @param {number} at */
  edit(at) {
    const { draft } = this.session;
    const message = draft.waiting[at];
    if (!message) return;
    draft.waiting = draft.waiting.toSpliced(at, 1);
    this.drafts.putBack(draft, message);
    this.#changed(draft);
    this.screen.composer.focus();
  }

  /** @param {number} at */
  async remove(at) {
    const { draft } = this.session;
    const message = draft.waiting[at];
    if (!message) return;
    draft.waiting = draft.waiting.toSpliced(at, 1);
    this.#changed(draft);
    this.screen.focusIfLost();
    await this.screen.tried(Promise.all(message.chips.map(({ id }) => backend.removeAttachment(id))));
  }

  /** @param {ChatDraft} draft */
  #changed(draft) {
    void this.drafts.store(draft);
    this.screen.showComposer();
  }
}
