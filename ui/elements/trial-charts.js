// The drift of a prompt's figures over time: for each vendor its medians with their spread, told apart by the form of their
// marks. The table beside it has the same in words.

/** @import { DriftPoint } from '../format/trials.js' */
import { duration } from '../format/figures.js';
import { onScale, ticks } from '../format/usage.js';
import { trials as words } from '../strings/en/trials.js';
import { locale } from '../words.js';
import { h } from './dom.js';
import { svg } from './usage-plots.js';

const plot = { left: 44, width: 760, top: 8, height: 128 };

/** Marks that differ by their form, around 0, 0. */
const marks = ['M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0', 'M-3.5-3.5h7v7h-7z', 'M0-4.5L4.5 3.5h-9z', 'M0-5L5 0 0 5-5 0z', 'M-4-4L4 4M4-4L-4 4', 'M-5 0H5M0-5V5'];

/** @param {Map<string, DriftPoint[]>} lines @param {string} name what was asked of whom */
export function driftChart(lines, name) {
  const times = [...lines.values()].flat().map(({ atMs }) => atMs);
  const [from, until] = [Math.min(...times), Math.max(...times)];
  const right = plot.left + plot.width - 16;
  const x = (/** @type {number} */ atMs) => (until === from ? (plot.left + right) / 2 : plot.left + 16 + ((right - plot.left - 16) * (atMs - from)) / (until - from));
  const y = (/** @type {number} */ ms) => plot.top + plot.height * (1 - onScale(ms));
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const grid = ticks.flatMap(({ ms, name: text }) => [
    svg('path', { class: 'g', d: `M${plot.left} ${y(ms)}H${right + 16}` }),
    svg('text', { x: plot.left - 6, y: y(ms) + 4, 'text-anchor': 'end' }, text),
  ]);
  const dates = [...new Set([from, until])].map((at) => svg('text', { x: x(at), y: plot.top + plot.height + 18, 'text-anchor': 'middle' }, day.format(at)));
  const drawn = [...lines].flatMap(([vendor, points], index) => {
    // Beside each other, so that spreads at the same time do not hide one another.
    const shift = (index - (lines.size - 1) / 2) * 9;
    const at = (/** @type {DriftPoint} */ point) => x(point.atMs) + shift;
    const line = points.map((point, nth) => `${nth === 0 ? 'M' : 'L'}${at(point)} ${y(point.medianMs)}`).join('');
    return [
      svg('path', { class: 'line', 'data-v': vendor, d: line }),
      ...points.flatMap((point) => {
        const mark = svg('path', { class: 'mark', 'data-v': vendor, d: marks[index % marks.length] ?? '', transform: `translate(${at(point)} ${y(point.medianMs)})` });
        mark.append(svg('title', {}, words.point(vendor, day.format(point.atMs), duration(point.medianMs), duration(point.lowMs), duration(point.highMs))));
        return [svg('path', { class: 'w', d: `M${at(point)} ${y(point.lowMs)}V${y(point.highMs)}` }), mark];
      }),
    ];
  });
  return h('figure', { class: 'drift' },
    svg('svg', { viewBox: `0 0 ${plot.left + plot.width} ${plot.top + plot.height + 24}`, role: 'img', 'aria-label': words.drift(name) }, ...grid, ...dates, ...drawn),
    h('figcaption', {}, ...[...lines.keys()].map((vendor, index) => h('span', {}, svg('svg', { viewBox: '-7 -7 14 14', 'aria-hidden': 'true' }, svg('path', { class: 'mark', 'data-v': vendor, d: marks[index % marks.length] ?? '' })), vendor))));
}
