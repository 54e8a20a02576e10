// The tree of a chat's branches: arrows move, Enter shows the branch. Imported when it is first opened.
// Sends `version-choose` with the message of the branch. While an answer is being written, it says to wait.

/** @import { BranchNode } from '../bindings.js' */
/** @import { BranchLine } from '../format/branches.js' */
import { branchLines } from '../format/branches.js';
import { clock } from '../format/dates.js';
import { locale, words } from '../words.js';
import { emit, h } from './dom.js';
import { LayerDialog } from './layer-dialog.js';

export class BranchesDialog extends LayerDialog {
  #tree = h('div', { class: 'tree scroll', role: 'tree', 'aria-label': words.library.branches });
  #note = h('p', { class: 'wait', role: 'status' });
  #mayChoose = () => true;

  connectedCallback() {
    const { branches, branchesLead, close } = words.library;
    this.#tree.addEventListener('keydown', (event) => this.#onKey(event));
    this.build(
      'dlg small branches',
      branches,
      h('h2', {}, branches),
      h('p', { class: 'lead' }, branchesLead),
      this.#tree,
      this.#note,
      h('div', { class: 'go' }, h('button', { class: 'btn lg', type: 'button', onclick: () => this.close() }, close)),
    );
  }

  /** @param {BranchNode[]} nodes @param {() => boolean} mayChoose whether another branch can be shown now */
  open(nodes, mayChoose) {
    this.#mayChoose = mayChoose;
    this.#note.textContent = '';
    const lines = branchLines(nodes);
    this.#tree.replaceChildren(...lines.map((line) => this.#line(line)));
    this.showModal();
    const shown = lines.findLastIndex(({ node }) => node.isShown);
    this.#focus(Math.max(0, shown));
  }

  /** @param {BranchLine} line */
  #line({ node, level, position, siblings }) {
    const { you, skipped, noText } = words.library;
    const who = node.role === 'user' ? you : node.model ?? '';
    const button = h(
      'button',
      {
        type: 'button',
        role: 'treeitem',
        tabindex: '-1',
        'aria-level': level,
        'aria-posinset': position,
        'aria-setsize': siblings,
        'aria-current': node.isShown ? 'true' : null,
        onclick: () => this.#choose(node.id),
      },
      h('span', { class: 'dots', 'aria-hidden': 'true' }, ...Array.from({ length: level }, () => h('i', {}))),
      h('b', {}, who),
      h('span', { class: 'grow', dir: 'auto' }, node.excerpt || noText),
      node.skipped > 0 ? h('small', {}, skipped(node.skipped)) : null,
      h('small', {}, clock(node.createdAtMs, locale)),
    );
    return button;
  }

  /** @param {string} id */
  #choose(id) {
    if (!this.#mayChoose()) {
      this.#note.textContent = words.library.branchesWait;
      return;
    }
    this.close();
    emit(this, 'version-choose', id);
  }

  /** @param {number} at */
  #focus(at) {
    const items = this.querySelectorAll('button[role="treeitem"]');
    items.forEach((item, index) => item.setAttribute('tabindex', index === at ? '0' : '-1'));
    const item = items[at];
    if (item instanceof HTMLElement) item.focus();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const items = [...this.querySelectorAll('button[role="treeitem"]')];
    const at = items.findIndex((item) => item === document.activeElement);
    const level = (/** @type {number} */ index) => Number(items[index]?.getAttribute('aria-level'));
    const above = items.findLastIndex((_, index) => index < at && level(index) < level(at));
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1, ArrowLeft: above, ArrowRight: level(at + 1) > level(at) ? at + 1 : at }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    if (target >= 0 && target < items.length) this.#focus(target);
  }
}

customElements.define('branches-dialog', BranchesDialog);
