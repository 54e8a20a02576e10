// How long a lane waited and wrote, on the scale that all lanes share: an outline for the waiting, filled for the writing.

import { duration } from '../format/figures.js';
import { compare as words } from '../strings/en/compare.js';

const namespace = 'http://www.w3.org/2000/svg';
const width = 300;
/** A mark of the scale each so many milliseconds, at the first scale of 20 s. */
const tickMs = 5000;

export class RaceBar extends HTMLElement {
  #svg = document.createElementNS(namespace, 'svg');
  #ticks = document.createElementNS(namespace, 'path');
  #wait = document.createElementNS(namespace, 'rect');
  #run = document.createElementNS(namespace, 'rect');
  #scale = 0;

  connectedCallback() {
    if (this.firstElementChild) return;
    set(this.#svg, { class: 'race', viewBox: `0 0 ${width} 10`, preserveAspectRatio: 'none', role: 'img' });
    set(this.#ticks, { class: 'tk' });
    set(this.#wait, { class: 'wait', x: 1, y: 3.5, height: 3, rx: 1.5 });
    set(this.#run, { class: 'run', y: 2.5, height: 5, rx: 1 });
    this.#svg.append(this.#ticks, this.#wait, this.#run);
    this.append(this.#svg);
  }

  /** @param {{ waitedMs: number, writingMs: number | null } | null} times @param {number} scaleMs @param {string} vendor whose colour it has */
  show(times, scaleMs, vendor) {
    this.#showScale(scaleMs);
    const { waitedMs, writingMs } = times ?? { waitedMs: 0, writingMs: null };
    const at = (/** @type {number} */ ms) => ((width - 4) * ms) / scaleMs;
    set(this.#wait, { width: times ? Math.max(2, at(waitedMs)) : 0 });
    set(this.#run, { x: at(waitedMs) + 2, width: writingMs === null ? 0 : Math.max(2, at(writingMs)) });
    set(this.#svg, { 'data-v': vendor, 'aria-label': !times ? words.notAsked : writingMs === null ? words.waiting(duration(waitedMs)) : words.race(duration(waitedMs), duration(writingMs)) });
  }

  /** @param {number} scaleMs */
  #showScale(scaleMs) {
    if (scaleMs === this.#scale) return;
    this.#scale = scaleMs;
    const step = Math.max(tickMs, scaleMs / 8);
    const marks = Array.from({ length: Math.floor(scaleMs / step) + 1 }, (_, at) => `M${(1.5 + ((width - 3) * at * step) / scaleMs).toFixed(1)} 0V10`);
    this.#ticks.setAttribute('d', marks.join(''));
  }
}

/** @param {Element} element @param {Record<string, string | number>} attributes */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

customElements.define('race-bar', RaceBar);
