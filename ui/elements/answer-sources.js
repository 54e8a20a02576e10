// What an answer rests on: a numbered list of checked links. One that may not be opened is text.

/** @import { SourceView } from '../bindings.js' */
import { words } from '../words.js';
import { h } from './dom.js';

/** More are folded away. */
const shownAtOnce = 6;

export class AnswerSources extends HTMLElement {
  /** @type {readonly SourceView[]} */
  #sources = [];
  hidden = true;

  /** @param {readonly SourceView[]} sources */
  show(sources) {
    if (sources === this.#sources) return;
    this.#sources = sources;
    this.hidden = sources.length === 0;
    if (this.hidden) return this.replaceChildren();
    const items = sources.map(item);
    const rest = items.splice(shownAtOnce);
    const list = h('ol', {}, ...items);
    const more = rest.length > 0 ? h('button', { class: 'btn small', type: 'button' }, words.sources.more(rest.length)) : null;
    more?.addEventListener('click', () => {
      list.append(...rest);
      more.remove();
      /** @type {HTMLElement | null | undefined} */ (rest[0]?.querySelector('a'))?.focus();
    });
    this.replaceChildren(h('section', { class: 'sources', 'aria-label': words.sources.title }, h('h3', {}, words.sources.title), list, more));
  }
}

/** @param {SourceView} source */
function item({ number, title, url, host, quote }) {
  const name = title || words.sources.unnamed;
  const parts = [h('b', {}, name), host ? h('small', {}, host) : null];
  return h('li', { value: number, title: quote || null }, url ? h('a', { href: url, draggable: 'false' }, ...parts) : h('span', {}, ...parts));
}

customElements.define('answer-sources', AnswerSources);
