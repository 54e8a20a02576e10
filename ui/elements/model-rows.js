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

/** A line of the list: a heading, a model, or that there is none. @typedef {{ key: string, text: string } | { key: string, row: ModelRow, index: number, isFavourite: boolean }} Line */

/** The lines of the list. Those of models are known by their place, so that their elements stay and only what differs in them is drawn anew. @param {ModelGroup[]} groups @param {Set<string>} favourites @returns {Line[]} */
export function linesOf(groups, favourites) {
  let index = 0;
  const lines = groups.flatMap((group, at) => [
    ...(group.name === null ? [] : [{ key: `group ${at}`, text: group.name }]),
    ...group.rows.map((row) => ({ key: `row ${index}`, row, index: index++, isFavourite: favourites.has(row.id) })),
  ]);
  return lines.length > 0 ? lines : [{ key: 'none', text: words.picker.none }];
}

/** @param {Line} line */
export function lineElement(line) {
  if (!('row' in line)) return h('div', { class: line.key === 'none' ? 'none fine' : 'p-h', role: 'presentation' }, line.text);
  const element = h(
    'div',
    { class: 'p-row', role: 'option', id: `model-${line.index}`, 'aria-selected': 'false' },
    h('span', { class: 'm' }),
    h('span', { class: 'caps' }, ...capabilities(null).map(({ name }) => icon(name, 'no'))),
    h('span', { class: 'star', role: 'img', title: words.picker.favouriteKeys }, icon('star')),
  );
  showLine(element, line);
  return element;
}

/** @param {HTMLElement} element @param {Line} line */
export function showLine(element, line) {
  if (!('row' in line)) return void (element.textContent === line.text || (element.textContent = line.text));
  const { row, isFavourite } = line;
  const [name, caps, star] = /** @type {[HTMLElement, HTMLElement, HTMLElement]} */ (/** @type {unknown} */ (Array.from(element.children)));
  element.title = row.id;
  name.replaceChildren(...(row.isTyped ? [words.picker.useTyped(row.id)] : nameOf(row)));
  caps.hidden = row.model === null;
  capabilities(row.model).forEach((capability, at) => showCapability(caps.children[at], capability));
  star.hidden = row.isTyped;
  star.classList.toggle('on', isFavourite);
  star.ariaLabel = isFavourite ? words.picker.favourite : words.picker.noFavourite;
}

/** @param {ModelRow} row @returns {(Node | string)[]} */
function nameOf({ id, ranges }) {
  const { name, date } = splitModel(id);
  const inName = ranges.filter((range) => range[1] <= name.length);
  return [h('b', {}, ...marked(name, inName)), ...(date ? [h('span', {}, ` ${date}`)] : [])];
}

/** @param {Element | undefined} element @param {{ label: string, has: boolean }} capability */
function showCapability(element, { label, has }) {
  if (!element || element.classList.contains('no') !== has) return;
  element.classList.toggle('no', !has);
  if (has) {
    element.removeAttribute('aria-hidden');
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', label);
  } else {
    element.setAttribute('aria-hidden', 'true');
    element.removeAttribute('role');
    element.removeAttribute('aria-label');
  }
}
