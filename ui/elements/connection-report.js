// Draws the result of a test of the connection: one row for each step, with the cause where one failed. Functions only.

/** @import { ConnectionReport, StepState, StepView } from '../bindings.js' */
import { duration } from '../format/figures.js';
import { words } from '../words.js';
import { h, icon } from './dom.js';

/** @type {Record<StepState, string>} */
const icons = { passed: 'check', failed: 'x', unknown: 'alert', notNeeded: 'right', notTried: 'right' };

/** @param {ConnectionReport} report */
export function reportElement({ host, durationMs, protocol, steps }) {
  return h(
    'div',
    { class: 'report', role: 'group', 'aria-label': words.network.report },
    h('p', { class: 'fine selectable' }, words.network.took(host, duration(durationMs), protocol)),
    h('ol', {}, ...steps.map(row)),
  );
}

/** @param {StepView} view */
function row({ step, state, detail }) {
  return h(
    'li',
    { 'data-step': step, 'data-state': state },
    icon(icons[state], 's'),
    h('b', {}, words.network.steps[step]),
    h('span', {}, words.network.states[state]),
    detail ? h('small', { class: 'selectable' }, detail) : null,
  );
}
