// Where a message is written: text, files, Send or Stop, and a hint on what Enter will do.
// It holds what is typed; whether Enter sends, waits or does nothing is decided by its owner (`state/draft.js`).
// Sends `message-submit`, `draft-change`, `draft-save`, `turn-stop`, `files-pick`, `file-paste`, `text-paste`,
// `clipboard-paste`, `edit-cancel`, `edit-last`, `compare-open`, `context-open`, and `transcript-scroll` with the key.

/** @import { SendNote } from '../format/send-notes.js' */
/** @import { ChipView } from './file-chip.js' */
import { pasteOf } from '../format/pasted.js';
import { isComposing, isEscape, isPlainEnter } from '../keyboard.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton, keepingFocus } from './dom.js';
import { draftChip } from './file-chip.js';
import { showKeyed } from './keyed.js';
import { SendNotes } from './send-notes.js';

/**
 * What the composer shows besides the text.
 * @typedef {{ chips: ChipView[], isAnswering: boolean, canSend: boolean, hint: string, isEmptyChat: boolean,
 *   isEditing: boolean, isOnce: boolean, cost: string, costTitle: string, notes: SendNote[], lanes: number | null }} ComposerView `lanes`: how many are asked, if answers are compared
 */

export class ChatComposer extends HTMLElement {
  #chips = h('div', { class: 'atts', role: 'group', 'aria-label': words.files.attached, hidden: true });
  #notes = new SendNotes();
  #input = h('textarea', { class: 'input', rows: '1', 'aria-label': words.composer.label, dir: 'auto' });
  #hint = h('span', { class: 'hint', role: 'status' });
  #cost = h('button', { class: 'hint cost', type: 'button', onclick: () => emit(this, 'context-open') });
  /** @type {ChipView[]} */
  #shown = [];
  #editing = h(
    'div',
    { class: 'editing', hidden: true },
    icon('pencil', 's'),
    h('span', { class: 'grow' }, words.composer.editing),
    iconButton('x', words.composer.cancelEdit, () => emit(this, 'edit-cancel')),
  );
  #send = h(
    'button',
    { class: 'send', type: 'button', 'aria-label': words.composer.send, title: `${words.composer.send} (Enter)`, disabled: true, onclick: () => emit(this, 'message-submit') },
    icon('arrow-up'),
  );
  #stop = h(
    'button',
    { class: 'stop', type: 'button', 'aria-label': words.composer.stop, title: `${words.composer.stop} (Esc)`, hidden: true, onclick: () => emit(this, 'turn-stop') },
    icon('stop'),
    words.composer.stop,
  );

  #onResize = () => this.#grow();

  connectedCallback() {
    window.addEventListener('resize', this.#onResize);
    if (this.firstElementChild) return;
    const { attach, compare } = words.composer;
    this.append(
      h(
        'div',
        { class: 'composer' },
        this.#editing,
        this.#chips,
        this.#notes,
        this.#input,
        h(
          'div',
          { class: 'tools' },
          iconButton('clip', attach, () => emit(this, 'files-pick'), { keys: 'Ctrl U' }),
          iconButton('columns', compare, () => emit(this, 'compare-open'), { keys: 'Ctrl Shift C', extra: 'not-comparing' }),
          h('span', { class: 'grow' }),
          this.#hint,
          this.#cost,
          this.#send,
          this.#stop,
        ),
      ),
    );
    this.#input.addEventListener('input', () => this.#onInput());
    this.#input.addEventListener('blur', () => emit(this, 'draft-save'));
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#input.addEventListener('paste', (event) => this.#onPaste(event));
  }

  disconnectedCallback() {
    window.removeEventListener('resize', this.#onResize);
  }

  /** Where it is typed. */
  get input() { return this.#input; }

  get text() {
    return this.#input.value;
  }

  set text(text) {
    this.#input.value = text;
    this.#grow();
  }

  focus() {
    this.#input.focus();
  }

  /** Puts text where the caret is, as if it had been typed: it can be undone. @param {string} text */
  insert(text) {
    this.#input.focus();
    document.execCommand('insertText', false, text);
  }

  /** @param {ComposerView} view */
  show(view) {
    const hadFocus = this.contains(document.activeElement);
    this.#input.placeholder = view.lanes !== null ? words.composer.askLanes(view.lanes) : view.isEmptyChat ? words.composer.ask : words.composer.reply;
    this.#editing.hidden = !view.isEditing;
    this.#hint.textContent = view.hint;
    this.#cost.textContent = view.cost;
    this.#cost.title = view.costTitle;
    this.#cost.ariaLabel = words.composer.openContext(view.cost);
    this.#notes.show(view.notes);
    this.#cost.hidden = view.cost === '' || (view.hint !== '' && !view.isOnce);
    this.#send.disabled = !view.canSend;
    this.#send.hidden = view.isAnswering;
    this.#stop.hidden = !view.isAnswering;
    this.#showChips(view.chips);
    // What had it may be gone: a note, a chip, the button that is the other one now.
    if (hadFocus && !this.#input.matches(':focus') && !document.activeElement?.getClientRects().length) this.focus();
  }

  /** @param {ChipView[]} chips */
  #showChips(chips) {
    // What stands there keeps its open list and its focus while the person types.
    if (isSame(chips, this.#shown)) return;
    const before = new Map(this.#shown.map((chip) => [chip.id, chip]));
    this.#shown = chips;
    this.#chips.hidden = chips.length === 0;
    keepingFocus(this.#chips, () => showKeyed(this.#chips, chips, ({ id }) => id, draftChip, (element, chip) => {
      const old = before.get(chip.id);
      if (!old || !isSame([old], [chip])) element.showDraft(chip);
    }));
    // Of many files not all are in view: what is refused must be, else what has come.
    const refused = chips.findLastIndex((chip) => chip.reason !== null && !before.get(chip.id)?.reason);
    const come = before.size === 0 ? -1 : chips.findLastIndex((chip) => !before.has(chip.id));
    this.#chips.children[refused < 0 ? come : refused]?.scrollIntoView({ block: 'nearest' });
  }

  #onInput() {
    this.#grow();
    emit(this, 'draft-change');
  }

  /** Grows with the text, up to 40 % of the window. An empty one is not measured: that would cost a layout at the start. */
  #grow() {
    const { style } = this.#input;
    style.removeProperty('height');
    if (this.text === '') return;
    const height = Math.min(this.#input.scrollHeight, Math.round(window.innerHeight * 0.4));
    style.setProperty('height', `${height}px`);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (isPlainEnter(event)) {
      event.preventDefault();
      emit(this, 'message-submit');
    } else if (event.key === 'ArrowUp' && this.text === '' && !isComposing(event)) {
      event.preventDefault();
      emit(this, 'edit-last');
    } else if (isEscape(event) && !this.#editing.hidden) {
      event.stopPropagation();
      emit(this, 'edit-cancel');
    } else if (event.key === 'PageUp' || event.key === 'PageDown' || (event.key === 'End' && this.text === '')) {
      if (this.#input.scrollHeight > this.#input.clientHeight) return;
      event.preventDefault();
      emit(this, 'transcript-scroll', event.key);
    }
  }

  /** @param {ClipboardEvent} event */
  #onPaste(event) {
    const paste = pasteOf(event.clipboardData);
    if (paste.kind === 'asItIs') return;
    event.preventDefault();
    // Some web views give the page the text of a paste only; what else there is, Rust can read.
    if (paste.kind === 'clipboard') emit(this, 'clipboard-paste');
    if (paste.kind === 'text') this.insert(paste.text);
    if (paste.kind === 'longText') emit(this, 'text-paste', paste.text);
    if (paste.kind === 'files') for (const file of paste.files) emit(this, 'file-paste', file);
  }
}

/** @param {ChipView[]} chips @param {ChipView[]} others */
function isSame(chips, others) {
  return chips.length === others.length && chips.every((chip, index) => {
    const other = others[index];
    return other && chip.id === other.id && chip.view === other.view && chip.reason === other.reason && chip.preview === other.preview
      && chip.isPreparing === other.isPreparing && chip.progress === other.progress;
  });
}

customElements.define('chat-composer', ChatComposer);
