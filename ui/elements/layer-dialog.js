// What every floating layer has in common: the platform's modal dialog, which traps focus, closes on Escape and gives
// the focus back; a click beside it closes it too. Sends `layer-close` when it has closed.

import { emit, h } from './dom.js';

export class LayerDialog extends HTMLElement {
  /** @type {HTMLDialogElement | null} */
  #dialog = null;

  /** Whether it is on the screen. */
  get isOpen() {
    return this.#dialog?.open ?? false;
  }

  /**
   * Puts the dialog together; called once, from `connectedCallback`.
   * @param {string} classes
   * @param {string} label
   * @param {...Node} children
   */
  build(classes, label, ...children) {
    if (this.#dialog) return;
    const dialog = h('dialog', { class: classes, 'aria-label': label }, ...children);
    dialog.addEventListener('close', () => emit(this, 'layer-close'));
    dialog.addEventListener('pointerdown', (event) => {
      if (event.target === dialog && isBeside(event, dialog)) dialog.close();
    });
    this.#dialog = dialog;
    this.append(dialog);
  }

  /** What it is called from now on. @param {string} label */
  set label(label) {
    this.#dialog?.setAttribute('aria-label', label);
  }

  showModal() {
    if (!this.isOpen) this.#dialog?.showModal();
  }

  close() {
    this.#dialog?.close();
  }
}

/** @param {PointerEvent} event @param {HTMLElement} element */
function isBeside(event, element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
}
