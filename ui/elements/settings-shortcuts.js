// The settings panel that lists the keys. It only tells; nothing can be changed here yet.

import { words } from '../words.js';
import { h, keyCaps } from './dom.js';

export class SettingsShortcuts extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return;
    const { shortcuts, shortcutsLead, shortcutRows } = words.settings;
    this.append(
      h('h3', {}, shortcuts),
      h('p', { class: 'lead' }, shortcutsLead),
      h('div', { class: 'short' }, ...shortcutRows.map(([name, ...keys]) => h('div', {}, h('span', {}, name, h('span', { class: 'vh' }, ` ${keys.join(' ')}`)), keyCaps(keys)))),
    );
  }
}

customElements.define('settings-shortcuts', SettingsShortcuts);
