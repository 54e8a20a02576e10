// The settings panel for chats that come and go. Sends `import-open` and `export-open`.

import { words } from '../words.js';
import { emit, h } from './dom.js';
import { plainButton, settingsRow } from './settings-row.js';

export class SettingsTransfer extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return;
    const text = words.settings;
    this.append(
      h('h3', {}, text.transfer),
      h('p', { class: 'lead' }, text.transferLead),
      settingsRow(text.importTitle, text.importBody, [plainButton(text.importOpen, () => emit(this, 'import-open'))]),
      settingsRow(text.exportTitle, text.exportBody, [plainButton(text.exportOpen, () => emit(this, 'export-open'))]),
    );
  }
}

customElements.define('settings-transfer', SettingsTransfer);
