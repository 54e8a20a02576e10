// The right side of the picker: what is known of the model, the vendors with `auto` first, and a field for any other.
// Sends `vendor-use` when a vendor was chosen for good.

/** @import { Route, TypedPrice, UsageRow, VendorView } from '../bindings.js' */
/** @import { ModelRow } from '../format/picking.js' */
import { splitModel } from '../format/figures.js';
import { hasNative, nativeRoute } from '../format/native.js';
import { typedVendor } from '../format/picking.js';
import { routeDot } from '../format/answer-metadata.js';
import { isEnter } from '../keyboard.js';
import { words } from '../words.js';
import { emit, h, icon, vendorDot } from './dom.js';
import { modelFacts } from './model-facts.js';
import { ModelPriceLine } from './model-price.js';
import { RoutingChoice } from './routing-choice.js';
import { VendorAvoidance } from './vendor-avoidance.js';
import { figureHeads, vendorFigures } from './vendor-figures.js';

/** The days of what came with the program. @typedef {{ priceDate: string, contextDate: string }} SnapshotDates */

/** The row that stays with whoever answered first; no vendor has such a name, as it is none that a header takes. */
const stay = '(stay)';

export class VendorList extends HTMLElement {
  #title = h('h2', {});
  #about = h('p', { class: 'capl' });
  #price = new ModelPriceLine();
  #avoidance = new VendorAvoidance();
  /** @type {Map<string, UsageRow>} */
  #figures = new Map();
  /** Until when vendors are avoided for this model. @type {Map<string, number>} */
  #avoided = new Map();
  #list = h('div', { class: 'v-rows', role: 'listbox', 'aria-label': words.picker.vendor });
  #input = h('input', {
    type: 'text',
    'aria-label': words.picker.otherVendor,
    placeholder: words.picker.otherVendorPlaceholder,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  #wrong = h('p', { class: 'fine hot', role: 'alert', hidden: true }, words.picker.badVendor);
  #native = h('input', { class: 'switch', type: 'checkbox', role: 'switch', 'aria-label': words.picker.native });
  #nativeRow = h(
    'label',
    { class: 'p-native', hidden: true },
    h('span', {}, words.picker.native, h('small', {}, words.picker.nativeBody)),
    this.#native,
  );
  #routing = new RoutingChoice();
  #dropped = h('p', { class: 'p-fine dropped', role: 'status', hidden: true });
  #other = h('div', { class: 'v-other' }, h('div', { class: 'field' }, icon('plus', 's'), this.#input), this.#wrong);
  #none = h('p', { class: 'none fine', hidden: true }, words.routing.noVendors);
  /** @type {VendorView[]} */
  #vendors = [];
  #at = 0;
  #current = '';
  /** Whether left and right belong to the vendors now. */
  hasMoved = false;

  connectedCallback() {
    if (this.firstElementChild) return;
    this.classList.add('p-vendors');
    this.append(
      h('div', { class: 'p-lead' }, this.#title, this.#about, this.#price, this.#nativeRow),
      h('div', { class: 'scroll grow' }, figureHeads(), this.#list, this.#none, this.#routing, this.#avoidance, this.#other),
      this.#dropped,
      h('p', { class: 'p-fine' }, words.picker.foot),
    );
    this.#input.addEventListener('keydown', (event) => {
      if (isEnter(event)) this.#useTyped(event);
    });
    this.#native.addEventListener('keydown', (event) => {
      if (!isEnter(event)) return;
      event.preventDefault();
      emit(this, 'vendor-use');
    });
    this.#input.addEventListener('input', () => (this.#wrong.hidden = true));
  }

  get vendor() {
    return this.#vendors[this.#at]?.value ?? 'auto';
  }

  /** The route for a model, with the vendor and the API that are chosen here. @param {string} model @returns {Route} */
  routeFor(model) {
    const { vendor } = this;
    /** @type {Route} */
    const route = vendor === stay ? { model, vendor: 'auto', routing: 'stay' } : { model, vendor, ...this.#routing.forVendor(vendor) };
    return this.#native.checked && hasNative(model) ? nativeRoute(route) : route;
  }

  /** @param {VendorView[]} vendors @param {Route} route */
  choose(vendors, route) {
    const current = route.routing === 'stay' ? stay : route.vendor;
    this.#native.checked = route.apiFormat === 'native';
    // Who has nobody to choose from cannot stay with anybody.
    const canChoose = vendors.length > 1;
    this.#vendors = canChoose ? vendors.flatMap((vendor) => (vendor.value === 'auto' ? [vendor, { value: stay, name: stay }] : [vendor])) : vendors;
    this.#routing.choose(route);
    this.#other.hidden = !canChoose;
    this.#none.hidden = canChoose;
    this.#current = current;
    this.hasMoved = false;
    this.#input.value = '';
    this.#wrong.hidden = true;
    this.#list.replaceChildren(...this.#vendors.map((vendor, index) => this.#row(vendor, index)));
    this.#select(this.#vendors.findIndex((vendor) => vendor.value === current));
  }

  /** @param {ModelRow} row @param {Route} defaultRoute @param {readonly TypedPrice[]} prices @param {SnapshotDates} dates */
  showModel(row, defaultRoute, prices, { priceDate, contextDate }) {
    const { name, date } = splitModel(row.id);
    this.#title.replaceChildren(name, h('span', {}, date));
    if (defaultRoute.model === row.id) this.#title.append(h('span', { class: 'tag' }, words.picker.defaultTag));
    this.setAttribute('aria-label', words.picker.vendors(row.id));
    this.setAttribute('role', 'group');
    this.#nativeRow.hidden = !hasNative(row.id);
    this.#about.replaceChildren(...modelFacts(row.model, contextDate));
    this.#price.show(row.id, row.model, prices, priceDate);
  }

  /** Asks for the name of another vendor. */
  focusField() {
    this.#input.focus();
  }

  /** @param {number} step */
  move(step) {
    this.hasMoved = true;
    this.#select(this.#at + step);
  }

  /** @param {VendorView} vendor @param {number} index */
  #row(vendor, index) {
    const isAuto = vendor.value === 'auto' || vendor.value === stay;
    const body = vendor.value === stay ? words.routing.stayBody : words.picker.auto;
    return h(
      'div',
      { class: isAuto ? 'v-row tall' : 'v-row', role: 'option', title: vendor.name, onclick: () => this.#click(index) },
      vendorDot(routeDot({ model: '', vendor: isAuto ? 'auto' : vendor.value })),
      h('span', { class: 'vn' }, vendor.value === stay ? words.routing.stay : vendor.value, vendor.value === this.#current ? icon('check', 's now') : null, isAuto ? h('small', {}, body) : null),
      vendor.name.toLowerCase() === vendor.value || isAuto ? null : h('small', { class: 'known' }, vendor.name),
    );
  }

  /** @param {number} index */
  #click(index) {
    this.#select(index);
    emit(this, 'vendor-use');
  }

  /** @param {number} index */
  #select(index) {
    this.#at = Math.max(0, Math.min(index, this.#vendors.length - 1));
    Array.from(this.#list.children).forEach((row, at) => row.setAttribute('aria-selected', String(at === this.#at)));
    this.#list.children[this.#at]?.scrollIntoView({ block: 'nearest' });
    this.#routing.show(this.vendor);
    this.#showAvoidance();
    emit(this, 'vendor-move');
  }

  /** What the vendors took for the model so far, and which are avoided until when. @param {Map<string, UsageRow>} figures @param {Map<string, number>} avoided */
  showFigures(figures, avoided) {
    [this.#figures, this.#avoided] = [figures, avoided];
    Array.from(this.#list.children).forEach((row, at) => {
      const vendor = this.#vendors[at]?.value ?? '';
      row.querySelector('.v-fig')?.remove();
      row.append(vendorFigures(figures.get(vendor), avoided.get(vendor) ?? null));
    });
    this.#showAvoidance();
  }

  #showAvoidance() {
    const isNamed = this.vendor !== stay && this.vendor !== 'auto';
    this.#avoidance.show(this.vendor, isNamed ? this.#figures.get(this.vendor) : undefined, this.#avoided.get(this.vendor) ?? null);
  }

  /** Says how much is read anew if this is chosen; nothing if no prompt cache is left behind. @param {string} tokens */
  showDropped(tokens) {
    this.#dropped.textContent = tokens === '' ? '' : words.routing.dropped(tokens);
    this.#dropped.hidden = tokens === '';
  }

  /** @param {KeyboardEvent} event */
  #useTyped(event) {
    event.preventDefault();
    const value = typedVendor(this.#input.value);
    this.#wrong.hidden = value !== null;
    if (value === null) return;
    const index = this.#vendors.findIndex((vendor) => vendor.value === value);
    if (index < 0) this.#vendors = [...this.#vendors, { value, name: value }];
    this.#at = index < 0 ? this.#vendors.length - 1 : index;
    emit(this, 'vendor-use');
  }
}

customElements.define('vendor-list', VendorList);
