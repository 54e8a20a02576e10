// The scoreboard: what the person's own requests took, by vendor, model, day, chat and folder. Sends `usage-wanted` and
// `usage-export` with a period, and `conversation-open`.

/** @import { UsagePeriod, UsageReport, UsageRow } from '../bindings.js' */
/** @import { Measure } from './usage-plots.js' */
import { failureTitle } from '../failures.js';
import { count, duration, splitModel } from '../format/figures.js';
import { routeDot } from '../format/answer-metadata.js';
import { fastest, isFailing, percent, tokens } from '../format/usage.js';
import { usage as words } from '../strings/en/usage.js';
import { locale } from '../words.js';
import { emit, h, iconButton, vendorDot } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { plainButton, segments } from './settings-row.js';
import { axis, bars, dayName, range } from './usage-plots.js';
import { figure, spent, sumFigures, sumTable } from './usage-sums.js';

/** Whether a table is by vendor, by model, or by both. @typedef {'vendor' | 'model' | 'both'} By */

export class UsageDialog extends LayerDialog {
  #segments = h('div', {});
  #export = plainButton(words.exportCsv, () => emit(this, 'usage-export', this.#period), 'quiet');
  #page = h('div', { class: 'usage-page scroll' });
  #plot = h('div', { class: 'plot' });
  /** @type {UsagePeriod} */
  #period = 'month';
  /** @type {Measure} */
  #measure = 'calls';

  connectedCallback() {
    this.build(
      'dlg usage-dialog',
      words.title,
      h('header', { class: 'usage-head' }, h('h2', {}, words.title), h('span', { class: 'grow' }), this.#segments, this.#export, iconButton('x', words.close, () => this.close(), { keys: 'Esc' })),
      this.#page,
    );
  }

  open() {
    this.showModal();
    this.#page.scrollTop = 0;
    this.#choose(this.#period);
  }

  /** @param {UsageReport} report */
  show(report) {
    if (report.period !== this.#period) return;
    if (report.total.calls === 0) return this.#page.replaceChildren(h('p', { class: 'none' }, words.none), h('p', { class: 'fine' }, words.foot));
    const { byVendor, byModel, byBoth, period } = report;
    this.#page.replaceChildren(
      totals(report),
      heading(period === 'day' ? words.perHour : words.perDay, words.failedBelow),
      this.#plot,
      heading(words.byVendor, words.byVendorNote),
      table(byVendor, 'vendor'),
      heading(words.byModel),
      table(byModel, 'model'),
      heading(words.byBoth),
      table(byBoth, 'both'),
      ...this.#byChat(report),
      ...byFolder(report),
      h('p', { class: 'fine' }, words.foot),
    );
    this.#showDays(report);
  }

  /** What was done when, as bars and as a table. @param {UsageReport} report */
  #showDays(report) {
    const { days, period } = report;
    const choose = (/** @type {Measure} */ measure) => {
      this.#measure = measure;
      this.#showDays(report);
    };
    const rows = days.filter(({ calls }) => calls > 0).toReversed().map((day) => ({ name: dayName(day, period), sum: day, key: String(day.beganAtMs) }));
    const isOpen = this.#plot.querySelector('details')?.open ?? false;
    this.#plot.replaceChildren(
      segments(words.measure, words.measures, this.#measure, choose),
      bars(days, period, this.#measure),
      h('details', { open: isOpen }, h('summary', {}, words.table), sumTable(period === 'day' ? words.columns.hour : words.columns.day, rows)),
    );
  }

  /** @param {UsageReport} report */
  #byChat({ byChat, moreChats }) {
    const open = (/** @type {string} */ id) => emit(this, 'conversation-open', { id });
    const rows = byChat.map((chat) => ({
      name: h('button', { class: 'link-btn', type: 'button', dir: 'auto', onclick: () => open(chat.conversationId) }, chat.title || words.untitled), sum: chat, key: chat.conversationId,
    }));
    return [heading(words.byChat, words.byChatNote), sumTable(words.columns.chat, rows), moreChats > 0 ? h('p', { class: 'fine' }, words.moreChats(moreChats)) : ''];
  }

  /** @param {string} text what became of the export */
  say(text) {
    this.#export.textContent = text;
  }

