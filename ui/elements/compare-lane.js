// One lane of a comparison: who is asked, the race, the answer, and what can be done with it. What its answer sends is
// handled by the wiring of the comparison. Sends `lane-act` with its key and what is to be done.

/** @import { MessageView } from '../bindings.js' */
/** @import { GatewayName } from './answer-message.js' */
/** @import { ShownLane } from '../format/lanes.js' */
import { modeLabel, routeDot } from '../format/answer-metadata.js';
import { count, duration, estimatedTokens, splitModel, tokensPerSecond } from '../format/figures.js';
import { isRunning, timesOf } from '../format/lanes.js';
import { compare as words } from '../strings/en/compare.js';
import { locale } from '../words.js';
import { AnswerMessage } from './answer-message.js';
import { emit, h, icon, iconButton, vendorDot } from './dom.js';
import { RaceBar } from './race-bar.js';

/** @typedef {'pick' | 'parameters' | 'remove' | 'ask' | 'stop' | 'keep'} LaneAct */

export class CompareLane extends HTMLElement {
  answer = new AnswerMessage();
  #key = 0;
  #route = h('button', { class: 'route', type: 'button', 'aria-haspopup': 'dialog', onclick: () => this.#act('pick') });
  #parameters = iconButton('sliders', words.parameters, () => this.#act('parameters'));
  #remove = iconButton('x', words.remove, () => this.#act('remove'));
  #race = new RaceBar();
  #first = h('dd', {});
  #speed = h('dd', {});
  #totalName = h('dt', {});
  #total = h('dd', {});
  #body = h('div', { class: 'lane-b scroll', tabindex: '0' });
  #none = h('p', { class: 'fine' }, words.notAsked);
  #keep = h('button', { class: 'btn', type: 'button', title: words.keepTitle, onclick: () => this.#act('keep') }, words.keep);
  #ask = h('button', { class: 'btn', type: 'button', onclick: () => this.#act('ask') }, icon('arrow-up', 's'), words.ask);
  #stop = h('button', { class: 'btn', type: 'button', onclick: () => this.#act('stop') }, icon('stop', 's'), words.stop);
  #section = h('section', { class: 'lane' });
  /** Whether the end of the answer stays in sight while it is written. */
  isFollowing = true;
  /** Whether it is on the screen: what is not is painted less often. */
  isSeen = true;
  /** When it was painted last. */
  paintedAt = 0;
  /** When what goes on with the clock was shown last. */
  tickedAt = 0;
  /** About how long its answer is, as it was counted last. */
  #tokens = 0;
  /** What is shown of it, so that what other lanes do touches nothing here. @type {unknown[]} */
  #shown = [];

