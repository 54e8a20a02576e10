// A file of a draft or a message: its picture or icon, name, size, form, state and progress.
// Sends `chip-remove`, `chip-unpaste` and `chip-take-in` with its id, `chip-sendAs` with id and form, `file-open` with the file, `file-drag`
// with a sent one.

/** @import { AttachmentView, FileSendPreview, SendAs } from '../bindings.js' */
import { choiceWords, draftDetail, keptDetail, sentDetail } from '../format/files.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton, keepingFocus } from './dom.js';

/**
 * A file of the draft: `view` once it was looked at, `reason` if it was refused; `isPreparing` while it is worked on,
 * with the page that it is at where there are pages; `preview` once it is known how it would go out; `isKept` if it belongs
 * to the version before of a message that is edited.
 * @typedef {{ id: string, isKept: boolean, name: string, view: AttachmentView | null, reason: string | null, preview: FileSendPreview | null,
 *   isPreparing: boolean, progress: { page: number, of: number } | null }} ChipView
 */

export class FileChip extends HTMLElement {
  /** @type {ChipView | null} */
  #draft = null;
  /** The list of forms: the same element as long as it offers the same, so that a key press is not its last. */
  #select = h('select', {});
  /** The file that it shows. @type {AttachmentView | null} */
  #view = null;
  /** What opens it: the same element however often the chip changes, for the focus comes back to it. */
  #open = h('button', { class: 'chip-open', type: 'button', onclick: () => this.#openFile() });
  #isSent = false;

