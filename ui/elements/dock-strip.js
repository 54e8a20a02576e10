// What a person should know before writing: there is no network, no key, or no model, because this is the demo.
// Sends `key-add`, `demo-open` and `network-retry`, and `starter-choose` in the demo.

import { words } from '../words.js';
import { emit, h, icon } from './dom.js';
import { demoButtons } from './starter-list.js';

/** @typedef {'offline' | 'keyless' | 'demo' | null} Situation the one that matters most */

export class DockStrip extends HTMLElement {
  /** @type {Situation} */
  #shown = null;

  /** @param {Situation} situation @param {string} host */
  show(situation, host) {
    if (situation === this.#shown) return;
    this.#shown = situation;
    this.hidden = situation === null;
    this.className = `dock-strip ${situation === 'offline' ? 'warn' : ''}`.trim();
    this.setAttribute('role', 'status');
    this.replaceChildren(...parts(this, situation, host));
  }
}

/** @param {HTMLElement} from @param {Situation} situation @param {string} host */
function parts(from, situation, host) {
  const { offline, checkAgain, keyless, demo, addKey, addYourKey, tryDemo } = words.dock;
  const button = (/** @type {string} */ label, /** @type {'network-retry' | 'key-add' | 'demo-open'} */ event, extra = '') =>
    h('button', { class: `btn ${extra}`.trim(), type: 'button', onclick: () => emit(from, event) }, label);
  const text = (/** @type {string} */ said) => h('p', {}, said);
  switch (situation) {
    case 'offline':
      return [icon('offline'), text(offline), button(checkAgain, 'network-retry')];
    case 'keyless':
      return [icon('key'), text(keyless(host)), button(addKey, 'key-add'), button(tryDemo, 'demo-open', 'quiet')];
    case 'demo':
      return [icon('flask'), text(demo), button(addYourKey, 'key-add'), demoButtons(from)];
    default:
      return [];
  }
}

customElements.define('dock-strip', DockStrip);
