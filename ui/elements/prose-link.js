// Marks links that are not what they seem, and the placeholders of images, which are never loaded. Rust has judged them;
// `link-dialog.js` asks before one of them opens.

import { words } from '../words.js';
import { h, icon } from './dom.js';

/** @param {Element} link with the class `odd`, `img` or both */
export function dressLink(link) {
  if (link.classList.contains('img')) dressImage(link);
  if (!link.classList.contains('odd')) return;
  const mark = h('span', { class: 'odd-mark', role: 'img', 'aria-label': words.link.odd, title: words.link.odd }, icon('alert', 's'));
  link.prepend(mark);
}

/** @param {Element} link */
function dressImage(link) {
  const block = link.querySelector('.imgblock');
  const name = block?.querySelector('b');
  if (!block || !name) return;
  if (name.textContent === '') name.setAttribute('data-unnamed', words.link.unnamedImage);
  block.prepend(h('span', { class: 'img-mark', role: 'img', 'aria-label': words.link.image }, icon('image')));
}
