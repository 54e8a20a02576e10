// The files that came with an answer: images as large as they fit, everything else as a chip; each opens like a file of a question.

/** @import { AttachmentView } from '../bindings.js' */
import { words } from '../words.js';
import { keepingFocus } from './dom.js';
import { FileChip } from './file-chip.js';

export class AnswerFiles extends HTMLElement {
  /** The same elements as long as the files are the same, for the focus comes back to what opened one. @type {Map<string, FileChip>} */
  #chips = new Map();
  hidden = true;

  connectedCallback() {
    this.className = 'atts';
    this.setAttribute('role', 'group');
    this.setAttribute('aria-label', words.files.ofAnswer);
  }

  /** @param {readonly AttachmentView[]} files */
  show(files) {
    this.hidden = files.length === 0;
    const known = this.#chips;
    this.#chips = new Map();
    for (const file of files) {
      const chip = known.get(file.id) ?? new FileChip();
      chip.showSent(file);
      this.#chips.set(file.id, chip);
    }
    const chips = [...this.#chips.values()];
    if (chips.length === this.childElementCount && chips.every((chip, index) => chip === this.children[index])) return;
    keepingFocus(this, () => this.replaceChildren(...chips));
  }
}

customElements.define('answer-files', AnswerFiles);
