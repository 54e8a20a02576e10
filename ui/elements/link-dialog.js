// Asks before a link opens that may lead elsewhere than it seems, or an image that was not loaded. It shows what Rust
// found: the real host, in the letters that are looked up and in those that they stand for.
// Sends `link-open` with the address; closing it in any other way opens nothing.

/** @import { LinkView } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h, icon } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

export class LinkDialog extends LayerDialog {
  #title = h('h2', {});
  #warnings = h('ul', { class: 'link-warnings' });
  #facts = h('dl', { class: 'facts-list selectable' });
  #address = '';

  connectedCallback() {
    const { title, open, cancel } = words.link;
    this.build(
      'dlg small link-dlg',
      title,
      this.#title,
      this.#warnings,
      this.#facts,
      h(
        'div',
        { class: 'go' },
        h('button', { class: 'btn', type: 'button', onclick: () => this.close() }, cancel),
        h('button', { class: 'btn', type: 'button', onclick: () => this.#open() }, icon('external', 's'), open),
      ),
    );
  }

  /** @param {LinkView} link @param {{ isImage: boolean }} kind */
  ask(link, { isImage }) {
    const { title, imageTitle, imageBody, warnings, host, written, address } = words.link;
    this.#address = link.url;
    this.#title.textContent = isImage ? imageTitle : title;
    const reasons = link.warnings.map((warning) => h('li', {}, icon('alert', 's'), h('span', {}, warnings[warning])));
    this.#warnings.replaceChildren(...reasons, ...(isImage ? [h('li', { class: 'plain' }, icon('image', 's'), h('span', {}, imageBody))] : []));
    const row = (/** @type {string} */ name, /** @type {string} */ value, isStrong = false) => [h('dt', {}, name), h('dd', { class: isStrong ? 'mono host' : 'mono' }, value)];
    const letters = link.unicodeHost === link.host ? [] : [h('dt', {}, written), h('dd', { class: 'mono' }, ...foreignMarked(link.unicodeHost))];
    this.#facts.replaceChildren(...row(host, link.host, true), ...letters, ...row(address, link.url));
    this.showModal();
  }

  #open() {
    this.close();
    emit(this, 'link-open', this.#address);
  }
}

/** The letters that are not ASCII stand out. @param {string} host */
function foreignMarked(host) {
  return host.split(/([^\x00-\x7f]+)/).map((part, n) => (n % 2 === 1 ? h('mark', {}, part) : part));
}

customElements.define('link-dialog', LinkDialog);
