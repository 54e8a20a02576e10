// The right side of the picker: what is known of the model, the vendors with `auto` first, and a field for any other.
// Sends `vendor-use` when a vendor was chosen for good.

/** @import { ModelView, Route, VendorView } from '../bindings.js' */
/** @import { ModelRow } from '../format/picking.js' */
import { count, splitModel } from '../format/figures.js';
import { hasNative, nativeRoute } from '../format/native.js';
import { knownFrom, typedVendor } from '../format/picking.js';
import { routeDot } from '../format/answer-metadata.js';
import { isEnter } from '../keyboard.js';
import { locale, words } from '../words.js';
import { emit, h, icon, vendorDot } from './dom.js';
import { capabilities } from './model-rows.js';

export class VendorList extends HTMLElement {
  #title = h('h2', {});
  #about = h('p', { class: 'capl' });
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
      h('div', { class: 'p-lead' }, this.#title, this.#about, this.#nativeRow),
      h(
        'div',
        { class: 'scroll grow' },
        this.#list,
        h('div', { class: 'v-other' }, h('div', { class: 'field' }, icon('plus', 's'), this.#input), this.#wrong),
      ),
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
    const route = { model, vendor: this.vendor };
    return this.#native.checked && hasNative(model) ? nativeRoute(route) : route;
  }

  /** @param {VendorView[]} vendors @param {Route} route */
  choose(vendors, { vendor: current, apiFormat }) {
    this.#native.checked = apiFormat === 'native';
    this.#vendors = vendors;
    this.#current = current;
    this.hasMoved = false;
    this.#input.value = '';
    this.#wrong.hidden = true;
    this.#list.replaceChildren(...vendors.map((vendor, index) => this.#row(vendor, index)));
    this.#select(vendors.findIndex((vendor) => vendor.value === current));
  }

  /** @param {ModelRow} row @param {Route} defaultRoute */
  showModel(row, defaultRoute) {
    const { name, date } = splitModel(row.id);
    this.#title.replaceChildren(name, h('span', {}, date));
    if (defaultRoute.model === row.id) this.#title.append(h('span', { class: 'tag' }, words.picker.defaultTag));
    this.setAttribute('aria-label', words.picker.vendors(row.id));
    this.setAttribute('role', 'group');
    this.#nativeRow.hidden = !hasNative(row.id);
    const has = capabilities(row.model).filter((capability) => capability.has);
    const about = [
      ...has.map(({ name: icons, label }) => h('span', {}, icon(icons), label)),
      row.model?.contextTokens ? h('span', {}, words.picker.context(count(row.model.contextTokens, locale))) : null,
      h('span', { class: 'faint' }, source(row.model)),
    ];
    this.#about.replaceChildren(...about.filter((part) => part !== null));
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
    const isAuto = vendor.value === 'auto';
    return h(
      'div',
      { class: isAuto ? 'v-row tall' : 'v-row', role: 'option', title: vendor.name, onclick: () => this.#click(index) },
      vendorDot(routeDot({ model: '', vendor: vendor.value })),
      h('span', { class: 'vn' }, vendor.value, isAuto ? h('small', {}, words.picker.auto) : null),
      vendor.name.toLowerCase() === vendor.value || isAuto ? null : h('small', {}, vendor.name),
      vendor.value === this.#current ? icon('check', 's now') : null,
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

/** Who says what a model takes, in words. @param {ModelView | null} model */
function source(model) {
  const from = knownFrom(model);
  return from === 'learned' ? words.picker.learned(model?.refusedInputs ?? []) : words.picker[from];
}

customElements.define('vendor-list', VendorList);
