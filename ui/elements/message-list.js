// The elements of the messages near what is seen, between two spacers as high as what is not built.
// Invariant: an answer that is being written keeps its element, and so does what holds the focus or a selection.
// It scrolls nothing: who calls `fit` keeps the reader's place.

/** @import { MessageView } from '../bindings.js' */
/** @import { Span } from '../format/span.js' */
import { AHEAD, carried, FEW, firstSpan, KEPT, spanFor, sum, withNeighbours } from '../format/span.js';
import { AnswerMessage } from './answer-message.js';
import { h } from './dom.js';
import { UserMessage } from './user-message.js';

/** A guess at the height of a message that was never built, until some were measured. */
const guess = 220;
/** A selection holds no more messages than this, or one of everything would hold all that is scrolled past. */
const mostPinned = 200;

export class MessageList {
  #above = h('div', { class: 'spacer', 'aria-hidden': 'true' });
  #below = h('div', { class: 'spacer', 'aria-hidden': 'true' });
  /** Heights in pixels with the margin above, by message. @type {Map<string, number>} */
  #heights = new Map();
  /** Answers that were streamed here and are not built now: only their elements have their text. @type {Map<string, HTMLElement>} */
  #streamed = new Map();
  /** @type {MessageView[]} */
  #messages = [];
  /** @type {Span} */
  #span = { from: 0, to: 0 };

  /** @param {HTMLElement} log @param {HTMLElement} thread that scrolls it @param {(element: HTMLElement, message: MessageView) => void} show */
  constructor(log, thread, show) {
    this.log = log;
    this.thread = thread;
    this.show = show;
  }

  /** Whether the first, or the last, of the messages stands in the document. */
  get isAtStart() {
    return this.#span.from === 0;
  }

  get isAtEnd() {
    return this.#span.to === this.#messages.length;
  }

