// Builds elements and sends events: the few lines that every element needs.
// Invariant: text is only ever set as text. Strings of HTML are set in `answer-prose.js` and nowhere else.

/** @typedef {Node | string | null | false | undefined} Child */

/**
 * Creates an element. Functions become listeners (`onclick`), booleans toggle, `null` leaves an attribute out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const child of children) if (child) element.append(child);
  return element;
}

/** @param {HTMLElement} element @param {string} name @param {unknown} value */
function setAttribute(element, name, value) {
  if (typeof value === 'function') {
    element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  } else if (typeof value === 'boolean') {
    element.toggleAttribute(name, value);
  } else if (value !== null && value !== undefined) {
    element.setAttribute(name, String(/** @type {string | number} */ (value)));
  }
}

const svg = 'http://www.w3.org/2000/svg';

/** An icon of the sprite in `index.html`. @param {string} name @param {string} [extra] more classes */
export function icon(name, extra = '') {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('class', `i ${extra}`.trim());
  element.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `#i-${name}`);
  element.append(use);
  return element;
}

/** Shows another icon in the same place. @param {Element} element @param {string} name */
export function setIcon(element, name) {
  element.querySelector('use')?.setAttribute('href', `#i-${name}`);
}

/**
 * A square button with an icon. Its accessible name is exactly `label`; keys stand in the title only.
 * @param {string} name
 * @param {string} label
 * @param {(event: MouseEvent) => void} onclick
 * @param {{ keys?: string, extra?: string }} [options]
 */
export function iconButton(name, label, onclick, { keys = '', extra = '' } = {}) {
  return h(
    'button',
    { class: `ib ${extra}`.trim(), type: 'button', 'aria-label': label, title: keys ? `${label} (${keys})` : label, onclick },
    icon(name),
  );
}

/**
 * Changes what stands in an element without losing the focus: it stays where it is, or goes to what bears the same name now,
 * or else to the first that takes it.
 * @param {HTMLElement} element @param {() => void} change
 */
export function keepingFocus(element, change) {
  const held = document.activeElement;
  const isWithin = held instanceof HTMLElement && element.contains(held);
  // Asked before: what is taken out has no label any more.
  const name = isWithin ? nameOf(held) : '';
  change();
  if (!isWithin || document.activeElement === held) return;
  /** @type {HTMLElement[]} */
  const takers = [...element.querySelectorAll(':is(button, select, input, textarea):enabled')].filter((taker) => taker instanceof HTMLElement);
  const next = takers.find((taker) => taker === held) ?? takers.find((taker) => nameOf(taker) === name) ?? takers[0];
  next?.focus();
}

/** What a person calls it. @param {Element} element */
function nameOf(element) {
  const label = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0] : null;
  return element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent;
}

/** The dot before a name: its shape is the mode, its colour the vendor. @param {import('../format/answer-metadata.js').Dot} dot */
export function vendorDot(dot) {
  const shape = dot.shape === 'pinned' ? '' : dot.shape;
  return h('span', { class: `dot ${shape}`.trim(), 'data-v': dot.vendor, 'aria-hidden': 'true' });
}

/** Key caps; what they belong to tells its keys in its title. @param {readonly string[]} keys */
export function keyCaps(keys) {
  return h('span', { class: 'keys', 'aria-hidden': 'true' }, ...keys.map((key) => h('kbd', { class: 'kbd' }, key)));
}

/**
 * Text with some ranges marked.
 * @param {string} text
 * @param {import('../format/matching.js').Range[]} ranges sorted, without overlaps
 * @returns {Child[]}
 */
export function marked(text, ranges) {
  /** @type {Child[]} */
  const parts = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(at, start), h('mark', {}, text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}

/** Sends an event up. @type {import('../page-events.js').Emit} */
export const emit = (from, type, ...[detail]) => {
  from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
};
