// Steps through the versions of a message: `‹ 2 / 2 ›`. Sends `version-choose` with a message id.

import { words } from '../words.js';
import { emit, h, iconButton } from './dom.js';

export class VersionStepper extends HTMLElement {
  /**
   * @param {string[]} versions all versions, oldest first
   * @param {string} current
   */
  show(versions, current) {
    this.hidden = versions.length < 2;
    this.classList.add('rev');
    if (this.hidden) return this.replaceChildren();
    const at = versions.indexOf(current);
    const { previousVersion, nextVersion, version, versionLabel } = words.message;
    this.replaceChildren(
      this.#step('left', previousVersion, versions[at - 1]),
      h('span', { 'aria-label': versionLabel(at + 1, versions.length) }, version(at + 1, versions.length)),
      this.#step('right', nextVersion, versions[at + 1]),
    );
  }

  /** @param {string} icon @param {string} label @param {string | undefined} target */
  #step(icon, label, target) {
    const button = iconButton(icon, label, () => target && emit(this, 'version-choose', target));
    button.disabled = target === undefined;
    return button;
  }
}

customElements.define('version-stepper', VersionStepper);