  /** A file of the draft, with a button that removes it. @param {ChipView} chip */
  showDraft(chip) {
    const before = this.#draft;
    this.#draft = chip;
    // Only the progress moved: what has the focus or is open stays.
    if (before?.isPreparing && chip.isPreparing && before.view === chip.view && before.preview === chip.preview) return this.#showProgress(chip);
    const { id, name, view, reason, preview, isKept } = chip;
    this.#view = view;
    this.className = reason ? 'chip bad' : 'chip';
    this.classList.toggle('left-out', view?.isLeftOut === true);
    this.title = name;
    const shown = [view ? picture(view) : icon(reason ? 'alert' : 'file'), label(name, draftWords(chip))];
    keepingFocus(this, () => this.replaceChildren(
      ...(view && isSeen(view) ? [this.#opens(name, shown)] : shown),
      ...(view && preview && !isKept ? this.#sendOptions(view, preview) : []),
      ...(view?.isPasted && !isKept ? [this.#button(words.composer.pasteAsText, 'chip-unpaste', id)] : []),
      ...(view?.isLeftOut ? [this.#button(words.composer.takeIn, 'chip-take-in', id)] : []),
      iconButton('x', words.composer.remove(name), () => emit(this, 'chip-remove', id)),
    ));
    if (reason) this.setAttribute('role', 'alert');
    if (!chip.isPreparing) return;
    this.append(h('progress', { class: 'bar', 'aria-label': words.composer.preparingName(name) }));
    this.#showProgress(chip);
  }

  /** A file of a message that was sent; pressing it shows it. @param {AttachmentView} view */
  showSent(view) {
    const detail = view.isMissing ? words.message.fileGone : sentDetail(view);
    this.#view = view;
    const isThumb = view.kind === 'image' && view.thumbnail !== null && !view.isMissing;
    this.className = isThumb ? 'thumb' : 'chip';
    this.classList.toggle('bad', view.isMissing);
    this.classList.toggle('left-out', view.isLeftOut);
    this.title = isThumb ? `${view.name}, ${detail}` : view.name;
    const shown = isThumb
      ? [h('img', { src: view.thumbnail, alt: view.name, draggable: 'false' }), view.isLeftOut ? h('small', { class: 'out' }, words.files.leftOut) : null]
      : [view.isMissing ? icon('file') : picture(view), label(view.name, detail)];
    this.#opens(view.name, shown);
    if (this.#isSent) return;
    this.#isSent = true;
    // The menu key and the right button show what can be done with it, too.
    this.#open.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      this.#openFile();
    });
    letDragOut(this.#open, () => this.#view && !this.#view.isMissing && emit(this, 'file-drag', this.#view));
    this.replaceChildren(this.#open);
  }

  #openFile() {
    if (this.#view) emit(this, 'file-open', this.#view);
  }

  /** @param {string} name @param {(Node | null)[]} shown */
  #opens(name, shown) {
    const label = words.message.openFile(name);
    const parts = shown.filter((part) => part !== null);
    if (this.#draft) {
      // Named by what is seen of it, with what pressing it does before that.
      this.#open.title = label;
      this.#open.replaceChildren(h('span', { class: 'vh' }, `${words.message.open} `), ...parts);
    } else {
      this.#open.setAttribute('aria-label', label);
      this.#open.replaceChildren(...parts);
    }
    return this.#open;
  }

  /** @param {ChipView} chip */
  #showProgress(chip) {
    const bar = this.querySelector('progress');
    const detail = this.querySelector('small');
    if (!bar || !detail) return;
    detail.textContent = draftWords(chip);
    if (!chip.progress) return;
    bar.max = chip.progress.of;
    bar.value = chip.progress.page;
  }

  /** @param {AttachmentView} view @param {FileSendPreview} preview */
  #sendOptions(view, preview) {
    if (view.sendOptions.length < 2) return [];
    const offered = view.sendOptions.map((sendAs) => choiceWords(view, sendAs));
    if (offered.join() !== [...this.#select.options].map((option) => option.text).join()) {
      const select = h('select', { 'aria-label': words.files.sendAsLabel(view.name) },
        ...view.sendOptions.map((sendAs, index) => h('option', { value: sendAs }, offered[index] ?? '')));
      select.addEventListener('change', () => emit(this, 'chip-form', { id: view.id, sendAs: /** @type {SendAs} */ (select.value) }));
      this.#select = select;
    }
    this.#select.value = preview.sendAs;
    // As wide as what is chosen, not as the longest that could be.
    this.#select.style.setProperty('width', `${(this.#select.selectedOptions[0]?.text.length ?? 8) + 6}ch`);
    return [h('span', { class: 'sel' }, this.#select, icon('updown', 's'))];
  }

  /** @param {string} name @param {'chip-unpaste' | 'chip-take-in'} event @param {string} id */
  #button(name, event, id) {
    return h('button', { class: 'btn small', type: 'button', onclick: () => emit(this, event, id) }, name);
  }
}

/** How far the pointer goes with its button held before that is a drag, in pixels. */
const dragBegins = 6;

/**
 * Calls `begin` when the element is dragged. The page's own drag and drop is not used: it would offer other programs
 * what the page knows, which is no file.
 * @param {HTMLElement} element @param {() => void} begin
 */
export function letDragOut(element, begin) {
  let isDragged = false;
  element.addEventListener('mousedown', (down) => {
    isDragged = false;
    if (down.button !== 0) return;
    const ended = new AbortController();
    const options = { signal: ended.signal };
    window.addEventListener('mouseup', () => ended.abort(), options);
    window.addEventListener('mousemove', (move) => {
      if (!(move.buttons & 1)) return ended.abort();
      if (Math.hypot(move.clientX - down.clientX, move.clientY - down.clientY) < dragBegins) return;
      ended.abort();
      isDragged = true;
      begin();
    }, options);
  });
  // Letting go of it is no click.
  element.addEventListener('click', (event) => {
    if (isDragged) event.stopImmediatePropagation();
    isDragged = false;
  }, { capture: true });
}

/** Whether a waiting file can be looked at. @param {AttachmentView} view */
function isSeen(view) {
  return view.thumbnail !== null || view.sendOptions.includes('text');
}

/** @param {ChipView} chip */
function draftWords({ view, reason, preview, isPreparing, progress, isKept }) {
  if (isPreparing) return progress?.page ? words.composer.page(progress.page, progress.of) : words.composer.preparing;
  if (!view) return reason ?? '';
  return isKept ? keptDetail(view, preview) : draftDetail(view, preview);
}

/** @param {AttachmentView} view */
function picture(view) {
  const kind = view.kind === 'pdf' ? 'px sheet' : 'px';
  if (view.thumbnail) return h('span', { class: kind }, h('img', { src: view.thumbnail, alt: '', draggable: 'false' }));
  return icon(view.kind === 'pdf' ? 'pdf' : view.kind === 'image' ? 'image' : 'file');
}

/** @param {string} name @param {string} detail */
function label(name, detail) {
  return h('span', { class: 't' }, h('b', {}, name), h('small', {}, detail));
}

/** @param {ChipView} view */
export function draftChip(view) {
  const chip = new FileChip();
  chip.showDraft(view);
  return chip;
}

/** @param {AttachmentView} view */
export function sentChip(view) {
  const chip = new FileChip();
  chip.showSent(view);
  return chip;
}

customElements.define('file-chip', FileChip);
