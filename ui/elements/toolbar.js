// A row of buttons that is one tab stop: left, right, Home and End move within it, and Tab comes back to where one was.

import { h } from './dom.js';

/**
 * @param {Record<string, string>} attributes
 * @param {...Node} children
 */
export function toolbar(attributes, ...children) {
  const element = h('div', { ...attributes, role: 'toolbar' }, ...children);
  element.addEventListener('keydown', (event) => move(event, element));
  element.addEventListener('focusin', ({ target }) => stopAt(element, target));
  stopAt(element);
  return element;
}

/** Makes one of its buttons the tab stop: the one given, else the one that was, else the last. @param {HTMLElement} element @param {EventTarget | null} [wanted] */
export function stopAt(element, wanted = null) {
  const buttons = buttonsOf(element);
  const stop = buttons.find((button) => button === wanted) ?? buttons.find((button) => button.tabIndex === 0 && buttons.some((one) => one.tabIndex < 0)) ?? buttons.at(-1);
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}

/** @param {KeyboardEvent} event @param {HTMLElement} element */
function move(event, element) {
  const buttons = buttonsOf(element);
  const at = buttons.findIndex((button) => button === event.target);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  buttons[next]?.focus();
}

/** @param {HTMLElement} element @returns {HTMLButtonElement[]} */
function buttonsOf(element) {
  return [...element.querySelectorAll('button')].filter((button) => !button.disabled);
}