  /** Begins anew, with the few messages around one. @param {MessageView[]} messages @param {number} at */
  open(messages, at) {
    this.log.replaceChildren(this.#above, this.#below);
    this.#heights.clear();
    this.#streamed.clear();
    this.#messages = messages;
    this.#span = firstSpan(messages, at);
    this.#render();
  }

  /** Shows the messages as they are now; what did not change is not touched. @param {MessageView[]} messages */
  update(messages) {
    if (!this.#above.isConnected) return this.open(messages, messages.length - 1);
    const span = carried(this.#messages, messages, this.#span);
    this.#messages = messages;
    this.#span = span ?? firstSpan(messages, messages.length - 1);
    this.#render();
  }

  /** Goes to other messages, which are not built. @param {number} at */
  goTo(at) {
    this.#measure();
    this.#span = firstSpan(this.#messages, at);
    this.#render();
  }

  /** Whether something has come near that is not built or loaded, or is so far that it can go. */
  needsFit() {
    const first = this.#first;
    const last = this.#last;
    if (!first || !last) return false;
    const { height, before, behind } = this.#room(first, last);
    const isShort = (before < AHEAD * height && !this.isAtStart) || (behind < AHEAD * height && !this.isAtEnd);
    return isShort || (this.#span.to - this.#span.from > FEW && Math.max(before, behind) > (KEPT + 1) * height);
  }

  /** How far, in heights of the view, what is built reaches before and behind it. */
  get reach() {
    const [first, last] = [this.#first, this.#last];
    if (!first || !last) return { before: 0, behind: 0 };
    const { height, before, behind } = this.#room(first, last);
    return { before: before / height, behind: behind / height };
  }

  /** Builds what is near and takes away what is far; whether anything changed. */
  fit() {
    const first = this.#first;
    if (!first) return false;
    const heights = this.#measure();
    const { top, height } = this.thread.getBoundingClientRect();
    const { from, to } = this.#span;
    const view = { top: sum(heights, 0, from) + top - first.getBoundingClientRect().top, height };
    const span = this.#withPinned(withNeighbours(this.#messages, spanFor(heights, this.#span, view), this.#span));
    if (span.from === from && span.to === to) return false;
    this.#span = span;
    this.#render();
    return true;
  }

  /** The element of a message, if it is built. @param {string} id */
  find(id) {
    for (let element = this.log.lastElementChild; element; element = element.previousElementSibling) {
      if (element instanceof HTMLElement && element.dataset.id === id) return element;
    }
    return null;
  }

  get #first() {
    const { nextElementSibling } = this.#above;
    return nextElementSibling === this.#below ? null : nextElementSibling;
  }

  get #last() {
    const { previousElementSibling } = this.#below;
    return previousElementSibling === this.#above ? null : previousElementSibling;
  }

  /** @param {Element} first @param {Element} last */
  #room(first, last) {
    const { top, bottom, height } = this.thread.getBoundingClientRect();
    return { height: Math.max(1, height), before: top - first.getBoundingClientRect().top, behind: last.getBoundingClientRect().bottom - bottom };
  }

  /** Measures what is built; heights of all messages, guessed where nothing is known. */
  #measure() {
    for (const element of this.log.children) {
      if (!(element instanceof HTMLElement) || !element.dataset.id) continue;
      this.#heights.set(element.dataset.id, element.getBoundingClientRect().height + parseFloat(getComputedStyle(element).marginTop));
    }
    let known = 0;
    for (const height of this.#heights.values()) known += height;
    const usual = this.#heights.size > 0 ? known / this.#heights.size : guess;
    return this.#messages.map(({ id }) => this.#heights.get(id) ?? usual);
  }

  /** @param {Span} span */
  #withPinned({ from, to }) {
    const { from: first } = this.#span;
    const selection = getSelection();
    const held = selection && !selection.isCollapsed ? [selection.anchorNode, selection.focusNode] : [];
    for (const node of [document.activeElement, ...held]) {
      const message = node instanceof Element ? node.closest('[data-id]') : node?.parentElement?.closest('[data-id]');
      const at = message?.parentElement === this.log ? Array.prototype.indexOf.call(this.log.children, message) - 1 + first : -1;
      if (at < first || at >= this.#span.to || Math.max(to, at + 1) - Math.min(from, at) > mostPinned) continue;
      [from, to] = [Math.min(from, at), Math.max(to, at + 1)];
    }
    return { from, to };
  }

  #render() {
    const { from, to } = this.#span;
    const built = new Map(Array.from(this.log.children, (element) => [/** @type {HTMLElement} */ (element).dataset.id, element]));
    const running = this.#messages.findLastIndex(({ state }) => state === 'streaming');
    const beyond = running >= to ? this.#messages.slice(running, running + 1) : [];
    const heights = this.#measure();
    this.#place(this.#messages.slice(from, to), built, this.#above.nextElementSibling);
    this.#place(beyond, built, this.#below.nextElementSibling);
    this.#above.style.height = `${sum(heights, 0, from)}px`;
    this.#below.style.height = `${sum(heights, to, heights.length) - (beyond.length > 0 ? heights[running] ?? 0 : 0)}px`;
  }

  /** Lets these messages, and no others, stand from a place to the next spacer. @param {MessageView[]} messages @param {Map<string | undefined, Element>} built @param {Element | null} next */
  #place(messages, built, next) {
    for (const message of messages) {
      const element = built.get(message.id) ?? this.#streamed.get(message.id) ?? elementFor(message);
      if (element === next) next = next.nextElementSibling;
      else this.log.insertBefore(element, next);
      this.show(/** @type {HTMLElement} */ (element), message);
    }
    while (next && next !== this.#below) {
      const after = next.nextElementSibling;
      if (next instanceof AnswerMessage && next.message?.html === '') this.#streamed.set(next.message.id, next);
      next.remove();
      next = after;
    }
  }
}

/** @param {MessageView} message */
function elementFor(message) {
  const element = message.role === 'user' && !message.isUnreadable ? new UserMessage() : new AnswerMessage();
  element.dataset.id = message.id;
  return element;
}
