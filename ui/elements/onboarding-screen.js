// The first screen, as long as no key is known: paste a key, use another gateway, or try the offline demo.
// Sends `key-submit` and `gateway-submit` (from its forms), `demo-open`, `dashboard-open`, `sending-open`, `network-open`,
// and `key-skip` to see the chats without a key.

/** @import { Failure, GatewayView } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h, icon } from './dom.js';
import { GatewayForm } from './gateway-form.js';
import { KeyForm } from './key-form.js';

export class OnboardingScreen extends HTMLElement {
  #title = h('h1', {});
  #fan = h('div', { class: 'fan-place' });
  #lead = h('p', { class: 'lead' });
  #key = new KeyForm();
  #gateway = new GatewayForm();
  #another = h('button', { class: 'btn quiet lg', type: 'button', 'aria-expanded': 'false', onclick: () => this.#openGateway() }, words.gateway.another);

  connectedCallback() {
    if (this.firstElementChild) return;
    const { demoTitle, demoBody, demo, getKey, sent, network, skip } = words.onboarding;
    this.#fan.append(/** @type {HTMLTemplateElement} */ (document.querySelector('#fan')).content.cloneNode(true));
    this.classList.add('ob');
    this.#gateway.hidden = true;
    this.append(
      h('div', { 'data-tauri-drag-region': '' }),
      h(
        'main',
        { class: 'ob-in' },
        this.#fan,
        this.#title,
        this.#lead,
        this.#key,
        this.#gateway,
        h(
          'div',
          { class: 'alt' },
          icon('flask'),
          h('p', {}, h('b', {}, demoTitle), demoBody),
          h('button', { class: 'btn', type: 'button', onclick: () => emit(this, 'demo-open') }, demo),
        ),
      ),
      h(
        'footer',
        { class: 'ob-foot' },
        h('button', { class: 'foot-link', type: 'button', onclick: () => emit(this, 'dashboard-open') }, getKey, icon('external', 's')),
        h('button', { class: 'foot-link', type: 'button', onclick: () => emit(this, 'sending-open') }, sent),
        h('button', { class: 'foot-link', type: 'button', onclick: () => emit(this, 'network-open') }, network),
        h('button', { class: 'foot-link', type: 'button', onclick: () => emit(this, 'key-skip') }, skip),
      ),
    );
    this.#key.addButton(this.#another);
  }

  focus() {
    this.#key.focus();
  }

  /** @param {GatewayView} gateway */
  show(gateway) {
    const { title, lead, leadOneVendor, fan, fanYou, fanVendors } = words.onboarding;
    const { name, vendors } = gateway;
    const count = vendors.length - 1; // `auto` is none of them
    this.#title.textContent = title(name);
    this.#lead.textContent = count > 1 ? lead(name) : leadOneVendor(name);
    this.#fan.hidden = count < 2;
    this.#fan.querySelector('svg')?.setAttribute('aria-label', fan(count, name));
    this.#fan.querySelectorAll('text').forEach((text, at) => (text.textContent = [fanYou, name, fanVendors(count)][at] ?? ''));
    this.#key.show(gateway);
    this.#gateway.show(gateway);
    this.#another.hidden = gateway.isFixed;
  }

  /** The key was taken: nothing of it stays here. */
  forgetKey() {
    this.#key.forget();
  }

  /** @param {Failure} failure */
  showKeyFailure(failure) {
    this.#fan.hidden = true;
    this.#key.showFailure(failure);
  }

  /** @param {Failure} failure */
  showGatewayFailure(failure) {
    this.#gateway.showFailure(failure);
  }

  #openGateway() {
    this.#gateway.hidden = !this.#gateway.hidden;
    this.#another.setAttribute('aria-expanded', String(!this.#gateway.hidden));
    if (!this.#gateway.hidden) this.#gateway.focus();
  }
}

customElements.define('onboarding-screen', OnboardingScreen);
