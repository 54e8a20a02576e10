// What is known of a model, in a line: what it takes, how much it reads, and who says so. Functions only.

/** @import { ModelView } from '../bindings.js' */
import { calendarDay } from '../format/dates.js';
import { count } from '../format/figures.js';
import { knownFrom } from '../format/picking.js';
import { locale, words } from '../words.js';
import { h, icon } from './dom.js';
import { capabilities } from './model-rows.js';

/** @param {ModelView | null} model @returns {Node[]} */
export function modelFacts(model) {
  const has = capabilities(model).filter((capability) => capability.has);
  return [
    ...has.map(({ name, label }) => h('span', {}, icon(name), label)),
    ...(model?.contextTokens ? [h('span', {}, words.picker.context(count(model.contextTokens, locale)))] : []),
    ...(model?.retiresOn ? [h('span', { class: 'warnish' }, icon('clock'), words.picker.retires(calendarDay(model.retiresOn, locale)))] : []),
    h('span', { class: 'faint' }, source(model)),
  ];
}

/** Who says what a model takes, in words. @param {ModelView | null} model */
function source(model) {
  const from = knownFrom(model);
  const [only, another] = model?.refusedInputs ?? [];
  return from === 'learned' ? words.picker.learned(another ? 'both' : only ?? '') : words.picker[from];
}
