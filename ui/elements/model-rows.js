// Draws the picker's model rows and the icons for what a model takes. Functions only; `route-picker` owns the list.

/** @import { ModelList, ModelView } from '../bindings.js' */
/** @import { ModelGroup, ModelRow } from '../format/picking.js' */
import { splitModel } from '../format/figures.js';
import { age } from '../format/picking.js';
import { words } from '../words.js';
import { h, icon, keyCaps, marked } from './dom.js';

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

/** How many models there are, where the list comes from and how old it is. @param {ModelList} list @param {number} nowMs */
export function listSource({ families, source, refreshedAtMs, isUnavailable }, nowMs) {
  const { counted, builtIn, noList, fromGateway, ages } = words.picker;
  const number = counted(families.reduce((sum, family) => sum + family.models.length, 0));
  if (source === 'builtIn' || refreshedAtMs === null) return `${number}, ${isUnavailable ? noList : builtIn}`;
  const { unit, count: units } = age(nowMs - refreshedAtMs);
  return `${number}, ${fromGateway(unit === 'now' ? ages.now : ages[unit](units))}`;
}

/** The field that keeps the focus. @param {string} controls the id of the list that it searches */
export function searchField(controls) {
  const { search, placeholder } = words.picker;
  return h('input', {
    type: 'text', role: 'combobox', 'aria-label': search, 'aria-expanded': 'true', 'aria-controls': controls,
    autocomplete: 'off', spellcheck: 'false', placeholder,
  });
}

/** What the keys do, at the foot of the picker. @param {() => void} use @param {() => void} useAndKeep */
export function footKeys(use, useAndKeep) {
  const { keyModel, keyVendor, keyUse, keyDefault, keyClose } = words.picker;
  /** @param {() => void} onclick @param {...Node} content */
  const button = (onclick, ...content) => h('button', { class: 'foot-use', type: 'button', tabindex: '-1', onclick }, ...content);
  return h(
    'div',
    { class: 'foot-keys' },
    h('span', {}, icon('arrow-up', 's'), icon('arrow-down', 's'), keyModel),
    h('span', {}, icon('arrow-left', 's'), icon('arrow-right', 's'), keyVendor),
    button(use, icon('return', 's'), new Text(keyUse)),
    button(useAndKeep, keyCaps(['Ctrl']), icon('return', 's'), new Text(keyDefault)),
    h('span', { class: 'grow' }),
    h('span', {}, keyCaps(['Esc']), keyClose),
  );
}

/** Headings and rows. @param {ModelGroup[]} groups @param {Set<string>} favourites */
export function groupElements(groups, favourites) {
  let index = 0;
  return groups.flatMap((group) => [
    ...(group.name === null ? [] : [h('div', { class: 'p-h', role: 'presentation' }, group.name)]),
    ...group.rows.map((row) => rowElement(row, index++, favourites.has(row.id))),
  ]);
}

/** @param {ModelRow} row @param {number} index @param {boolean} isFavourite */
function rowElement(row, index, isFavourite) {
  return h(
    'div',
    { class: 'p-row', role: 'option', id: `model-${index}`, 'aria-selected': 'false', title: row.id },
    row.isTyped ? h('span', { class: 'm' }, words.picker.useTyped(row.id)) : nameOf(row),
    row.model ? h('span', { class: 'caps' }, ...capabilities(row.model).map(capabilityIcon)) : null,
    row.isTyped ? null : h('span', { class: isFavourite ? 'star on' : 'star', role: 'img', 'aria-label': isFavourite ? words.picker.favourite : words.picker.noFavourite, title: words.picker.favouriteKeys }, icon('star')),
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
