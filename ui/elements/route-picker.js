// Chooses a model and, beside it, a vendor. The search field keeps the focus: up and down move over models, right and
// left over vendors, Enter uses the choice here, the command key with Enter makes it the default too.
// Sends `route-choose` with `{ route, isDefault }`, `parameters-open`, and `models-refresh`.

/** @import { GatewayView, ModelList, Route, Settings, UsageReport } from '../bindings.js' */
import { count } from '../format/figures.js';
import { dropsCache, groupsFor, vendorRows } from '../format/picking.js';
import { avoidedAt, figuresOf } from '../format/usage.js';
import { isCommandEnter, isComposing, isEnter } from '../keyboard.js';
import { locale, words } from '../words.js';
import { emit, h, icon } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { footKeys, listSource, searchField } from './model-rows.js';
import { PickerGateway } from './picker-gateway.js';
import { PickerModels } from './picker-models.js';
import { VendorList } from './vendor-list.js';

/**
 * @typedef {{ gateways: GatewayView[], gateway: GatewayView, models: Map<string, ModelList>, settings: Settings, route: Route,
 *   cached: { tokens: number, vendor: string | null }, parametersSet: number, isMac: boolean, asksForVendor?: boolean }} PickerChoices
 *   `cached`: how much of the chat a prompt cache may hold, and whose
 */

/** What the command key does with a letter to the selected model. @type {Record<string, 'favourite-toggle' | 'hidden-toggle' | undefined>} */
const marks = { d: 'favourite-toggle', h: 'hidden-toggle' };

export class RoutePicker extends LayerDialog {
  #input = searchField('picker-models');
  #parameters = h('span', {});
  #gateways = new PickerGateway();
  #models = new PickerModels();
  #vendors = new VendorList();
  /** @type {PickerChoices | null} */
  #choices = null;
  #baseUrl = '';
  /** @type {UsageReport | null} */
  #usage = null;

