// Marks words in what stands on the screen, without touching it: ranges that the platform paints (CSS Custom Highlight
// API), so that no element is added to a message. Where there is no such API, nothing is marked.

import { fold, placesOf } from '../format/fold.js';

/** What is no text of a message. */
const foreign = 'figcaption, button, svg, summary, style, [aria-hidden="true"]';
const blocks = 'p, li, h1, h2, h3, h4, h5, h6, pre, td, th, blockquote, dt, dd, figure, div';

export class TextMarks {
  #name;
  #strong;
  /** Folded words. @type {string[]} */
  #words = [];
  #frame = 0;
  /** Where the words stand, by message, as long as it does not change. @type {WeakMap<Node, Range[]>} */
  #known = new WeakMap();
  #observer = new MutationObserver((records) => {
    this.#forget(records);
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  });
  /** The one that stands out. @type {{ messageId: string, nth: number } | null} */
  #current = null;

  /** @param {HTMLElement} root whose messages are marked @param {string} name of the highlight; that of the current one ends in `-now` */
  constructor(root, name) {
    this.root = root;
    this.#name = name;
    this.#strong = `${name}-now`;
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
    const current = this.#current;
    const all = new Highlight();
    const strong = new Highlight();
    strong.priority = 1;
    if (this.#words.length > 0) {
      for (const message of /** @type {Iterable<HTMLElement>} */ (this.root.querySelectorAll(':scope > [data-id]'))) {
        const ranges = this.#rangesIn(message);
        ranges.forEach((range) => all.add(range));
        if (!current || message.dataset.id !== current.messageId) continue;
        const range = ranges[Math.min(current.nth, ranges.length - 1)];
        if (range) strong.add(range);
      }
    }
    CSS.highlights.set(this.#name, all);
    CSS.highlights.set(this.#strong, strong);
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
