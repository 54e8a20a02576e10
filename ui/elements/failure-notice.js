// A failure in words, with the facts and the remedies. Sends `failure-action` with the name of the remedy.
// It is an alert; the text that an answer had before is shown by others and never removed.

/** @import { Failure } from '../bindings.js' */
/** @import { Circumstances, Explanation, FailureAction } from '../failures.js' */
import { explain } from '../failures.js';
import { duration, shortId } from '../format/figures.js';
import { modeName } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { copyFrom } from './clipboard.js';
import { emit, h, icon } from './dom.js';

/** @type {Partial<Record<FailureAction, string>>} */
const actionIcons = { retryWithAuto: 'swap', sendNatively: 'swap', tryAgain: 'refresh' };

/** Actions that are likely to mend a refusal, and stand out. @type {Set<FailureAction>} */
const cures = new Set(['retryWithAuto', 'addKey', 'sendNatively', 'sendAsText', 'sendAsPages', 'sendWithoutImages']);

export class FailureNotice extends HTMLElement {
  /**
   * @param {Failure} failure
   * @param {Circumstances & { durationMs?: number | null }} circumstances
   * @param {FailureAction[]} [more] remedies after the usual ones
   */
  show(failure, circumstances, more = []) {
    const explained = explain(failure, circumstances);
    const { tone, icon: name, body, actions } = explained;
    const isStrip = failure.code === 'streamCut' && circumstances.hasText;
    const buttons = [...actions, ...more].map((action, index) => this.#button(action, index, actions.length));
    this.setAttribute('role', 'alert');
    if (isStrip) {
      this.className = 'cut';
      this.replaceChildren(icon(name), h('p', {}, body), ...buttons);
      return;
    }
    this.className = `note ${tone}`;
    this.replaceChildren(...noticeParts(explained, facts(failure, circumstances), h('div', { class: 'row' }, ...buttons)));
  }

  /** @param {FailureAction} action @param {number} index @param {number} all */
  #button(action, index, all) {
    const isPrimary = index === 0 && (all > 2 || cures.has(action));
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
  return [icon(name), h('div', {}, h('h3', {}, title), h('p', { class: 'selectable' }, body), ...more)];
}

/** @param {Failure} failure @param {Circumstances & { durationMs?: number | null }} circumstances */
function facts(failure, { route, durationMs }) {
  // What never left the program has no mode and no figures.
  if (failure.status === undefined && !failure.requestId && durationMs === undefined) return null;
  const known = [
    failure.status === undefined ? null : words.failure.status(failure.status),
    modeName(route),
    durationMs === null || durationMs === undefined ? null : duration(durationMs),
  ];
  return h(
    'p',
    { class: 'meta' },
    ...known.map((fact) => (fact === null ? null : h('span', {}, fact))),
    failure.requestId ? requestIdButton(failure.requestId, words.failure.requestId(shortId(failure.requestId, 40))) : null,
  );
}

/** A button that shows a request id and copies it. @param {string} id @param {string} shown */
export function requestIdButton(id, shown) {
  const label = words.failure.copyRequestId;
  const button = h(
    'button',
    { class: 'id', type: 'button', 'aria-label': label, title: `${label}: ${id}` },
    h('span', { class: 'mono' }, shown),
    icon('copy', 's'),
  );
  button.addEventListener('click', () => void copyFrom(button, id));
  return button;
}

customElements.define('failure-notice', FailureNotice);
