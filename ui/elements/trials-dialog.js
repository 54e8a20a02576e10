// Repeat and measure: which prompts are asked how often of whom, what goes on, and what came of it, also weeks ago.
// Sends `trials-start`, `trial-pick`, `trial-stop`, `trials-prompts`, and `conversation-open` for the answers of one.

/** @import { Prompt, Route, StartTrials, TrialVendor, TrialView, VendorView } from '../bindings.js' */
/** @import { TrialGroup } from '../format/trials.js' */
import { count, duration, splitModel } from '../format/figures.js';
import { dollars } from '../format/money.js';
import { drift, failedOf, groupTrials, progress, promptName } from '../format/trials.js';
import { fastest, tokens } from '../format/usage.js';
import { trials as words } from '../strings/en/trials.js';
import { locale } from '../words.js';
import { emit, h, icon, iconButton, keepingFocus } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { fieldRow, plainButton } from './settings-row.js';
import { driftChart } from './trial-charts.js';
import { axis, range } from './usage-plots.js';

export class TrialsDialog extends LayerDialog {
  #prompts = h('div', { class: 'checks', role: 'group', 'aria-label': words.prompts });
  #another = h('textarea', { id: 'trial-prompt', rows: '2', dir: 'auto' });
  #model = h('button', { class: 'route', type: 'button', 'aria-haspopup': 'dialog', onclick: () => this.#route && emit(this, 'trial-pick', this.#route) });
  #vendors = h('div', { class: 'checks', role: 'group', 'aria-label': words.vendors });
  #times = h('input', { id: 'trial-times', type: 'text', inputmode: 'numeric', value: '5', maxlength: '3' });
  #wrong = h('p', { class: 'fine hot', role: 'alert', hidden: true });
  #running = h('div', { class: 'running' });
  #results = h('div', {});
  /** @type {Prompt[]} */
  #saved = [];
  /** @type {Route | null} */
  #route = null;

