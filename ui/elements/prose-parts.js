// A heavy answer from history comes in parts, since the web view takes some 30 µs for each of its elements: its two ends
// at once, for the reader comes to one of them, and what lies between in steps, each as large as the page can paint in passing.
// Invariant: every element stands in the document from the first moment, in the order of the text; items of a list keep their numbers.

import { keepColumns } from './prose-table.js';

/** Elements that are shown at once, half of them at each end. */
const atOnce = 2000;
/** Elements of the first step; the later ones are larger if that leaves time. */
const leastInStep = 500;
/** How long a step may keep the page, in milliseconds, until it is painted. */
const stepMs = 30;
/** Lighter ones are not divided. */
const indivisible = 1000;
/** What may come in parts: of anything else, such as a formula, a half says nothing. */
const divisible = new Set(['UL', 'OL', 'LI', 'BLOCKQUOTE', 'DIV', 'SECTION', 'TABLE', 'TBODY']);
/** What holds their parts. */
const holders = new Map([['UL', 'ul'], ['OL', 'ol'], ['TABLE', 'tbody'], ['TBODY', 'tbody']]);
const mark = 'data-later';

/** Holds back what is to come later in an answer that is not on the screen yet. @param {DocumentFragment} content @returns {Element[]} in the order of the text */
export function holdBack(content) {
  const units = unitsOf(content);
  const half = atOnce / 2;
  const from = covering(units, half);
  const to = units.length - covering(units.slice(from).reverse(), half);
  const held = units.slice(from, to);
  held.forEach(hold);
  number(units[to]);
  return held;
}

/** Lets what was held back come, from the first on: what comes into the middle of a list has the web view count all items behind it. @param {Element[]} held */
export function bringParts(held) {
  for (const table of new Set(held.map((unit) => unit.closest('table')))) if (table) keepColumns(table);
  let [at, size] = [0, leastInStep];
  const next = () => {
    const began = performance.now();
    let shown = 0;
    for (let unit; shown < size && (unit = held[at]); at += 1) {
      bring(unit);
      shown += weight(unit);
    }
    if (at === held.length) return;
    // Behind the frame: what it took is known then, and what the reader does meanwhile comes in between.
    setTimeout(() => {
      const wanted = (shown * stepMs) / Math.max(1, performance.now() - began);
      size = Math.max(leastInStep, Math.min(wanted, 2 * size));
      requestAnimationFrame(next);
    });
  };
  requestAnimationFrame(next);
}

/** Lets all come now that is held back in an answer, because the reader goes to a place in it that must then stay where it is. @param {Element | null | undefined} answer */
export function bringAll(answer) {
  for (const holder of answer?.querySelectorAll(`[${mark}]`) ?? []) {
    const units = document.createRange();
    units.selectNodeContents(holder);
    holder.replaceWith(units.extractContents());
  }
}

/** Moves an element, the next one in the text, into what is not shown: a web view that is to show none of many elements in a row still styles each of them. @param {Element} unit */
function hold(unit) {
  const before = unit.previousSibling;
  if (before instanceof Element && before.hasAttribute(mark)) return before.append(unit);
  const holder = document.createElement(holders.get(unit.parentNode?.nodeName ?? '') ?? 'div');
  holder.setAttribute(mark, '');
  unit.replaceWith(holder);
  holder.append(unit);
}

/** Lets an element, the first of those that are held together, stand in its place again. @param {Element} unit */
function bring(unit) {
  const holder = unit.parentElement;
  if (!holder?.hasAttribute(mark)) return;
  holder.before(unit);
  if (holder.childElementCount === 0) holder.remove();
}

/** The smallest parts of an answer that come alone, in the order of the text. @param {ParentNode} parent @returns {Element[]} */
function unitsOf(parent) {
  return Array.from(parent.children).flatMap((child) => (divisible.has(child.nodeName) && weight(child) > indivisible ? unitsOf(child) : [child]));
}

/** How many of the first ones have so many elements. @param {Element[]} units @param {number} wanted */
function covering(units, wanted) {
  let [count, elements] = [0, 0];
  while (count < units.length && elements < wanted) elements += weight(/** @type {Element} */ (units[count++]));
  return count;
}

/** @param {Element} element */
function weight(element) {
  return 1 + element.getElementsByTagName('*').length;
}

/** Says the number of an item of which those before it are not counted yet. @param {Element | null | undefined} item */
function number(item) {
  const list = item?.parentElement;
  if (!(item instanceof HTMLLIElement && list instanceof HTMLOListElement)) return;
  let value = list.start;
  for (let before = item.previousElementSibling; before; before = before.previousElementSibling) {
    value += before.hasAttribute(mark) ? before.childElementCount : 1;
  }
  item.value = value;
}
