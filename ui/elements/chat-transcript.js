// The messages of the open conversation, and the scrolling. It follows the end only while the reader is there.
// Invariant: only the newest messages stand in the document; older ones are added when the reader comes near them.
// Nothing is scrolled unless the height changed, and never smoothly.

/** @import { MessageView } from '../bindings.js' */
/** @import { GatewayName } from './answer-message.js' */
import { hasSentImages, otherSendOptions } from '../format/files.js';
import { words } from '../words.js';
import { AnswerMessage } from './answer-message.js';
import { h, icon } from './dom.js';
import { UserMessage } from './user-message.js';

const firstWindow = 40;
const moreAtOnce = 40;
/** How near the end, in pixels, counts as at the end. */
const nearEnd = 24;

export class ChatTranscript extends HTMLElement {
  #log = h('div', { class: 'col turns', role: 'log', 'aria-live': 'off', 'aria-label': words.header.conversation });
  #thread = h('div', { class: 'thread scroll', tabindex: '-1' }, this.#log);
  #jump = h(
    'button',
    { class: 'jump', type: 'button', hidden: true, onclick: () => this.jumpToEnd() },
    icon('arrow-down', 's'),
    words.composer.jump,
  );
  /** @type {MessageView[]} */
  #messages = [];
  #from = 0;
  #isFollowing = true;
  #isHeld = false;
  #lastTop = 0;
  /** @type {GatewayName} */
  #gateway = { name: '', host: '' };

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(this.#thread, h('div', { class: 'jump-place' }, h('div', { class: 'col' }, this.#jump)));
    new ResizeObserver(() => this.#follow()).observe(this.#log);
    new ResizeObserver(() => this.#follow()).observe(this.#thread);
    this.#thread.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    this.#thread.addEventListener('wheel', (event) => event.deltaY < 0 && this.#letGo(), { passive: true });
    this.#thread.addEventListener('keydown', (event) => {
      if (['PageUp', 'ArrowUp', 'Home'].includes(event.key)) this.#letGo();
    });
    this.#log.addEventListener('reading-hold', () => (this.#isFollowing = false));
    this.#thread.addEventListener('pointerdown', () => (this.#isHeld = true));
    window.addEventListener('pointerup', () => (this.#isHeld = false));
    window.addEventListener('pointercancel', () => (this.#isHeld = false));
  }

  /** Shows another conversation, at its end. @param {MessageView[]} messages @param {GatewayName} gateway */
  open(messages, gateway) {
    this.#log.replaceChildren();
    this.#from = Math.max(0, messages.length - firstWindow);
    this.#isFollowing = true;
    this.#lastTop = 0;
    this.update(messages, gateway);
    this.jumpToEnd();
  }

  /** Shows the messages as they are now; what did not change is not touched. @param {MessageView[]} messages @param {GatewayName} gateway */
  update(messages, gateway) {
    this.#messages = messages;
    this.#gateway = gateway;
    this.#from = Math.min(this.#from, Math.max(0, messages.length - 1));
    const wanted = messages.slice(this.#from);
    const there = new Map(Array.from(this.#log.children, (element) => [/** @type {HTMLElement} */ (element).dataset.id, element]));
    let next = this.#log.firstElementChild;
    for (const message of wanted) {
      const element = there.get(message.id) ?? elementFor(message);
      if (element === next) next = next.nextElementSibling;
      else this.#log.insertBefore(element, next);
      this.#show(element, message);
    }
    while (next) {
      const after = next.nextElementSibling;
      next.remove();
      next = after;
    }
  }

  /** The element of an answer, if it stands in the document. @param {string} messageId @returns {AnswerMessage | null} */
  answer(messageId) {
    for (let element = this.#log.lastElementChild; element; element = element.previousElementSibling) {
      if (element instanceof AnswerMessage && element.message?.id === messageId) return element;
    }
    return null;
  }

  jumpToEnd() {
    this.#isFollowing = true;
    // Nothing to measure: at the start that would cost a layout.
    if (this.#messages.length === 0) this.#jump.hidden = true;
    else this.#follow();
  }

  /** Scrolls by pages from elsewhere, such as the composer. @param {number} pages */
  scrollPages(pages) {
    if (pages < 0) this.#letGo();
    this.#thread.scrollBy(0, pages * this.#thread.clientHeight * 0.9);
  }

  /** @param {Element} element @param {MessageView} message */
  #show(element, message) {
    if (element instanceof AnswerMessage) {
      const isFailed = message.state === 'failed';
      element.otherSendOptions = isFailed ? otherSendOptions(this.#messages, message) : [];
      element.hasSentImages = isFailed && hasSentImages(this.#messages, message);
      element.show(message, this.#gateway);
    } else if (element instanceof UserMessage) element.show(message);
  }

  #follow() {
    if (this.#isFollowing && !this.#isHeld) this.#thread.scrollTop = this.#thread.scrollHeight;
    this.#showJump();
  }

  #letGo() {
    if (this.#thread.scrollHeight > this.#thread.clientHeight) this.#isFollowing = false;
  }

  #onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.#thread;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < nearEnd;
    if (scrollTop < this.#lastTop - 1 && !isAtEnd) this.#isFollowing = false;
    if (scrollTop > this.#lastTop && isAtEnd) this.#isFollowing = true;
    this.#lastTop = scrollTop;
    this.#showJump();
    if (scrollTop < clientHeight && this.#from > 0) this.#showOlder();
  }

  #showOlder() {
    const height = this.#thread.scrollHeight;
    this.#from = Math.max(0, this.#from - moreAtOnce);
    this.update(this.#messages, this.#gateway);
    this.#thread.scrollTop += this.#thread.scrollHeight - height;
    this.#lastTop = this.#thread.scrollTop;
  }

  #showJump() {
    const { scrollTop, scrollHeight, clientHeight } = this.#thread;
    this.#jump.hidden = this.#isFollowing || scrollHeight - scrollTop - clientHeight < nearEnd;
  }
}

/** @param {MessageView} message */
function elementFor(message) {
  const element = message.role === 'user' && !message.isUnreadable ? new UserMessage() : new AnswerMessage();
  element.dataset.id = message.id;
  return element;
}

customElements.define('chat-transcript', ChatTranscript);
