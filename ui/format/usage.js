// Figures of the scoreboard as they are written, and where they stand on its logarithmic scale. Pure.

/** @import { AvoidedVendor, UsageReport, UsageRow } from '../bindings.js' */

/** The scale of first tokens: from a tenth of a second to twenty. */
const least = 100;
const most = 20_000;

/** Where a time stands on the scale, from 0 to 1. @param {number} ms */
export function onScale(ms) {
  const at = Math.log(Math.min(Math.max(ms, least), most) / least) / Math.log(most / least);
  return Math.round(at * 10_000) / 10_000;
}

/** Marks of the scale. */
export const ticks = [
  { ms: 100, name: '0.1 s' }, { ms: 300, name: '0.3 s' }, { ms: 1000, name: '1 s' }, { ms: 3000, name: '3 s' }, { ms: 10_000, name: '10 s' },
];

/** A share in per cent, such as `1.6 %`; empty where there is nothing to share. @param {number} part @param {number} whole */
export function percent(part, whole) {
  if (whole === 0) return '';
  const share = (100 * part) / whole;
  return `${share === 0 || share >= 9.95 ? Math.round(share) : share.toFixed(1)} %`;
}

/** Whether errors are worth a warning: from 5 % on, and of at least 20 requests. @param {UsageRow} row */
export function isFailing(row) {
  return row.calls >= 20 && row.failed / row.calls >= 0.05;
}

/** Whether the last requests failed more often than not. @param {UsageRow} row */
export function failsNow(row) {
  return row.lastOf >= 3 && row.lastFailed > row.lastOf / 2;
}

/** A count of tokens, such as `4.6 M`. @param {number} tokens @param {string} locale */
export function tokens(tokens, locale) {
  if (tokens >= 950_000) return `${(tokens / 1_000_000).toFixed(1)} M`;
  return new Intl.NumberFormat(locale).format(tokens);
}

/**
 * The fastest row, if it is faster by more than the noise: its slow answers are faster than the others' median.
 * @param {UsageRow[]} rows
 */
export function fastest(rows) {
  const measured = rows.filter((row) => row.firstTokenP50Ms !== null && row.calls >= 5);
  const [first, second] = measured.sort((a, b) => (a.firstTokenP50Ms ?? 0) - (b.firstTokenP50Ms ?? 0));
  if (!first || !second) return null;
  return (first.firstTokenP95Ms ?? Infinity) < (second.firstTokenP50Ms ?? 0) ? first : null;
}

/** The figures of a model at a gateway, by vendor. @param {UsageReport | null} report @param {string} gateway @param {string} model @returns {Map<string, UsageRow>} */
export function figuresOf(report, gateway, model) {
  const rows = report?.byBoth.filter((row) => row.gateway === gateway && row.model === model) ?? [];
  return new Map(rows.map((row) => [row.vendor, row]));
}

/**
 * What else is avoided, without that whose time is over.
 * @param {readonly AvoidedVendor[]} avoided @param {{ gateway: string, model: string, vendor: string }} place @param {number} nowMs
 */
export function othersAvoided(avoided, { gateway, model, vendor }, nowMs) {
  return avoided.filter((one) => one.untilMs > nowMs && !(one.gateway === gateway && one.model === model && one.vendor === vendor));
}

/** Until when vendors are avoided for a model at a gateway. @param {readonly AvoidedVendor[]} avoided @param {string} gateway @param {string} model @param {number} nowMs @returns {Map<string, number>} */
export function avoidedAt(avoided, gateway, model, nowMs) {
  const here = avoided.filter((one) => one.gateway === gateway && one.model === model && one.untilMs > nowMs);
  return new Map(here.map((one) => [one.vendor, one.untilMs]));
}
