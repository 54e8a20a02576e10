// Where the link under the pointer, or with the focus, leads: one line at the bottom of the window, as in a browser.
// Invariant: it shows the whole address as text and takes no pointer, so that it never stands in the way of a click.

import { h } from './dom.js';

class LinkStatus extends HTMLElement {
  #text = h('span', {});
  #listening = new AbortController();

  connectedCallback() {
    if (this.firstElementChild) return;
    this.append(this.#text);
    this.ariaHidden = 'true';
    this.hidden = true;
    const { signal } = this.#listening;
    for (const type of ['pointerover', 'focusin']) document.addEventListener(type, (event) => this.#look(event.target), { signal });
    for (const type of ['pointerout', 'focusout']) document.addEventListener(type, () => this.#show(''), { signal });
    // What scrolls moves away under the pointer; what has the focus keeps it.
    document.addEventListener('scroll', () => this.#look(document.activeElement) || this.#show(''), { capture: true, passive: true, signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  /** Shows the target of a link, if it is one. @param {EventTarget | null} target */
  #look(target) {
    const link = target instanceof Element ? target.closest('.prose a[href]') : null;
    if (!link) return false;
    const address = link.getAttribute('href') ?? '';
    // The tooltip would say the same again over the text; a screen reader is told as a description.
    link.removeAttribute('title');
    if (address.startsWith('#')) return false;
    link.setAttribute('aria-description', address);
    this.#show(address);
    return true;
  }

  /** @param {string} address */
  #show(address) {
    if (this.hidden && address === '') return;
    this.#text.textContent = address;
    this.hidden = address === '';
    // One that is too long for the line goes above the composer, where it may take several.
    this.toggleAttribute('data-long', false);
    this.toggleAttribute('data-long', this.#text.offsetWidth > this.clientWidth);
  }
}

customElements.define('link-status', LinkStatus);
