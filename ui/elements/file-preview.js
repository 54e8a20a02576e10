// A file of a message, in full: an image to look at closely, and for every file what can be done with it.
// Sends `file-launch`, `file-save`, `file-copy`, `file-drag` and `file-leave-out` with the file.

/** @import { AttachmentView } from '../bindings.js' */
import { sentDetail } from '../format/files.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton } from './dom.js';
import { letDragOut } from './file-chip.js';
import { LayerDialog } from './layer-dialog.js';
import { onOff } from './settings-row.js';

export class FilePreview extends LayerDialog {
  #name = h('h2', {});
  #detail = h('p', { class: 'faint' });
  #view = h('div', { class: 'shown', tabindex: '0' });
  #actions = h('div', { class: 'go' });
  #url = '';

  connectedCallback() {
    const close = iconButton('x', words.files.close, () => this.close());
    this.build('dlg file', words.files.open, h('header', {}, h('div', { class: 't' }, this.#name, this.#detail), close), this.#view, this.#actions);
    this.addEventListener('layer-close', () => this.#forget());
  }

  /** @param {AttachmentView} file */
  open(file) {
    const { open, save, copyImage, leaveOut } = words.files;
    this.#name.textContent = file.name;
    this.#detail.textContent = file.isMissing ? words.message.fileGone : sentDetail(file);
    this.#view.replaceChildren(icon(file.kind === 'pdf' ? 'pdf' : 'file'));
    this.#view.hidden = file.kind !== 'image' || file.isMissing;
    const button = (/** @type {string} */ name, /** @type {string} */ event) =>
      h('button', { class: 'btn', type: 'button', onclick: () => emit(this, event, file) }, name);
    const leave = h('label', { class: 'leave' },
      onOff(leaveOut, file.isLeftOut, (isLeftOut) => emit(this, 'file-leave-out', { file, isLeftOut })), h('span', {}, leaveOut));
    const there = [button(open, 'file-launch'), button(save, 'file-save')];
    if (file.kind === 'image') there.push(button(copyImage, 'file-copy'));
    this.#actions.replaceChildren(leave, h('span', { class: 'grow' }), ...(file.isMissing ? [] : there));
    this.showModal();
  }

  /** Shows the image itself, once its bytes are here. @param {AttachmentView} file @param {ArrayBuffer} bytes */
  showImage(file, bytes) {
    if (!this.isOpen || this.#name.textContent !== file.name) return;
    this.#forget();
    this.#url = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }));
    const image = h('img', { src: this.#url, alt: file.name, draggable: 'false' });
    const zoom = () => this.#view.classList.toggle('full');
    const button = h('button', { class: 'zoom', type: 'button', 'aria-label': words.files.zoom, title: words.files.zoom, onclick: zoom }, image);
    letDragOut(button, () => emit(this, 'file-drag', file));
    this.#view.replaceChildren(button);
  }

  #forget() {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = '';
    this.#view.classList.remove('full');
  }
}

customElements.define('file-preview', FilePreview);
