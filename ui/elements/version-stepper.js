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

/** The step that has the focus: where it is, and what it is called. @param {Element} within */
export function pressedStep(within) {
  const step = within.contains(document.activeElement) ? document.activeElement?.closest('version-stepper button') : null;
  return step ? { top: step.getBoundingClientRect().top, name: step.getAttribute('aria-label') ?? '' } : null;
}

/** The step of that name in a message, or any. @param {Element | null} message @param {string} name @returns {HTMLButtonElement | undefined} */
export function stepIn(message, name) {
  const steps = stepsOf(message);
  return steps.find((step) => step.getAttribute('aria-label') === name) ?? steps[0];
}

/** Gives it the focus, or the one beside it if it leads nowhere. @param {HTMLButtonElement} step */
export function focusStep(step) {
  const next = step.disabled ? stepsOf(step.parentElement).find((one) => one !== step) : step;
  next?.focus({ preventScroll: true });
}

/** @param {Element | null} within @returns {HTMLButtonElement[]} */
function stepsOf(within) {
  return [...(within?.querySelectorAll('button') ?? [])].filter((button) => button.closest('version-stepper'));
}

customElements.define('version-stepper', VersionStepper);
