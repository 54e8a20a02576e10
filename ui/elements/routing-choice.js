// What happens if a chosen vendor fails: nothing else (a pin), or others take over. Hidden for automatic routing.

/** @import { Route } from '../bindings.js' */
import { words } from '../words.js';
import { h } from './dom.js';

export class RoutingChoice extends HTMLElement {
  #buttons = /** @type {const} */ (['only', 'first']).map((routing) =>
    h('button', { type: 'button', 'data-value': routing, onclick: () => this.#press(routing) }),
  );
  #isFirst = false;

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(h('div', { class: 'seg', role: 'group', 'aria-label': words.routing.label }, ...this.#buttons));
  }

  /** Begins with what a route has. @param {Route} route */
  choose({ routing }) {
    this.#press(routing === 'first' ? 'first' : 'only');
  }

  /** @param {string} vendor that is selected */
  show(vendor) {
    this.hidden = !/^[a-z0-9]/.test(vendor) || vendor === 'auto';
    const [only, first] = this.#buttons;
    if (only) only.textContent = words.routing.only(vendor);
    if (first) first.textContent = words.routing.first(vendor);
  }

  /** The part of a route for a vendor. @param {string} vendor @returns {Pick<Route, 'routing'>} */
  forVendor(vendor) {
    return this.#isFirst && vendor !== 'auto' ? { routing: 'first' } : {};
  }

  /** @param {'only' | 'first'} routing */
  #press(routing) {
    this.#isFirst = routing === 'first';
    for (const button of this.#buttons) button.setAttribute('aria-pressed', String(button.dataset.value === routing));
  }
}

customElements.define('routing-choice', RoutingChoice);
