// The settings panel that lists what left this computer, newest first, by purpose, host, vendor and result. Sends `log-refresh`.

/** @import { NetworkLog, RequestView } from '../bindings.js' */
import { count, duration, size } from '../format/figures.js';
import { stamp } from '../format/dates.js';
import { listed } from '../format/lists.js';
import { countsByVendor, everything, hostOf, matching, vendorOf } from '../format/request-filter.js';
import { locale, words } from '../words.js';
import { emit, h } from './dom.js';
import { plainButton, selection } from './settings-row.js';

/** Those that YouRouter documents: that nothing was asked of one is worth a figure, too. */
const documented = ['auto', 'openai', 'anthropic', 'google', 'azure', 'aws', 'deepseek', 'mistral', 'volcengine', 'x'];

/** More rows than anyone reads; the filters narrow them. */
const mostRows = 300;

export class SettingsLog extends HTMLElement {
  #total = h('p', { class: 'fine grow' });
  #filters = h('div', { class: 'log-filters' });
  #found = h('p', { class: 'fine', role: 'status' });
  #body = h('div', {});
  /** @type {RequestView[]} */
  #rows = [];
  #filter = everything;
  #nowMs = 0;

  connectedCallback() {
    if (this.firstElementChild) return;
    const { heading, lead, refresh } = words.networkLog;
    this.append(
      h('h3', {}, heading),
      h('p', { class: 'lead' }, lead),
      h('div', { class: 'log-bar' }, this.#total, plainButton(refresh, () => emit(this, 'log-refresh'), 'quiet')),
      this.#filters,
      this.#found,
      this.#body,
    );
  }

  /** @param {NetworkLog} log @param {number} nowMs */
  show({ total, kept, rows }, nowMs) {
    const text = words.networkLog;
    this.#rows = rows;
    this.#nowMs = nowMs;
    this.#filters.hidden = rows.length === 0;
    if (rows.length === 0) {
      this.#total.textContent = '';
      this.#found.textContent = '';
      this.#body.replaceChildren(h('div', { class: 'none' }, h('b', {}, text.empty), h('p', { class: 'fine' }, text.emptyBody)));
      return;
    }
    const number = (/** @type {number} */ one) => count(one, locale);
    const shown = rows.length < total ? `; ${text.shown(number(rows.length), number(kept))}` : '';
    this.#total.textContent = text.total(total) + shown;
    this.#showFilters();
    this.#showRows();
  }

  #showFilters() {
    const { filters, all, purposes, results } = words.networkLog;
    const hosts = [...new Set(this.#rows.map(hostOf))];
    const vendors = [...new Set([...documented, ...this.#rows.map(vendorOf)])].filter((vendor) => vendor !== '');
    /** @param {keyof typeof filters} name @param {{ value: string, name: string }[]} options */
    const choice = (name, options) => h('label', {}, filters[name], selection(filters[name], [{ value: '', name: all }, ...options], this.#filter[name], (value) => {
      this.#filter = { ...this.#filter, [name]: value };
      this.#showRows();
    }));
    /** @param {Record<string, string>} names */
    const named = (names) => Object.entries(names).map(([value, name]) => ({ value, name }));
    /** @param {string[]} values */
    const plain = (values) => values.map((value) => ({ value, name: value }));
    this.#filters.replaceChildren(choice('purpose', named(purposes)), choice('host', plain(hosts)), choice('vendor', plain(vendors)), choice('result', named(results)));
  }

  #showRows() {
    const text = words.networkLog;
    const found = matching(this.#rows, this.#filter);
    const counts = listed(countsByVendor(found, documented).map(({ vendor, count: times }) => `${vendor} ${times}`));
    this.#found.textContent = `${text.found(found.length)}. ${text.byVendor(counts)}`;
    if (found.length === 0) return this.#body.replaceChildren(h('p', { class: 'none' }, text.none));
    const heads = [text.time, text.what, text.where, text.vendor, text.out, text.in, text.took, text.result];
    const rows = found.slice(0, mostRows).map((row) => rowElement(row, this.#nowMs));
    const table = h('table', { class: 'log' }, h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))), h('tbody', {}, ...rows));
    const left = found.length - rows.length;
    this.#body.replaceChildren(table, left > 0 ? h('p', { class: 'none fine' }, text.more(count(left, locale))) : '');
  }
}

/** @param {RequestView} row @param {number} nowMs */
function rowElement(row, nowMs) {
  const { purposes } = words.networkLog;
  const host = hostOf(row);
  const isBad = row.outcome === 'failed' || (row.status ?? 0) >= 400;
  return h(
    'tr',
    { 'data-outcome': row.outcome ?? 'open', title: row.requestId },
    h('td', { class: 'num' }, stamp(row.beganAtMs, nowMs, locale)),
    h('td', {}, purposes[row.purpose]),
    h('td', { class: 'mono selectable', title: `${row.method} ${row.origin}${row.path}` }, host),
    h('td', {}, vendorOf(row)),
    h('td', { class: 'num' }, size(row.bytesOut)),
    h('td', { class: 'num' }, size(row.bytesIn)),
    h('td', { class: 'num' }, row.durationMs === null ? '' : duration(row.durationMs)),
    h('td', { class: isBad ? 'hot' : null }, result(row)),
  );
}

/** @param {RequestView} row */
function result({ outcome, status }) {
  const { outcomes, open } = words.networkLog;
  if (outcome === 'answered' && status !== null) return String(status);
  const how = outcome === null ? open : outcomes[outcome];
  return status === null ? how : `${status}, ${how}`;
}

customElements.define('settings-log', SettingsLog);
