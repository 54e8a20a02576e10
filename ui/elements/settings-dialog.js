// The settings: a list of panels on the left, the chosen panel on the right. Changes apply at once; there is no Save.
// Sends `panel-shown` with the panel's tag when one comes into view.

/** @import { Failure, GatewayView, Settings } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h, icon, iconButton } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { SettingsAnswers } from './settings-answers.js';
import { SettingsAppearance } from './settings-appearance.js';
import { SettingsData } from './settings-data.js';
import { SettingsKeys } from './settings-keys.js';
import { SettingsLog } from './settings-log.js';
import { SettingsNetwork } from './settings-network.js';
import { SettingsShortcuts } from './settings-shortcuts.js';
import { SettingsTransfer } from './settings-transfer.js';

export class SettingsDialog extends LayerDialog {
  #keys = new SettingsKeys();
  #answers = new SettingsAnswers();
  #appearance = new SettingsAppearance();
  network = new SettingsNetwork();
  log = new SettingsLog();
  data = new SettingsData();
  #at = 0;
  #nav = h('nav', { class: 'dlg-nav', 'aria-label': words.settings.title, onfocusin: bringIntoView });
  #panels = [
    { name: words.settings.keys, icon: 'key', element: this.#keys },
    { name: words.settings.answers, icon: 'chat', element: this.#answers },
    { name: words.network.title, icon: 'server', element: this.network },
    { name: words.settings.transfer, icon: 'swap', element: new SettingsTransfer() },
    { name: words.networkLog.title, icon: 'external', element: this.log },
    { name: words.settings.appearance, icon: 'half', element: this.#appearance },
    { name: words.settings.shortcuts, icon: 'keyboard', element: new SettingsShortcuts() },
    { name: words.settings.data, icon: 'database', element: this.data },
  ];
  #version = h('p', { class: 'fine' });

  connectedCallback() {
    if (this.isConnected && this.firstElementChild) return;
    for (const { element } of this.#panels) element.classList.add('panel', 'scroll');
    const { title, close } = words.settings;
    this.#nav.append(
      h('h2', {}, title),
      ...this.#panels.map((panel, index) =>
        h('button', { type: 'button', onclick: () => this.#choose(index) }, icon(panel.icon), panel.name),
      ),
      this.#version,
    );
    this.build(
      'dlg settings',
      title,
      this.#nav,
      h('div', { class: 'dlg-body' }, ...this.#panels.map(({ element }) => element)),
      h('div', { class: 'dlg-x' }, iconButton('x', close, () => this.close(), { keys: 'Esc' })),
    );
    this.#choose(0);
  }

  /** @param {Settings} settings @param {{ gateway: GatewayView, gateways: GatewayView[] }} reach @param {string} version @param {string} [panel] the tag of the one to show */
  open(settings, { gateway, gateways }, version, panel) {
    this.#version.textContent = words.settings.version(version);
    this.showSettings(settings);
    this.showGateway(gateway, gateways);
    this.showModal();
    const wanted = this.#panels.findIndex(({ element }) => element.localName === panel);
    this.#choose(wanted < 0 ? this.#at : wanted);
    this.#nav.querySelectorAll('button')[this.#at]?.focus();
  }

  /** @param {Settings} settings */
  showSettings(settings) {
    this.#answers.show(settings);
    this.#appearance.show(settings);
  }

  /** @param {GatewayView} gateway @param {GatewayView[]} gateways */
  showGateway(gateway, gateways) {
    this.#keys.show(gateway, gateways);
  }

  /** @param {Failure} failure */
  showGatewayFailure(failure) {
    this.#keys.showFailure(failure);
  }

  /** @param {number} index */
  #choose(index) {
    this.#at = index;
    this.#nav.querySelectorAll('button').forEach((button, at) => {
      if (at === index) button.setAttribute('aria-current', 'page');
      else button.removeAttribute('aria-current');
    });
    this.#panels.forEach(({ element }, at) => (element.hidden = at !== index));
    const tag = this.#panels[index]?.element.localName;
    if (this.isOpen) emit(this, 'panel-shown', tag);
  }
}

/** In a narrow window the panels' names stand in a row that scrolls. @param {Event} event */
function bringIntoView({ target }) {
  if (target instanceof HTMLButtonElement) target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

customElements.define('settings-dialog', SettingsDialog);
