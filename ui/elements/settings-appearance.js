// The settings panel for how the window looks. Sends `settings-change` with what changed; it applies at once.

/** @import { Settings } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h } from './dom.js';
import { segments, settingsRow } from './settings-row.js';

export class SettingsAppearance extends HTMLElement {
  /** @param {Settings} settings */
  show(settings) {
    const text = words.settings;
    const focused = /** @type {HTMLElement | null} */ (this.querySelector(':focus'))?.dataset.value;
    this.replaceChildren(
      h('h3', {}, text.appearance),
      this.#themes(settings),
      h('h4', {}, text.text),
      settingsRow(text.reading, text.readingBody, [
        segments(text.reading, text.readings, settings.readingSize, (readingSize) => emit(this, 'settings-change', { readingSize })),
      ]),
      h('h4', {}, text.interface),
      settingsRow(text.density, text.densityBody, [
        segments(text.density, text.densities, settings.density, (density) => emit(this, 'settings-change', { density })),
      ]),
    );
    if (focused) /** @type {HTMLElement | null} */ (this.querySelector(`[data-value="${focused}"]`))?.focus();
  }

  /** @param {Settings} settings */
  #themes(settings) {
    const themes = /** @type {[Settings['theme'], string][]} */ (Object.entries(words.settings.themes));
    return h(
      'div',
      { class: 'swatch', role: 'radiogroup', 'aria-label': words.settings.theme },
      ...themes.map(([theme, name]) => {
        const input = h('input', { type: 'radio', name: 'theme', 'data-value': theme, checked: theme === settings.theme });
        input.addEventListener('change', () => emit(this, 'settings-change', { theme }));
        const picture = /** @type {HTMLTemplateElement | null} */ (document.querySelector(`#theme-${theme}`));
        return h('label', {}, input, picture?.content.cloneNode(true), h('span', {}, name));
      }),
    );
  }
}

customElements.define('settings-appearance', SettingsAppearance);
