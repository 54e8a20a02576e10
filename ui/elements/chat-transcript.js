// The messages of the open conversation, and the scrolling. It follows the end only while the reader is there.
// Invariant: only what is near the reader stands in the document, and what is seen stays where it is while that changes.
// Sends `messages-needed` with a direction, and `transcript-jump` with an end of the conversation that is not loaded.

/** @import { MessageWindow } from '../bindings.js' */
/** @import { GatewayName } from './answer-message.js' */
import { AHEAD } from '../format/span.js';
import { words } from '../words.js';
import { AnswerMessage } from './answer-message.js';
import { emit, h, icon } from './dom.js';
import { showMessage } from './message-element.js';
import { MessageList } from './message-list.js';
import { ReadingPlace } from './reading-place.js';
import { focusStep, pressedStep, stepIn } from './version-stepper.js';

/** After a failure the same messages are asked for again when the reader scrolls, but not before this many milliseconds. */
const askAgainMs = 2000;
/** Room above what is loaded, in pixels: what is built while the reader scrolls up takes its place, and nothing has to be scrolled. */
const room = 12_000;
/** How long a message that was looked for stays marked. */
const markedMs = 2000;

export class ChatTranscript extends HTMLElement {
  log = h('div', { class: 'col turns', role: 'log', 'aria-live': 'off', 'aria-label': words.header.conversation });
  #thread = h('div', { class: 'thread scroll', tabindex: '-1' }, this.log);
  #list = new MessageList(this.log, this.#thread, (element, message) => showMessage(element, message, this.#window.messages, this.#gateway, this.#editing));
  place = new ReadingPlace(this.#thread, this.log);
  #jump = h('button', { class: 'jump', type: 'button', hidden: true, onclick: () => this.jumpToEnd() }, icon('arrow-down', 's'), words.composer.jump);
  /** @type {MessageWindow} */
  #window = { messages: [], hasEarlier: false, hasLater: false };
  #editing = ''; // the id of the message that is in the composer
  #isFitAsked = false;
  #asked = { edge: '', at: 0 };
  #observer = new ResizeObserver(() => {
    this.place.resized();
    if (this.#list.needsFit()) this.#askFit();
  });
  /** @type {GatewayName} */
  #gateway = { name: '', host: '' };

