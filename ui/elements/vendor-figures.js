// A vendor's own measured figures beside its name in the picker. Functions only.

/** @import { UsageRow } from '../bindings.js' */
import { duration } from '../format/figures.js';
import { failsNow, isFailing, percent } from '../format/usage.js';
import { avoiding } from '../strings/en/price.js';
import { usage as words } from '../strings/en/usage.js';
import { h } from './dom.js';
import { until } from './vendor-avoidance.js';

/** Median of the first token, speed, errors and calls; nothing for a vendor that was not tried. @param {UsageRow | undefined} row @param {number | null} avoidedUntilMs */
export function vendorFigures(row, avoidedUntilMs) {
  if (avoidedUntilMs !== null) return h('span', { class: 'v-fig' }, h('span', { class: 'warnish' }, avoiding.until(until(avoidedUntilMs, Date.now()))));
  if (!row) return h('span', { class: 'v-fig' });
  const time = row.firstTokenP50Ms === null ? words.unknown : duration(row.firstTokenP50Ms);
  const speed = row.tokensPerSecond === null ? words.unknown : `${Math.round(row.tokensPerSecond)} ${words.columns.speed}`;
  const isBad = isFailing(row) || failsNow(row);
  const errors = failsNow(row) ? words.failedLast(row.lastFailed, row.lastOf) : words.errorsOf(percent(row.failed, row.calls));
  return h(
    'span',
    { class: 'v-fig', title: words.calls(row.calls) },
    h('span', {}, time),
    h('span', {}, speed),
    h('span', { class: isBad ? 'hot' : null }, errors),
  );
}