  connectedCallback() {
    if (this.firstElementChild) return;
    /** @param {HTMLElement | string} name @param {HTMLElement} value */
    const fact = (name, value) => h('div', {}, typeof name === 'string' ? h('dt', {}, name) : name, value);
    this.#section.append(
      h('header', {},
        h('div', { class: 'lh' }, this.#route, h('span', { class: 'grow' }), this.#parameters, this.#remove),
        this.#race,
        h('dl', { class: 'facts' }, fact(words.firstToken, this.#first), fact(words.speed, this.#speed), fact(this.#totalName, this.#total))),
      this.#body,
      h('footer', {}, this.#keep, h('span', { class: 'grow' }), this.#ask, this.#stop),
    );
    this.#body.append(this.#none);
    this.append(this.#section);
  }

  /** What scrolls in it. */
  get body() {
    return this.#body;
  }

  /**
   * @param {ShownLane} shown
   * @param {{ gateway: GatewayName, canAsk: boolean, canRemove: boolean, isFirst: boolean, scaleMs: number, nowMs: number }} around
   */
  show(shown, around) {
    const { key, lane, message } = shown;
    const { name: gateway, host, offersAuto } = around.gateway;
    const next = [key, lane, message, gateway, host, offersAuto, around.canAsk, around.canRemove, around.isFirst];
    const isKnown = next.every((one, at) => one === this.#shown[at]);
    this.#shown = next;
    if (!isKnown) this.#show(shown, around);
    this.tick(shown, around.scaleMs, around.nowMs, false);
  }

  /** @param {ShownLane} shown @param {{ gateway: GatewayName, canAsk: boolean, canRemove: boolean, isFirst: boolean }} around */
  #show(shown, around) {
    const { key, lane, message } = shown;
    this.#key = key;
    const name = words.lane(lane.route.model, modeLabel(lane.route));
    this.#section.setAttribute('aria-label', name);
    this.#body.setAttribute('aria-label', name);
    // Its name is a sentence, of which the words are drawn that tell lanes apart.
    const called = words.route(lane.route.model, modeLabel(lane.route));
    const drawn = [vendorDot(routeDot(lane.route)), h('b', {}, splitModel(lane.route.model).name), h('span', { class: 'sep' }, '·'), h('span', { class: 'v' }, modeLabel(lane.route)), icon('down', 's')];
    this.#route.title = called;
    this.#route.replaceChildren(h('span', { class: 'vh' }, called), h('span', { class: 'drawn', 'aria-hidden': 'true' }, ...drawn));
    const isSet = lane.parameters !== undefined;
    this.#parameters.classList.toggle('is-set', isSet);
    this.#parameters.setAttribute('aria-label', isSet ? words.parametersSet : words.parameters);
    const isBusy = isRunning(shown);
    this.#route.disabled = isBusy;
    this.#parameters.disabled = isBusy;
    this.#remove.hidden = !around.canRemove || isBusy;
    this.#ask.hidden = !around.canAsk || message !== null;
    this.#stop.hidden = !isBusy;
    this.#keep.hidden = message === null;
    this.#keep.classList.toggle('primary', message?.state === 'done');
    this.#showAnswer(message, around.gateway);
    this.#showFacts(shown, around.isFirst);
  }

  /** @param {MessageView | null} message @param {GatewayName} gateway */
  #showAnswer(message, gateway) {
    const isOther = this.answer.message?.id !== message?.id;
    if (isOther) {
      this.answer = new AnswerMessage();
      this.isFollowing = true;
      this.#tokens = 0;
      this.#body.replaceChildren(message ? this.answer : this.#none);
    }
    if (message) this.answer.show(message, gateway);
  }

  /** The figures of an answer that has ended. @param {ShownLane} shown @param {boolean} isFirst */
  #showFacts({ message }, isFirst) {
    const turn = message?.state === 'streaming' ? null : message?.turn;
    const firstMs = turn?.firstTokenMs ?? null;
    this.#first.replaceChildren(firstMs === null ? words.none : duration(firstMs), ...(isFirst ? [h('small', {}, ` ${words.fastest}`)] : []));
    this.#first.classList.toggle('best', isFirst);
    const speed = turn ? tokensPerSecond(turn.usage?.completionTokens, turn.firstTokenMs, turn.durationMs) : null;
    this.#speed.textContent = speed === null ? words.none : words.perSecond(speed < 10 ? speed.toFixed(1) : String(Math.round(speed)));
    this.#totalName.textContent = message?.state === 'streaming' ? words.soFar : words.total;
    const tokens = turn?.usage?.completionTokens ?? null;
    const totalMs = turn?.durationMs ?? null;
    this.#total.replaceChildren(totalMs === null ? words.none : duration(totalMs), tokens === null ? '' : h('small', {}, ` ${words.tokens(count(tokens, locale))}`));
  }

  /** What goes on with the clock. @param {ShownLane} shown @param {number} scaleMs @param {number} nowMs @param {boolean} isCounted whether its tokens are counted anew, which reads all of its text */
  tick(shown, scaleMs, nowMs, isCounted) {
    this.tickedAt = nowMs;
    const times = timesOf(shown, nowMs);
    const { vendor } = shown.lane.route;
    this.#race.show(times, scaleMs, vendor);
    if (!isRunning(shown) || !times) return;
    if (shown.firstAtMs !== null) this.#first.textContent = duration(times.waitedMs);
    if (isCounted && this.isSeen) this.#tokens = estimatedTokens(this.answer.querySelector('.prose')?.textContent ?? '');
    this.#total.replaceChildren(duration(times.totalMs), this.#tokens > 0 ? h('small', {}, ` ${words.tokensAbout(count(this.#tokens, locale))}`) : '');
  }

  /** @param {LaneAct} act */
  #act(act) {
    emit(this, 'lane-act', { key: this.#key, act });
  }
}

customElements.define('compare-lane', CompareLane);
