// What a code block of an answer can do: wrap its lines, be copied, and, if it is long, be folded.
// Invariant: its text is never touched, only attributes around it, so that a selection in it survives. A block is folded
// only before the reader has seen it or when they ask for it; nothing that they look at moves by itself.

import { words } from '../words.js';
import { copyFrom } from './clipboard.js';
import { bringLines, reckonRows, wrapLines } from './code-lines.js';
import { emit, h, icon } from './dom.js';

/** Blocks with more lines than this are long: they can be folded, and their header stays in sight. */
const longestWhole = 40;

/** Whether lines wrap: what was chosen last, for blocks that come; for this run of the program only. */
let isWrapping = false;

/** Gives a header its buttons, and its block the choice made before. @param {Element} caption */
export function dressCode(caption) {
  const label = caption.querySelector('.f');
  if (label && label.textContent === '') label.setAttribute('data-plain', words.code.plain);
  caption.append(
    h('button', { class: 'code-b', type: 'button', 'data-act': 'wrap', 'aria-pressed': String(isWrapping), 'aria-label': words.code.wrap, title: words.code.wrap }, icon('wrap', 's')),
    h('button', { class: 'code-b', type: 'button', 'data-act': 'copy', 'aria-label': words.code.copyLabel }, icon('copy', 's'), h('span', { class: 'label' }, words.code.copy)),
  );
  caption.parentElement?.toggleAttribute('data-wrap', isWrapping);
}

/** Gives the long blocks of a settled answer their fold; the source of a drawing is folded already. @param {Element} prose @param {{ isSeen: boolean }} reader whether they have seen it open */
export function settleCode(prose, { isSeen }) {
  for (const figure of prose.querySelectorAll('figure.code:not(.dg)')) {
    const pre = figure.querySelector('pre');
    const lines = lineCount(pre);
    if (lines <= longestWhole || figure.hasAttribute('data-long')) continue;
    figure.setAttribute('data-long', '');
    if (figure.hasAttribute('data-wrap')) {
      reckon(figure);
      for (const segment of figure.querySelectorAll('.lines.far')) segment.classList.add('wrap');
    }
    const fold = h('button', { class: 'code-b', type: 'button', 'data-act': 'fold', 'aria-expanded': 'true' }, words.code.fold);
    figure.querySelector('[data-act="wrap"]')?.before(fold);
    const more = h('button', { class: 'code-more', type: 'button', 'data-act': 'unfold', 'aria-expanded': 'false', hidden: true }, icon('down', 's'), words.code.showAll(lines));
    figure.append(more);
    if (isSeen) continue;
    setFolded(figure, true);
    if (pre) bringLines(pre);
  }
}

/** A click on one of the buttons. @param {Event} event */
export function onCodeClick(event) {
  const button = event.target instanceof Element ? event.target.closest('button[data-act]') : null;
  const figure = button?.closest('figure.code');
  if (!(button instanceof HTMLElement) || !figure) return;
  switch (button.dataset.act) {
    case 'wrap':
      return wrap(figure, button);
    case 'copy':
      return void copyFrom(button, codeText(figure));
    case 'fold':
      return fold(figure);
    case 'unfold':
      return unfold(figure);
  }
}

/** What scrolls into the hidden part of a folded block, such as a growing selection, opens it. @param {Event} event */
export function onCodeScroll(event) {
  const { target } = event;
  if (target instanceof HTMLElement && target.scrollTop > 0) {
    const figure = target.closest('figure[data-folded]');
    if (figure) setFolded(figure, false);
  }
}

/** The code as it was written, without the line end that belongs to its fence. @param {Element} figure */
function codeText(figure) {
  return (figure.querySelector('pre')?.textContent ?? '').replace(/\n$/, '');
}

/** @param {Element | null} pre */
function lineCount(pre) {
  return ((pre?.textContent ?? '').replace(/\n$/, '').match(/\n/g)?.length ?? 0) + 1;
}

/** @param {Element} figure @param {HTMLElement} button */
function wrap(figure, button) {
  isWrapping = !figure.hasAttribute('data-wrap');
  release(figure);
  if (isWrapping) reckon(figure);
  const pre = figure.querySelector('pre');
  if (pre) wrapLines(pre, isWrapping);
  figure.toggleAttribute('data-wrap', isWrapping);
  button.ariaPressed = String(isWrapping);
}

/** How high the parts of a long block out of sight are where lines wrap. @param {Element} figure */
function reckon(figure) {
  const pre = figure.querySelector('pre');
  if (!pre?.querySelector('.lines')) return;
  const { fontSize, fontFamily, paddingLeft, paddingRight } = getComputedStyle(pre);
  const ruler = document.createElement('canvas').getContext('2d');
  if (!ruler) return;
  ruler.font = `${fontSize} ${fontFamily}`;
  const width = pre.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  reckonRows(pre, Math.max(1, Math.floor(width / ruler.measureText('0').width)));
}

window.addEventListener('resize', () => {
  for (const figure of document.querySelectorAll('figure.code[data-long][data-wrap]')) reckon(figure);
});

/** @param {Element} figure */
function fold(figure) {
  setFolded(figure, true);
  // Its header stood at the top of the view if the block began above it; now the block itself stands there.
  const scroller = figure.closest('.scroll');
  if (scroller && figure.getBoundingClientRect().top < scroller.getBoundingClientRect().top) figure.scrollIntoView({ block: 'start' });
  focus(figure, 'unfold');
}

/** @param {Element} figure */
function unfold(figure) {
  release(figure);
  setFolded(figure, false);
  focus(figure, 'fold');
}

/** @param {Element} figure @param {boolean} isFolded */
function setFolded(figure, isFolded) {
  figure.toggleAttribute('data-folded', isFolded);
  for (const [act, isHidden] of /** @type {const} */ ([['fold', isFolded], ['unfold', !isFolded]])) {
    figure.querySelector(`[data-act="${act}"]`)?.toggleAttribute('hidden', isHidden);
  }
}

/** @param {Element} figure @param {string} act */
function focus(figure, act) {
  /** @type {HTMLElement | null} */ (figure.querySelector(`[data-act="${act}"]`))?.focus({ preventScroll: true });
}

/** The block is about to grow under the reader's eyes: the transcript must not run to its end. @param {Element} figure */
function release(figure) {
  if (!figure.closest('[data-state="streaming"]')) emit(figure, 'reading-hold');
}
