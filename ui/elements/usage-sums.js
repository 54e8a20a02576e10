// What requests came to: the figures at the head of a page, and a table with a row for each day, chat or folder. Functions only.

/** @import { UsageSum } from '../bindings.js' */
import { count } from '../format/figures.js';
import { dollars } from '../format/money.js';
import { percent, tokens } from '../format/usage.js';
import { usage as words } from '../strings/en/usage.js';
import { locale } from '../words.js';
import { h } from './dom.js';

/** @typedef {{ name: string | Node, sum: UsageSum, key: string }} SumRow */

/** A figure with its name. @param {string} name @param {...(string | Node)} value */
export function figure(name, ...value) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, ...value));
}

/** Requests, tokens and list price. @param {UsageSum} sum */
export function sumFigures(sum) {
  return [
    figure(words.requests, count(sum.calls, locale)),
    figure(words.tokensIn, tokens(sum.tokensIn, locale)),
    figure(words.tokensOut, tokens(sum.tokensOut, locale)),
    figure(words.cached, sum.tokensCached === null ? words.unknown : percent(sum.tokensCached, sum.tokensIn)),
    figure(words.reasoning, told(sum.tokensReasoning)),
    figure(words.spend, spent(sum), sum.unpriced > 0 && sum.spend !== null ? h('small', {}, ` ${words.unpriced(sum.unpriced)}`) : ''),
  ];
}

/** A row for each of something. @param {string} name of what the rows are @param {readonly SumRow[]} rows */
export function sumTable(name, rows) {
  const { calls, failed, in: read, cached, out, reasoning, spend } = words.columns;
  const heads = [name, calls, failed, read, cached, out, reasoning, spend].map((text) => h('th', { scope: 'col' }, text));
  return h('div', { class: 'tw', tabindex: '0' }, h('table', { class: 'sums' }, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...rows.map(line))));
}

/** @param {SumRow} row */
function line({ name, sum, key }) {
  /** @param {string} cell @param {string} text @param {string | null} [title] */
  const td = (cell, text, title = null) => h('td', { 'data-cell': cell, title }, text);
  return h('tr', { 'data-key': key },
    h('th', { scope: 'row' }, name),
    td('calls', count(sum.calls, locale)),
    td('failed', count(sum.failed, locale)),
    td('in', tokens(sum.tokensIn, locale)),
    td('cached', told(sum.tokensCached)),
    td('out', tokens(sum.tokensOut, locale)),
    td('reasoning', told(sum.tokensReasoning)),
    td('spend', spent(sum), sum.unpriced > 0 ? words.unpriced(sum.unpriced) : null),
  );
}

/** What it cost by list prices. @param {UsageSum} sum */
export function spent({ spend }) {
  return spend === null ? words.unknown : dollars(spend);
}

/** @param {number | null} counted */
function told(counted) {
  return counted === null ? words.unknown : tokens(counted, locale);
}
