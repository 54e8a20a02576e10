// Asks for the base URL of a gateway. What is wrong with it is said beside the field, in the core's words.
// Sends `gateway-submit` with the URL.

/** @import { Failure, GatewayView } from '../bindings.js' */
import { failureTitle } from '../failures.js';
import { words } from '../words.js';
import { emit, h, icon } from './dom.js';

let forms = 0;

export class GatewayForm extends HTMLElement {
  #input = h('input', { class: 'mono', type: 'url', autocomplete: 'off', spellcheck: 'false' });
  #field = h('div', { class: 'field grow' }, icon('server'), this.#input);
  #button = h('button', { class: 'btn', type: 'submit' }, words.gateway.use);
  #words = h('p', { class: 'fine' });

  connectedCallback() {
    if (this.firstElementChild) return;
    forms += 1;
    this.#input.id = `gateway-input-${forms}`;
    this.#words.id = `gateway-words-${forms}`;
    this.#input.setAttribute('aria-describedby', this.#words.id);
    const label = h('label', { for: this.#input.id }, words.gateway.label);
    const form = h('form', { novalidate: true }, label, h('div', { class: 'line' }, this.#field, this.#button), this.#words);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      emit(this, 'gateway-submit', this.#input.value.trim());
    });
    this.append(form);
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  /** @param {GatewayView} gateway */
  show(gateway) {
    const isFixed = gateway.isFixed || gateway.kind === 'demo';
    this.#input.value = gateway.baseUrl;
    this.#input.disabled = isFixed;
    this.#button.disabled = isFixed;
    this.#say(gateway.isFixed ? words.gateway.fixed : words.gateway.hint, false);
  }

  /** @param {Failure} failure */
  showFailure(failure) {
    this.#say(failure.detail || failureTitle(failure), true);
    this.focus();
  }

  /** @param {string} text @param {boolean} isBad */
  #say(text, isBad) {
    this.#field.classList.toggle('bad', isBad);
    this.#input.setAttribute('aria-invalid', String(isBad));
    this.#words.className = isBad ? 'fine hot' : 'fine';
    this.#words.setAttribute('role', isBad ? 'alert' : 'note');
    this.#words.textContent = text;
  }
}

customElements.define('gateway-form', GatewayForm);