  connectedCallback() {
    for (const seen of [this.log, this.#thread]) this.#observer.observe(seen);
    for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, this.place.release);
    if (this.firstElementChild) return;
    this.append(this.#thread, h('div', { class: 'jump-place' }, h('div', { class: 'col' }, this.#jump)));
    this.place.absorb = (moved) => this.#list.above.absorb(moved);
    this.place.onRest = () => this.#rest();
    this.place.hasMore = () => this.#window.hasLater || !this.#list.isAtEnd;
    this.place.onSettle = () => (this.#jump.hidden = this.place.isFollowing || this.place.isNearEnd);
    this.#thread.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    this.log.addEventListener('reading-hold', () => this.place.stay());
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    this.place.forget();
    for (const end of ['pointerup', 'pointercancel']) window.removeEventListener(end, this.place.release);
  }

  /** Shows another conversation, at its end or at one of its messages. @param {MessageWindow} window @param {GatewayName} gateway @param {string | null} [around] */
  open(window, gateway, around = null) {
    const at = window.messages.findIndex(({ id }) => id === around);
    [this.#window, this.#gateway, this.#asked.edge] = [window, gateway, ''];
    this.#list.open(window.messages, at < 0 ? window.messages.length - 1 : at, this.#slack);
    if (at < 0) return this.#goToEnd();
    this.pointAt(around ?? '');
  }

  /** Shows the messages as they are now; what did not change is not touched. @param {MessageWindow} window @param {GatewayName} gateway */
  update(window, gateway) {
    [this.#window, this.#gateway] = [window, gateway];
    this.place.keep(() => this.#list.update(window.messages));
    this.#askFit();
  }

  /** Shows another version of a message; its stepper stays below the pointer, with the focus. @param {MessageWindow} window @param {GatewayName} gateway @param {string} messageId */
  showVersion(window, gateway, messageId) {
    const pressed = pressedStep(this.log);
    this.update(window, gateway);
    if (!this.#list.find(messageId)) this.#list.goTo(window.messages.findIndex(({ id }) => id === messageId));
    const step = pressed && stepIn(this.#list.find(messageId), pressed.name);
    if (!step) return;
    this.place.scrollTo(this.#thread.scrollTop + step.getBoundingClientRect().top - pressed.top);
    focusStep(step);
  }

  /** The element of an answer, if it stands in the document. @param {string} messageId @returns {AnswerMessage | null} */
  answer(messageId) {
    const element = this.#list.find(messageId);
    return element instanceof AnswerMessage ? element : null;
  }

  /** @param {string} messageId that is being edited */
  set editing(messageId) {
    const isOther = messageId !== this.#editing;
    this.#editing = messageId;
    if (isOther) this.update(this.#window, this.#gateway);
  }

  jumpToEnd() {
    if (this.#window.hasLater) return emit(this, 'transcript-jump', 'end');
    if (!this.#list.isAtEnd) this.#list.goTo(this.#window.messages.length - 1);
    this.#goToEnd();
  }

  jumpToStart() {
    if (this.#window.hasEarlier) return emit(this, 'transcript-jump', 'start');
    if (!this.#list.isAtStart) this.#list.goTo(0);
    this.#list.above.level(0);
    this.place.scrollTo(0);
    this.#askFit();
  }

  /** Scrolls by pages from elsewhere, such as the composer. @param {number} pages */
  scrollPages(pages) {
    if (pages < 0) this.place.letGo();
    this.#thread.scrollBy(0, pages * this.#thread.clientHeight * 0.9);
  }

  #goToEnd() {
    this.place.isFollowing = true;
    // Nothing to measure: at the start that would cost a layout.
    if (this.#window.messages.length === 0) return void (this.#jump.hidden = true);
    this.place.follow();
    this.#askFit();
  }

  /** Brings a loaded message into view, and marks it for a moment. @param {string} messageId */
  pointAt(messageId) {
    if (!this.#list.find(messageId)) this.#list.goTo(this.#window.messages.findIndex(({ id }) => id === messageId));
    const element = this.#list.find(messageId);
    if (!element) return;
    this.place.bring(element);
    element.toggleAttribute('data-found', true);
    setTimeout(() => element.removeAttribute('data-found'), markedMs);
    this.#askFit();
  }

  #onScroll() {
    this.place.scrolled();
    // Nothing stands before the first message, not even for a moment.
    if (!this.#window.hasEarlier && this.#list.above.slack > 0 && this.#list.isAtStart && this.#list.reach.before < 0) this.#level();
    // At once: what is scrolled into view must stand there before it is painted.
    if (this.#list.needsFit() || this.#needed) this.#fit();
  }

  /** How much room there should be above what is loaded. */
  get #slack() {
    return this.#window.hasEarlier ? room : 0;
  }

  /** Makes the room above what it should be again, where what is read stays. */
  #level() {
    if (this.place.isFollowing || this.#list.above.slack === this.#slack || (this.#slack > 0 && this.#list.above.slack > this.#slack / 2)) return;
    this.place.keep(() => this.#list.above.level(this.#slack), { byScrolling: true });
  }

  /** Nothing was scrolled for a moment. */
  #rest() {
    this.#level();
    this.#askFit();
  }

  /** After the next frame, which shows what is built already. */
  #askFit() {
    if (this.#isFitAsked) return;
    this.#isFitAsked = true;
    requestAnimationFrame(() => setTimeout(() => {
      this.#isFitAsked = false;
      this.#fit();
    }));
  }

  #fit() {
    if (this.#thread.clientHeight === 0) return;
    this.place.keep(() => this.#list.fit(this.place.isMoving) && this.#askFit());
    this.#askForMessages();
  }

  /** On which side messages come near that are not loaded. @returns {'earlier' | 'later' | null} */
  get #needed() {
    const { hasEarlier, hasLater } = this.#window;
    if (!hasEarlier && !hasLater) return null;
    const { before, behind } = this.#list.reach;
    if (hasEarlier && this.#list.isAtStart && before < AHEAD) return 'earlier';
    return hasLater && this.#list.isAtEnd && behind < AHEAD ? 'later' : null;
  }

  #askForMessages() {
    const needed = this.#needed;
    const edge = `${needed} ${this.#window.messages.at(needed === 'earlier' ? 0 : -1)?.id}`;
    const now = performance.now();
    if (!needed || (edge === this.#asked.edge && now - this.#asked.at < askAgainMs)) return;
    this.#asked = { edge, at: now };
    emit(this, 'messages-needed', needed);
  }
}

customElements.define('chat-transcript', ChatTranscript);
