// The settings panel that lists what left this computer, newest first. Sends `log-refresh`.

/** @import { NetworkLog, RequestView } from '../bindings.js' */
import { count, duration, size } from '../format/figures.js';
import { stamp } from '../format/dates.js';
import { locale, words } from '../words.js';
import { emit, h } from './dom.js';
import { plainButton } from './settings-row.js';

export class SettingsLog extends HTMLElement {
  #total = h('p', { class: 'fine grow' });
  #body = h('div', {});

  connectedCallback() {
    if (this.firstElementChild) return;
    const { heading, lead, refresh } = words.networkLog;
    this.append(
      h('h3', {}, heading),
      h('p', { class: 'lead' }, lead),
      h('div', { class: 'log-bar' }, this.#total, plainButton(refresh, () => emit(this, 'log-refresh'), 'quiet')),
      this.#body,
    );
  }

  /** @param {NetworkLog} log @param {number} nowMs */
  show({ total, kept, rows }, nowMs) {
    const text = words.networkLog;
    if (rows.length === 0) {
      this.#total.textContent = '';
      this.#body.replaceChildren(h('div', { class: 'none' }, h('b', {}, text.empty), h('p', { class: 'fine' }, text.emptyBody)));
      return;
    }
    const number = (/** @type {number} */ one) => count(one, locale);
    const shown = rows.length < total ? `; ${text.shown(number(rows.length), number(kept))}` : '';
    this.#total.textContent = text.total(number(total)) + shown;
    const heads = [text.time, text.what, text.where, text.out, text.in, text.took, text.result];
    this.#body.replaceChildren(
      h(
        'table',
        { class: 'log' },
        h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
        h('tbody', {}, ...rows.map((row) => rowElement(row, nowMs))),
      ),
    );
  }
}

/** @param {RequestView} row @param {number} nowMs */
function rowElement(row, nowMs) {
  const { purposes } = words.networkLog;
  const { host } = new URL(row.origin);
  const isBad = row.outcome === 'failed' || (row.status ?? 0) >= 400;
  return h(
    'tr',
    { 'data-outcome': row.outcome ?? 'open', title: row.requestId },
    h('td', { class: 'num' }, stamp(row.beganAtMs, nowMs, locale)),
    h('td', {}, purposes[row.purpose]),
    h('td', { class: 'mono selectable', title: `${row.method} ${row.origin}${row.path}` }, host),
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
