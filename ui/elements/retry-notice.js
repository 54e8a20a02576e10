// An attempt that failed before any text, and the countdown to the next one.
// Sends `wait-skip`, `wait-auto` and `turn-stop`. The countdown is read aloud once, then at five seconds and at the end.

/** @import { Attempt, RetryWait } from '../bindings.js' */
/** @import { Circumstances } from '../failures.js' */
import { explain } from '../failures.js';
import { wholeSeconds } from '../format/figures.js';
import { modeName } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { emit, h, icon } from './dom.js';
import { noticeParts } from './failure-notice.js';

export class RetryNotice extends HTMLElement {
  #count = h('span', { class: 'count', role: 'timer' });
  #skip = h('button', { class: 'btn', type: 'button', onclick: () => emit(this, 'wait-skip') }, words.failure.actions.retryNow);
  #timer = 0;
  #endsAtMs = 0;
  #vendor = '';

  /** @param {Attempt} attempt @param {RetryWait} next @param {Circumstances} circumstances */
  show(attempt, next, circumstances) {
    const { failure } = attempt;
    if (!failure) return;
    this.#vendor = next.vendor;
    this.#endsAtMs = Date.now() + next.waitMs;
    this.className = 'note warn';
    this.setAttribute('role', 'status');
    const facts = h(
      'p',
      { class: 'meta' },
      failure.status === undefined ? null : h('span', {}, String(failure.status)),
      h('span', {}, modeName(circumstances.route)),
      h('span', {}, words.retry.attempt(next.number - 1, next.most)),
    );
    const offersAuto = circumstances.route.vendor !== 'auto' && next.vendor !== 'auto' && circumstances.offersAuto !== false;
    this.replaceChildren(...noticeParts(explain(failure, circumstances), facts, this.#buttons(offersAuto)));
  }

  connectedCallback() {
    this.#timer = window.setInterval(() => this.#tick(), 250);
    this.#tick();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  /** @param {boolean} offersAuto */
  #buttons(offersAuto) {
    const auto = () =>
      h('button', { class: 'btn primary', type: 'button', onclick: () => emit(this, 'wait-auto') }, icon('swap', 's'), words.failure.actions.retryWithAuto);
    const stop = h('button', { class: 'btn quiet', type: 'button', onclick: () => emit(this, 'turn-stop') }, words.retry.stop);
    return h('div', { class: 'row' }, offersAuto ? auto() : null, this.#skip, stop, h('span', { class: 'grow' }), this.#count);
  }

  #tick() {
    const left = this.#endsAtMs - Date.now();
    const isOver = left <= 0;
    const text = isOver ? words.retry.trying(this.#vendor) : words.retry.tryingIn(this.#vendor, wholeSeconds(Math.ceil(left / 1000) * 1000));
    this.#skip.disabled = isOver;
    // Before the text: it is read when that changes.
    this.#count.ariaLive = isOver || Math.ceil(left / 1000) === 5 ? 'polite' : 'off';
    // Only what changes is set: every text that is set is painted anew.
    if (this.#count.textContent !== text) this.#count.textContent = text;
  }
}

customElements.define('retry-notice', RetryNotice);
