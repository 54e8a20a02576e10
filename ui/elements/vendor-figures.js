// A vendor's own measured figures beside its name in the picker, as columns. Functions only.

/** @import { UsageRow } from '../bindings.js' */
import { duration } from '../format/figures.js';
import { failsNow, isFailing, percent } from '../format/usage.js';
import { avoiding } from '../strings/en/price.js';
import { usage as words } from '../strings/en/usage.js';
import { h } from './dom.js';
import { svg } from './usage-plots.js';
import { until } from './vendor-avoidance.js';

const strip = { width: 60, height: 16, days: 30 };

/** What the columns have. */
export function figureHeads() {
  const { firstToken, speed, errors, calls } = words.picker;
  return h('div', { class: 'v-head', 'aria-hidden': 'true' }, h('span', { class: 'vn' }, words.columns.vendor), h('span', { class: 'v-fig' }, ...[firstToken, speed, errors, calls].map((name) => h('span', {}, name))));
}

/** Median of the first token, speed, errors and calls; nothing for a vendor that was not tried. @param {UsageRow | undefined} row @param {number | null} avoidedUntilMs */
export function vendorFigures(row, avoidedUntilMs) {
  if (avoidedUntilMs !== null) return h('span', { class: 'v-fig' }, h('span', { class: 'warnish' }, avoiding.until(until(avoidedUntilMs, Date.now()))));
  if (!row) return h('span', { class: 'v-fig' });
  const time = row.firstTokenP50Ms === null ? words.unknown : duration(row.firstTokenP50Ms);
  const speed = row.tokensPerSecond === null ? words.unknown : String(Math.round(row.tokensPerSecond));
  // A screen reader says what each figure is.
  const unit = (/** @type {string} */ name) => h('span', { class: 'vh' }, ` ${name}`);
  const errors = failsNow(row)
    ? [h('span', { class: 'hot' }, words.failedLast(row.lastFailed, row.lastOf))]
    : [h('span', { class: isFailing(row) ? 'hot' : null }, percent(row.failed, row.calls)), unit(words.columns.errors), failedDays(row)];
  return h(
    'span',
    { class: 'v-fig' },
    h('span', {}, time),
    h('span', {}, speed, unit(words.columns.speed)),
    h('span', { class: 'v-err' }, ...errors),
    h('span', { title: words.calls(row.calls) }, String(row.calls), unit(words.columns.calls)),
  );
}

/** The days of the last month, with a bar on each on which requests failed. @param {UsageRow} row */
function failedDays({ failedByDay }) {
  const step = strip.width / strip.days;
  const highest = Math.max(1, ...failedByDay);
  const bars = failedByDay.flatMap((failed, day) => {
    const height = Math.max(3, ((strip.height - 2) * failed) / highest);
    return failed > 0 ? [svg('rect', { x: day * step, y: strip.height - height, width: step, height })] : [];
  });
  return svg('svg', { class: 'v-days', viewBox: `0 0 ${strip.width} ${strip.height}`, 'aria-hidden': 'true' }, svg('path', { d: `M0 ${strip.height - 0.5}H${strip.width}` }), ...bars);
}
