// Every way to activate a link ends here: click, middle click, Enter, drag, menu. The window never navigates; Rust decides
// whether an address may be opened in the system's browser, and what the person should know before it is. `#…` scrolls
// within its own message.

/** @import { Screen } from './screen.js' */
import * as backend from '../backend.js';
import { bringAll } from '../elements/prose-parts.js';

const isGtk = /Linux/.test(navigator.userAgent);

/** @param {Document} document @param {Screen} screen */
export function interceptLinks(document, screen) {
  /** @param {Event} event */
  const onActivate = (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link) return;
    event.preventDefault();
    if (event instanceof MouseEvent && event.button > 1) return;
    const href = link.getAttribute('href') ?? '';
    if (href.startsWith('#')) scrollWithin(link.closest('article'), href.slice(1));
    else void openOrAsk(link, href, screen).catch((failure) => screen.showFailure(failure, href));
  };
  document.addEventListener('click', onActivate, true);
  document.addEventListener('auxclick', onActivate, true);
  // Under GTK the program leaves out of the web view's menu what would load something; elsewhere it cannot.
  if (!isGtk) document.addEventListener('contextmenu', (event) => isOf(event, 'a[href]') && event.preventDefault(), true);
  // A link that is dragged would open where it is dropped; a drop that no text field takes would navigate.
  document.addEventListener('dragstart', (event) => isOf(event, 'a, img') && event.preventDefault(), true);
  for (const type of ['dragover', 'drop']) {
    document.addEventListener(type, (event) => isOf(event, 'textarea, input') || event.preventDefault(), true);
  }
}

/** A link that is what it seems opens at once. @param {Element} link @param {string} href @param {Screen} screen */
async function openOrAsk(link, href, screen) {
  const image = link.querySelector('.imgblock');
  // As it is laid out: a broken line parts words.
  const text = /** @type {HTMLElement} */ (image?.querySelector('b') ?? link).innerText;
  const view = await backend.inspectLink(href, text);
  const isImage = link.classList.contains('img');
  // A placeholder names the host of its image, which a link around it need not lead to.
  if (view.warnings.length === 0 && !image) return backend.openLink(view.url);
  const dialog = await screen.linkDialog.make();
  dialog.ask(view, { isImage });
}

/** @param {Event} event @param {string} selector */
function isOf(event, selector) {
  const element = event.target instanceof Text ? event.target.parentElement : event.target;
  return element instanceof Element && element.closest(selector) !== null;
}

/** @param {Element | null} article @param {string} id */
function scrollWithin(article, id) {
  const named = decoded(id);
  // In a table of contents, the second heading of the same words ends in `-1`.
  const repeated = named.replace(/-(\d+)$/, (_, count) => `--${Number(count) + 1}`);
  const target = [named, repeated].map((one) => article?.querySelector(`#${CSS.escape(one)}`)).find(Boolean);
  if (!(target instanceof HTMLElement)) return;
  bringAll(target.closest('.prose'));
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'center' });
}

/** @param {string} id */
function decoded(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