  connectedCallback() {
    this.build(
      'dlg picker',
      words.picker.label,
      h('div', { class: 'big-in' }, icon('search'), this.#input, this.#gateways, h('button', { class: 'btn quiet', type: 'button', onclick: () => (this.close(), emit(this, 'parameters-open')) }, icon('sliders', 's'), this.#parameters)),
      this.#models,
      this.#vendors,
      footKeys(() => this.#use(false), () => this.#use(true)),
    );
    this.#input.addEventListener('input', () => this.#showRows());
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#vendors.addEventListener('vendor-use', () => this.#use(false));
    this.#vendors.addEventListener('vendor-move', () => this.#sayDropped());
    this.#gateways.addEventListener('gateway-pick', (event) => this.#pickGateway(event.detail));
    this.#gateways.addEventListener('list-refresh', () => (this.#input.focus(), emit(this, 'models-refresh', this.#baseUrl)));
    this.#models.addEventListener('model-select', () => this.#showSelected());
    this.#models.addEventListener('click', () => this.#input.focus());
    this.#models.addEventListener('dblclick', () => this.#use(false));
  }

  /** @param {PickerChoices} choices */
  open(choices) {
    this.#choices = choices;
    this.#input.value = '';
    this.#baseUrl = choices.gateway.baseUrl;
    this.#parameters.textContent = words.parameters.button(choices.parametersSet);
    this.#showGateway();
    this.#showRows(choices.route.model);
    this.showModal();
    this.#input.focus();
    this.#models.move(0);
    if (choices.asksForVendor) this.#vendors.focusField();
    emit(this, 'models-wanted', this.#baseUrl);
  }

  /** A gateway's list, with the selection where it was. @param {ModelList} models */
  showModels(models) {
    if (models.gateway !== this.#baseUrl) return;
    this.#gateways.say(listSource(models, Date.now()));
    if (this.isOpen) this.#showRows(this.#models.row?.id);
  }

  /** Other favourites, or hidden models. @param {Settings} settings */
  showSettings(settings) {
    if (!this.#choices) return;
    this.#choices = { ...this.#choices, settings };
    if (this.isOpen) this.#showRows(this.#models.row?.id);
  }

  /** What was measured of the person's own requests. @param {UsageReport} usage */
  showUsage(usage) {
    this.#usage = usage;
    this.#showSelected();
  }

  showRefreshing() {
    this.#gateways.say(words.picker.refreshing, true);
  }

  /** @param {string} text */
  showModelsFailure(text) {
    this.#gateways.say(text);
  }

  /** What is looked at: figures and what is avoided are of a model at a gateway. */
  get place() {
    return { gateway: this.#baseUrl, model: this.#models.row?.id ?? '' };
  }
  get #gateway() {
    return this.#choices?.gateways.find(({ baseUrl }) => baseUrl === this.#baseUrl) ?? this.#choices?.gateway;
  }

  #showGateway() {
    const { gateways = [], models, route } = this.#choices ?? {};
    const [gateway, list] = [this.#gateway, models?.get(this.#baseUrl)];
    if (!gateway || !route) return;
    this.#gateways.show(gateways, this.#baseUrl);
    this.#gateways.say(list ? listSource(list, Date.now()) : words.picker.refreshing);
    const isOwn = gateway.baseUrl === this.#choices?.gateway.baseUrl;
    const vendors = gateway.vendors.length > 1 && isOwn ? vendorRows(gateway.vendors, route.vendor) : gateway.vendors;
    this.#vendors.choose(vendors, isOwn ? route : { model: route.model, vendor: 'auto' });
  }

  /** @param {string} baseUrl */
  #pickGateway(baseUrl) {
    this.#baseUrl = baseUrl;
    this.#showGateway();
    this.#showRows();
    this.#input.focus();
    emit(this, 'models-wanted', baseUrl);
  }

  /** @param {string} [model] the one to select; else the first */
  #showRows(model) {
    if (!this.#choices) return;
    const { models, settings, route, gateway } = this.#choices;
    const families = models.get(this.#baseUrl)?.families ?? [];
    const here = { settings, route: gateway.baseUrl === this.#baseUrl ? route : null, gateway: this.#routeGateway() };
    const groups = groupsFor(families, here, this.#input.value, words.picker.typed, words.picker.marks);
    this.#models.show(groups, settings.favouriteModels, model);
  }

  #showSelected() {
    const { row, activeId } = this.#models;
    this.#input.setAttribute('aria-activedescendant', activeId);
    const [{ settings }, { gateway, model }] = [this.#choices ?? {}, this.place];
    const dates = this.#choices?.models.get(gateway) ?? { priceDate: '2026-01-01', contextDate: '2026-01-01' };
    if (row && settings) this.#vendors.showModel(row, settings.defaultRoute, settings.prices, dates);
    this.#vendors.showFigures(figuresOf(this.#usage, gateway, model), avoidedAt(settings?.avoided ?? [], gateway, model, Date.now()));
    this.#sayDropped();
  }

  /** What a switch drops of the prompt cache. */
  #sayDropped() {
    const { row } = this.#models;
    const { cached, route } = this.#choices ?? {};
    if (!row || !cached || !route) return;
    const next = this.#vendors.routeFor(row.id);
    const isOther = dropsCache({ ...next, gateway: this.#routeGateway() ?? undefined }, route, cached.vendor);
    this.#vendors.showDropped(isOther && cached.tokens > 0 ? count(cached.tokens, locale) : '');
  }

  /** The gateway as a route has it: none for the default one. */
  #routeGateway() {
    return this.#gateway?.isDefault === false ? this.#baseUrl : null;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    // In what is typed they move the caret; without it they have nothing to do there.
    const isBlank = this.#input.value === '';
    const mark = event.ctrlKey || event.metaKey ? marks[event.key.toLowerCase()] : undefined;
    if (isComposing(event)) return;
    if (mark) this.#mark(mark);
    else if (step) this.#models.move(step);
    else if (event.key === 'ArrowRight' && isBlank) this.#vendors.move(1);
    else if (event.key === 'ArrowLeft' && isBlank) this.#vendors.move(-1);
    else if (isEnter(event)) this.#use(isCommandEnter(event, this.#choices?.isMac ?? false));
    else return;
    event.preventDefault();
  }

  /** @param {'favourite-toggle' | 'hidden-toggle'} type */
  #mark(type) {
    const { row } = this.#models;
    if (row && !row.isTyped) emit(this, type, row.id);
  }

  /** @param {boolean} isDefault */
  #use(isDefault) {
    const { row } = this.#models;
    if (!row) return;
    const gateway = this.#routeGateway();
    const route = { ...this.#vendors.routeFor(row.id), ...(gateway ? { gateway } : {}) };
    this.close();
    emit(this, 'route-choose', { route, isDefault });
  }
}

customElements.define('route-picker', RoutePicker);
