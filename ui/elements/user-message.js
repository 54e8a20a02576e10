// One message that the person wrote: files first, then the words as plain text, then what can be done with it.
// Sends `message-edit` with the message and `message-fork` with its id; copying happens here.

/** @import { AttachmentView, MessageView } from '../bindings.js' */
import { clock } from '../format/dates.js';
import { locale, words } from '../words.js';
import { copyFrom } from './clipboard.js';
import { contextMarks } from './context-marks.js';
import { emit, h, iconButton, keepingFocus } from './dom.js';
import { FileChip } from './file-chip.js';
import { PlainText } from './plain-text.js';
import { toolbar } from './toolbar.js';
import { VersionStepper } from './version-stepper.js';

const foldedFrom = { letters: 1800, lines: 20 };

export class UserMessage extends HTMLElement {
  /** @type {MessageView | null} */
  #message = null;
  /** The chips of its files, by id: the same elements, for the focus comes back to what opened a file. @type {Map<string, FileChip>} */
  #chips = new Map();

  get message() {
    return this.#message;
  }

  /** @param {MessageView} message */
  show(message) {
    if (this.#message === message) return;
    this.#message = message;
    const time = clock(message.createdAtMs, locale);
    const stepper = new VersionStepper();
    stepper.show(message.versions, message.id);
    keepingFocus(this, () => this.replaceChildren(
      h(
        'article',
        { class: 'turn u', 'data-role': 'user', 'data-state': message.state, 'aria-label': words.message.youAt(time) },
        h('header', { class: 'by' }, h('b', {}, words.message.you), h('time', {}, time), ...contextMarks(message)),
        h(
          'div',
          { class: 'you' },
          message.attachments.length > 0 ? h('div', { class: 'atts', role: 'group', 'aria-label': words.files.attached }, ...message.attachments.map((view) => this.#chip(view))) : null,
          ...(message.text === '' ? [] : this.#words(message.text)),
          this.#actions(message),
        ),
        stepper.hidden ? null : stepper,
      ),
    ));
  }

  /** A long question is folded, so that its answer is near. @param {string} text @returns {Node[]} */
  #words(text) {
    const plain = new PlainText(h('p', { class: 'words' }));
    plain.show(text);
    if (!isLong(text)) return [plain.body];
    const fold = h('button', { class: 'fold', type: 'button', 'aria-expanded': 'false' }, words.message.showWhole);
    plain.body.classList.add('folded');
    fold.addEventListener('click', () => {
      const isFolded = plain.body.classList.toggle('folded');
      fold.setAttribute('aria-expanded', String(!isFolded));
      fold.textContent = isFolded ? words.message.showWhole : words.message.showLess;
    });
    return [plain.body, fold];
  }

  /** Whether it is in the composer, to be sent again in other words. @param {boolean} isEdited */
  set isEdited(isEdited) {
    this.toggleAttribute('data-editing', isEdited);
  }

  /** @param {AttachmentView} view */
  #chip(view) {
    const chip = this.#chips.get(view.id) ?? new FileChip();
    this.#chips.set(view.id, chip);
    chip.showSent(view);
    return chip;
  }

  /** @param {MessageView} message */
  #actions(message) {
    const { actions, edit, copy, fork } = words.message;
    return toolbar(
      { class: 'you-acts', 'aria-label': actions },
      iconButton('branch', fork, () => emit(this, 'message-fork', message.id)),
      iconButton('pencil', edit, () => emit(this, 'message-edit', message)),
      iconButton('copy', copy, (event) => void copyFrom(/** @type {HTMLElement} */ (event.currentTarget), message.text)),
    );
  }
}

/** Whether it would fill most of the window. @param {string} text */
function isLong(text) {
  return text.length > foldedFrom.letters || text.split('\n', foldedFrom.lines + 1).length > foldedFrom.lines;
}

customElements.define('user-message', UserMessage);
