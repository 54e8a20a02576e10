// What is wider than its column, a table or a formula, scrolls inside itself: then it takes the focus, so that the arrow
// keys move it, and a name, so that a screen reader says what has the focus. Drawings and code always do.

import { words } from '../words.js';

/** Whether something fits its column changes with the window and with the sidebar. */
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const isFitting = target.scrollWidth <= target.clientWidth;
    target.toggleAttribute('data-fits', isFitting);
    for (const [name, value] of [['tabindex', '0'], ['role', 'group'], ['aria-label', target.matches('.tw') ? words.wide.table : words.wide.formula]]) {
      if (isFitting) target.removeAttribute(name);
      else target.setAttribute(name, value);
    }
  }
});

/** Watches the frames of a settled answer. @param {Element} prose */
export function settleFrames(prose) {
  for (const frame of prose.querySelectorAll('.tw, .tex.tb')) sizes.observe(frame);
}

/** Watches them no more, when the answer is taken away. @param {Element} prose */
export function releaseFrames(prose) {
  for (const frame of prose.querySelectorAll('.tw, .tex.tb')) sizes.unobserve(frame);
}
