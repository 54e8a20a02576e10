// Marks words in what stands on the screen, without touching it: ranges that the platform paints (CSS Custom Highlight
// API), so that no element is added to a message. Where there is no such API, nothing is marked. Only what is near the
// view is marked: each mark costs the web view something whenever it paints.

import { fold, placesOf } from '../format/fold.js';

/** What is no text of a message. */
const foreign = 'figcaption, button, svg, summary, style, [aria-hidden="true"]';
const blocks = 'p, li, h1, h2, h3, h4, h5, h6, pre, td, th, blockquote, dt, dd, figure, div';

export class TextMarks {
  #name;
  /** What moves the messages. @type {Element} */
  #scroller;
  /** How far it was scrolled when the marks were made. */
  #seenAt = 0;
  /** Folded words. @type {string[]} */
  #words = [];
  #frame = 0;
  /** Where the words stand, by message, as long as it does not change. @type {WeakMap<Node, Range[]>} */
  #known = new WeakMap();
  #observer = new MutationObserver((records) => {
    this.#forget(records);
    this.#later();
  });
  /** The one that stands out. @type {{ messageId: string, nth: number } | null} */
  #current = null;

  /** @param {HTMLElement} root whose messages are marked @param {string} name of the highlight; that of the current one ends in `-now` */
  constructor(root, name) {
    this.root = root;
    this.#name = name;
    this.#scroller = root.parentElement ?? root;
    this.#scroller.addEventListener('scroll', (event) => this.#onScroll(event), { capture: true, passive: true });
  }

  /** @param {Event} event of the messages, or of a table that scrolls in itself */
  #onScroll({ target }) {
    const { scrollTop, clientHeight } = this.#scroller;
    if (this.#words.length > 0 && (target !== this.#scroller || Math.abs(scrollTop - this.#seenAt) > clientHeight / 2)) this.#later();
  }

  #later() {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  /** Marks words from now on, also in messages that are built later. @param {readonly string[]} words */
  show(words) {
    this.#words = words.map((word) => fold(word).folded).filter(Boolean);
    this.#current = null;
    this.#known = new WeakMap();
    this.#observer.disconnect();
    if (this.#words.length > 0) this.#observer.observe(this.root, { childList: true, characterData: true, subtree: true });
    this.#paint();
  }

  clear() {
    this.show([]);
  }

  /** Lets one occurrence stand out; gives where it stands, if its message is built. @param {string} messageId @param {number} nth @returns {Range | null} */
  point(messageId, nth) {
    this.#current = { messageId, nth };
    this.#paint();
    const ranges = this.#rangesIn(this.root.querySelector(`[data-id="${CSS.escape(messageId)}"]`));
    return ranges[Math.min(nth, ranges.length - 1)] ?? null;
  }

  /** @param {MutationRecord[]} records */
  #forget(records) {
    for (const { target, removedNodes } of records) {
      // The ranges in what is taken out do not come back with it.
      for (const node of removedNodes) this.#known.delete(node);
      /** @type {Node | null} */
      let message = target;
      while (message && message.parentNode !== this.root) message = message.parentNode;
      if (message) this.#known.delete(message);
    }
  }

  #paint() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#forget(this.#observer.takeRecords());
    if (!('highlights' in CSS)) return;
    const { top, bottom, height } = this.#scroller.getBoundingClientRect();
    this.#seenAt = this.#scroller.scrollTop;
    const current = this.#current;
    const wanted = new Set();
    const strong = new Set();
    if (this.#words.length > 0) {
      for (const message of /** @type {Iterable<HTMLElement>} */ (this.root.querySelectorAll(':scope > [data-id]'))) {
        const place = message.getBoundingClientRect();
        if (place.bottom > top - height && place.top < bottom + height) {
          for (const range of between(this.#rangesIn(message), top - height, bottom + height)) wanted.add(range);
        }
        if (!current || message.dataset.id !== current.messageId) continue;
        const ranges = this.#rangesIn(message);
        const range = ranges[Math.min(current.nth, ranges.length - 1)];
        if (range) strong.add(range);
      }
    }
    this.#show(this.#name, 0, wanted);
    this.#show(`${this.#name}-now`, 1, strong);
  }

  /** Each range that is added or taken away costs the web view a repaint, so those that stay are left alone. @param {string} name @param {number} priority @param {Set<Range>} wanted */
  #show(name, priority, wanted) {
    const highlight = CSS.highlights.get(name) ?? new Highlight();
    const gone = Array.from(highlight).filter((range) => !wanted.has(/** @type {Range} */ (range)));
    for (const range of gone) highlight.delete(range);
    for (const range of wanted) if (!highlight.has(range)) highlight.add(range);
    highlight.priority = priority;
    if (!CSS.highlights.has(name)) CSS.highlights.set(name, highlight);
  }

  /** @param {Element | null} message @returns {Range[]} */
  #rangesIn(message) {
    if (!message || this.#words.length === 0) return [];
    const known = this.#known.get(message);
    if (known) return known;
    const ranges = [...message.querySelectorAll('.prose, .words')].flatMap((body) => rangesIn(body, this.#words));
    this.#known.set(message, ranges);
    return ranges;
  }
}

/** Where words stand in an element, also across the elements in it. @param {Element} body @param {readonly string[]} words folded */
function rangesIn(body, words) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(foreign) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  /** @type {{ node: Node, start: number, end: number }[]} */
  const pieces = [];
  let text = '';
  /** @type {Element | null | undefined} */
  let block = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement?.closest(blocks);
    if (around !== block && text !== '') text += '\n';
    block = around;
    pieces.push({ node, start: text.length, end: (text += node.nodeValue ?? '').length });
  }
  let from = 0;
  return placesOf(text, words).flatMap(([start, end]) => {
    // Places come in order, so no piece before the last one's first is looked at again.
    while ((pieces[from]?.end ?? Infinity) <= start) from += 1;
    const first = pieces[from];
    let to = from;
    while ((pieces[to + 1]?.start ?? Infinity) < end) to += 1;
    const last = pieces[to];
    if (!first || !last) return [];
    const range = document.createRange();
    range.setStart(first.node, Math.max(0, start - first.start));
    range.setEnd(last.node, Math.min(end, last.end) - last.start);
    return [range];
  });
}

/**
 * Those of the ranges, which are in order, that stand between two heights of the window. What is not laid out is passed over.
 * @param {readonly Range[]} ranges
 * @param {number} top
 * @param {number} bottom
 */
function between(ranges, top, bottom) {
  const firstBelow = (/** @type {number} */ edge) => {
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      let at = middle;
      let place = ranges[at]?.getBoundingClientRect();
      while (place?.height === 0 && at + 1 < high) place = ranges[(at += 1)]?.getBoundingClientRect();
      if (place && place.height > 0 && place.bottom < edge) low = at + 1;
      else high = middle;
    }
    return low;
  };
  return ranges.slice(firstBelow(top), firstBelow(bottom) + 1);
}
