// The end of an answer: what happened (the provenance line), then what can be done (the action row).
// Sends `answer-regenerate`, `answer-copy`, `answer-inspect`, `answer-omissions`, `turn-try`, `turn-compare` and `message-fork`; while the answer is written it says so, with the seconds.

/** @import { MessageView, TurnView } from '../bindings.js' */
import { locale, words } from '../words.js';
import { estimatedTokens, shortId, wholeSeconds } from '../format/figures.js';
import { answerMetadata, isDemo } from '../format/answer-metadata.js';
import { evidenceWords } from '../format/evidence.js';
import { leftOutWords } from '../format/omissions.js';
import { AttemptList } from './attempt-list.js';
import { emit, h, iconButton, vendorDot } from './dom.js';
import { EvidenceList } from './evidence-list.js';
import { requestIdButton } from './failure-notice.js';
import { stopAt, toolbar } from './toolbar.js';
import { VersionStepper } from './version-stepper.js';

/** @typedef {'waiting' | 'thinking' | 'writing'} Phase */

export class AnswerFooter extends HTMLElement {
  #stepper = new VersionStepper();
  #line = h('p', { class: 'prov' });
  #phase = h('span', {});
  #seconds = h('span', {});
  #attempts = new AttemptList();
  #evidence = new EvidenceList();
  #acts = toolbar({ class: 'acts', 'aria-label': words.message.answerActions });
  #inspect = iconButton('code', words.message.inspect, () => emit(this, 'answer-inspect'), { keys: 'Ctrl Alt I' });
  #timer = 0;
  /** The answer's id. */
  #message = '';

  connectedCallback() {
    this.classList.add('colo');
    if (this.#line.isConnected) return;
    const { compare, copyMarkdown, fork, regenerate, tryWith } = words.message;
    this.#acts.append(
      this.#stepper,
      iconButton('copy', copyMarkdown, (event) => emit(this, 'answer-copy', /** @type {HTMLElement} */ (event.currentTarget))),
      iconButton('refresh', regenerate, () => emit(this, 'answer-regenerate'), { keys: 'Ctrl R' }),
      iconButton('swap', tryWith, () => emit(this, 'turn-try', this.#message)),
      iconButton('columns', compare, () => emit(this, 'turn-compare', this.#message)),
      iconButton('branch', fork, () => emit(this, 'message-fork', this.#message)),
      this.#inspect,
    );
    this.append(this.#line, this.#acts, this.#attempts, this.#evidence);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  /**
   * @param {MessageView} message
   * @param {boolean} hasText without any, what is shown above says enough
   * @param {() => string} text what is shown of it
   */
  show(message, hasText, text) {
    clearInterval(this.#timer);
    const { turn } = message;
    this.#message = message.id;
    const isRunning = message.state === 'streaming';
    // What was counted is told even if nothing came of it: it may be charged.
    const isBare = !isRunning && !hasText && message.state !== 'done' && !turn?.usage;
    // What was imported has no turn, but versions, and can be copied and asked for again like all others.
    this.hidden = message.isUnreadable || (turn === null && isRunning) || (isBare && message.versions.length < 2);
    this.classList.toggle('bare', isBare);
    this.#acts.hidden = isRunning;
    // A failure tells its attempts itself.
    this.#attempts.show(isRunning || !turn || turn.failure ? [] : turn.attempts);
    this.#evidence.hidden = true;
    delete this.dataset.evidence;
    this.#stepper.show(message.versions, message.id);
    stopAt(this.#acts);
    this.#line.hidden = turn === null;
    this.#inspect.hidden = turn === null;
    if (!turn) return;
    const { dot, who, parts } = answerMetadata(turn, message.state, locale, () => estimatedTokens(text()));
    const name = h('span', { class: 'who', title: turn.route.model }, vendorDot(dot), who);
    if (isRunning) return this.#showRunning(name, message.createdAtMs);
    this.#line.replaceChildren(
      name,
      ...parts.map((part) => h('span', { class: part.isWarning ? 'warnish' : null, title: part.title ?? null }, part.text)),
    );
    this.#showOmissions(turn);
    if (!isDemo(turn)) this.#showEvidence(turn);
    if (turn.requestId) this.#line.append(requestIdButton(turn.requestId, shortId(turn.requestId)));
  }

  /** The grade of what is known of who served it; a click shows why. @param {TurnView} turn */
  #showEvidence({ evidence, route }) {
    if (!evidence) return;
    this.dataset.evidence = evidence.grade;
    const name = evidenceWords(evidence);
    const button = h('button', { class: `evi ${evidence.grade}`, type: 'button', 'aria-expanded': 'false', 'aria-label': words.evidence.label(name) }, name);
    button.addEventListener('click', () => {
      const isShown = this.#evidence.toggle(evidence, route);
      button.setAttribute('aria-expanded', String(isShown));
    });
    this.#line.append(h('span', {}, button));
  }

  /** What its request lacked; a click lists it. @param {TurnView} turn */
  #showOmissions({ omissions }) {
    const said = leftOutWords(omissions);
    if (said !== '') this.#line.append(h('span', {}, h('button', { class: 'evi warnish', type: 'button', onclick: () => emit(this, 'answer-omissions', omissions) }, said)));
  }

  /** Says what the model is doing. @param {Phase} phase */
  set phase(phase) {
    this.#phase.textContent = words.answerMetadata[phase];
  }

  /** @param {HTMLElement} name @param {number} sinceMs */
  #showRunning(name, sinceMs) {
    this.phase = 'waiting';
    this.#line.replaceChildren(name, h('span', { class: 'gen' }, h('i', {}), this.#phase), this.#seconds);
    const tick = () => (this.#seconds.textContent = wholeSeconds(Math.max(0, Date.now() - sinceMs)));
    tick();
    this.#timer = window.setInterval(tick, 1000);
  }
}

customElements.define('answer-footer', AnswerFooter);
