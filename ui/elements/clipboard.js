// Puts text on the clipboard, and tells the person on the button that it happened.

import { words } from '../words.js';
import { setIcon } from './dom.js';

/**
 * Copies text, which may still be on its way.
 * @param {string | Promise<string>} text
 */
export async function copyText(text) {
  // The promise goes into the clipboard item, because waiting for it first would outlive the key press or click.
  const blob = Promise.resolve(text).then((plain) => new Blob([plain], { type: 'text/plain' }));
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
  } catch {
    await navigator.clipboard.writeText(await text);
  }
}

/**
 * Copies and shows a check for 1.2 s; a button with a visible word says "Copied" meanwhile.
 * @param {HTMLElement} button with a copy icon
 * @param {string | Promise<string>} text
 */
export async function copyFrom(button, text) {
  await copyText(text);
  const label = button.querySelector('.label');
  const before = label?.textContent ?? '';
  button.classList.add('done');
  setIcon(button, 'check');
  if (label) label.textContent = words.message.copied;
  document.querySelector('#announcements')?.replaceChildren(words.message.copied);
  setTimeout(() => {
    button.classList.remove('done');
    setIcon(button, 'copy');
    if (label) label.textContent = before;
  }, 1200);
}
