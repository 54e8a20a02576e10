// What stands over the conversation while files are held over the window. The drop itself comes to Rust, as paths.

import { words } from '../words.js';
import { h, icon } from './dom.js';

export class DropOverlay extends HTMLElement {
  #title = h('b', {});

  connectedCallback() {
    if (this.firstElementChild) return;
    this.classList.add('drop');
    this.setAttribute('role', 'status');
    this.hidden = true;
    this.append(icon('tray'), this.#title, h('p', {}, words.drop.kinds), h('p', { class: 'faint' }, words.drop.private));
  }

  /** @param {number} files how many are held over the window; 0 for none */
  show(files) {
    this.hidden = files === 0;
    this.#title.textContent = words.drop.title(files);
  }
}

customElements.define('drop-overlay', DropOverlay);
