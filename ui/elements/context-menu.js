// A menu that opens at a place: arrows, Home, End and letters move, Right and Left enter and leave what lies below an item,
// Escape closes it and gives the focus back. Imported when it is first opened.

import { isEscape } from '../keyboard.js';
import { h, icon } from './dom.js';

/**
 * @typedef {{ label: string, icon?: string, keys?: string, isDanger?: boolean, isChecked?: boolean, below?: () => MenuItem[],
 *   run?: () => void } | null} MenuItem null is a line between items
 */

export class ContextMenu extends HTMLElement {
  /** @type {HTMLElement | null} */
  #opener = null;
  /** The items that a submenu stands in for. @type {MenuItem[][]} */
  #above = [];
  /** @type {MenuItem[]} */
  #items = [];
  #at = { x: 0, y: 0 };

  connectedCallback() {
    if (this.hasAttribute('popover')) return;
    this.setAttribute('popover', 'auto');
    this.className = 'menu';
    this.setAttribute('role', 'menu');
    this.addEventListener('keydown', (event) => this.#onKey(event));
    this.addEventListener('contextmenu', (event) => event.preventDefault());
    this.addEventListener('pointermove', (event) => {
      const item = event.target instanceof Element ? event.target.closest('button') : null;
      if (item !== document.activeElement) item?.focus({ preventScroll: true });
    });
  }

  /** @param {MenuItem[]} items @param {{ x: number, y: number }} at @param {string} label */
  open(items, at, label) {
    if (document.activeElement instanceof HTMLElement && !this.contains(document.activeElement)) this.#opener = document.activeElement;
    this.setAttribute('aria-label', label);
    this.#above = [];
    this.#at = at;
    this.hidePopover();
    this.#fill(items);
    this.showPopover();
    this.#place();
    this.#buttons[0]?.focus();
  }

  close() {
    this.hidePopover();
    this.#opener?.focus({ preventScroll: true });
  }

  get #buttons() {
    return [...this.querySelectorAll('button')];
  }

  /** @param {MenuItem[]} items */
  #fill(items) {
    this.#items = items;
    this.replaceChildren(...items.map((item) => (item ? this.#button(item) : h('hr', { role: 'separator' }))));
  }

  /** Where it was asked for, or as near as the window allows. */
  #place() {
    const { offsetWidth, offsetHeight } = this;
    this.style.left = `${Math.max(4, Math.min(this.#at.x, innerWidth - offsetWidth - 4))}px`;
    this.style.top = `${Math.max(4, Math.min(this.#at.y, innerHeight - offsetHeight - 4))}px`;
  }

  /** @param {NonNullable<MenuItem>} item */
  #button(item) {
    const isChoice = item.isChecked !== undefined;
    const button = h(
      'button',
      {
        type: 'button',
        tabindex: '-1',
        class: item.isDanger ? 'danger' : null,
        role: isChoice ? 'menuitemcheckbox' : 'menuitem',
        'aria-label': item.label,
        'aria-checked': isChoice ? String(item.isChecked) : null,
        'aria-haspopup': item.below ? 'menu' : null,
        onclick: () => this.#choose(item),
      },
      isChoice && item.isChecked ? icon('check', 's') : item.icon ? icon(item.icon, 's') : h('span', { class: 'i s' }),
      h('span', { class: 'grow', dir: 'auto' }, item.label),
      item.keys ? h('kbd', {}, item.keys) : null,
      item.below ? icon('right', 's') : null,
    );
    return button;
  }

  /** @param {NonNullable<MenuItem>} item */
  #choose(item) {
    if (item.below) {
      this.#above.push(this.#items);
      return this.#show(item.below());
    }
    this.close();
    item.run?.();
  }

  /** @param {MenuItem[]} items */
  #show(items) {
    this.#fill(items);
    this.#place();
    this.#buttons[0]?.focus();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const buttons = this.#buttons;
    const at = buttons.findIndex((button) => button === document.activeElement);
    const item = this.#items.filter((one) => one !== null)[at];
    const step = { ArrowDown: (at + 1) % buttons.length, ArrowUp: (at - 1 + buttons.length) % buttons.length, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') return event.stopPropagation();
    const above = event.key === 'ArrowLeft' || isEscape(event) ? this.#above.pop() : undefined;
    if (above) this.#show(above);
    else if (isEscape(event) || event.key === 'Tab') this.close();
    else if (step !== undefined) buttons[step]?.focus();
    else if (event.key === 'ArrowRight' && item?.below) this.#choose(item);
    else if (event.key.length === 1) {
      const rest = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
      rest.find((button) => button.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

customElements.define('context-menu', ContextMenu);
