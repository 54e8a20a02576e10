// Answers side by side, in place of the transcript: the question, a lane for each answer, and scrolling that is shared.
// Where it is narrow, tabs show one lane at a time. Sends `compare-act`; its lanes send `lane-act`.

/** @import { GatewayName } from './answer-message.js' */
/** @import { ShownLane } from '../format/lanes.js' */
import { modeLabel } from '../format/answer-metadata.js';
import { splitModel } from '../format/figures.js';
import { firstOf, isRunning, MOST_LANES, scaleMs } from '../format/lanes.js';
import { compare as words } from '../strings/en/compare.js';
import { CompareLane } from './compare-lane.js';
import { emit, h, icon, iconButton } from './dom.js';

/** @typedef {'add' | 'ask' | 'stop' | 'difference' | 'repeat' | 'close' | 'edit'} CompareAct */

/** How often what goes on with the clock of a lane is shown. */
export const tickMs = 500;

/** How near its end a lane follows it, in pixels. */
const nearEnd = 40;

export class CompareView extends HTMLElement {
  #title = h('h1', { dir: 'auto', tabindex: '-1' });
  #button = (/** @type {string} */ name, /** @type {CompareAct} */ act, /** @type {string} */ label) =>
    h('button', { class: 'btn quiet', type: 'button', onclick: () => emit(this, 'compare-act', act) }, icon(name, 's'), h('span', {}, label));
  #add = this.#button('plus', 'add', words.add);
  #askMore = this.#button('arrow-up', 'ask', '');
  #stop = this.#button('stop', 'stop', words.stopAll);
  #difference = this.#button('swap', 'difference', words.difference);
  #together = h('button', { class: 'ib', type: 'button', 'aria-label': words.together, title: words.together, 'aria-pressed': 'true', onclick: () => this.#toggleTogether() }, icon('updown'));
  #question = h('p', { class: 'selectable', dir: 'auto' });
  #asked = h('div', { class: 'cmp-q', hidden: true }, this.#question, iconButton('pencil', words.edit, () => emit(this, 'compare-act', 'edit')));
  #tabs = h('div', { class: 'cmp-tabs', role: 'tablist', 'aria-label': words.lanes });
  #lanes = h('div', { class: 'lanes' });
  /** @type {Map<number, CompareLane>} */
  #elements = new Map();
  #front = 0;
  /** What the tabs show. @type {unknown[]} */
  #tabbed = [];
  /** The lane that a person scrolls. @type {CompareLane | null} */
  #leader = null;
  #isTogether = true;
  #seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (target instanceof CompareLane) target.isSeen = isIntersecting;
  });

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(
      h('header', { class: 'head' }, this.#title, h('span', { class: 'gap' }),
        // What comes and goes stands first: nothing else moves under a click.
        this.#stop, this.#askMore, this.#add, this.#difference, this.#together,
        iconButton('chart', words.repeat, () => emit(this, 'compare-act', 'repeat')),
        iconButton('x', words.close, () => emit(this, 'compare-act', 'close'), { keys: 'Ctrl Shift C' })),
      this.#asked, this.#tabs, this.#lanes,
    );
    this.setAttribute('role', 'region');
    this.setAttribute('aria-label', words.label);
    for (const type of ['wheel', 'keydown', 'pointerdown', 'touchstart']) this.#lanes.addEventListener(type, (event) => this.#lead(event.target), { capture: true, passive: true });
    this.#lanes.addEventListener('scroll', (event) => this.#onScroll(event.target), { capture: true, passive: true });
    this.#tabs.addEventListener('keydown', (event) => this.#onTabKey(event));
  }

  disconnectedCallback() {
    this.#seen.disconnect();
  }

  /** The element of a lane. @param {number} key */
  lane(key) {
    return this.#elements.get(key);
  }

  /**
   * @param {ShownLane[]} lanes
   * @param {{ title: string, question: string | null, gateways: GatewayName[], nowMs: number, canDiffer: boolean }} around
   */
  show(lanes, { title, question, gateways, nowMs, canDiffer }) {
    this.#title.textContent = title === '' ? words.untitled : words.title(title);
    this.#asked.hidden = question === null;
    this.#question.textContent = question ?? '';
    const waiting = lanes.filter(({ message }) => message === null).length;
    this.#askMore.hidden = question === null || waiting === 0;
    this.#askMore.lastElementChild?.replaceChildren(words.askMore(waiting));
    this.#add.disabled = lanes.length >= MOST_LANES;
    this.#stop.hidden = !lanes.some(isRunning);
    this.#difference.disabled = !canDiffer;
    this.#keep(lanes);
    const [scale, first] = [scaleMs(lanes, nowMs), firstOf(lanes)];
    lanes.forEach((lane, at) => this.#elements.get(lane.key)?.show(lane, {
      gateway: gateways[at] ?? { name: '', host: '' }, canAsk: question !== null, canRemove: lanes.length > 1, isFirst: lane === first, scaleMs: scale, nowMs,
    }));
    this.#showTabs(lanes);
  }

  /** What goes on with the clock, now and then: of one lane, whose text is painted anyway, or of all. @param {ShownLane[]} lanes @param {number} nowMs @param {CompareLane} [only] */
  tick(lanes, nowMs, only) {
    const scale = scaleMs(lanes, nowMs);
    for (const lane of lanes) {
      const element = this.#elements.get(lane.key);
      if (element && (only === undefined || only === element) && nowMs - element.tickedAt >= tickMs) element.tick(lane, scale, nowMs, only !== undefined);
    }
  }

  /** Keeps the end of an answer in sight that was, after it was written. @param {CompareLane} lane */
  follow(lane) {
    if (lane.isFollowing && lane.isSeen) lane.body.scrollTop = lane.body.scrollHeight;
  }

  /** The elements of these lanes, in their order. @param {ShownLane[]} lanes */
  #keep(lanes) {
    const keys = new Set(lanes.map(({ key }) => key));
    for (const [key, element] of this.#elements) {
      if (keys.has(key)) continue;
      this.#seen.unobserve(element);
      element.remove();
      this.#elements.delete(key);
    }
    for (const [at, { key }] of lanes.entries()) {
      if (this.#elements.has(key)) continue;
      const element = new CompareLane();
      this.#elements.set(key, element);
      // Those that are there stay where they are: an answer that is moved begins anew.
      this.#lanes.insertBefore(element, this.#lanes.children[at] ?? null);
      this.#seen.observe(element);
    }
    if (!keys.has(this.#front)) this.#front = lanes[0]?.key ?? 0;
  }

  /** @param {ShownLane[]} lanes */
  #showTabs(lanes) {
    const next = [this.#front, ...lanes.flatMap(({ key, lane }) => [key, lane])];
    if (next.length === this.#tabbed.length && next.every((one, at) => one === this.#tabbed[at])) return;
    this.#tabbed = next;
    const had = this.#tabs.contains(document.activeElement);
    this.#tabs.replaceChildren(...lanes.map(({ key, lane }) => {
      const isFront = key === this.#front;
      this.#elements.get(key)?.toggleAttribute('data-front', isFront);
      return h('button', { type: 'button', role: 'tab', 'aria-selected': String(isFront), tabindex: isFront ? '0' : '-1', title: words.lane(lane.route.model, modeLabel(lane.route)), onclick: () => (this.#front = key, this.#showTabs(lanes)) },
        splitModel(lane.route.model).name, h('small', {}, ` ${modeLabel(lane.route)}`));
    }));
    const front = this.#tabs.querySelector('button[aria-selected="true"]');
    if (had && front instanceof HTMLElement) front.focus();
  }

  /** @param {KeyboardEvent} event */
  #onTabKey(event) {
    const tabs = [...this.#tabs.querySelectorAll('button')];
    const at = tabs.findIndex((tab) => tab === event.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    tabs[next]?.click();
  }

  #toggleTogether() {
    this.#isTogether = !this.#isTogether;
    this.#together.setAttribute('aria-pressed', String(this.#isTogether));
  }

  /** @param {EventTarget | null} target */
  #lead(target) {
    this.#leader = target instanceof Element ? target.closest('compare-lane') : null;
  }

  /** What a person scrolls takes the others with it, each by the same share of its length. @param {EventTarget | null} target */
  #onScroll(target) {
    const lane = [...this.#elements.values()].find((one) => one.body === target);
    if (!lane || lane !== this.#leader) return;
    const { scrollTop, scrollHeight, clientHeight } = lane.body;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < nearEnd;
    lane.isFollowing = isAtEnd;
    if (!this.#isTogether) return;
    const share = scrollTop / Math.max(1, scrollHeight - clientHeight);
    for (const other of this.#elements.values()) {
      if (other === lane || !other.isSeen) continue;
      other.isFollowing = isAtEnd;
      other.body.scrollTop = share * (other.body.scrollHeight - other.body.clientHeight);
    }
  }
}

customElements.define('compare-view', CompareView);
