// What the request for an answer lacked of the chat, or had in another form: each kind with the first names of it.

/** @import { Omission } from '../bindings.js' */
import { context as words } from '../strings/en/context.js';
import { h, iconButton } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

export class OmissionsDialog extends LayerDialog {
  #list = h('ul', { class: 'omitted selectable scroll', tabindex: '0', 'aria-label': words.omissions.title });

  connectedCallback() {
    const { title } = words.omissions;
    this.build('dlg omissions', title, h('header', { class: 'usage-head' }, h('h2', {}, title), h('span', { class: 'grow' }), iconButton('x', words.close, () => this.close(), { keys: 'Esc' })), this.#list);
  }

  /** @param {readonly Omission[]} omissions */
  open(omissions) {
    this.#list.replaceChildren(...omissions.map(({ kind, count, names }) => h(
      'li',
      {},
      h('b', {}, words.omissions[kind](count)),
      names.length === 0 ? null : h('ul', {}, ...names.map((name) => h('li', { dir: 'auto' }, name)), names.length < count ? h('li', { class: 'fine' }, words.more(count - names.length)) : null),
    )));
    this.showModal();
  }
}

customElements.define('omissions-dialog', OmissionsDialog);
