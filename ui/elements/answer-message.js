// One answer: reasoning, prose, what became of it, colophon. It is built once and patched in place while it streams.
// Sends `turn-retry` with a message id and a route or null, and `turn-continue` with a message id; what its notices send passes through.

/** @import { AttachmentView, Attempt, MessageView, Patch, RetryWait, Route, SendAs } from '../bindings.js' */
import { clock } from '../format/dates.js';
import { size, splitModel } from '../format/figures.js';
import { locale, words } from '../words.js';
import { AnswerEndNote, cutStrip } from './answer-end.js';
import { AnswerFiles } from './answer-files.js';
import { AnswerFooter } from './answer-footer.js';
import { AnswerProse } from './answer-prose.js';
import { AnswerSources } from './answer-sources.js';
import { contextMarks } from './context-marks.js';
import { emit, h, icon, keepingFocus } from './dom.js';
import { FailureNotice } from './failure-notice.js';
import { RetryNotice } from './retry-notice.js';
import { ThoughtDetails } from './thought-details.js';

/** @typedef {{ name: string, host: string, offersAuto?: boolean }} GatewayName */

/** @type {Patch} */
const nothing = { ops: [], tail: '', replaced: [], reasoning: '' };

export class AnswerMessage extends HTMLElement {
  #speaker = h('b', {});
  #time = h('time', {});
  #marks = h('span', { class: 'marks' });
  #thoughts = new ThoughtDetails();
  #prose = new AnswerProse();
  #rest = h('div', { class: 'rest', hidden: true });
  #files = new AnswerFiles();
  #sources = new AnswerSources();
  #outcome = h('div', { class: 'outcome' });
  #footer = new AnswerFooter();
  #article = h('article', { class: 'turn a', 'data-role': 'assistant' });
  /** @type {MessageView | null} */
  #message = null;
  /** @type {import('./answer-footer.js').Phase | ''} */
  #phase = '';
  /** @type {GatewayName} */
  gateway = { name: '', host: '' };
  /** In which other sendOptions the files of the question could be sent. @type {readonly SendAs[]} */
  otherSendOptions = [];
  /** Whether images went out with it. */
  hasSentImages = false;

