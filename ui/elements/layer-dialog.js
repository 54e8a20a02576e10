// What every floating layer has in common: the platform's modal dialog, which traps focus, closes on Escape and gives
// the focus back; a click beside it closes it too. Sends `layer-open` when it has opened and `layer-close` when it has closed.

import { words } from '../words.js';
import { emit, h } from './dom.js';

export class LayerDialog extends HTMLElement {
  /** @type {HTMLDialogElement | null} */
  #dialog = null;
  #keep = h('button', { class: 'btn', type: 'button', onclick: () => this.#stay() }, words.layer.keep);
  /** Asked instead of closing while something was typed and not saved. */
  #unsaved = h(
    'div',
    { class: 'unsaved', role: 'alert', hidden: true },
    h('p', {}, words.layer.unsaved),
    h('button', { class: 'btn danger', type: 'button', onclick: () => this.close() }, words.layer.discard),
    this.#keep,
  );
  /** What had the focus before it was asked. @type {Element | null} */
  #asking = null;

  /** Whether it is on the screen. */
  get isOpen() {
    return this.#dialog?.open ?? false;
  }

  /** Whether something was typed that closing would lose. */
  get hasUnsaved() {
    return false;
  }

  /**
   * Puts the dialog together; called once, from `connectedCallback`.
   * @param {string} classes
   * @param {string} label
   * @param {...Node} children
   */
  build(classes, label, ...children) {
    if (this.#dialog) return;
    const dialog = h('dialog', { class: classes, 'aria-label': label }, ...children, this.#unsaved);
    dialog.addEventListener('close', () => emit(this, 'layer-close'));
    // Escape, where the system has no other word for it.
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#leave();
    });
    // WebKitGTK keeps Escape to a select that is closed.
    dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !(event.target instanceof HTMLSelectElement)) return;
      event.preventDefault();
      this.#leave();
    });
    dialog.addEventListener('pointerdown', (event) => {
      if (event.target === dialog && isBeside(event, dialog)) this.#leave();
    });
    this.#dialog = dialog;
    this.append(dialog);
  }

  /** What it is called from now on. @param {string} label */
  set label(label) {
    this.#dialog?.setAttribute('aria-label', label);
  }

  showModal() {
    if (this.isOpen) return;
    this.#unsaved.hidden = true;
    this.#dialog?.showModal();
    emit(this, 'layer-open');
  }

  close() {
    this.#dialog?.close();
  }

  /** Closes it, unless that would lose something and was not asked for twice. */
  #leave() {
    if (!this.hasUnsaved || !this.#unsaved.hidden) return this.#unsaved.hidden ? this.close() : this.#stay();
    this.#asking = document.activeElement;
    this.#unsaved.hidden = false;
    this.#keep.focus();
  }

  /** Goes on where the question came up. */
  #stay() {
    this.#unsaved.hidden = true;
    if (this.#asking instanceof HTMLElement) this.#asking.focus();
  }
}

/** @param {PointerEvent} event @param {HTMLElement} element */
function isBeside(event, element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
}
