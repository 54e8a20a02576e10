// The search within the open chat: over all of its messages, loaded or not, as the core finds them; and the words that
// are marked in a message which the search over all chats has opened.
// Invariant: which hit is shown is known by its message and its place in it, so it stays the same while others come.

/** @import { ChatHit } from '../bindings.js' */
/** @import { History } from './history.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { bringAll } from '../elements/prose-parts.js';
import { TextMarks } from '../elements/text-marks.js';
import { at, hitFrom, hitNear, numberOf, total } from '../state/chat-hits.js';

export class Find {
  #marks;
  /** @type {ChatHit[]} */
  #hits = [];
  /** Which occurrence is shown, counted from 0 over all hits; -1 before one is. */
  #current = -1;
  #asked = 0;
  /** What had the focus before. @type {Element | null} */
  #before = null;

  /** @param {Session} session @param {Screen} screen @param {History} history */
  constructor(session, screen, history) {
    this.session = session;
    this.screen = screen;
    this.history = history;
    this.#marks = new TextMarks(screen.transcript.log, 'found');
  }

  get isOpen() {
    return this.screen.find.made?.hidden === false;
  }

  async open() {
    const bar = await this.screen.find.make();
    if (!this.isOpen || !bar.contains(document.activeElement)) this.#before = document.activeElement;
    const selected = String(getSelection() ?? '').trim();
    bar.open(selected.length > 0 && selected.length < 200 && !selected.includes('\n') ? selected : '');
  }

  /** Takes the bar away and gives the focus back. */
  close() {
    if (!this.isOpen) return;
    this.screen.find.made?.close();
    this.#forget();
    if (this.#before instanceof HTMLElement && this.#before.isConnected && this.#before !== document.body) this.#before.focus();
    else this.screen.focus();
  }

  /** Another conversation is shown. */
  left() {
    this.screen.find.made?.close();
    this.#forget();
  }

  /** Marks words in a message that was just opened, and shows the first of them. @param {string} messageId @param {string[]} words */
  mark(messageId, words) {
    this.#marks.show(words);
    this.#reveal(messageId, 0);
  }

  /** Looks for what is typed, and shows the first hit from the one that is shown, or from what is read, on. @param {string} text */
  async ask(text) {
    const mine = (this.#asked += 1);
    const { id } = this.session.summary;
    const hits = text === '' ? [] : await this.screen.tried(backend.findInChat(id, text));
    if (!hits || mine !== this.#asked || id !== this.session.summary.id || !this.isOpen) return;
    const order = this.session.messages.map((message) => message.id);
    // What is typed on goes on from the hit that is shown, as long as it fits.
    const shown = at(this.#hits, this.#current)?.hit ?? null;
    const seen = this.screen.transcript.place.firstSeen?.getAttribute('data-id') ?? null;
    this.#hits = hits;
    this.#current = -1;
    this.#marks.show([text]);
    if (hits.length === 0) return this.#tell();
    await this.#show(numberOf(hits, shown ? hitFrom(hits, shown.seq) : hitNear(hits, order, seen), 0));
  }

  /** Shows the next hit, or the one before. @param {number} direction 1 or -1 */
  async step(direction) {
    if (!this.isOpen) return this.open();
    const all = total(this.#hits);
    if (all > 0) await this.#show((this.#current + direction + all) % all);
  }

  /** @param {number} number */
  async #show(number) {
    const place = at(this.#hits, number);
    if (!place) return;
    this.#current = number;
    this.#tell();
    const mine = this.#asked;
    const { messageId, isOnBranch } = place.hit;
    if (!isOnBranch) {
      // Its version becomes the one that is shown; what is found stays as it is, but for where it stands.
      await this.history.showVersionOf(messageId);
      this.#hits = (await this.screen.tried(backend.findInChat(this.session.summary.id, this.screen.find.made?.text ?? ''))) ?? [];
      if (mine !== this.#asked) return;
      this.#current = numberOf(this.#hits, this.#hits.findIndex((hit) => hit.messageId === messageId), place.nth);
      this.#tell();
    } else await this.history.showAround(messageId);
    if (mine === this.#asked) this.#reveal(messageId, place.nth);
  }

  /** @param {string} messageId @param {number} nth */
  #reveal(messageId, nth) {
    const { transcript } = this.screen;
    // Before it is marked: a range does not follow what is moved.
    bringAll(transcript.answer(messageId));
    const range = this.#marks.point(messageId, nth);
    if (range) transcript.place.bring(range);
  }

  #tell() {
    const place = at(this.#hits, this.#current);
    this.screen.find.made?.show(this.#current + 1, total(this.#hits), place?.hit.isOnBranch === false);
  }

  #forget() {
    this.#asked += 1;
    this.#hits = [];
    this.#current = -1;
    this.#marks.clear();
  }
}
