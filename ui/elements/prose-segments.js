// Long code, lists and tables of a streamed answer go on in segments: what comes has the web view look at one of them
// instead of at all that stands there. `prose-tree.js` says when something comes, and where.

import { isBodyFull } from './prose-table.js';

/**
 * An inline flow is laid out whole whenever it grows. Lines of code are therefore gathered in runs (`span.run`) of about this
 * many, of which only the last one grows.
 */
export const runLines = 10;
/** Runs in one block of lines (`span.lines`), which is laid out only where it is seen once it is full (`code-lines.js`). */
const blockRuns = 5;
/** Items in one segment of a list (`div.items`, but for the first ones, which stand in the list itself). */
const segmentItems = 50;

/** Whether something stands in a run of lines of code. @param {Node} slot */
export function isInRun(slot) {
  return isRun(/** @type {HTMLElement} */ (slot.parentNode));
}

/** Whether what comes to a place in a table or a list belongs in a further segment. @param {Node | undefined} slot */
export function isSegmentFull(slot) {
  const segment = /** @type {HTMLElement | null | undefined} */ (slot?.parentNode);
  if (segment?.nodeType !== 1) return false;
  if (segment.nodeName === 'TBODY') return isBodyFull(segment);
  return (isList(segment) || segment.getAttribute('class') === 'items') && segment.children.length >= segmentItems;
}

/**
 * Opens a further segment of code, of a table or of a list, and takes a place to it.
 * @param {ChildNode} slot in the last segment, or in code that has none
 * @returns {HTMLElement | null} the block of lines that is full now, if it is one
 */
export function openSegment(slot) {
  const last = /** @type {HTMLElement} */ (slot.parentNode);
  if (last.nodeName === 'CODE' || isRun(last)) return openRun(slot, last);
  const segment = last.nodeName === 'TBODY' ? create(last, 'tbody') : create(last, 'div', 'items');
  if (segment.nodeName === 'DIV') segment.setAttribute('role', 'none');
  if (isList(last)) last.insertBefore(segment, slot);
  else last.parentNode?.insertBefore(segment, last.nextSibling);
  segment.append(slot);
  return null;
}

/** @param {ChildNode} slot @param {HTMLElement} last the code, or the run that is full */
function openRun(slot, last) {
  const block = last.nodeName === 'CODE' ? null : /** @type {HTMLElement} */ (last.parentNode);
  const run = create(last, 'span', 'run');
  const isFull = block !== null && block.children.length >= blockRuns;
  if (block && !isFull) {
    block.append(run);
  } else {
    const next = create(last, 'span', 'lines');
    next.append(run);
    if (block) block.parentNode?.insertBefore(next, block.nextSibling);
    else last.insertBefore(next, slot);
  }
  run.append(slot);
  return isFull ? block : null;
}

/** @param {Node} beside @param {string} name @param {string} [className] @returns {HTMLElement} */
function create(beside, name, className) {
  const element = /** @type {Document} */ (beside.ownerDocument).createElement(name);
  if (className) element.setAttribute('class', className);
  return element;
}

/** @param {HTMLElement} element */
const isList = ({ nodeName }) => nodeName === 'UL' || nodeName === 'OL';

/** @param {HTMLElement} element */
const isRun = (element) => element.nodeName === 'SPAN' && element.getAttribute('class') === 'run';

/**
 * The HTML of lines of code, of which one patch may bring thousands, in groups that end with a line where no element is open.
 * @param {string} html
 * @param {number} first lines in the first group
 * @param {number} most lines in each other one
 * @returns {string[]}
 */
export function lineGroups(html, first, most) {
  const groups = [];
  let [start, lines, depth, last, isLineEnd] = [0, 0, 0, 0, false];
  for (const { 0: mark, index } of html.matchAll(/\n|<span|<\/span>/g)) {
    const end = index + mark.length;
    if (mark === '\n') lines += 1;
    else depth += mark === '<span' ? 1 : -1;
    isLineEnd = mark === '\n' || (isLineEnd && mark === '</span>' && index === last);
    last = end;
    if (!isLineEnd || depth > 0 || lines < (groups.length === 0 ? first : most)) continue;
    groups.push(html.slice(start, end));
    [start, lines] = [end, 0];
  }
  if (start < html.length) groups.push(html.slice(start));
  return groups;
}
