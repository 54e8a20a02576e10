// The files that came with an answer: images as large as they fit, everything else as a chip; each opens like a file of a question.

/** @import { AttachmentView } from '../bindings.js' */
import { words } from '../words.js';
import { keepingFocus } from './dom.js';
import { sentChip } from './file-chip.js';
import { showKeyed } from './keyed.js';

export class AnswerFiles extends HTMLElement {
  hidden = true;

  connectedCallback() {
    this.className = 'atts';
    this.setAttribute('role', 'group');
    this.setAttribute('aria-label', words.files.ofAnswer);
  }

  /** The same elements as long as the files are the same, for the focus comes back to what opened one. @param {readonly AttachmentView[]} files */
  show(files) {
    this.hidden = files.length === 0;
    keepingFocus(this, () => showKeyed(this, files, ({ id }) => id, sentChip, (chip, file) => chip.showSent(file)));
  }
}

customElements.define('answer-files', AnswerFiles);
