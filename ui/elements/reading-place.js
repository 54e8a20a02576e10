// Where the reader is: at the end, which is followed, or at a place, which stays where it is while heights change above.
// Invariant: nothing is scrolled unless heights changed, and never smoothly.

import { ScrollAnchor } from './scroll-anchor.js';

/** How near the end, in pixels, counts as at the end. */
const nearEnd = 24;

/** About how high the figures and buttons of an answer are with the room behind them, in pixels. */
const lastFigures = 120;

/** The web view has zoomed by then, if anything changed. */
const zoomedWithinMs = 300;

/** So long after the last scroll event nothing moves any more. */
const restMs = 150;

export class ReadingPlace {
  #anchor;
  #isHeld = false;
  #lastTop = 0;
  #lastHeight = 0;
  isFollowing = true;
  /** Whether what is built goes on behind the end of the scroller. */
  hasMore = () => false;
  /** Moves what is seen without scrolling, and gives what it could not move. @param {number} moved */
  absorb = (moved) => moved;
  #scrolledAt = 0;
  #restTimer = 0;
  #isKept = false;
  /** Called when nothing was scrolled for a moment. */
  onRest = () => {};
  /** Called when the place is another one, or was looked at. */
  onSettle = () => {};

  /** @param {HTMLElement} scroller @param {HTMLElement} list whose children are the messages */
  constructor(scroller, list) {
    this.scroller = scroller;
    this.list = list;
    this.#anchor = new ScrollAnchor(scroller, list);
    scroller.addEventListener('wheel', (event) => event.deltaY < 0 && this.letGo(), { passive: true });
    scroller.addEventListener('keydown', (event) => {
      if (['PageUp', 'ArrowUp', 'Home'].includes(event.key)) this.letGo();
    });
    scroller.addEventListener('pointerdown', () => (this.#isHeld = true));
  }

  /** The pointer was let go, wherever that was. */
  release = () => {
    this.#isHeld = false;
  };

  /** Waits for nothing any more. */
  forget() {
    clearTimeout(this.#restTimer);
  }

  get isAtEnd() {
    return this.#isWithin(nearEnd);
  }

  /** Whether nothing but the figures and buttons of the last answer is out of sight: a way to the end would lie on them. */
  get isNearEnd() {
    return this.#isWithin(lastFigures);
  }

  /** Whether less than so many pixels follow what is seen. @param {number} pixels */
  #isWithin(pixels) {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return !this.hasMore() && scrollHeight - scrollTop - clientHeight < pixels;
  }

  /** Whether a wheel or a finger may be at work: scrolling by hand would end its motion. */
  get isMoving() {
    return performance.now() - this.#scrolledAt < restMs;
  }

  /** The reader has scrolled. */
  scrolled() {
    if (this.#isKept) return;
    this.#scrolledAt = performance.now();
    clearTimeout(this.#restTimer);
    this.#restTimer = window.setTimeout(() => this.onRest(), restMs);
    const { scrollTop, clientHeight } = this.scroller;
    // The composer was measured: the web view has scrolled, and not the reader.
    if (this.isFollowing && clientHeight !== this.#lastHeight) return this.follow();
    const { isAtEnd } = this;
    if (scrollTop < this.#lastTop - 1 && !isAtEnd) this.isFollowing = false;
    if (scrollTop > this.#lastTop && isAtEnd) this.isFollowing = true;
    this.settle();
  }

  /** Heights have changed. @param {{ byScrolling?: boolean }} [how] */
  resized({ byScrolling = !this.isMoving } = {}) {
    if (this.#isKept) return;
    if (!this.isFollowing) this.#anchor.restore(byScrolling ? undefined : this.absorb);
    this.follow();
  }

  /** Changes what stands in the list without moving what is read. @param {() => unknown} change @param {{ byScrolling?: boolean }} [how] */
  keep(change, how) {
    // What is read was noted before the whole page changed, and is brought back when that has ended.
    if (this.#isKept) return void change();
    if (!this.isFollowing) this.#anchor.note();
    change();
    if (!this.isFollowing) this.#anchor.rewind();
    this.resized(how);
  }

  follow() {
    if (this.isFollowing && !this.#isHeld) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.settle();
  }

  /** The end is no longer followed, if there is more than fits. */
  letGo() {
    if (this.isFollowing && this.scroller.scrollHeight > this.scroller.clientHeight) this.stay();
  }

  /** The place is kept from now on. */
  stay() {
    this.isFollowing = false;
    this.settle();
  }

  /** Scrolls to a place that is kept from now on. @param {number} top */
  scrollTo(top) {
    this.scroller.scrollTop = top;
    this.stay();
  }

  /** Keeps what is read while the whole page changes its size: the web view scrolls by itself then. @param {Promise<unknown>} change */
  async keepWhile(change) {
    if (this.#isKept) return;
    if (!this.isFollowing) this.#anchor.note();
    this.#isKept = true;
    try {
      await change;
      await laidOut();
    } finally {
      this.#isKept = false;
      if (!this.isFollowing) this.#anchor.goBack();
      this.follow();
    }
  }

  /** Brings something that is built into the upper part of the view, where it stays. @param {Element | Range} built */
  bring(built) {
    const { top, height } = this.scroller.getBoundingClientRect();
    this.scrollTo(this.scroller.scrollTop + built.getBoundingClientRect().top - top - height / 5);
  }

  /** The first message that is seen. */
  get firstSeen() {
    const { top } = this.scroller.getBoundingClientRect();
    return [...this.list.querySelectorAll(':scope > [data-id]')].find((message) => message.getBoundingClientRect().bottom > top) ?? null;
  }

  /** Takes what is seen now for what is read. */
  settle() {
    if (this.#isKept) return;
    this.#lastTop = this.scroller.scrollTop;
    this.#lastHeight = this.scroller.clientHeight;
    if (!this.isFollowing) this.#anchor.note();
    this.onSettle();
  }
}

/** Once a change of the page's size has been laid out, the frame after that which shows it. */
function laidOut() {
  const resized = new Promise((resolve) => {
    window.addEventListener('resize', resolve, { once: true });
    setTimeout(resolve, zoomedWithinMs);
  });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  return resized.then(frame).then(frame);
}
