// Asks for an API key: masked, freed of what was pasted around it, checked by asking the gateway and never by its pattern.
// Invariant: the key stays in this field; it leaves only in `key-submit`, and the field is emptied once it was taken.

/** @import { Failure, GatewayView, KeepKey } from '../bindings.js' */
import { explain } from '../failures.js';
import { pastedKey } from '../format/pasted-key.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton, setIcon } from './dom.js';

/** @typedef {{ gateway: string | null, key: string, keep: KeepKey, check: boolean }} KeySubmit `gateway` is null for the default one */

/** Counts the forms, so that their ids differ. */
let forms = 0;

export class KeyForm extends HTMLElement {
  #input = h('input', { class: 'mono', type: 'password', autocomplete: 'off', spellcheck: 'false' });
  #eye = iconButton('eye', words.key.show, () => this.#toggle());
  #field = h('div', { class: 'field lg' }, icon('key'), this.#input, this.#eye);
  #words = h('div', { class: 'assure' });
  #submit = h('button', { class: 'btn primary lg', type: 'submit' }, words.key.check);
  #go = h('div', { class: 'go' }, this.#submit);
  #keychain = h('div', { class: 'alt', role: 'alert', hidden: true });
  /** @type {GatewayView | null} */
  #gateway = null;
  /** @type {KeySubmit | null} */
  #last = null;

  connectedCallback() {
    if (this.firstElementChild) return;
    forms += 1;
    this.#input.id = `key-input-${forms}`;
    this.#words.id = `key-words-${forms}`;
    this.#input.setAttribute('aria-describedby', this.#words.id);
    const label = h('label', { for: this.#input.id }, words.key.label);
    const form = h('form', { novalidate: true }, label, this.#field, this.#words, this.#go);
    // Once the paste is in the field.
    this.#input.addEventListener('paste', () => setTimeout(() => this.#clean()));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask('keychain', true);
    });
    this.append(form, this.#keychain);
  }

  /** Puts another button beside the first. @param {HTMLElement} button */
  addButton(button) {
    this.#go.append(button);
  }

  focus() {
    this.#input.focus();
  }

  /** Begins anew for a gateway. @param {GatewayView} gateway */
  show(gateway) {
    this.#gateway = gateway;
    this.forget();
    this.#mask(true);
    this.isBusy = false;
    this.#submit.textContent = words.key.check;
    this.#say('lock', h('span', {}, words.key.assure(gateway.host)));
  }

  /** Keeps nothing of the key, once it was taken or given up. */
  forget() {
    this.#input.value = '';
    this.#last = null;
  }

  /** Whether the gateway is being asked. @param {boolean} isBusy */
  set isBusy(isBusy) {
    this.#submit.disabled = isBusy;
    this.#submit.textContent = isBusy ? (this.#last?.check === false ? words.key.saving : words.key.checking) : words.key.checkAgain;
    this.setAttribute('aria-busy', String(isBusy));
  }

  /** Says why the key was not taken. @param {Failure} failure */
  showFailure(failure) {
    this.isBusy = false;
    const key = this.#last?.key ?? '';
    if (failure.code === 'keychainUnavailable') return this.#offerRunOnly();
    const { gateway, host } = { gateway: this.#gateway?.name ?? '', host: this.#gateway?.host ?? '' };
    if (failure.code === 'unauthorized') {
      const { refused, refusedHint } = words.key;
      this.#say('alert', alertWords(refused(gateway, failure.status), refusedHint(key.length, key.slice(-4))), true);
    } else {
      const route = { model: '', vendor: 'auto' };
      const { title, body } = explain(failure, { route, gateway, host, hasText: false });
      const isUnchecked = ['offline', 'timedOut', 'overloaded', 'rateLimited'].includes(failure.code);
      const text = isUnchecked ? words.key.unchecked(failure.detail) : body;
      this.#say('alert', alertWords(`${title}.`, text), true);
      if (isUnchecked) this.#words.append(this.#wayOn(failure));
    }
    this.#input.focus();
  }

  /** Takes off what was pasted around the key, and says so. */
  #clean() {
    const typed = this.#input.value;
    const key = pastedKey(typed);
    if (key !== typed) this.#input.value = key;
    if (key !== '' && key !== typed.trim()) this.#say('key', h('span', { role: 'status' }, words.key.cleaned));
    return key;
  }

  /** @param {KeepKey} keep @param {boolean} check */
  #ask(keep, check) {
    const key = this.#clean();
    if (key === '') {
      this.#say('alert', alertWords(words.key.empty, ''), true);
      return this.#input.focus();
    }
    this.#last = { gateway: this.#gateway?.isDefault === false ? this.#gateway.baseUrl : null, key, keep, check };
    this.isBusy = true;
    emit(this, 'key-submit', this.#last);
  }

  /** @param {string} name @param {HTMLElement} text @param {boolean} [isBad] */
  #say(name, text, isBad = false) {
    this.#keychain.hidden = true;
    this.#field.classList.toggle('bad', isBad);
    this.#input.setAttribute('aria-invalid', String(isBad));
    this.#words.replaceChildren(icon(name), text);
  }

  /** The gateway could not be asked: the way to it may need a proxy, or the key is kept as it is. @param {Failure} failure */
  #wayOn({ code }) {
    const { saveUnchecked, network } = words.key;
    const isWay = code === 'offline' || code === 'timedOut';
    return h(
      'div',
      { class: 'unchecked' },
      h('button', { class: 'btn', type: 'button', onclick: () => this.#ask('keychain', false) }, saveUnchecked),
      isWay ? h('button', { class: 'btn quiet', type: 'button', onclick: () => emit(this, 'network-open') }, network) : null,
    );
  }

  #offerRunOnly() {
    const { keychainTitle, keychainBody, tryAgain, onlyNow } = words.key;
    this.#say('lock', h('span', {}, words.key.assure(this.#gateway?.host ?? '')));
    this.#keychain.replaceChildren(
      icon('lock'),
      h('p', {}, h('b', {}, keychainTitle), keychainBody),
      h('button', { class: 'btn', type: 'button', onclick: () => this.#ask('keychain', this.#last?.check ?? true) }, tryAgain),
      h('button', { class: 'btn quiet', type: 'button', onclick: () => this.#ask('run', false) }, onlyNow),
    );
    this.#keychain.hidden = false;
  }

  #toggle() {
    this.#mask(this.#input.type === 'text');
    this.#input.focus();
  }

  /** @param {boolean} isMasked */
  #mask(isMasked) {
    this.#input.type = isMasked ? 'password' : 'text';
    const label = isMasked ? words.key.show : words.key.hide;
    this.#eye.setAttribute('aria-label', label);
    this.#eye.title = label;
    setIcon(this.#eye, isMasked ? 'eye' : 'eye-off');
  }
}

/** @param {string} strong @param {string} more */
function alertWords(strong, more) {
  return h('span', { role: 'alert' }, h('strong', { class: 'hot' }, strong), more ? ` ${more}` : null);
}

customElements.define('key-form', KeyForm);
