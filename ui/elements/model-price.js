// What a model's tokens cost, in the picker, and a form to type it. Sends `price-set` with the model and its price, or null.

/** @import { ModelPrice, ModelView, TypedPrice } from '../bindings.js' */
import { calendarDay } from '../format/dates.js';
import { dollars, knownPrice, priceOf, typed } from '../format/money.js';
import { isEnter, isEscape } from '../keyboard.js';
import { price as words } from '../strings/en/price.js';
import { locale } from '../words.js';
import { emit, h } from './dom.js';
import { plainButton } from './settings-row.js';

export class ModelPriceLine extends HTMLElement {
  #text = h('span', {});
  #edit = plainButton('', () => this.#open(true), 'quiet');
  #fields = /** @type {const} */ (['input', 'output', 'cached']).map((name) =>
    h('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-label': words.fields[name], placeholder: words.names[name] }),
  );
  #wrong = h('p', { class: 'fine hot', role: 'alert', hidden: true }, words.wrong);
  #remove = plainButton(words.remove, () => this.#set(null), 'quiet');
  #form = h(
    'div',
    { class: 'price-form', hidden: true, role: 'group', 'aria-label': words.form },
    ...this.#fields.map((field) => h('div', { class: 'field' }, h('span', { class: 'faint', 'aria-hidden': 'true' }, '$'), field)),
    plainButton(words.save, () => this.#save()),
    this.#remove,
    this.#wrong,
  );
  #model = '';

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(h('p', { class: 'capl' }, this.#text, this.#edit), this.#form);
    // The picker reads keys, too.
    this.#form.addEventListener('keydown', (event) => {
      if (!isEnter(event) && !isEscape(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (isEnter(event)) this.#save();
      else this.#open(false);
    });
  }

  /** @param {string} id @param {ModelView | null} model @param {readonly TypedPrice[]} prices @param {string} date of those that came with the program */
  show(id, model, prices, date) {
    const known = knownPrice(id, model, prices);
    this.#text.textContent = known ? words.known[known.from](dollars(known.price.input), dollars(known.price.output), calendarDay(date, locale)) : model ? words.unknown : words.unlisted;
    this.#edit.textContent = known ? words.change : words.set;
    this.#remove.hidden = known?.from !== 'typed';
    if (id !== this.#model || known?.from === 'typed') this.#open(false);
    this.#model = id;
    const { input, output, cached } = known?.price ?? {};
    [input, output, cached].forEach((one, at) => this.#fields[at] && (this.#fields[at].value = typed(one)));
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    const hadFocus = this.#form.contains(document.activeElement);
    this.#form.hidden = !isOpen;
    this.#edit.hidden = isOpen;
    this.#wrong.hidden = true;
    if (isOpen) this.#fields[0]?.focus();
    else if (hadFocus) this.#edit.focus();
  }

  #save() {
    const [input, output, cached] = this.#fields.map((field) => priceOf(field.value));
    const hasCached = this.#fields[2]?.value.trim() !== '';
    const isWrong = typeof input !== 'number' || typeof output !== 'number' || (hasCached && typeof cached !== 'number');
    this.#wrong.hidden = !isWrong;
    if (!isWrong) this.#set({ input, output, cached: cached ?? null });
  }

  /** @param {ModelPrice | null} price */
  #set(price) {
    this.#open(false);
    emit(this, 'price-set', { model: this.#model, price });
  }
}

customElements.define('model-price', ModelPriceLine);
