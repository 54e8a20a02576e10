// A heavy answer from history comes in parts, since the web view takes some 30 µs for each of its elements: its two ends
// at once, for the reader comes to one of them, and what lies between a part in each frame that follows.
// Invariant: every element stands in the document from the first moment, in its place; items of a list keep their numbers.

import { keepColumns } from './prose-table.js';

/** Elements that are shown at once, half of them at each end. */
const atOnce = 4000;
/** Elements that come in one frame. */
const inFrame = 1000;
/** What may come in parts: of anything else, such as a formula, a half says nothing. */
const divisible = new Set(['UL', 'OL', 'LI', 'BLOCKQUOTE', 'DIV', 'SECTION', 'TABLE', 'TBODY']);
const mark = 'data-later';

/** Marks what is to come later in an answer that is not on the screen yet. @param {DocumentFragment} content @returns {Element[]} in the order in which it should come */
export function holdBack(content) {
  const units = unitsOf(content);
  const half = atOnce / 2;
  const from = covering(units, half);
  const to = units.length - covering(units.slice(from).reverse(), half);
  const held = units.slice(from, to);
  for (const unit of held) unit.setAttribute(mark, '');
  if (held.length > 0) number(units[to]);
  return held;
}

/** Lets what was held back come, from both ends towards the middle. @param {Element[]} held */
export function bringParts(held) {
  let [first, last, isFromEnd] = [0, held.length - 1, true];
  for (const table of new Set(held.map((unit) => unit.closest('tbody')))) if (table) keepColumns(table);
  const next = () => {
    let numbered = held[last + 1] ?? null;
    for (let budget = inFrame; budget > 0 && first <= last; isFromEnd = !isFromEnd) {
      const unit = /** @type {Element} */ (held[isFromEnd ? last-- : first++]);
      unit.removeAttribute(mark);
      if (isFromEnd) numbered = unit;
      budget -= weight(unit);
    }
    number(numbered);
    if (first <= last) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

/** Lets all of an answer come now, because the reader goes to a place in it that must then stay where it is. @param {Node} node */
export function bringAllAround(node) {
  const prose = (node instanceof Element ? node : node.parentElement)?.closest('.prose');
  for (const unit of prose?.querySelectorAll(`[${mark}]`) ?? []) unit.removeAttribute(mark);
}

/** The smallest parts of an answer that come alone, in the order of the text. @param {ParentNode} parent @returns {Element[]} */
function unitsOf(parent) {
  return Array.from(parent.children).flatMap((child) => (divisible.has(child.nodeName) && weight(child) > inFrame ? unitsOf(child) : [child]));
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
  if (item instanceof HTMLLIElement && list instanceof HTMLOListElement) item.value = list.start + Array.prototype.indexOf.call(list.children, item);
}
