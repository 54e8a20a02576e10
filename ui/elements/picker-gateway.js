// Which gateway's models the picker lists, where that list comes from, and a button that asks for it again.
// Sends `gateway-pick` with a base URL, and `list-refresh`.

/** @import { GatewayView } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h, icon, iconButton } from './dom.js';

export class PickerGateway extends HTMLElement {
  #select = h('select', { 'aria-label': words.routing.gateway });
  #choice = h('span', { class: 'p-gateway sel' }, this.#select, icon('updown', 's'));
  #source = h('span', { class: 'fine nowrap', role: 'status' });
  #refresh = iconButton('refresh', words.picker.refresh, () => emit(this, 'list-refresh'));

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(this.#choice, this.#source, this.#refresh);
    this.#select.addEventListener('change', () => emit(this, 'gateway-pick', this.#select.value));
  }

  /** @param {GatewayView[]} gateways @param {string} baseUrl of the current one */
  show(gateways, baseUrl) {
    this.#choice.hidden = gateways.length < 2;
    this.#select.replaceChildren(...gateways.map((one) => h('option', { value: one.baseUrl, selected: one.baseUrl === baseUrl }, one.name)));
  }

  /** Where the list comes from, or what becomes of asking for it. @param {string} text @param {boolean} [isAsking] */
  say(text, isAsking = false) {
    this.#source.textContent = text;
    this.#refresh.disabled = isAsking;
  }
}

customElements.define('picker-gateway', PickerGateway);
