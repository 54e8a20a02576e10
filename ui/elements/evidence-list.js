// Why an answer is said to come from a vendor: what its grade means, and each mark as it came. Folded until asked for.

/** @import { Evidence, EvidenceItem, Route } from '../bindings.js' */
import { either } from '../language.js';
import { words } from '../words.js';
import { h } from './dom.js';

export class EvidenceList extends HTMLElement {
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

  /** @param {Evidence} evidence @param {Route} route */
  #show({ grade, items, modelReported }, route) {
    const { meanings, modelAsked, modelNamed, vendorAsked, notNamed, none } = words.evidence;
    this.replaceChildren(
      h('p', {}, meanings[grade]),
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
