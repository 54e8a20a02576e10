// Sorts conversations into the groups of the sidebar by the local calendar.
// Pure: the present moment and the language come in as arguments.

/** @import { ConversationSummary } from '../bindings.js' */
import { midnight } from '../format/dates.js';

/**
 * @typedef {{ kind: 'today' | 'yesterday' | 'week' } | { kind: 'month', label: string }} GroupName
 * @typedef {{ key: string, name: GroupName, rows: ConversationSummary[] }} DateGroup
 */

/**
 * Groups rows that are already newest first: today, yesterday, the seven days before, then by month.
 * @param {ConversationSummary[]} rows
 * @param {number} nowMs
 * @param {string} locale
 * @returns {DateGroup[]}
 */
export function groupByDate(rows, nowMs, locale) {
  /** @type {DateGroup[]} */
  const groups = [];
  for (const row of rows) {
    const name = groupOf(row.updatedAtMs, nowMs, locale);
    const key = name.kind === 'month' ? name.label : name.kind;
    const last = groups.at(-1);
    if (last && last.key === key) last.rows.push(row);
    else groups.push({ key, name, rows: [row] });
  }
  return groups;
}

/**
 * @param {number} ms
 * @param {number} nowMs
 * @param {string} locale
 * @returns {GroupName}
 */
function groupOf(ms, nowMs, locale) {
  if (ms >= midnight(nowMs, 0)) return { kind: 'today' };
  if (ms >= midnight(nowMs, 1)) return { kind: 'yesterday' };
  if (ms >= midnight(nowMs, 8)) return { kind: 'week' };
  const isThisYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear();
  /** @type {Intl.DateTimeFormatOptions} */
  const shape = isThisYear ? { month: 'long' } : { month: 'long', year: 'numeric' };
  return { kind: 'month', label: new Intl.DateTimeFormat(locale, shape).format(ms) };
}
