// The elements of the messages near what is seen, between two spacers as high as what is not built.
// Invariant: an answer that is being written keeps its element, and so does what holds the focus or a selection.
// It scrolls nothing: who calls `fit` keeps the reader's place.

/** @import { MessageView } from '../bindings.js' */
/** @import { Span } from '../format/span.js' */
import { AHEAD, AT_ONCE, carried, FEW, firstSpan, KEPT, spanFor, sum, withNeighbours } from '../format/span.js';
import { AnswerMessage } from './answer-message.js';
import { Spacer } from './spacer.js';
import { messageElement } from './message-element.js';

/** The height of a message, until some were measured. */
const guess = 220;
/** A selection holds no more messages than this, or one of everything would hold all that is scrolled past. */
const mostPinned = 200;

export class MessageList {
  above = new Spacer();
  #below = new Spacer();
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

  /** Whether the first of the messages stands in the document. */
  get isAtStart() {
    return this.#span.from === 0;
  }

  /** Whether the last one does. */
  get isAtEnd() {
    return this.#span.to === this.#messages.length;
  }

  /** Begins anew, with the few messages around one. @param {MessageView[]} messages @param {number} at @param {number} slack room above for what is not loaded */
  open(messages, at, slack) {
    this.above.level(slack);
    this.log.replaceChildren(this.above.element, this.#below.element);
    this.#heights.clear();
    this.#streamed.clear();
    this.#messages = messages;
    this.#span = firstSpan(messages, at);
    this.#render();
  }

  /** Shows the messages as they are now; what did not change is not touched. @param {MessageView[]} messages */
  update(messages) {
    if (!this.above.element.isConnected) return this.open(messages, messages.length - 1, 0);
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
    const [first, last] = [this.#first, this.#last];
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

  /** Builds what is near and takes away what is far; whether anything changed. @param {boolean} isMoving while it is scrolled nothing more is built than that */
  fit(isMoving) {
    const first = this.#first;
    if (!first) return false;
    const heights = this.#measure();
    const { top, height } = this.thread.getBoundingClientRect();
    const { from, to } = this.#span;
    const view = { top: sum(heights, 0, from) + top - first.getBoundingClientRect().top, height };
    const span = this.#withPinned(withNeighbours(this.#messages, spanFor(heights, this.#span, view), this.#span, isMoving ? 0 : AT_ONCE));
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
    const next = this.above.element.nextElementSibling;
    return next === this.#below.element ? null : next;
  }

  get #last() {
    const { previousElementSibling } = this.#below.element;
    return previousElementSibling === this.above.element ? null : previousElementSibling;
  }

  /** @param {Element} first @param {Element} last */
  #room(first, last) {
    const { top, bottom, height } = this.thread.getBoundingClientRect();
    return { height: Math.max(1, height), before: top - first.getBoundingClientRect().top, behind: last.getBoundingClientRect().bottom - bottom };
  }

  /** Measures what is built; heights of all messages, guessed where nothing is known. */
  #measure() {
    for (const element of /** @type {Iterable<HTMLElement>} */ (this.log.querySelectorAll(':scope > [data-id]'))) {
      this.#heights.set(element.dataset.id ?? '', element.getBoundingClientRect().height + parseFloat(getComputedStyle(element).marginTop));
    }
    const known = [...this.#heights.values()];
    const usual = known.length > 0 ? known.reduce((all, height) => all + height, 0) / known.length : guess;
    return this.#messages.map(({ id }) => this.#heights.get(id) ?? usual);
  }

  /** What holds the focus or a selection stays. @param {Span} span */
  #withPinned(span) {
    const first = this.#span.from;
    for (const element of pinned(this.log)) {
      const at = Array.prototype.indexOf.call(this.log.children, element) - 1 + first;
      const wider = { from: Math.min(span.from, at), to: Math.max(span.to, at + 1) };
      if (at >= first && at < this.#span.to && wider.to - wider.from <= mostPinned) span = wider;
    }
    return span;
  }

  #render() {
    const { from, to } = this.#span;
    const built = new Map(Array.from(this.log.children, (element) => [/** @type {HTMLElement} */ (element).dataset.id, element]));
    const running = this.#messages.findLastIndex(({ state }) => state === 'streaming');
    const beyond = running >= to ? this.#messages.slice(running, running + 1) : [];
    const heights = this.#measure();
    // The spacer moves, not the element: that would lose its selection.
    const element = beyond.length > 0 ? built.get(beyond[0]?.id) : undefined;
    if (element) element.before(this.#below.element);
    else if (this.log.lastElementChild !== this.#below.element) this.log.append(this.#below.element);
    this.#place(this.#messages.slice(from, to), built, this.above.element.nextElementSibling);
    this.#place(beyond, built, this.#below.element.nextElementSibling);
    this.above.standFor(sum(heights, 0, from));
    this.#below.standFor(sum(heights, to, heights.length) - (beyond.length > 0 ? heights[running] ?? 0 : 0));
  }

  /** Lets these messages, and no others, stand from a place to the next spacer; none of those that stay is moved. @param {MessageView[]} messages @param {Map<string | undefined, Element>} built @param {Element | null} next */
  #place(messages, built, next) {
    const wanted = new Set(messages.map(({ id }) => id));
    for (let element = next; element && element !== this.#below.element; ) {
      const after = element.nextElementSibling;
      if (!wanted.has(/** @type {HTMLElement} */ (element).dataset.id ?? '')) this.#remove(element);
      if (element === next && !element.isConnected) next = after;
      element = after;
    }
    for (const message of messages) {
      const element = built.get(message.id) ?? this.#streamed.get(message.id) ?? messageElement(message);
      if (element === next) next = next.nextElementSibling;
      else this.log.insertBefore(element, next);
      this.show(/** @type {HTMLElement} */ (element), message);
    }
  }

  /** @param {Element} element */
  #remove(element) {
    if (element instanceof AnswerMessage && element.message?.html === '') this.#streamed.set(element.message.id, element);
    element.remove();
  }
}

/** The children of a list that hold the focus or an end of the selection. @param {Element} list */
function pinned(list) {
  const selection = getSelection();
  const nodes = [document.activeElement, ...(selection && !selection.isCollapsed ? [selection.anchorNode, selection.focusNode] : [])];
  return nodes.flatMap((node) => {
    const child = (node instanceof Element ? node : node?.parentElement)?.closest('[data-id]');
    return child?.parentElement === list ? [child] : [];
  });
}
