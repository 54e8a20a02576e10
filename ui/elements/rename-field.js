// A name that is being changed in its place: Enter and leaving it keep the new one, Escape the old one.

import { isEnter, isEscape } from '../keyboard.js';
import { words } from '../words.js';
import { h } from './dom.js';

/**
 * Stands in for an element while its name is typed. The element comes back, and takes the focus if that was in the field.
 * @param {HTMLElement} element
 * @param {string} name
 * @param {(name: string) => void} keep called with a name that is another one
 * @param {HTMLElement} [focused] what takes the focus afterwards
 */
export function rename(element, name, keep, focused = element) {
  const input = h('input', { class: 'rename', type: 'text', dir: 'auto', maxlength: '200', autocomplete: 'off', 'aria-label': words.library.name });
  let isOver = false;
  /** @param {boolean} isKept */
  const end = (isKept) => {
    if (isOver) return;
    isOver = true;
    const typed = input.value.trim();
    const hadFocus = document.activeElement === input;
    element.hidden = false;
    input.remove();
    if (hadFocus) focused.focus({ preventScroll: true });
    if (isKept && typed !== '' && typed !== name) keep(typed);
  };
  input.value = name;
  input.addEventListener('blur', () => end(true));
  input.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (isEnter(event) || isEscape(event)) {
      event.preventDefault();
      end(isEnter(event));
    }
  });
  element.hidden = true;
  element.after(input);
  input.focus();
  input.select();
}
