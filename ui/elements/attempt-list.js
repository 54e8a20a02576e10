// The HTTP requests behind an answer, one row each, folded: shown when there was more than one.

/** @import { Attempt } from '../bindings.js' */
import { failureReason } from '../failures.js';
import { overrideWords } from '../format/overrides.js';
import { duration } from '../format/figures.js';
import { modeName, routeDot } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { h, vendorDot } from './dom.js';

export class AttemptList extends HTMLElement {
  /** @param {Attempt[]} attempts */
  show(attempts) {
    this.hidden = attempts.length < 2;
    if (this.hidden) return this.replaceChildren();
    this.replaceChildren(
      h('details', {}, h('summary', {}, words.attempts.summary), h('ol', {}, ...attempts.map(attemptRow))),
    );
  }
}

/** One request: in which mode, what came of it, after how long. @param {Attempt} attempt */
export function attemptRow({ vendor, status, durationMs, requestId, failure, overrides }) {
  const route = { model: '', vendor };
  const time = duration(durationMs);
  const told = failure ? words.attempts.failed(failureReason(failure), time) : words.attempts.answered(time);
  return h(
    'li',
    { title: requestId },
    vendorDot(routeDot(route)),
    h('span', {}, modeName(route)),
    h('span', { class: failure ? 'hot' : null }, status === null ? words.attempts.noReply : String(status)),
    h('span', { class: 'selectable' }, [told, ...overrides.map((one) => overrideWords(one, false))].join('. ')),
  );
}

customElements.define('attempt-list', AttemptList);
