// What is known of a model, in a line: what it takes, how much it reads, and who says so. Functions only.

/** @import { ModelView } from '../bindings.js' */
import { calendarDay } from '../format/dates.js';
import { count } from '../format/figures.js';
import { knownFrom } from '../format/picking.js';
import { locale, words } from '../words.js';
import { h, icon } from './dom.js';
import { capabilities } from './model-rows.js';

/** @param {ModelView | null} model @param {string} date of the context lengths that came with the program @returns {Node[]} */
export function modelFacts(model, date) {
  const has = capabilities(model).filter((capability) => capability.has);
  return [
    ...has.map(({ name, label }) => h('span', {}, icon(name), label)),
    ...contextLength(model, date),
    ...(model?.retiresOn ? [h('span', { class: 'warnish' }, icon('clock'), words.picker.retires(calendarDay(model.retiresOn, locale)))] : []),
    h('span', { class: 'faint' }, source(model)),
  ];
}

/** How much it reads and writes in all, with the day if the gateway does not say so. @param {ModelView | null} model @param {string} date */
function contextLength(model, date) {
  const { contextTokens, snapshotContext } = model ?? {};
  if (contextTokens) return [h('span', {}, words.picker.context(count(contextTokens, locale)))];
  return snapshotContext ? [h('span', {}, words.picker.contextOn(count(snapshotContext, locale), calendarDay(date, locale)))] : [];
}

/** Who says what a model takes, in words. @param {ModelView | null} model */
function source(model) {
  const from = knownFrom(model);
  const [only, another] = model?.refusedInputs ?? [];
  return from === 'learned' ? words.picker.learned(another ? 'both' : only ?? '') : words.picker[from];
}
