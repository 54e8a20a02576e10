// The settings panel for gateways and their keys. Sends `gateway-edit`, `gateway-default`, `gateway-remove`,
// `key-replace`, `key-forget` with a base URL, and `demo-open` and `demo-leave`.

/** @import { Failure, GatewayView } from '../bindings.js' */
import { failureReason } from '../failures.js';
import { gateways as words } from '../strings/en/gateways.js';
import { words as all } from '../words.js';
import { emit, h, icon, keepingFocus } from './dom.js';
import { plainButton, settingsRow } from './settings-row.js';

const { settings } = all;

export class SettingsKeys extends HTMLElement {
  #rows = h('div', {});
  #failure = h('p', { class: 'fine hot', role: 'alert', hidden: true });
  #add = h('button', { class: 'btn', type: 'button', onclick: () => emit(this, 'gateway-edit', '') }, icon('plus', 's'), words.add);

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(
      h('h3', {}, settings.keys),
      h('p', { class: 'lead' }, settings.keysLead),
      h('h4', {}, words.title),
      this.#rows,
      this.#failure,
      this.#add,
    );
  }

  /** @param {GatewayView} gateway of the chats that name none @param {GatewayView[]} gateways */
  show(gateway, gateways) {
    const isDemo = gateway.kind === 'demo';
    this.#failure.hidden = true;
    this.#add.hidden = isDemo;
    keepingFocus(this.#rows, () => this.#rows.replaceChildren(
      ...(isDemo ? [] : gateways.map((one) => this.#row(one))),
      settingsRow(settings.demoTitle, settings.demoBody, [
        isDemo
          ? plainButton(settings.demoLeave, () => emit(this, 'demo-leave'))
          : plainButton(settings.demoOpen, () => emit(this, 'demo-open'), 'quiet'),
      ], { icon: 'flask' }),
    ));
  }

  /** @param {Failure} failure */
  showFailure(failure) {
    this.#failure.textContent = failureReason(failure);
    this.#failure.hidden = false;
  }

  /** @param {GatewayView} gateway */
  #row(gateway) {
    const row = settingsRow(gateway.name, about(gateway), this.#keyButtons(gateway));
    row.dataset.gateway = gateway.baseUrl;
    row.prepend(h('span', { class: 'g-look', 'data-look': gateway.look, 'aria-hidden': 'true' }));
    if (gateway.isDefault) row.querySelector('b')?.append(h('span', { class: 'tag' }, words.isDefault));
    row.append(this.#more(gateway));
    return row;
  }

  /** What is rarely done with it. @param {GatewayView} gateway */
  #more(gateway) {
    const { baseUrl, name, isDefault, isFixed, chats } = gateway;
    const warning = h('span', { class: 'fine', role: 'status' });
    const remove = named(plainButton(words.remove, () => {
      if (remove.textContent === words.removeSure) return emit(this, 'gateway-remove', baseUrl);
      remove.textContent = words.removeSure;
      remove.className = 'btn danger';
      warning.textContent = words.removeBody(chats);
    }, 'quiet'), words.remove, name);
    const edit = named(plainButton(words.edit, () => emit(this, 'gateway-edit', baseUrl), 'quiet'), words.edit, name);
    const makeDefault = named(plainButton(words.makeDefault, () => emit(this, 'gateway-default', baseUrl), 'quiet'), words.makeDefault, name);
    return h('div', { class: 'set-more' }, isFixed ? h('span', { class: 'faint' }, all.gateway.fixed) : edit, ...(isDefault ? [] : [makeDefault, remove, warning]));
  }

  /** @param {GatewayView} gateway */
  #keyButtons({ baseUrl, key }) {
    const { addKey, replaceKey, forgetKey, forgetSure } = settings;
    const hasNone = key === 'missing' || key === 'notNeeded';
    const replace = plainButton(hasNone ? addKey : replaceKey, () => emit(this, 'key-replace', baseUrl), key === 'notNeeded' ? 'quiet' : '');
    if (key !== 'keychain' && key !== 'run') return key === 'environment' ? [] : [replace];
    // Forgetting cannot be undone, so the button asks once more, in place.
    const forget = plainButton(forgetKey, () => {
      if (forget.textContent === forgetSure) return emit(this, 'key-forget', baseUrl);
      forget.textContent = forgetSure;
      forget.className = 'btn danger';
    }, 'quiet');
    return [replace, forget];
  }
}

/** Buttons of several rows are told apart by the gateway's name. @param {HTMLElement} button @param {string} label @param {string} gateway */
function named(button, label, gateway) {
  button.setAttribute('aria-label', words.name(label, gateway));
  return button;
}

/** @param {GatewayView} gateway */
function about({ baseUrl, key, keyHint, chats }) {
  const hint = keyHint ? `, ${settings.keyHint(keyHint)}` : '';
  const used = chats > 0 ? `, ${words.chats(chats)}` : '';
  return `${baseUrl}, ${settings.keyStates[key]}${hint}${used}`;
}

customElements.define('settings-keys', SettingsKeys);
