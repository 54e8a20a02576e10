// Says that answers cannot be saved at the moment: over the composer, until they are.

/** @import { Failure } from '../bindings.js' */
import { words } from '../words.js';
import { h, icon } from './dom.js';

export class SavingNotice extends HTMLElement {
  /** @param {Failure | null} failure null once all is saved */
  show(failure) {
    this.hidden = failure === null;
    this.className = 'cut';
    if (!failure) return this.replaceChildren();
    const { why, meanwhile } = words.saving;
    const cause = failure.code === 'diskFull' || failure.code === 'storageBusy' ? why[failure.code] : why.other(failure.detail);
    this.replaceChildren(icon('database'), h('p', { role: 'alert' }, `${cause} ${meanwhile}`));
  }
}

customElements.define('saving-notice', SavingNotice);
