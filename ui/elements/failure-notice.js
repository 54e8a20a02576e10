// A failure in words, with the facts and the remedies. Sends `failure-action` with the name of the remedy, and `answer-inspect`.
// It is an alert; the text that an answer had before is shown by others and never removed.

/** @import { Attempt, Failure } from '../bindings.js' */
/** @import { Circumstances, Explanation, FailureAction } from '../failures.js' */
import { explain } from '../failures.js';
import { duration, shortId, wholeSeconds } from '../format/figures.js';
import { modeName } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { copyFrom } from './clipboard.js';
import { attemptRow } from './attempt-list.js';
import { emit, h, icon } from './dom.js';

/** @type {Partial<Record<FailureAction, string>>} */
const actionIcons = { retryWithAuto: 'swap', sendNatively: 'swap', tryAgain: 'refresh', copyLink: 'copy' };

/** Actions that are likely to mend it: one that comes first stands out. @type {Set<FailureAction>} */
const cures = new Set(['replaceKey', 'openDashboard', 'continueAnswer', 'retryWithAuto', 'addKey', 'sendNatively', 'sendAsText', 'sendAsPages', 'sendWithoutImages']);

/** @typedef {Circumstances & { durationMs?: number | null, attempts?: readonly Attempt[], tookMs?: number | null }} Told `durationMs` of the last attempt, `tookMs` of all with the waits between them */

export class FailureNotice extends HTMLElement {
  /**
   * @param {Failure} failure
   * @param {Told} circumstances
   * @param {FailureAction[]} [more] remedies after the usual ones
   */
  show(failure, circumstances, more = []) {
    const explained = explain(failure, circumstances);
    const { tone, icon: name, body, actions } = explained;
    const isStrip = failure.code === 'streamCut' && circumstances.hasText;
    const buttons = [...new Set([...actions, ...more])].map((action, index) => this.#button(action, index));
    this.setAttribute('role', 'alert');
    if (isStrip) {
      this.className = 'cut';
      this.replaceChildren(icon(name), h('p', {}, body), ...buttons);
      return;
    }
    this.className = `note ${tone}`;
    this.replaceChildren(...noticeParts(explained, facts(failure, circumstances), h('div', { class: 'row' }, ...buttons), details(failure, circumstances)));
  }

  /** @param {FailureAction} action @param {number} index */
  #button(action, index) {
    const isPrimary = index === 0 && cures.has(action);
    const isQuiet = action === 'openDashboard' || action === 'dismiss' || action === 'openSettings';
    const name = actionIcons[action];
    return h(
      'button',
      { class: `btn ${isPrimary ? 'primary' : isQuiet ? 'quiet' : ''}`.trim(), type: 'button', onclick: () => emit(this, 'failure-action', action) },
      name ? icon(name, 's') : null,
      words.failure.actions[action],
      action === 'openDashboard' ? icon('external', 's') : null,
    );
  }
}

/** What every notice holds: what happened, what it means, and what follows. @param {Explanation} explained @param {...(Node | null)} more */
export function noticeParts({ icon: name, title, body }, ...more) {
  return [icon(name), h('div', {}, h('p', { class: 'what' }, title), h('p', { class: 'selectable' }, body), ...more)];
}

/** What is known of it, word for word, for the person who wants to know or to report it. @param {Failure} failure @param {Told} circumstances */
function details(failure, { route, attempts = [] }) {
  const { code, status, requestId, said, model, attempts: tried } = words.failure.detail;
  const rows = [
    [code, failure.code],
    [status, failure.status === undefined ? '' : String(failure.status)],
    [model, route.model],
    [requestId, failure.requestId ?? ''],
    [said, failure.detail],
  ].filter(([, value]) => value !== '');
  // What never left the program has nothing that its words do not say.
  if (failure.status === undefined && attempts.length === 0) return null;
  return h(
    'details',
    { class: 'more' },
    h('summary', {}, icon('right', 's chev'), words.failure.details),
    h('dl', { class: 'facts-list selectable' }, ...rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
    attempts.length > 0 ? h('p', { class: 'fine' }, tried) : null,
    attempts.length > 0 ? h('ol', {}, ...attempts.map(attemptRow)) : null,
    attempts.length > 0 ? inspectButton() : null,
  );
}

/** Shows what went over the wire. */
function inspectButton() {
  const button = h('button', { class: 'btn', type: 'button' }, icon('code', 's'), words.message.inspect);
  button.addEventListener('click', () => emit(button, 'answer-inspect'));
  return button;
}

/** @param {Failure} failure @param {Told} circumstances */
function facts(failure, { route, durationMs = null, attempts = [], tookMs = null }) {
  // What never left the program has no mode and no figures.
  if (failure.status === undefined && !failure.requestId && durationMs === null) return null;
  const known = [
    failure.status === undefined ? null : String(failure.status),
    modeName(route),
    attempts.length > 1 ? inAll(attempts.length, tookMs) : durationMs === null ? null : duration(durationMs),
  ];
  return h(
    'p',
    { class: 'meta' },
    ...known.map((fact) => (fact === null ? null : h('span', {}, fact))),
    failure.requestId ? requestIdButton(failure.requestId, words.failure.requestId(shortId(failure.requestId, 40))) : null,
  );
}

/** @param {number} attempts @param {number | null} tookMs */
function inAll(attempts, tookMs) {
  return tookMs === null ? words.attempts.counted(attempts) : words.failure.attempts(attempts, wholeSeconds(tookMs));
}

/** A button that shows a request id and copies it. @param {string} id @param {string} shown */
export function requestIdButton(id, shown) {
  const label = words.failure.copyRequestId;
  const button = h(
    'button',
    // What is seen of it is part of its name, so that it can be called by that.
    { class: 'id', type: 'button', 'aria-label': `${label} ${shown}`, title: `${label}: ${id}` },
    h('span', { class: 'mono' }, shown),
    icon('copy', 's'),
  );
  button.addEventListener('click', () => void copyFrom(button, id));
  return button;
}

customElements.define('failure-notice', FailureNotice);
