// Why an answer is said to come from a vendor: what its grade means, and each mark as it came. Folded until asked for.
// Sends `vendor-verify`, and `answer-report` where the pin is contradicted.

/** @import { Evidence, EvidenceItem, Route } from '../bindings.js' */
import { either } from '../language.js';
import { words } from '../words.js';
import { emit, h, icon } from './dom.js';

export class EvidenceList extends HTMLElement {
  #said = h('p', { role: 'status' });

  connectedCallback() {
    this.setAttribute('role', 'region');
    this.setAttribute('aria-label', words.evidence.title);
    this.hidden = true;
  }

  /** Shows it, or folds it again; whether it is shown now. @param {Evidence} evidence @param {Route} route */
  toggle(evidence, route) {
    this.hidden = !this.hidden;
    if (!this.hidden) this.#show(evidence, route);
    return !this.hidden;
  }

  /** Says what came of an action. @param {string} text */
  say(text) {
    this.#said.textContent = text;
  }

  /** @param {Evidence['grade']} grade */
  #actions(grade) {
    const button = (/** @type {(event: Event) => void} */ onclick, /** @type {(Node | string)[]} */ ...content) => h('button', { class: 'btn small', type: 'button', onclick }, ...content);
    const { verify, copyReport } = words.evidence;
    const copy = (/** @type {Event} */ event) => emit(this, 'answer-report', /** @type {HTMLElement} */ (event.currentTarget));
    const report = button(copy, icon('copy', 's'), h('span', { class: 'label' }, copyReport));
    const verified = button(() => emit(this, 'vendor-verify'), verify);
    return h('div', { class: 'row' }, grade === 'contradicts' ? report : null, grade === 'proved' ? null : verified, this.#said);
  }

  /** @param {Evidence} evidence @param {Route} route */
  #show({ grade, items, modelReported }, route) {
    const { meanings, modelAsked, modelNamed, vendorAsked, notNamed, none } = words.evidence;
    this.#said.textContent = '';
    this.replaceChildren(
      h('p', {}, meanings[grade]),
      this.#actions(grade),
      h(
        'dl',
        {},
        ...pair(modelAsked, route.model),
        ...pair(modelNamed, modelReported ?? notNamed),
        ...pair(vendorAsked, route.vendor),
      ),
      items.length === 0 ? h('p', { class: 'faint' }, none) : h('ul', {}, ...items.map(row)),
    );
  }
}

/** @param {string} name @param {string} value */
function pair(name, value) {
  return [h('dt', {}, name), h('dd', { class: 'mono selectable' }, value)];
}

/** @param {EvidenceItem} item */
function row({ mark, vendors, isClaim, source }) {
  const { says, saysNothing } = words.evidence;
  const what = vendors.length === 0 ? saysNothing : says(either(vendors), isClaim);
  return h(
    'li',
    {},
    h('code', { class: 'mono selectable' }, `${mark.name}: ${mark.value}`),
    h('span', {}, what),
    source ? h('small', { class: 'faint' }, words.evidence.source(source)) : null,
  );
}

customElements.define('evidence-list', EvidenceList);
