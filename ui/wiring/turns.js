// The life of turns, from the page's side: send, ask again, stop, and their events until the end.
// Invariant: an event is never lost. While a command is on its way, events of turns that are not known yet wait for it;
// a gap in `seq` opens the conversation again.

/** @import { AttachmentView, ChatEvent, Failure, RetryTurn, Route, SendAs, SendMessage, StartedTurn } from '../bindings.js' */
/** @import { ChatDraft } from '../state/draft.js' */
/** @import { EndEvent } from '../state/patches.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { count } from '../format/figures.js';
import { PatchQueue } from '../state/patches.js';
import { afterStart, withChanged } from '../state/message-window.js';
import { applyAttempted, applyEnd, tokensWritten } from '../state/transcript.js';
import { newTurnId } from '../state/turn-id.js';
import { locale, words } from '../words.js';
import { Limits } from './limits.js';

export class Turns {
  /** Turns of the open conversation that run. @type {Map<string, PatchQueue>} */
  #queues = new Map();
  /** Events of turns that are not known yet. @type {ChatEvent[]} */
  #early = [];
  #commands = 0;
  #isFrameAsked = false;
  /** What follows the end of the running turn, once. @type {(() => Promise<void>) | null} */
  #afterEnd = null;
  /** Answers that are compared, while they are on the screen in place of the transcript. @type {import('./compare.js').Compare | null} */
  comparison = null;
  /** Called when an answer has ended well, so that a waiting draft can go out. */
  onFinished = () => {};

  /** @param {Session} session @param {Screen} screen */
  constructor(session, screen) {
    this.session = session;
    this.screen = screen;
    this.limits = new Limits(session, screen);
  }

  /**
   * Waits for a command whose result may name turns that already send events.
   * @template T
   * @param {Promise<T>} command
   * @returns {Promise<T>}
   */
  async during(command) {
    this.#commands += 1;
    try {
      return await command;
    } finally {
      this.#commands -= 1;
      // After the caller has taken the result in, whatever is still unknown is of no use.
      setTimeout(() => this.#replay());
    }
  }

  /** Listens for the turns of a conversation that is shown from now on. */
  begin() {
    this.#queues.clear();
    this.#afterEnd = null;
    this.watch();
  }

  /** Listens for the turns of the messages that are loaded now, and for one that runs elsewhere in their conversation. */
  watch() {
    const known = this.#queues;
    this.#queues = new Map();
    const { messages, running } = this.session;
    for (const message of running && !messages.includes(running) ? [...messages, running] : messages) {
      if (message.state !== 'streaming' || !message.turn) continue;
      const seq = message.running?.seq ?? 0;
      const queue = known.get(message.turn.id);
      // One that was built anew has all up to its own number.
      this.#queues.set(message.turn.id, queue && queue.isAt(message.running) ? queue : new PatchQueue(seq));
    }
    this.#replay();
  }

  /** @param {ChatEvent} event */
  onEvent(event) {
    if (this.comparison?.take(event)) return;
    // Also of turns that are known: what a command brings may have been read before this.
    if (this.#commands > 0) this.#early.push(event);
    const queue = this.#queues.get(event.turnId);
    if (!queue) return;
    const became = queue.push(event);
    if (became === 'gap') void this.readAgain();
    if (became === 'queued') this.#askFrame();
  }

  /**
   * @param {ChatDraft} draft that it was taken from
   * @param {Pick<SendMessage, 'text' | 'attachmentIds' | 'replaces' | 'route' | 'drafted'>} message
   * @param {Promise<void>} stored what has to be kept first
   * @returns {Promise<Failure | null>} why it was not sent
   */
  async send(draft, message, stored) {
    const { conversationId } = draft;
    const { text, attachmentIds, replaces } = message;
    const lanes = this.comparison?.begin();
    if (lanes) return this.#start(draft, stored.then(() => backend.askLanes({ question: { kind: 'new', conversationId, text, attachmentIds, replaces }, lanes })));
    return this.#start(draft, stored.then(() => backend.sendMessage({ turnId: newTurnId(), conversationId, ...message })));
  }

  /** Says what failed in the chat that it is about, now or when that is shown again. @param {ChatDraft} draft @param {Failure} failure */
  tell(draft, failure) {
    if (draft === this.session.draft) this.screen.showFailure(failure);
    else draft.failure = failure;
  }

  /** @param {string} messageId @param {Route | null} route @param {SendAs | null} [sendAs] another one for PDFs */
  async retry(messageId, route, sendAs = null) {
    await this.#again({ messageId, route, sendAs, continues: false });
  }

  /** Goes on with an answer where it ends, in a new version. @param {string} messageId @param {Route | null} [route] */
  async continueAnswer(messageId, route = null) {
    await this.#again({ messageId, route, sendAs: null, continues: true });
  }

  /** @param {Omit<RetryTurn, 'turnId'>} again */
  async #again(again) {
    const { session } = this;
    const { draft } = session;
    const isFree = () => !session.isAnswering && !session.isSending;
    if (!isFree()) return;
    await new Promise((resolve) => this.limits.ask(draft, [again.route], (isMeant) => resolve(isMeant && isFree() ? this.#retry(draft, again) : null)));
  }

  /** @param {ChatDraft} draft @param {Omit<RetryTurn, 'turnId'>} again */
  async #retry(draft, again) {
    this.screen.hideFailure();
    const failure = await this.#start(draft, backend.retryTurn({ turnId: newTurnId(), ...again }));
    if (failure) this.tell(draft, failure);
  }

  async stop() {
    if (this.comparison) return this.comparison.stopAll();
    const { running, drawing } = this.session;
    // What is on its way may wait for pages, which is then given up.
    if (drawing) return void (await this.screen.tried(backend.stopPreparing(drawing.attachmentId)));
    const turn = running?.turn;
    if (!turn) return;
    this.session.draft.isQueued = false;
    this.screen.showComposer();
    await this.screen.tried(backend.stopTurn(turn.id));
  }

  /** Makes the next attempt at once. */
  async retryNow() {
    const turn = this.session.running?.turn;
    if (turn) await this.screen.tried(backend.retryNow(turn.id));
  }

  /** Gives up on the pinned vendor while it is waited for, and asks with automatic routing instead. */
  async switchToAuto() {
    const message = this.session.running;
    if (!message?.turn) return;
    this.#afterEnd = () => this.retry(message.id, { model: message.turn?.route.model ?? '', vendor: 'auto' });
    await this.stop();
  }

  /** @param {ChatDraft} draft of the chat that it is about @param {Promise<StartedTurn>} command @returns {Promise<Failure | null>} */
  async #start(draft, command) {
    draft.isSending = true;
    this.screen.showComposer();
    try {
      const started = await this.during(command);
      Object.assign(draft, { isSending: false, drawing: null });
      draft.wasAnswering = started.conversation.isRunning;
      this.#show(started);
      return null;
    } catch (failure) {
      Object.assign(draft, { isSending: false, drawing: null, isQueued: false });
      this.comparison?.refused();
      this.screen.showComposer();
      return /** @type {Failure} */ (failure);
    }
  }

  /** @param {StartedTurn} started */
  #show({ conversation, messages, changed }) {
    const { session, screen } = this;
    const isHere = conversation.id === session.summary.id;
    session.setRow(conversation);
    if (!isHere) return screen.showSidebar();
    if (this.comparison) return this.comparison.started(messages);
    session.window = afterStart(session.window, messages);
    session.changeMessages((all) => withChanged(all, changed));
    this.begin();
    screen.showConversation();
    screen.transcript.jumpToEnd();
    // What asked for it may have gone with the version before.
    screen.focusIfLost();
    screen.announce(words.announce.started);
  }

  #replay() {
    const events = this.#early;
    this.#early = [];
    for (const event of events) this.onEvent(event);
  }

  #askFrame() {
    if (this.#isFrameAsked) return;
    this.#isFrameAsked = true;
    onNextFrame(() => {
      this.#isFrameAsked = false;
      this.#paint();
    });
  }

  #paint() {
    for (const [turnId, queue] of this.#queues) {
      const taken = queue.take();
      const message = taken && (this.session.messages.find((one) => one.turn?.id === turnId) ?? this.session.running);
      if (!taken || !message) continue;
      const answer = this.screen.transcript.answer(message.id);
      if (taken.attempted) {
        const { attempted } = taken;
        this.session.changeMessages((messages) => applyAttempted(messages, attempted));
        answer?.wait(taken.attempted.attempt, taken.attempted.next);
        continue;
      }
      if (taken.files) answer?.addFiles(taken.files);
      if (taken.patch) answer?.patch(taken.patch);
      const { end } = taken;
      // After the last text is on the screen: a very long answer costs enough in each of the two frames.
      if (end) onNextFrame(() => this.#queues.get(turnId) === queue && this.#end(end, answer?.reasoning ?? '', queue.files));
    }
  }

  /** @param {EndEvent} event @param {string} reasoning @param {AttachmentView[]} files */
  #end(event, reasoning, files) {
    const { session, screen } = this;
    this.#queues.delete(event.turnId);
    session.changeMessages((messages) => applyEnd(messages, event, reasoning, files));
    session.setRow({ ...session.summary, isRunning: false });
    screen.showConversation();
    if (event.type === 'finished') {
      const tokens = tokensWritten(event.turn);
      screen.announce(tokens === null ? words.announce.finished : words.announce.finishedTokens(count(tokens, locale)));
      this.onFinished();
      return;
    }
    if (event.type === 'stopped') screen.announce(words.announce.stopped);
    session.draft.isQueued = false;
    screen.showComposer();
    const next = this.#afterEnd;
    this.#afterEnd = null;
    void next?.();
  }

  /** Reads the messages again; what stands in the composer is not touched. */
  async readAgain() {
    const { session, screen } = this;
    const { id } = session.summary;
    if (this.comparison) return this.comparison.reload();
    this.#queues.clear();
    const view = await screen.tried(this.during(backend.openConversation(id)));
    if (!view || id !== session.summary.id) return;
    session.window = view.window;
    session.setRow(view.summary);
    this.begin();
    screen.transcript.open(session.window, screen.gateway);
    screen.showConversation();
  }
}

/** @param {() => void} work */
export function onNextFrame(work) {
  // A hidden page gets no frames, but its answers must still end.
  if (document.hidden) setTimeout(work, 100);
  else requestAnimationFrame(work);
}
