// The rows and controls of the settings panels and of dialogs. Functions only; those are elements of their own.

import { h, icon } from './dom.js';

/**
 * A row: what it is, what it means, and the controls.
 * @param {string} name
 * @param {string} about
 * @param {Node[]} controls
 * @param {{ icon?: string }} [options]
 */
export function settingsRow(name, about, controls, options = {}) {
  return h(
    'div',
    { class: 'set' },
    options.icon ? icon(options.icon) : null,
    h('div', { class: 't' }, h('b', {}, name), about ? h('small', {}, about) : null),
    h('div', { class: 'acts2' }, ...controls),
  );
}

/**
 * One of a few, as buttons side by side.
 * @template {string} T
 * @param {string} label
 * @param {Record<T, string>} names
 * @param {T} current
 * @param {(choice: T) => void} choose
 */
export function segments(label, names, current, choose) {
  const choices = /** @type {[T, string][]} */ (Object.entries(names));
  return h(
    'div',
    { class: 'seg', role: 'group', 'aria-label': label },
    ...choices.map(([value, name]) =>
      h('button', { type: 'button', 'aria-pressed': String(value === current), 'data-value': value, onclick: () => choose(value) }, name),
    ),
  );
}

/** On or off. @param {string} label @param {boolean} isOn @param {(isOn: boolean) => void} choose */
export function onOff(label, isOn, choose) {
  const input = h('input', { class: 'switch', type: 'checkbox', role: 'switch', 'aria-label': label, checked: isOn });
  input.addEventListener('change', () => choose(input.checked));
  return input;
}

/**
 * One of several, as the platform's list.
 * @param {string} label
 * @param {{ value: string, name: string }[]} options
 * @param {string} current
 * @param {(value: string) => void} choose
 */
export function selection(label, options, current, choose) {
  const select = h('select', { 'aria-label': label }, ...options.map(({ value, name }) =>
    h('option', { value, selected: value === current }, name)));
  select.addEventListener('change', () => choose(select.value));
  return h('span', { class: 'sel' }, select, icon('updown', 's'));
}

/** A button. @param {string} name @param {() => void} onclick @param {string} [extra] */
export function plainButton(name, onclick, extra = '') {
  return h('button', { class: `btn ${extra}`.trim(), type: 'button', onclick }, name);
}

/** A field under its name. @param {string} name @param {HTMLElement} control @param {string} [hint] */
export function fieldRow(name, control, hint = '') {
  return h(
    'div',
    { class: 'param' },
    h('label', { for: control.id }, name),
    h('div', { class: control instanceof HTMLTextAreaElement ? 'field tall' : 'field' }, control),
    hint ? h('p', { class: 'fine' }, hint) : null,
  );
}

/** A list under its name. @param {string} name @param {HTMLSelectElement} control */
export function selectRow(name, control) {
  return h('div', { class: 'param' }, h('label', { for: control.id }, name), h('span', { class: 'sel' }, control, icon('updown', 's')));
}
