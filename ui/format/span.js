// Which of the loaded messages stand in the document: those near what is seen. Pure arithmetic of heights in pixels.
// What comes near is built before it is seen; what is far is taken away later than that, so that nothing flickers.

/** @typedef {{ from: number, to: number }} Span indices of the first message and of the one behind the last */
/** @typedef {{ top: number, height: number }} View what is seen, from the top of the first loaded message */

/** So many heights of the view are built before and behind it. */
export const AHEAD = 2;
/** So many stay, once they were built. */
export const KEPT = 5;
/** A short conversation stands in the document as a whole, for screen readers and for a selection of all of it … */
export const FEW = 40;
/** … unless it is heavy: letters of text and of HTML. */
const heavy = 300_000;
/** Messages that are only built for that come so many at a time, each a frame after the one before. */
export const AT_ONCE = 6;

/**
 * @param {readonly number[]} heights of all loaded messages, measured or estimated
 * @param {Span} current
 * @param {View} view
 * @returns {Span}
 */
export function spanFor(heights, current, view) {
  const near = covering(heights, view, AHEAD);
  if (current.to <= near.from || current.from >= near.to) return near;
  const kept = covering(heights, view, KEPT);
  return {
    from: Math.min(near.from, Math.max(current.from, kept.from)),
    to: Math.max(near.to, Math.min(current.to, kept.to)),
  };
}

/** The messages that touch the view and so many heights around it; at least one, if there are any. @param {readonly number[]} heights @param {View} view @param {number} around @returns {Span} */
export function covering(heights, { top, height }, around) {
  const [first, last] = [top - around * height, top + (1 + around) * height];
  let from = 0;
  let y = 0;
  while (from < heights.length - 1 && y + (heights[from] ?? 0) <= first) y += heights[from++] ?? 0;
  let to = from;
  while (to < heights.length && (to === from || y < last)) y += heights[to++] ?? 0;
  return { from, to };
}

/** The height of a part of them. @param {readonly number[]} heights @param {number} from @param {number} to */
export function sum(heights, from, to) {
  let all = 0;
  for (let at = from; at < to; at += 1) all += heights[at] ?? 0;
  return all;
}

/**
 * Where a span lies after the list has changed: by the messages that it began and ended with.
 * @param {readonly { id: string }[]} before
 * @param {readonly { id: string }[]} after
 * @param {Span} span
 * @returns {Span | null} null if nothing of it is left
 */
export function carried(before, after, span) {
  const places = new Map(after.map(({ id }, at) => [id, at]));
  const left = before.slice(span.from, span.to).flatMap(({ id }) => places.get(id) ?? []);
  const [from, last] = [left[0], left.at(-1)];
  if (from === undefined || last === undefined) return null;
  // What was the end stays the end: new messages belong to it.
  return { from, to: span.to === before.length ? after.length : last + 1 };
}

/**
 * Adds neighbours to few messages: at once those that are built, of the others so many.
 * @param {readonly { text: string, html: string }[]} messages
 * @param {Span} span
 * @param {Span} built
 * @param {number} others
 * @returns {Span}
 */
export function withNeighbours(messages, { from, to }, built, others) {
  let budget = others;
  let weight = 0;
  const weigh = (/** @type {number} */ at) => (weight += (messages[at]?.html.length ?? 0) + (messages[at]?.text.length ?? 0));
  for (let at = from; at < to; at += 1) weigh(at);
  const [first, end] = others > 0 ? [0, messages.length] : [Math.min(from, built.from), Math.max(to, built.to)];
  for (let isEarlier = true; to - from < FEW && (from > first || to < end); isEarlier = !isEarlier) {
    if (isEarlier ? from === first : to === end) continue;
    const at = isEarlier ? from - 1 : to;
    const isBuilt = at >= built.from && at < built.to;
    if (weigh(at) > heavy || (!isBuilt && (budget -= 1) < 0)) break;
    [from, to] = [Math.min(from, at), Math.max(to, at + 1)];
  }
  return { from, to };
}

/** The few messages around one that are built first, so that it is seen soon. @param {readonly { text: string, html: string }[]} messages @param {number} at @returns {Span} */
export function firstSpan(messages, at) {
  let weight = 0;
  let from = at;
  let to = Math.min(at + 1, messages.length);
  const isLight = (/** @type {number} */ n) => (weight += (messages[n]?.html.length ?? 0) + (messages[n]?.text.length ?? 0)) < 60_000;
  while (from > 0 && at - from < 5 && isLight(from - 1)) from -= 1;
  while (to < messages.length && to - at < 3 && isLight(to)) to += 1;
  return { from: Math.max(0, Math.min(from, messages.length)), to };
}