  connectedCallback() {
    if (this.firstElementChild) return;
    this.#article.append(
      h('header', { class: 'by' }, this.#speaker, this.#time, this.#marks),
      this.#thoughts,
      this.#prose,
      this.#rest,
      this.#files,
      this.#sources,
      this.#outcome,
      this.#footer,
    );
    this.append(this.#article);
    this.addEventListener('answer-regenerate', () => this.retry(null));
    this.addEventListener('answer-continue', () => this.#message && emit(this, 'turn-continue', this.#message.id));
  }

  get message() {
    return this.#message;
  }

  /** Shows the message; prose that already stands here is left as it is. @param {MessageView} message @param {GatewayName} gateway */
  show(message, gateway) {
    const before = this.#message;
    if (before === message) return;
    const isStreaming = message.state === 'streaming';
    const isEnd = before?.state === 'streaming' && !isStreaming && message.html === '';
    // What came faster than it can be shown comes first.
    if (isEnd && !this.#prose.isCaughtUp) return this.#prose.whenCaughtUp(() => this.show(message, gateway));
    this.#message = message;
    this.gateway = gateway;
    const model = message.turn?.route.model ?? '';
    this.#speaker.textContent = splitModel(model).name;
    this.#time.textContent = clock(message.createdAtMs, locale);
    keepingFocus(this.#marks, () => this.#marks.replaceChildren(...contextMarks(message)));
    this.#article.dataset.state = message.state;
    this.#article.ariaLabel = isStreaming ? words.message.answering(model) : words.message.answerFrom(model);
    this.#article.ariaBusy = String(isStreaming);
    if (isStreaming) this.#begin(message.running?.patch ?? nothing);
    else if (isEnd) this.#prose.finish();
    // Of one that was streamed here the text stands here alone.
    else if (before?.html !== message.html) this.#prose.show(message.html);
    if (!isStreaming && !isEnd) this.#thoughts.text = message.reasoning;
    this.#showRest(message);
    this.#files.show(message.attachments);
    this.#sources.show(message.sources);
    this.#thoughts.showTime(message.turn?.reasoningMs ?? null, !isStreaming || !this.#isBlank);
    this.#footer.show(message, !this.#isBlank, () => this.#prose.textContent ?? '');
    this.#phase = '';
    this.#showPhase();
    this.#setOutcome(...this.#outcomeOf(message));
    const failed = message.turn?.attempts.at(-1);
    if (message.running?.waiting && failed) this.wait(failed, message.running.waiting);
  }

  /** Shows that an attempt failed and when the next one follows. @param {Attempt} attempt @param {RetryWait} next */
  wait(attempt, next) {
    const notice = new RetryNotice();
    const { name, host, offersAuto } = this.gateway;
    const chosen = this.#message?.turn?.route ?? { model: '', vendor: 'auto' };
    // A native request names its maker without the person having pinned it.
    const route = chosen.apiFormat === 'native' ? chosen : { model: chosen.model, vendor: attempt.vendor };
    notice.show(attempt, next, { route, gateway: name, host, hasText: false, offersAuto });
    this.#setOutcome(notice);
    this.#prose.hideCaret();
  }

  /** Files that came while it is written. @param {AttachmentView[]} files */
  addFiles(files) {
    this.#files.show([...(this.#message?.attachments ?? []), ...files]);
    this.#showPhase();
  }

  get #isBlank() {
    return this.#prose.isBlank && this.#files.hidden;
  }

  /** @param {Patch} patch */
  patch(patch) {
    if (this.#outcome.firstElementChild instanceof RetryNotice) this.#setOutcome();
    this.#thoughts.extend(patch.reasoning);
    this.#prose.patch(patch);
    this.#showPhase();
  }

  /** All of the reasoning that is on the screen. */
  get reasoning() {
    return this.#thoughts.text;
  }

  /** @param {Route | null} route */
  retry(route) {
    if (this.#message) emit(this, 'turn-retry', { messageId: this.#message.id, route });
  }

  /** @param {Patch} soFar */
  #begin(soFar) {
    this.#thoughts.text = '';
    this.#thoughts.extend(soFar.reasoning);
    this.#prose.begin(soFar);
  }

  #showPhase() {
    if (this.#message?.state !== 'streaming') return;
    const isThinking = this.#isBlank && !this.#thoughts.hidden;
    const phase = isThinking ? 'thinking' : this.#isBlank ? 'waiting' : 'writing';
    // At each patch, so only when it changes: every text that is set is painted anew.
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#footer.phase = phase;
    this.#thoughts.showTime(null, !isThinking);
  }

  /** What of an over-long answer is not here yet. @param {MessageView} message */
  #showRest({ id, restBytes }) {
    this.#rest.hidden = restBytes === 0;
    this.#rest.replaceChildren(restBytes === 0 ? '' : h('button', { class: 'btn', type: 'button', onclick: () => emit(this, 'rest-show', id) }, words.message.showRest(size(restBytes))));
  }

  /** Whoever is on a button of what stood here is taken to what stands here now, or back to the composer. @param {HTMLElement[]} parts */
  #setOutcome(...parts) {
    const isWithin = this.#outcome.contains(document.activeElement);
    keepingFocus(this.#outcome, () => this.#outcome.replaceChildren(...parts));
    if (isWithin && !this.#outcome.contains(document.activeElement)) emit(this, 'focus-lost');
  }

  /** @param {MessageView} message @returns {HTMLElement[]} */
  #outcomeOf(message) {
    const { state, turn, isUnreadable } = message;
    if (isUnreadable) return [h('div', { class: 'cut quiet' }, icon('alert'), h('p', {}, words.strips.unreadable))];
    const hasText = !this.#isBlank;
    if (state === 'failed' && turn?.failure) {
      const notice = new FailureNotice();
      const { name, host, offersAuto } = this.gateway;
      const { route, durationMs } = turn;
      const { otherSendOptions, hasSentImages } = this;
      notice.show(turn.failure, { route, gateway: name, host, hasText, offersAuto, durationMs, attempts: turn.attempts, tookMs: turn.tookMs, otherSendOptions, hasSentImages });
      return [notice];
    }
    if (state === 'interrupted' || state === 'stopped') return [cutStrip(this, state, hasText)];
    const note = new AnswerEndNote();
    return state === 'done' && note.show(message, hasText) ? [note] : [];
  }
}

customElements.define('answer-message', AnswerMessage);
