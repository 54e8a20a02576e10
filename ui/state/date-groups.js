// Sorts conversations into the groups of the sidebar by the local calendar.
// Pure: the present moment and the language come in as arguments.

/** @import { ConversationSummary } from '../bindings.js' */
import { midnight } from '../format/dates.js';

/**
 * @typedef {{ kind: 'today' | 'yesterday' | 'week' } | { kind: 'month', label: string }} GroupName
 * @typedef {{ key: string, name: GroupName, rows: ConversationSummary[] }} DateGroup
 */

/**
 * Groups rows that are already newest first: today, yesterday, the seven days before, then by month. The calendar is asked
 * once for each group, not for each of tens of thousands of rows.
 * @param {ConversationSummary[]} rows
 * @param {number} nowMs
 * @param {string} locale
 * @param {(row: ConversationSummary) => number} [timeOf] by which they are sorted
 * @returns {DateGroup[]}
 */
export function groupByDate(rows, nowMs, locale, timeOf = ({ updatedAtMs }) => updatedAtMs) {
  /** @type {DateGroup[]} */
  const groups = [];
  let begin = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && timeOf(row) >= begin) {
      last.rows.push(row);
      continue;
    }
    const group = groupOf(timeOf(row), nowMs, locale);
    begin = group.begin;
    groups.push({ key: group.name.kind === 'month' ? group.name.label : group.name.kind, name: group.name, rows: [row] });
  }
  return groups;
}

/**
 * @param {number} ms
 * @param {number} nowMs
 * @param {string} locale
 * @returns {{ name: GroupName, begin: number }} with the moment at which the group begins
 */
function groupOf(ms, nowMs, locale) {
  for (const [kind, days] of /** @type {const} */ ([['today', 0], ['yesterday', 1], ['week', 8]])) {
    const begin = midnight(nowMs, days);
    if (ms >= begin) return { name: { kind }, begin };
  }
  const date = new Date(ms);
  const isThisYear = date.getFullYear() === new Date(nowMs).getFullYear();
  /** @type {Intl.DateTimeFormatOptions} */
  const shape = isThisYear ? { month: 'long' } : { month: 'long', year: 'numeric' };
  const begin = new Date(date.getFullYear(), date.getMonth(), 1).getTime();
  return { name: { kind: 'month', label: new Intl.DateTimeFormat(locale, shape).format(ms) }, begin };
}
