// The settings panel for the way to gateways: proxy, certificate authorities, a test. A password goes out once and is
// never shown again. Sends `proxy-choose`, `authorities-pick`, `authorities-forget` and `connection-test`.

/** @import { ConnectionReport, NetworkView, ProxyMode } from '../bindings.js' */
import { words } from '../words.js';
import { reportElement } from './connection-report.js';
import { emit, h } from './dom.js';
import { plainButton, segments, settingsRow } from './settings-row.js';

export class SettingsNetwork extends HTMLElement {
  /** @type {NetworkView | null} */
  #network = null;
  /** The mode that is chosen in the form, which may not be in use yet. @type {ProxyMode} */
  #mode = 'system';
  #choice = h('div', {});
  #address = field('url', words.network.addressPlaceholder);
  #user = field('text', '');
  #password = field('password', '');
  #said = h('p', { class: 'fine' });
  #form = h(
    'form',
    { class: 'proxy-form', novalidate: true },
    labelled(words.network.address, this.#address, 'wide'),
    labelled(words.network.user, this.#user),
    labelled(words.network.password, this.#password),
    h('div', { class: 'line' }, this.#said, h('button', { class: 'btn', type: 'submit' }, words.network.use)),
  );
  #authorities = h('div', {});
  #authoritiesSaid = h('p', { class: 'fine hot', role: 'alert' });
  #test = plainButton(words.network.test, () => emit(this, 'connection-test'));
  #report = h('div', { 'aria-live': 'polite' });

  connectedCallback() {
    if (this.firstElementChild) return;
    const text = words.network;
    this.append(
      h('h3', {}, text.title),
      h('p', { class: 'lead' }, text.lead),
      h('h4', {}, text.proxy),
      this.#choice,
      this.#form,
      h('h4', {}, text.trust),
      this.#authorities,
      this.#authoritiesSaid,
      h('h4', {}, text.check),
      settingsRow(text.test, text.testBody, [this.#test], { icon: 'server' }),
      this.#report,
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#choose('manual');
    });
  }

  /** @param {NetworkView} network */
  show(network) {
    this.#network = network;
    this.#mode = network.proxy;
    this.#address.value = network.proxyUrl;
    this.#user.value = network.proxyUser;
    this.#password.value = '';
    this.#password.placeholder = network.hasProxyPassword ? words.network.passwordKept : '';
    this.#say(network.proxy === 'manual' ? words.network.used : words.network.passwordHint, false);
    this.#authoritiesSaid.textContent = '';
    this.#showChoice();
    this.#showAuthorities(network.extraCaName);
  }

  /** What is wrong with the proxy, in the core's words. @param {string} detail */
  showProxyFailure(detail) {
    this.#say(detail, true);
  }

  /** @param {string} detail */
  showAuthoritiesFailure(detail) {
    this.#authoritiesSaid.textContent = detail;
  }

  showTesting() {
    this.#test.disabled = true;
    this.#test.textContent = words.network.testing;
    this.#report.replaceChildren();
  }

  /** @param {ConnectionReport | null} report null if there is none */
  showReport(report) {
    this.#test.disabled = false;
    this.#test.textContent = words.network.test;
    this.#report.replaceChildren(...(report ? [reportElement(report)] : []));
    this.#report.scrollIntoView({ block: 'nearest' });
  }

  #showChoice() {
    const { proxyUse, proxyBody, modes } = words.network;
    this.#form.hidden = this.#mode !== 'manual';
    this.#choice.replaceChildren(
      settingsRow(proxyUse, proxyBody, [segments(proxyUse, modes, this.#mode, (mode) => this.#pick(mode))]),
    );
  }

  /** A named proxy is used when its form is sent; the others at once. @param {ProxyMode} mode */
  #pick(mode) {
    this.#mode = mode;
    this.#showChoice();
    if (mode !== 'manual') return this.#choose(mode);
    if (this.#network?.proxyUrl) this.#choose(mode);
    this.#address.focus();
  }

  /** @param {ProxyMode} proxy */
  #choose(proxy) {
    emit(this, 'proxy-choose', {
      proxy,
      proxyUrl: this.#address.value.trim(),
      proxyUser: this.#user.value.trim(),
      proxyPassword: this.#password.value === '' ? null : this.#password.value,
    });
  }

  /** @param {string | null} name */
  #showAuthorities(name) {
    const { authorities, authoritiesBody, authoritiesExtra, addAuthorities, replaceAuthorities, forgetAuthorities } = words.network;
    const pick = plainButton(name ? replaceAuthorities : addAuthorities, () => emit(this, 'authorities-pick'));
    const forget = plainButton(forgetAuthorities, () => emit(this, 'authorities-forget'), 'quiet');
    const about = name ? authoritiesExtra(name) : authoritiesBody;
    this.#authorities.replaceChildren(settingsRow(authorities, about, name ? [pick, forget] : [pick], { icon: 'lock' }));
  }

  /** @param {string} text @param {boolean} isBad */
  #say(text, isBad) {
    this.#address.setAttribute('aria-invalid', String(isBad));
    this.#said.className = isBad ? 'fine hot grow' : 'fine grow';
    this.#said.setAttribute('role', isBad ? 'alert' : 'note');
    this.#said.textContent = text;
  }
}

/** @param {string} type @param {string} placeholder */
function field(type, placeholder) {
  return h('input', { type, placeholder, autocomplete: 'off', spellcheck: 'false' });
}

/** @param {string} name @param {HTMLInputElement} input @param {string} [extra] */
function labelled(name, input, extra = '') {
  return h('label', { class: extra }, h('span', {}, name), h('div', { class: 'field' }, input));
}

customElements.define('settings-network', SettingsNetwork);
