// Marks links that are not what they seem, and the placeholders of images, which are never loaded. Rust has judged them;
// `link-dialog.js` asks before one of them opens.

import { words } from '../words.js';
import { h, icon } from './dom.js';

/** @param {Element} link whose target is not what it seems */
export function dressLink(link) {
  link.prepend(h('span', { class: 'odd-mark', role: 'img', 'aria-label': words.link.odd, title: words.link.odd }, icon('alert', 's')));
}

/** @param {Element} placeholder */
export function dressImage(placeholder) {
  const name = placeholder.querySelector('b');
  if (name?.textContent === '') name.setAttribute('data-unnamed', words.link.unnamedImage);
  placeholder.prepend(h('span', { class: 'img-mark', role: 'img', 'aria-label': words.link.image }, icon('image')));
}
