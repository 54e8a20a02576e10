// Draws the picker's model rows and the icons for what a model takes. Functions only; `route-picker` owns the list.

/** @import { ModelView } from '../bindings.js' */
/** @import { ModelGroup, ModelRow } from '../format/picking.js' */
import { splitModel } from '../format/figures.js';
import { words } from '../words.js';
import { h, icon, marked } from './dom.js';

/** @param {ModelView | null} model */
export function capabilities(model) {
  const { vision, pdf, tools, reasoning } = words.picker;
  return [
    { name: 'eye', label: vision, has: model?.hasVision ?? false },
    { name: 'pdf', label: pdf, has: model?.hasPdf ?? false },
    { name: 'wrench', label: tools, has: model?.hasTools ?? false },
    { name: 'bulb', label: reasoning, has: model?.hasReasoning ?? false },
  ];
}

/** Headings and rows. @param {ModelGroup[]} groups */
export function groupElements(groups) {
  let index = 0;
  return groups.flatMap((group) => [
    ...(group.name === null ? [] : [h('div', { class: 'p-h', role: 'presentation' }, group.name)]),
    ...group.rows.map((row) => rowElement(row, index++)),
  ]);
}

/** @param {ModelRow} row @param {number} index */
function rowElement(row, index) {
  return h(
    'div',
    { class: 'p-row', role: 'option', id: `model-${index}`, 'aria-selected': 'false', title: row.id },
    row.isTyped ? h('span', { class: 'm' }, words.picker.useTyped(row.id)) : nameOf(row),
    row.model ? h('span', { class: 'caps' }, ...capabilities(row.model).map(capabilityIcon)) : null,
  );
}

/** @param {ModelRow} row */
function nameOf({ id, ranges }) {
  const { name, date } = splitModel(id);
  const inName = ranges.filter((range) => range[1] <= name.length);
  return h('span', { class: 'm' }, h('b', {}, ...marked(name, inName)), date ? h('span', {}, ` ${date}`) : null);
}

/** @param {{ name: string, label: string, has: boolean }} capability */
function capabilityIcon({ name, label, has }) {
  const element = icon(name, has ? '' : 'no');
  if (!has) return element;
  element.removeAttribute('aria-hidden');
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', label);
  return element;
}