  connectedCallback() {
    const form = h('form', { class: 'trial-form parameters', novalidate: true },
      h('p', { class: 'fine' }, words.lead),
      h('h3', {}, words.prompts), this.#prompts, fieldRow(words.another, this.#another),
      h('div', { class: 'three' }, h('div', {}, h('h3', {}, words.model), this.#model), h('div', {}, h('h3', {}, words.vendors), this.#vendors), fieldRow(words.times, this.#times)),
      this.#wrong,
      h('div', { class: 'go' }, plainButton(words.manage, () => emit(this, 'trials-prompts'), 'quiet'), h('span', { class: 'grow' }), h('button', { class: 'btn primary lg', type: 'submit' }, words.start)));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#start();
    });
    this.build('dlg usage-dialog trials-dialog', words.title,
      h('header', { class: 'usage-head' }, h('h2', {}, words.title), h('span', { class: 'grow' }), iconButton('x', words.close, () => this.close(), { keys: 'Esc' })),
      h('div', { class: 'usage-page scroll' }, form, this.#running, h('h3', {}, words.results), this.#results));
  }

  /** @param {{ prompts: Prompt[], route: Route, vendors: VendorView[], text: string }} choices `text` of the composer */
  open({ prompts, route, vendors, text }) {
    this.showPrompts(prompts);
    this.#another.value = prompts.length === 0 ? text : '';
    this.showRoute(route, vendors);
    this.#say('');
    this.showModal();
    this.#another.focus();
  }

  /** @param {Prompt[]} prompts */
  showPrompts(prompts) {
    this.#saved = prompts;
    this.#prompts.replaceChildren(...(prompts.length === 0 ? [h('p', { class: 'fine' }, words.noPrompts)] : prompts.map(({ id, name }) => check(id, name, false))));
  }

  /** @param {Route} route @param {VendorView[]} vendors */
  showRoute(route, vendors) {
    const was = new Set(checked(this.#vendors));
    this.#route = route;
    this.#model.replaceChildren(h('b', {}, splitModel(route.model).name), icon('down', 's'));
    this.#model.setAttribute('aria-label', words.modelLabel(route.model));
    const all = vendors.some(({ value }) => value === 'auto') ? vendors : [{ value: 'auto', name: 'auto' }, ...vendors];
    this.#vendors.replaceChildren(...all.map(({ value }) => check(value, value, was.size > 0 ? was.has(value) : value === route.vendor)));
  }

  /** @param {TrialView[]} trials */
  show(trials) {
    const running = trials.filter(({ isRunning }) => isRunning);
    keepingFocus(this.#running, () => this.#running.replaceChildren(...running.map((trial) => {
      const { done, all } = progress(trial);
      const stop = h('button', { class: 'btn', type: 'button', 'aria-label': words.stopLabel(trial.name), onclick: () => emit(this, 'trial-stop', trial.id) }, icon('stop', 's'), words.stop);
      return h('div', { class: 'line' }, h('b', {}, trial.name), h('progress', { max: String(all), value: String(done), 'aria-label': trial.name }), h('span', { role: 'status' }, words.progress(count(done, locale), count(all, locale))), stop);
    })));
    const groups = groupTrials(trials);
    keepingFocus(this.#results, () => this.#results.replaceChildren(...(groups.length === 0 ? [h('p', { class: 'fine' }, words.none)] : [...groups.flatMap((group) => this.#group(group)), h('p', { class: 'fine' }, words.note)])));
  }

  /** @param {TrialGroup} group @returns {HTMLElement[]} */
  #group({ name, model, trials }) {
    const { date, vendor, count: n, range: ranges, median, p95, speed, failed, tokens: used, spend } = words.columns;
    const lines = drift(trials);
    const title = words.group(name, splitModel(model).name);
    const head = (/** @type {string} */ text, /** @type {string} */ extra = '') => h('th', { scope: 'col', class: extra || null }, text);
    const heads = [head(date), head(vendor, 'name'), head(n), h('th', { scope: 'col', class: 'l' }, ranges, axis()), ...[median, p95, speed, failed, used, spend].map((text) => head(text))];
    const rows = trials.flatMap((trial) => {
      const best = fastest(trial.vendors.map(({ figures }) => figures));
      return trial.vendors.map((one, nth) => this.#row(trial, one, nth === 0, one.figures === best));
    });
    const hasDrift = [...lines.values()].some((points) => points.length > 1);
    return [
      h('h4', {}, title),
      ...(hasDrift ? [driftChart(lines, title)] : []),
      h('div', { class: 'tw', tabindex: '0' }, h('table', { class: 'stat', 'aria-label': title }, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...rows))),
    ];
  }

  /** @param {TrialView} trial @param {TrialVendor} vendor @param {boolean} isFirst of its trial @param {boolean} isBest */
  #row(trial, vendor, isFirst, isBest) {
    const { figures, speedRange } = vendor;
    const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(trial.startedAtMs);
    const open = h('button', { class: 'foot-use', type: 'button', title: words.openChat, onclick: () => (this.close(), emit(this, 'conversation-open', { id: trial.id })) }, when);
    const speed = figures.tokensPerSecond === null ? words.unknown : String(Math.round(figures.tokensPerSecond));
    const spread = speedRange && Math.round(speedRange[0]) !== Math.round(speedRange[1]) ? words.spread(String(Math.round(speedRange[0])), String(Math.round(speedRange[1]))) : '';
    return h('tr', { 'data-trial': trial.id, 'data-vendor': figures.vendor },
      h('td', {}, isFirst ? open : h('span', { class: 'vh' }, when)),
      h('td', { class: 'name' }, figures.vendor),
      h('td', { 'data-cell': 'n' }, count(figures.calls, locale)),
      h('td', { class: 'l' }, range(figures)),
      h('td', { class: isBest ? 'best' : null, 'data-cell': 'median' }, time(figures.firstTokenP50Ms), isBest ? h('small', {}, ` ${words.fastest}`) : null),
      h('td', {}, time(figures.firstTokenP95Ms)),
      h('td', {}, speed, spread ? h('small', {}, ` ${spread}`) : null),
      h('td', { class: failedOf(vendor) > 0 ? 'hot' : null, 'data-cell': 'failed' }, count(failedOf(vendor), locale)),
      h('td', { 'data-cell': 'tokens' }, tokens(figures.tokensIn + figures.tokensOut, locale)),
      h('td', {}, figures.spend === null ? words.unknown : dollars(figures.spend)));
  }

  #start() {
    const typed = this.#another.value.trim();
    const chosen = new Set(checked(this.#prompts));
    const prompts = this.#saved.filter(({ id }) => chosen.has(id)).map(({ name, text }) => ({ name, text }));
    if (typed !== '') prompts.push({ name: promptName(typed), text: typed });
    const [vendors, times] = [checked(this.#vendors), Number(this.#times.value)];
    const isTimes = /^\d+$/.test(this.#times.value.trim()) && times >= 1 && times <= 100;
    this.#say(prompts.length === 0 ? words.choosePrompt : vendors.length < 1 || vendors.length > 6 ? words.chooseVendor : isTimes ? '' : words.wrongTimes);
    if (!this.#wrong.hidden || !this.#route) return;
    /** @type {StartTrials} */
    const start = { prompts, model: this.#route.model, vendors, times, ...(this.#route.gateway ? { gateway: this.#route.gateway } : {}) };
    emit(this, 'trials-start', start);
  }

  /** @param {string} wrong */
  #say(wrong) {
    this.#wrong.textContent = wrong;
    this.#wrong.hidden = wrong === '';
  }

  /** Why it was not started. @param {string} text */
  fail(text) {
    this.#say(text);
  }
}

/** @param {string} value @param {string} name @param {boolean} isChecked */
function check(value, name, isChecked) {
  return h('label', { class: 'checked-name' }, h('input', { class: 'check', type: 'checkbox', value, checked: isChecked }), name);
}

/** @param {HTMLElement} group */
function checked(group) {
  return [...group.querySelectorAll('input')].filter((input) => input.checked).map(({ value }) => value);
}

/** @param {number | null} ms */
function time(ms) {
  return ms === null ? words.unknown : duration(ms);
}

customElements.define('trials-dialog', TrialsDialog);
