// Chooses a model and, beside it, a vendor. The search field keeps the focus: up and down move over models, right and
// left over vendors, Enter uses the choice here, the command key with Enter makes it the default too.
// Sends `route-choose` with `{ route, isDefault }`, `parameters-open`, and `models-refresh`.

/** @import { ModelList, Route, VendorView } from '../bindings.js' */
/** @import { ModelRow } from '../format/picking.js' */
import { count } from '../format/figures.js';
import { firstRows, modelGroups, vendorRows } from '../format/picking.js';
import { isCommandEnter, isComposing, isEnter } from '../keyboard.js';
import { locale, words } from '../words.js';
import { emit, h, icon, iconButton, keyCaps } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { groupElements, listSource } from './model-rows.js';
import { VendorList } from './vendor-list.js';

/** @typedef {{ models: ModelList, vendors: VendorView[], typedModels: string[], route: Route, defaultRoute: Route,
 *   parametersSet: number, isMac: boolean, asksForVendor?: boolean }} PickerChoices */

/** More rows than anyone reads; typing narrows them. */
const mostRows = 200;

export class RoutePicker extends LayerDialog {
  #input = h('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': words.picker.search,
    'aria-expanded': 'true',
    'aria-controls': 'picker-models',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: words.picker.placeholder,
  });
  #parameters = h('span', {});
  #source = h('span', { class: 'fine nowrap', role: 'status' });
  #refresh = iconButton('refresh', words.picker.refresh, () => this.#askAgain());
  #models = h('div', { class: 'p-models scroll', id: 'picker-models', role: 'listbox', 'aria-label': words.picker.models });
  #vendors = new VendorList();
  /** @type {PickerChoices | null} */
  #choices = null;
  /** @type {ModelRow[]} */
  #rows = [];
  #at = 0;

  connectedCallback() {
    const { label, keyModel, keyVendor, keyUse, keyDefault, keyClose } = words.picker;
    this.build(
      'dlg picker',
      label,
      h('div', { class: 'big-in' }, icon('search'), this.#input, this.#source, this.#refresh, this.#parametersButton()),
      this.#models,
      this.#vendors,
      h(
        'div',
        { class: 'foot-keys' },
        h('span', {}, icon('arrow-up', 's'), icon('arrow-down', 's'), keyModel),
        h('span', {}, icon('arrow-left', 's'), icon('arrow-right', 's'), keyVendor),
        h('button', { class: 'foot-use', type: 'button', tabindex: '-1', onclick: () => this.#use(false) }, icon('return', 's'), keyUse),
        h('button', { class: 'foot-use', type: 'button', tabindex: '-1', onclick: () => this.#use(true) }, keyCaps(['Ctrl']), icon('return', 's'), keyDefault),
        h('span', { class: 'grow' }),
        h('span', {}, keyCaps(['Esc']), keyClose),
      ),
    );
    this.#input.addEventListener('input', () => this.#showRows());
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#vendors.addEventListener('vendor-use', () => this.#use(false));
    this.#models.addEventListener('click', (event) => this.#onClick(event));
    this.#models.addEventListener('dblclick', () => this.#use(false));
  }

  /** @param {PickerChoices} choices */
  open(choices) {
    this.#choices = choices;
    this.#input.value = '';
    this.#source.textContent = listSource(choices.models, Date.now());
    this.#parameters.textContent = words.parameters.button(choices.parametersSet);
    this.#vendors.choose(vendorRows(choices.vendors, choices.route.vendor), choices.route);
    this.#showRows(choices.route.model);
    this.showModal();
    this.#input.focus();
    this.#select(this.#at);
    if (choices.asksForVendor) this.#vendors.focusField();
  }

  /** Another list, with the selection where it was. @param {ModelList} models */
  showModels(models) {
    if (!this.#choices) return;
    this.#choices = { ...this.#choices, models };
    this.#source.textContent = listSource(models, Date.now());
    this.#refresh.disabled = false;
    if (this.isOpen) this.#showRows(this.#rows[this.#at]?.id);
  }

  showRefreshing() {
    this.#refresh.disabled = true;
    this.#source.textContent = words.picker.refreshing;
  }

  /** @param {string} text */
  showModelsFailure(text) {
    this.#refresh.disabled = false;
    this.#source.textContent = text;
  }

  #askAgain() {
    this.#input.focus();
    emit(this, 'models-refresh');
  }

  /** @param {string} [model] the one to select; else the first */
  #showRows(model) {
    const { models, typedModels = [], route } = this.#choices ?? {};
    const families = models?.families ?? [];
    const known = typedModels.includes(route?.model ?? '') || !route ? typedModels : [route.model, ...typedModels];
    const all = modelGroups(families, known, this.#input.value, words.picker.typed);
    const { groups, left } = firstRows(all, mostRows);
    this.#rows = groups.flatMap((group) => group.rows);
    this.#models.replaceChildren(...groupElements(groups));
    if (left > 0) this.#models.append(h('p', { class: 'none fine' }, words.picker.more(count(left, locale))));
    if (this.#rows.length === 0) this.#models.append(h('p', { class: 'none fine' }, words.picker.none));
    this.#select(Math.max(0, this.#rows.findIndex((row) => row.id === model)));
  }

  /** @param {number} index */
  #select(index) {
    const options = this.#models.querySelectorAll('.p-row');
    options[this.#at]?.setAttribute('aria-selected', 'false');
    this.#at = Math.max(0, Math.min(index, this.#rows.length - 1));
    const option = options[this.#at];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', option?.id ?? '');
    const row = this.#rows[this.#at];
    if (row && this.#choices) this.#vendors.showModel(row, this.#choices.defaultRoute);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    // In what is typed they move the caret; without it they have nothing to do there.
    const isBlank = this.#input.value === '';
    if (isComposing(event)) return;
    if (step) this.#select(this.#at + step);
    else if (event.key === 'ArrowRight' && isBlank) this.#vendors.move(1);
    else if (event.key === 'ArrowLeft' && isBlank) this.#vendors.move(-1);
    else if (isEnter(event)) this.#use(isCommandEnter(event, this.#choices?.isMac ?? false));
    else return;
    event.preventDefault();
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const option = event.target instanceof Element ? event.target.closest('.p-row') : null;
    if (!option) return;
    this.#select(Array.from(this.#models.querySelectorAll('.p-row')).indexOf(option));
    this.#input.focus();
  }

  #parametersButton() {
    const open = () => {
      this.close();
      emit(this, 'parameters-open');
    };
    return h('button', { class: 'btn quiet', type: 'button', onclick: open }, icon('sliders', 's'), this.#parameters);
  }

  /** @param {boolean} isDefault */
  #use(isDefault) {
    const row = this.#rows[this.#at];
    if (!row) return;
    const route = this.#vendors.routeFor(row.id);
    this.close();
    emit(this, 'route-choose', { route, isDefault });
  }
}

customElements.define('route-picker', RoutePicker);
