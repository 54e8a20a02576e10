// The settings panel for the gateway and its key. Sends `key-replace`, `key-forget`, `demo-open`, `demo-leave`, and
// `gateway-submit` from its form.

/** @import { Failure, GatewayView } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h, keepingFocus } from './dom.js';
import { GatewayForm } from './gateway-form.js';
import { plainButton, settingsRow } from './settings-row.js';

export class SettingsKeys extends HTMLElement {
  #rows = h('div', {});
  #form = new GatewayForm();

  connectedCallback() {
    if (this.firstElementChild) return;
    const { keys, keysLead, gateway } = words.settings;
    this.append(h('h3', {}, keys), h('p', { class: 'lead' }, keysLead), h('h4', {}, gateway), this.#rows, this.#form);
  }

  /** @param {GatewayView} gateway */
  show(gateway) {
    const isDemo = gateway.kind === 'demo';
    this.#form.hidden = isDemo;
    this.#form.show(gateway);
    keepingFocus(this.#rows, () => this.#rows.replaceChildren(
      ...(isDemo ? [] : [settingsRow(gateway.name, about(gateway), this.#keyButtons(gateway), { icon: 'server' })]),
      settingsRow(words.settings.demoTitle, words.settings.demoBody, [
        isDemo
          ? plainButton(words.settings.demoLeave, () => emit(this, 'demo-leave'))
          : plainButton(words.settings.demoOpen, () => emit(this, 'demo-open'), 'quiet'),
      ], { icon: 'flask' }),
    ));
  }

  /** @param {Failure} failure */
  showFailure(failure) {
    this.#form.showFailure(failure);
  }

  /** @param {GatewayView} gateway */
  #keyButtons({ key }) {
    const { addKey, replaceKey, forgetKey, forgetSure } = words.settings;
    const replace = plainButton(key === 'missing' ? addKey : replaceKey, () => emit(this, 'key-replace'));
    if (key !== 'keychain' && key !== 'run') return key === 'environment' ? [] : [replace];
    // Forgetting cannot be undone, so the button asks once more, in place.
    const forget = plainButton(forgetKey, () => {
      if (forget.textContent === forgetSure) return emit(this, 'key-forget');
      forget.textContent = forgetSure;
      forget.className = 'btn danger';
    }, 'quiet');
    return [replace, forget];
  }
}

/** @param {GatewayView} gateway */
function about({ baseUrl, key, keyHint }) {
  const hint = keyHint ? `, ${words.settings.keyHint(keyHint)}` : '';
  return `${baseUrl}, ${words.settings.keyStates[key]}${hint}`;
}

customElements.define('settings-keys', SettingsKeys);
