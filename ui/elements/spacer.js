// What stands in place of elements that are not built. It may be higher than those would be: that slack is room for what
// is not loaded, and what is built while the reader scrolls takes its place, so that nothing has to be scrolled by hand.

import { h } from './dom.js';

export class Spacer {
  element = h('div', { class: 'spacer', 'aria-hidden': 'true' });
  #height = 0;
  /** How much higher it is than what it stands for, in pixels. */
  slack = 0;

  /** Stands for so many pixels, and keeps its slack if that leaves it any height. @param {number} pixels */
  standFor(pixels) {
    this.#set(Math.max(0, pixels + this.slack));
    this.slack = this.#height - pixels;
  }

  /** @param {number} slack */
  level(slack) {
    this.#set(Math.max(0, this.#height - this.slack + slack));
    this.slack = slack;
  }

  /** Moves what is below it up by shrinking, or down by growing; the part of it that it could not. @param {number} pixels up */
  absorb(pixels) {
    const taken = Math.min(pixels, this.#height);
    this.#set(this.#height - taken);
    this.slack -= taken;
    return pixels - taken;
  }

  /** @param {number} height */
  #set(height) {
    this.#height = height;
    this.element.style.height = `${height}px`;
  }
}
