// Adds a gateway or changes one. Says before saving that a key does not follow a base URL (attack T12).
// Sends `gateway-save` with what was entered; what is wrong with it is said beside the address, in the core's words.

/** @import { Failure, GatewayLook, GatewayView, SaveGateway } from '../bindings.js' */
import { failureTitle } from '../failures.js';
import { fromPreset, originOf, presets, vendorsIn } from '../format/gateway-presets.js';
import { sentences } from '../format/lists.js';
import { gateways as words } from '../strings/en/gateways.js';
import { emit, h, icon } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { onOff } from './settings-row.js';

const looks = /** @type {GatewayLook[]} */ (Object.keys(words.looks));
/** @typedef {keyof typeof words.vendorKinds} VendorKind */

export class GatewayDialog extends LayerDialog {
  #title = h('h2', {});
  #preset = h('select', { 'aria-label': words.preset });
  #presetRow = row(words.preset, h('span', { class: 'sel' }, this.#preset, icon('updown', 's')));
  #url = h('input', { class: 'mono', type: 'url', autocomplete: 'off', spellcheck: 'false', 'aria-label': words.url });
  #urlField = h('div', { class: 'field' }, icon('server'), this.#url);
  #urlWords = h('p', { class: 'fine', id: 'gateway-dialog-url' });
  #keyStays = h('p', { class: 'fine note', role: 'status', hidden: true });
  #name = h('input', { type: 'text', maxlength: '60', autocomplete: 'off', 'aria-label': words.label, placeholder: words.labelHint });
  #looks = h('div', { class: 'looks', role: 'radiogroup', 'aria-label': words.look });
  #needsKey = onOff(words.needsKey, true, () => {});
  #vendors = h('select', { 'aria-label': words.vendors });
  #own = h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-label': words.ownVendors, placeholder: words.ownVendorsHint });
  #ownField = h('div', { class: 'field', hidden: true }, this.#own);
  /** The one that is changed. @type {GatewayView | null} */
  #gateway = null;

