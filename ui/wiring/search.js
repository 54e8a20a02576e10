// The search over all chats: asks while it is typed, goes on where a page ended, and asks again while the index is built.
// Invariant: what is shown answers what stands in the field, and nothing before it.

/** @import { SearchOrder, SearchPage } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
import * as backend from '../backend.js';

/** Hits that are wanted at once. */
const wantedAtOnce = 50;
/** While the index is built it is asked again after so long. */
const againMs = 1000;

export class Search {
  /** Counts the questions: an answer to an old one is not shown. */
  #asked = 0;
  #request = { text: '', order: /** @type {SearchOrder} */ ('newest') };
  /** @type {string | null} */
  #next = null;
  #isLoading = false;
  #shown = 0;
  #timer = 0;
  /** The hits of the first page, to see whether they are other ones. */
  #first = '';

  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
  }

  /** @param {{ text: string, order: SearchOrder }} request */
  async ask(request) {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#request = request;
    this.#next = null;
    this.#shown = 0;
    this.#first = '';
    if (request.text.trim() === '') return;
    await this.#load(null, wantedAtOnce);
  }

  /** The hits behind those that are shown. */
  async more() {
    if (this.#next !== null && !this.#isLoading) await this.#load(this.#next, this.#shown + wantedAtOnce);
  }

  /** Loads page after page until enough is shown: one that took long may have few hits. @param {string | null} from @param {number} wanted */
  async #load(from, wanted) {
    const mine = this.#asked;
    this.#isLoading = true;
    for (let cursor = from; ; cursor = this.#next) {
      const page = await this.screen.tried(backend.searchChats({ ...this.#request, cursor }));
      if (mine !== this.#asked) return;
      if (!page) break;
      this.#show(page, cursor === null);
      if (this.#next === null || this.#shown >= wanted) break;
    }
    this.#isLoading = false;
    if (from === null) await this.#count(mine);
  }

  /** @param {SearchPage} page @param {boolean} isFirst */
  #show(page, isFirst) {
    const palette = this.screen.search.made;
    const ids = page.hits.map(({ messageId }) => messageId).join(' ');
    if (!isFirst || ids === '' || ids !== this.#first) palette?.showHits(page, isFirst);
    if (isFirst) [this.#first, this.#shown] = [ids, 0];
    this.#shown += page.hits.length;
    this.#next = page.needsLetter ? null : page.next;
    palette?.showState(page, this.#next === null);
    if (page.indexedPercent === null || !palette?.isOpen) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#load(null, wantedAtOnce), againMs);
  }

  /** @param {number} mine */
  async #count(mine) {
    const count = await this.screen.tried(backend.countHits(this.#request.text));
    if (count && mine === this.#asked) this.screen.search.made?.showCount(count);
  }
}
