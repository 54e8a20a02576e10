// Keeps what is read where it is while heights above it change: WebKit has no scroll anchoring of its own, and where
// another engine has it, `overflow-anchor: none` keeps the two apart.
// The anchor is the first visible block inside a message, for the message itself may begin far above.

/** What scrolls inside itself, or is one drawing: its insides say nothing about the place in the transcript. */
const whole = new Set(['PRE', 'TABLE', 'FIGURE', 'MATH', 'SVG']);

export class ScrollAnchor {
  /** @type {Element | null} */
  #block = null;
  #top = 0;
  #scrolled = 0;

  /** @param {Element} scroller @param {Element} list whose children are the messages */
  constructor(scroller, list) {
    this.scroller = scroller;
    this.list = list;
  }

  /** Remembers what is seen first now, and where. */
  note() {
    const edge = this.scroller.getBoundingClientRect().top;
    this.#block = firstBelow(this.list, edge, ':scope > :not(.spacer)');
    this.#scrolled = this.scroller.scrollTop;
    if (this.#block) this.#top = this.#block.getBoundingClientRect().top;
  }

  /** Takes back what was not scrolled by anyone: the web view does when what it lays out is shorter for a moment. */
  rewind() {
    if (this.#block && this.scroller.scrollTop !== this.#scrolled) this.scroller.scrollTop = this.#scrolled;
  }

  /** Brings it there again, whoever scrolled. */
  goBack() {
    if (this.#block?.isConnected) this.scroller.scrollTop += this.#block.getBoundingClientRect().top - this.#top;
  }

  /** Brings it there again, minus what was scrolled meanwhile. @param {(moved: number) => number} [absorb] moves it without scrolling, and gives the rest */
  restore(absorb = (moved) => moved) {
    const block = this.#block;
    if (!block?.isConnected || block.getClientRects().length === 0) return;
    const { scrollTop } = this.scroller;
    const moved = block.getBoundingClientRect().top - this.#top + scrollTop - this.#scrolled;
    const rest = Math.abs(moved) < 0.5 ? 0 : absorb(moved);
    if (rest !== 0) this.scroller.scrollTop = scrollTop + rest;
  }
}

/** The innermost block that ends below an edge, the first in the text. @param {Element} parent @param {number} edge @param {string} [among] @returns {Element | null} */
function firstBelow(parent, edge, among) {
  for (const child of among ? parent.querySelectorAll(among) : parent.children) {
    const { top, bottom, height } = child.getBoundingClientRect();
    if (height === 0 || bottom <= edge + 1) continue;
    if (top >= edge || whole.has(child.nodeName.toUpperCase())) return child;
    return firstBelow(child, edge) ?? child;
  }
  return null;
}
