// The settings panel that lists the keys. It only tells; nothing can be changed here yet.

import { words } from '../words.js';
import { h, keyCaps } from './dom.js';

/** @typedef {keyof typeof words.settings.shortcutNames} ShortcutName */

/** @type {[ShortcutName, ...string[]][]} */
const rows = [
  ['searchChats', 'Ctrl', 'K'],
  ['find', 'Ctrl', 'F'],
  ['nextHit', 'F3'],
  ['newChat', 'Ctrl', 'N'],
  ['picker', 'Ctrl', 'M'],
  ['attach', 'Ctrl', 'U'],
  ['usage', 'Ctrl', 'Shift', 'G'],
  ['inspect', 'Ctrl', 'Alt', 'I'],
  ['compare', 'Ctrl', 'Shift', 'C'],
  ['favourite', 'Ctrl', 'D'],
  ['hide', 'Ctrl', 'H'],
  ['settings', 'Ctrl', ','],
  ['import', 'Ctrl', 'Shift', 'I'],
  ['export', 'Ctrl', 'Shift', 'S'],
  ['sidebar', 'Ctrl', 'B'],
  ['rename', 'F2'],
  ['deleteChat', 'Del'],
  ['chatMenu', 'Shift', 'F10'],
  ['undo', 'Ctrl', 'Z'],
  ['send', 'Enter'],
  ['newLine', 'Shift', 'Enter'],
  ['close', 'Esc'],
  ['editLast', 'Up'],
  ['regenerate', 'Ctrl', 'R'],
  ['retryAuto', 'Ctrl', 'Shift', 'R'],
  ['jump', 'End'],
];

export class SettingsShortcuts extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return;
    const { shortcuts, shortcutsLead, shortcutNames } = words.settings;
    this.append(
      h('h3', {}, shortcuts),
      h('p', { class: 'lead' }, shortcutsLead),
      h('div', { class: 'short' }, ...rows.map(([name, ...keys]) => h('div', {}, h('span', {}, shortcutNames[name], h('span', { class: 'vh' }, ` ${keys.join(' ')}`)), keyCaps(keys)))),
    );
  }
}

customElements.define('settings-shortcuts', SettingsShortcuts);