  connectedCallback() {
    this.#url.setAttribute('aria-describedby', this.#urlWords.id);
    this.#preset.append(option('', words.otherServer), ...presets.map(({ id, name }) => option(id, name)));
    this.#vendors.append(...Object.entries(words.vendorKinds).map(([value, name]) => option(value, name)));
    this.#looks.append(...looks.map((look) => this.#lookChoice(look)));
    const form = h(
      'form',
      { novalidate: true },
      this.#presetRow,
      row(words.url, this.#urlField, this.#urlWords, this.#keyStays),
      row(words.label, h('div', { class: 'field' }, this.#name)),
      row(words.look, this.#looks),
      h('label', { class: 'g-switch' }, h('span', {}, words.needsKey, h('small', {}, words.needsKeyBody)), this.#needsKey),
      row(words.vendors, h('span', { class: 'sel' }, this.#vendors, icon('updown', 's')), this.#ownField),
      h(
        'div',
        { class: 'go' },
        h('button', { class: 'btn primary', type: 'submit' }, words.save),
        h('button', { class: 'btn quiet', type: 'button', onclick: () => this.close() }, words.cancel),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      emit(this, 'gateway-save', this.#entered());
    });
    this.#preset.addEventListener('change', () => this.#choosePreset());
    this.#url.addEventListener('input', () => this.#follow());
    this.#vendors.addEventListener('change', () => this.#showOwn());
    this.build('dlg small gateway-dialog', words.addTitle, this.#title, form);
  }

  /** @param {GatewayView | null} gateway the one to change; null adds one */
  open(gateway) {
    this.#gateway = gateway;
    const title = gateway ? words.editTitle : words.addTitle;
    this.#title.textContent = title;
    this.label = title;
    this.#presetRow.hidden = gateway !== null;
    this.#preset.value = '';
    this.#fill(gateway ? saved(gateway) : { replaces: null, baseUrl: '', name: '', look: 'plain', needsKey: true, vendors: null });
    this.#url.disabled = gateway?.isFixed ?? false;
    this.showModal();
    (gateway ? this.#url : this.#preset).focus();
  }

  /** @param {Failure} failure */
  showFailure(failure) {
    this.#say(failure.detail || failureTitle(failure), true);
    this.#url.focus();
  }

  /** @param {SaveGateway} gateway */
  #fill({ baseUrl, name, look, needsKey, vendors }) {
    this.#url.value = baseUrl;
    this.#name.value = name;
    this.#needsKey.checked = needsKey;
    for (const choice of this.#looks.querySelectorAll('input')) choice.checked = choice.value === look;
    this.#vendors.value = vendors === null ? 'documented' : vendors.length === 0 ? 'none' : 'own';
    this.#own.value = vendors?.join(', ') ?? '';
    this.#showOwn();
    this.#follow();
  }

  #choosePreset() {
    const preset = presets.find(({ id }) => id === this.#preset.value);
    if (preset) this.#fill(fromPreset(preset));
    this.#url.focus();
  }

  /** Says what becomes of the key and the chats if the address changes so. */
  #follow() {
    this.#say(words.urlHint, false);
    const gateway = this.#gateway;
    const origin = originOf(this.#url.value);
    const hasKey = gateway && !['missing', 'notNeeded'].includes(gateway.key);
    const stays = hasKey && origin !== '' && origin !== gateway.origin ? words.keyStays(gateway.origin, origin) : '';
    const follow = gateway && gateway.chats > 0 && this.#url.value.trim() !== gateway.baseUrl ? words.chatsFollow(gateway.chats) : '';
    this.#keyStays.textContent = sentences([stays, follow]);
    this.#keyStays.hidden = this.#keyStays.textContent === '';
  }

  #showOwn() {
    this.#ownField.hidden = this.#vendors.value !== 'own';
  }

  /** @returns {SaveGateway} */
  #entered() {
    const kind = /** @type {VendorKind} */ (this.#vendors.value);
    const look = /** @type {GatewayLook | undefined} */ (this.#looks.querySelector('input:checked')?.getAttribute('value'));
    return {
      replaces: this.#gateway?.baseUrl ?? null,
      baseUrl: this.#url.value.trim(),
      name: this.#name.value.trim(),
      look: look ?? 'plain',
      needsKey: this.#needsKey.checked,
      vendors: kind === 'documented' ? null : kind === 'none' ? [] : vendorsIn(this.#own.value),
    };
  }

  /** @param {GatewayLook} look */
  #lookChoice(look) {
    const input = h('input', { type: 'radio', name: 'gateway-look', value: look, 'aria-label': words.looks[look] });
    return h('label', { title: words.looks[look] }, input, h('span', { class: 'g-look', 'data-look': look }));
  }

  /** @param {string} text @param {boolean} isBad */
  #say(text, isBad) {
    this.#urlField.classList.toggle('bad', isBad);
    this.#url.setAttribute('aria-invalid', String(isBad));
    this.#urlWords.className = isBad ? 'fine hot' : 'fine';
    this.#urlWords.setAttribute('role', isBad ? 'alert' : 'note');
    this.#urlWords.textContent = text;
  }
}

/** @param {string} name @param {...Node} controls */
function row(name, ...controls) {
  return h('div', { class: 'g-row' }, h('span', { class: 'g-label', 'aria-hidden': 'true' }, name), ...controls);
}

/** @param {string} value @param {string} name */
function option(value, name) {
  return h('option', { value }, name);
}

/** A gateway as it stands, to be changed. @param {GatewayView} gateway @returns {SaveGateway} */
function saved({ baseUrl, name, host, look, needsKey, vendors }) {
  const own = vendors.map(({ value }) => value).filter((value) => value !== 'auto');
  const isDocumented = own.includes('openai') && own.includes('volcengine') && own.length === 9;
  return { replaces: baseUrl, baseUrl, name: name === host ? '' : name, look, needsKey, vendors: isDocumented ? null : own };
}

customElements.define('gateway-dialog', GatewayDialog);
