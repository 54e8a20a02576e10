// When what happened in a request: a line of phases, and the same as figures.

/** @import { ExchangeTiming } from '../bindings.js' */
import { phases } from '../format/timing.js';
import { duration } from '../format/figures.js';
import { listed } from '../format/lists.js';
import { inspector as words } from '../strings/en/inspector.js';
import { h } from './dom.js';

const namespace = 'http://www.w3.org/2000/svg';
const width = 1000;

export class TimingLine extends HTMLElement {
  /** @param {ExchangeTiming} timing @param {string} sent when it was sent, in words */
  show(timing, sent) {
    const { connectMs, firstByteMs, firstTokenMs, endMs, queuedMs } = timing;
    const { reused, never, stopped, phases: names } = words;
    /** @param {number | null} ms @param {string} none */
    const told = (ms, none) => (ms === null ? none : duration(ms));
    const rows = [
      ['queued', names.queued, duration(queuedMs)],
      ['connect', names.connect, told(connectMs, firstByteMs === null ? never : reused)],
      ['firstByte', names.firstByte, told(firstByteMs, never)],
      ['firstToken', names.firstToken, told(firstTokenMs, never)],
      ['end', names.end, told(endMs, stopped)],
    ];
    const label = listed(rows.map(([, name, value]) => words.phase(name ?? '', value ?? '')));
    this.replaceChildren(
      h('p', { class: 'fine' }, words.sent(sent)),
      line(timing, label),
      h('dl', {}, ...rows.map(([phase, name, value]) => h('div', { 'data-phase': phase }, h('dt', {}, name), h('dd', { class: 'num' }, value)))),
    );
  }
}

/** @param {ExchangeTiming} timing @param {string} label */
function line(timing, label) {
  const svg = document.createElementNS(namespace, 'svg');
  const attributes = { viewBox: `0 0 ${width} 12`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  for (const { name, from, to } of phases(timing)) {
    const bar = document.createElementNS(namespace, 'rect');
    // A phase that took no time is seen all the same.
    const shown = { class: name, x: from * width, y: 0, width: Math.max(2, (to - from) * width - 2), height: 12 };
    for (const [attribute, value] of Object.entries(shown)) bar.setAttribute(attribute, String(value));
    svg.append(bar);
  }
  return svg;
}

customElements.define('timing-line', TimingLine);
