// A file of a message or a draft, in full: an image or the pages of a PDF to look at closely, and for every file what
// can be done with it; a PDF shows its text too, as it is sent. Sends `file-launch`, `file-save`, `file-copy`, `file-drag`,
// `file-leave-out` and `file-text` with the file, and `file-page` with the file and the page that is wanted.

/** @import { AttachmentView, Failure, TextPreview } from '../bindings.js' */
import { attachmentReason } from '../failures.js';
import { draftDetail, sentDetail } from '../format/files.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton } from './dom.js';
import { letDragOut } from './file-chip.js';
import { LayerDialog } from './layer-dialog.js';
import { onOff } from './settings-row.js';

/** How long a page may take until it is said that it is being drawn. */
const saySlowMs = 150;

/** Which keys turn how many pages. @type {Record<string, number>} */
const turns = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 };

export class FilePreview extends LayerDialog {
  #name = h('h2', {});
  #detail = h('p', { class: 'faint', role: 'status' });
  #view = h('div', { class: 'shown', tabindex: '0', role: 'group' });
  #number = h('span', { class: 'faint', role: 'status' });
  #drawing = 0;
  #back = iconButton('left', words.files.previousPage, () => this.#turn(-1));
  #on = iconButton('right', words.files.nextPage, () => this.#turn(1));
  #pages = h('div', { class: 'pages' }, this.#back, this.#number, this.#on);
  #actions = h('div', { class: 'go' });
  #url = '';
  /** @type {AttachmentView | null} */
  #file = null;
  /** From 0. */
  #page = 0;
  /** Whether a PDF shows its text in place of its pages. */
  #isText = false;
  #other = h('button', { class: 'btn', type: 'button', onclick: () => this.#showOther(!this.#isText) });

