// The plots of the scoreboard. Functions only. Each has a name for those who listen, and none needs its colour to be read.

/** @import { UsageDay, UsagePeriod, UsageRow } from '../bindings.js' */
import { clock } from '../format/dates.js';
import { count, duration } from '../format/figures.js';
import { listed } from '../format/lists.js';
import { onScale, ticks } from '../format/usage.js';
import { usage as words } from '../strings/en/usage.js';
import { locale } from '../words.js';
import { h } from './dom.js';
import { spent } from './usage-sums.js';

const namespace = 'http://www.w3.org/2000/svg';
const rangeWidth = 220;
const plot = { width: 960, height: 64 };

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** The numbers of the scale over the ranges. */
export function axis() {
  const marks = ticks.map(({ ms, name }) => svg('text', { x: onScale(ms) * rangeWidth, y: 11, 'text-anchor': 'middle' }, name));
  return svg('svg', { class: 'axis', viewBox: `-14 0 ${rangeWidth + 28} 14`, 'aria-hidden': 'true' }, ...marks);
}

/** A row's times to the first token: p5 to p95 with the median, or each of them while they are few. @param {UsageRow} row */
export function range(row) {
  const { firstTokenP5Ms: p5, firstTokenP50Ms: median, firstTokenP95Ms: p95, firstTokensMs: points } = row;
  const grid = ticks.map(({ ms }) => svg('path', { class: 'g', d: `M${onScale(ms) * rangeWidth} 0V20` }));
  /** @param {number} ms @param {number} radius */
  const dot = (ms, radius) => svg('circle', { class: 'm', cx: onScale(ms) * rangeWidth, cy: 10, r: radius });
  const isFew = points.length > 0;
  const marks = isFew
    ? points.map((ms) => dot(ms, 3))
    : p5 !== null && median !== null && p95 !== null
      ? [svg('path', { class: 'w', d: `M${onScale(p5) * rangeWidth} 10H${onScale(p95) * rangeWidth}` }), dot(median, 4)]
      : [];
  const label = isFew
    ? words.pointsLabel(listed(points.map(duration)))
    : words.rangeLabel(time(p5), time(median), time(p95));
  const attributes = { class: 'range', 'data-v': row.vendor || 'auto', viewBox: `-14 0 ${rangeWidth + 28} 20`, role: 'img', 'aria-label': label };
  return svg('svg', attributes, ...grid, ...marks);
}

/** What the bars show. @typedef {'calls' | 'tokens' | 'spend'} Measure */

/** @type {Record<Measure, (day: UsageDay) => number>} */
const measures = { calls: ({ calls }) => calls, tokens: ({ tokensIn, tokensOut }) => tokensIn + tokensOut, spend: ({ spend }) => spend ?? 0 };

/**
 * What was done over time, with the days below; failed requests are hatched at the foot of each bar. It is as high in a narrow
 * window, and its words as large.
 * @param {UsageDay[]} days @param {UsagePeriod} period @param {Measure} measure
 */
export function bars(days, period, measure) {
  const highest = Math.max(1, ...days.map(measures[measure]));
  const step = plot.width / days.length;
  const width = Math.max(1, Math.min(14, step * 0.6));
  const parts = days.flatMap((day, index) => {
    const x = index * step + (step - width) / 2;
    const value = measures[measure](day);
    const height = value === 0 ? 0 : Math.max(1, (58 * value) / highest);
    const failed = measure === 'calls' && day.failed > 0 ? Math.max((58 * day.failed) / highest, 3) : 0;
    const isLast = index === days.length - 1;
    const bar = svg('rect', { class: isLast ? 'b today' : 'b', x, y: plot.height - height, width, height, rx: 1 });
    bar.append(svg('title', {}, words.dayLabel(dayName(day, period), count(day.calls, locale), day.failed, count(day.tokensIn + day.tokensOut, locale), spent(day))));
    // Each stroke of the hatching is a line, so that it is seen without its colour.
    const lines = Array.from({ length: Math.ceil(failed / 3) }, (_, at) => `M${x} ${plot.height - 1 - at * 3}h${width}`);
    return failed > 0 ? [bar, svg('rect', { class: 'under', x, y: plot.height - failed, width, height: failed }), svg('path', { class: 'e', d: lines.join('') })] : [bar];
  });
  const label = `${words.measures[measure]}, ${period === 'day' ? words.perHour : words.perDay}`;
  const attributes = { viewBox: `0 0 ${plot.width} ${plot.height + 1}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label };
  return h('figure', { class: 'days' }, svg('svg', attributes, ...parts, svg('path', { class: 'ax', d: `M0 ${plot.height + 0.5}H${plot.width}` })), daysBelow(days, period));
}

/** A few of the days, each below its bar. @param {UsageDay[]} days @param {UsagePeriod} period */
function daysBelow(days, period) {
  const every = Math.ceil(days.length / 5);
  const last = days.length - 1;
  const named = days.flatMap((day, index) => {
    if ((last - index) % every !== 0) return [];
    const name = h('span', { class: index === 0 ? 'first' : index === last ? 'last' : null }, dayName(day, period));
    name.style.setProperty('--at', `${(100 * (index + 0.5)) / days.length}%`);
    return [name];
  });
  return h('figcaption', { 'aria-hidden': 'true' }, ...named);
}

/** @param {number | null} ms */
function time(ms) {
  return ms === null ? words.unknown : duration(ms);
}

/** @param {UsageDay} day @param {UsagePeriod} period */
export function dayName({ beganAtMs }, period) {
  if (period === 'day') return clock(beganAtMs, locale);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: period === 'all' ? 'numeric' : undefined }).format(beganAtMs);
}
