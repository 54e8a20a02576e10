// A file of a draft or a message: its picture or icon, name, size and state. Sends `chip-remove` with its id.

/** @import { AttachmentView } from '../bindings.js' */
import { size } from '../format/figures.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton } from './dom.js';

/**
 * A file of the draft: `view` once it is ready, `reason` if it was refused, neither while it is being prepared.
 * @typedef {{ id: string, name: string, view: AttachmentView | null, reason: string | null }} ChipView
 */

export class FileChip extends HTMLElement {
  /** A file of the draft, with a button that removes it. @param {ChipView} chip */
  showDraft(chip) {
    const { name, view, reason } = chip;
    this.className = reason ? 'chip bad' : 'chip';
    this.title = name;
    this.replaceChildren(
      view ? picture(view) : icon(reason ? 'alert' : 'file'),
      label(name, view ? size(view.sizeBytes) : reason ?? words.composer.preparing),
      iconButton('x', words.composer.remove(name), () => emit(this, 'chip-remove', chip.id)),
    );
    if (reason) this.setAttribute('role', 'alert');
    if (!view && !reason) this.append(h('progress', { class: 'bar', 'aria-label': words.composer.preparingName(name) }));
  }

  /** A file of a message that was sent. @param {AttachmentView} view */
  showSent(view) {
    this.className = 'chip';
    this.title = view.name;
    if (view.isMissing) {
      this.classList.add('bad');
      return this.replaceChildren(icon('file'), label(view.name, words.message.fileGone));
    }
    const extent = view.pixels ? `${view.pixels[0]} × ${view.pixels[1]}` : view.pages ? words.message.pages(view.pages) : null;
    const detail = extent ? `${extent}, ${size(view.sizeBytes)}` : size(view.sizeBytes);
    if (view.kind === 'image' && view.thumbnail) {
      this.className = 'thumb';
      this.title = `${view.name}, ${detail}`;
      return this.replaceChildren(h('img', { src: view.thumbnail, alt: view.name, draggable: 'false' }));
    }
    this.replaceChildren(picture(view), label(view.name, detail));
  }
}

/** @param {AttachmentView} view */
function picture(view) {
  if (view.thumbnail) return h('span', { class: 'px' }, h('img', { src: view.thumbnail, alt: '', draggable: 'false' }));
  return icon(view.kind === 'pdf' ? 'pdf' : 'image');
}

/** @param {string} name @param {string} detail */
function label(name, detail) {
  return h('span', { class: 't' }, h('b', {}, name), h('small', {}, detail));
}

customElements.define('file-chip', FileChip);