  connectedCallback() {
    const close = iconButton('x', words.files.close, () => this.close());
    this.build('dlg file', words.files.open, h('header', {}, h('div', { class: 't' }, this.#name, this.#detail), this.#pages, close), this.#view, this.#actions);
    this.addEventListener('layer-close', () => this.#forget());
    this.addEventListener('keydown', (event) => {
      const by = turns[event.key];
      if (by === undefined || this.#pages.hidden || this.#view.classList.contains('full')) return;
      event.preventDefault();
      this.#turn(by);
    });
  }

  /** @param {AttachmentView} file */
  open(file) {
    const { open, save, copyImage, leaveOut } = words.files;
    this.#file = file;
    this.#page = 0;
    this.#name.textContent = file.name;
    this.label = file.name;
    this.#view.setAttribute('aria-label', words.files.content(file.name));
    const detail = file.sentAs === null && file.kind !== 'media' ? draftDetail(file, null) : sentDetail(file);
    this.#detail.textContent = file.isMissing ? words.message.fileGone : detail;
    const hasPages = this.#count() > 0;
    const hasText = file.kind === 'pdf' && file.sendOptions.includes('text') && !file.isMissing;
    this.#view.replaceChildren(icon(file.kind === 'pdf' ? 'pdf' : 'file'));
    this.#view.hidden = (file.kind === 'pdf' && !hasPages && !hasText) || file.kind === 'media' || file.isMissing;
    this.#view.classList.toggle('sheet', hasPages);
    const button = (/** @type {string} */ name, /** @type {'file-launch' | 'file-save' | 'file-copy'} */ event) =>
      h('button', { class: 'btn', type: 'button', onclick: () => emit(this, event, file) }, name);
    const leave = h('label', { class: 'leave' },
      onOff(leaveOut, file.isLeftOut, (isLeftOut) => emit(this, 'file-leave-out', { file, isLeftOut })), h('span', {}, leaveOut));
    const there = [button(open, 'file-launch'), button(save, 'file-save')];
    if (hasPages && hasText) there.unshift(this.#other);
    if (file.kind === 'image') there.push(button(copyImage, 'file-copy'));
    // A file that was not sent yet is left out by removing it.
    this.#actions.replaceChildren(...(file.sentAs === null ? [] : [leave]), h('span', { class: 'grow' }), ...(file.isMissing ? [] : there));
    this.showModal();
    this.#pages.hidden = true;
    if (hasPages || hasText) this.#showOther(hasText && (!hasPages || file.sentAs === 'text'));
    // The arrow keys turn pages from the beginning on.
    if (!this.#view.hidden) this.#view.focus();
  }

  /** Shows the image itself, once its bytes are here. @param {AttachmentView} file @param {ArrayBuffer} bytes */
  showImage(file, bytes) {
    if (this.isOpen && this.#file?.id === file.id) this.#show(bytes, file.mediaType, file.name);
  }

  /** Shows the text of a file, as text only. @param {AttachmentView} file @param {TextPreview} preview */
  showText(file, { text, isCut }) {
    if (!this.isOpen || this.#file?.id !== file.id || (file.kind === 'pdf' && !this.#isText)) return;
    const more = isCut ? h('p', { class: 'faint' }, words.files.textGoesOn) : null;
    this.#fill(h('div', { class: 'source' }, h('pre', { class: 'selectable', dir: 'auto' }, text), more));
  }

  /** Shows a page, unless another is wanted by now. @param {AttachmentView} file @param {number} page @param {ArrayBuffer} bytes */
  showPage(file, page, bytes) {
    if (!this.#awaits(file, page)) return;
    const isPng = new Uint8Array(bytes)[0] === 0x89;
    this.#show(bytes, isPng ? 'image/png' : 'image/jpeg', words.files.pageName(file.name, page + 1));
  }

  /** Says why a file cannot be shown; what is left is to leave it out. @param {AttachmentView} file @param {string} why */
  showLost(file, why) {
    if (!this.isOpen || this.#file?.id !== file.id) return;
    this.open({ ...file, isMissing: true });
    this.#detail.textContent = why;
    // The view, which had it, is not there any more.
    /** @type {HTMLElement | null} */ (this.querySelector('.leave input') ?? this.querySelector('header > .ib'))?.focus();
  }

  /** Says why a page could not be drawn, unless another is wanted by now. @param {AttachmentView} file @param {number} page @param {Failure} failure */
  showNoPage(file, page, failure) {
    if (!this.#awaits(file, page)) return;
    this.#say(words.files.noPage(attachmentReason(failure)));
  }

  /** @param {AttachmentView} file @param {number} page */
  #awaits(file, page) {
    return this.isOpen && !this.#isText && this.#file?.id === file.id && this.#page === page;
  }

  /** Shows the text of a PDF, or its pages. @param {boolean} isText */
  #showOther(isText) {
    this.#isText = isText;
    this.#pages.hidden = isText || this.#count() < 2;
    this.#other.textContent = isText ? words.files.showPages : words.files.showText;
    if (!isText) return this.#turn(0);
    this.#forget();
    if (this.#file) emit(this, 'file-text', this.#file);
  }

  /** In place of an image. @param {string} text */
  #say(text) {
    clearTimeout(this.#drawing);
    this.#fill(h('p', { class: 'faint', role: 'status' }, text));
  }

  /** The focus stays in the view if it was there. @param {HTMLElement} content */
  #fill(content) {
    const hadFocus = this.#view.contains(document.activeElement);
    this.#view.replaceChildren(content);
    if (hadFocus) this.#view.focus();
  }

  /** @param {ArrayBuffer} bytes @param {string} type @param {string} name */
  #show(bytes, type, name) {
    const isFull = this.#view.classList.contains('full');
    this.#forget();
    this.#view.classList.toggle('full', isFull && this.#count() > 0);
    this.#url = URL.createObjectURL(new Blob([bytes], { type }));
    const image = h('img', { src: this.#url, alt: name, draggable: 'false' });
    const zoom = () => this.#view.classList.toggle('full');
    const button = h('button', { class: 'zoom', type: 'button', 'aria-label': words.files.zoom, title: words.files.zoom, onclick: zoom }, image);
    const file = this.#file;
    if (file?.sentAs) letDragOut(button, () => emit(this, 'file-drag', file));
    this.#fill(button);
  }

  /** How many pages can be shown. */
  #count() {
    const file = this.#file;
    return file?.kind === 'pdf' && file.thumbnail !== null && !file.isMissing ? file.pages ?? 0 : 0;
  }

  /** @param {number} by */
  #turn(by) {
    const last = this.#count() - 1;
    const page = Math.min(Math.max(this.#page + by, 0), last);
    if (page === this.#page && by !== 0) return;
    this.#page = page;
    this.#number.textContent = words.composer.page(page + 1, last + 1);
    const turnedBy = document.activeElement;
    this.#back.disabled = page === 0;
    this.#on.disabled = page === last;
    // A disabled button would take the focus, and with it the keys, out of the window.
    if ((turnedBy === this.#back && page === 0) || (turnedBy === this.#on && page === last)) this.#view.focus();
    // The page before must not stand under the new number; one that comes at once needs no words.
    clearTimeout(this.#drawing);
    this.#drawing = window.setTimeout(() => this.#say(words.files.drawing), saySlowMs);
    if (this.#file) emit(this, 'file-page', { file: this.#file, page });
  }

  #forget() {
    clearTimeout(this.#drawing);
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = '';
    this.#view.classList.remove('full');
  }
}

customElements.define('file-preview', FilePreview);