  /** @param {UsagePeriod} period */
  #choose(period) {
    this.#period = period;
    this.#export.textContent = words.exportCsv;
    this.#segments.replaceChildren(segments(words.period, words.periods, period, (chosen) => this.#choose(chosen)));
    emit(this, 'usage-wanted', period);
  }
}

/** @param {string} name @param {string} [note] */
function heading(name, note) {
  return h('h3', {}, name, note ? h('small', {}, note) : null);
}

/** @param {UsageReport} report */
function totals({ total, failedAnswers }) {
  const answers = total.calls - total.retried;
  return h(
    'dl',
    { class: 'figs' },
    ...sumFigures(total),
    figure(words.median, time(total.firstTokenP50Ms)),
    figure(words.failedAnswers, count(failedAnswers, locale), h('small', {}, ` ${percent(failedAnswers, answers)}`)),
  );
}

/** @param {UsageReport} report */
function byFolder({ byFolder }) {
  const rows = byFolder.map((folder) => ({ name: folder.folderId === null ? words.noFolder : folder.name, sum: folder, key: folder.folderId ?? '' }));
  return rows.length > 0 ? [heading(words.byFolder, words.byFolderNote), sumTable(words.columns.folder, rows)] : [];
}

/** @param {UsageRow[]} rows @param {By} by */
function table(rows, by) {
  const { vendor, model, calls, range: ranges, median, p95, speed, errors, retried, tokens: counted, cached, spend } = words.columns;
  const best = by === 'model' ? null : fastest(rows);
  /** @param {string} name @param {Record<string, string>} [more] */
  const head = (name, more = {}) => h('th', { scope: 'col', ...more }, name);
  const names = by === 'both' ? [head(model), head(vendor, { class: 'name' })] : [head(by === 'model' ? model : vendor)];
  const heads = [...names, head(calls, { 'aria-sort': 'descending' }), h('th', { scope: 'col', class: 'l' }, ranges, axis()),
    ...[median, p95, speed, errors, retried, counted, cached, spend].map((name) => head(name))];
  return h('div', { class: 'tw', tabindex: '0' }, h('table', { class: 'stat' }, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...rows.map((row) => line(row, by, row === best)))));
}

/** @param {UsageRow} row @param {By} by @param {boolean} isBest */
function line(row, by, isBest) {
  const { name, date } = splitModel(row.model);
  const ofModel = h('td', {}, h('span', { class: 'vn' }, name, h('small', {}, date)));
  const ofVendor = h('td', { class: 'name' }, h('span', { class: 'vn' }, vendorDot(routeDot({ model: '', vendor: row.vendor })), row.vendor));
  const speed = row.tokensPerSecond === null ? words.unknown : row.tokensPerSecond.toFixed(row.tokensPerSecond < 10 ? 1 : 0);
  const kinds = row.failures.map(({ code, count: times }) => `${times} × ${failureTitle({ code, detail: '' })}`).join('\n');
  return h(
    'tr',
    { 'data-model': row.model, 'data-vendor': row.vendor },
    ...(by === 'both' ? [ofModel, ofVendor] : [by === 'model' ? ofModel : ofVendor]),
    h('td', {}, count(row.calls, locale)),
    h('td', { class: 'l' }, range(row)),
    h('td', { class: isBest ? 'best' : null }, time(row.firstTokenP50Ms), isBest ? h('small', {}, ` ${words.fastest}`) : null),
    h('td', {}, time(row.firstTokenP95Ms)),
    h('td', {}, speed),
    h('td', { class: isFailing(row) ? 'hot' : null, title: kinds }, percent(row.failed, row.calls)),
    h('td', {}, count(row.retried, locale)),
    h('td', {}, tokens(row.tokensIn + row.tokensOut, locale)),
    h('td', { 'data-cell': 'cached' }, row.tokensCached === null ? words.unknown : percent(row.tokensCached, row.tokensIn)),
    h('td', { 'data-cell': 'spend', title: row.unpriced > 0 ? words.unpriced(row.unpriced) : null }, spent(row)),
  );
}

/** @param {number | null} ms */
function time(ms) {
  return ms === null ? words.unknown : duration(ms);
}

customElements.define('usage-dialog', UsageDialog);
