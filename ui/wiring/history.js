// The messages of the open conversation that are not loaded: those before and behind what is, as the reader comes near,
// and either end, when the reader goes there. Invariant: what was asked for of another window is not taken in.

/** @import { Direction, MessageWindow } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
/** @import { Turns } from './turns.js' */
import * as backend from '../backend.js';
import { extended } from '../state/message-window.js';

export class History {
  #isLoading = false;

  /** @param {Session} session @param {Screen} screen @param {Turns} turns */
  constructor(session, screen, turns) {
    this.session = session;
    this.screen = screen;
    this.turns = turns;
  }

  /** Loads the messages before the first one, or behind the last. @param {Direction} direction */
  async load(direction) {
    const { session, screen, turns } = this;
    const edge = () => session.messages.at(direction === 'earlier' ? 0 : -1)?.id;
    const from = edge();
    if (!from || this.#isLoading) return;
    this.#isLoading = true;
    const loaded = await screen.tried(turns.during(backend.loadMessages(from, direction)));
    this.#isLoading = false;
    if (!loaded || edge() !== from) return;
    session.window = extended(session.window, direction, loaded);
    turns.watch();
    screen.showMessages();
  }

  /** Shows an end of the conversation that is not loaded. @param {'start' | 'end'} end */
  async jump(end) {
    const { session, screen, turns } = this;
    const { id } = session.summary;
    const window = await screen.tried(turns.during(end === 'start' ? backend.loadFirstMessages(id) : this.#newest(id)));
    if (!window || id !== session.summary.id) return;
    session.window = window;
    turns.watch();
    screen.transcript.open(window, screen.gateway);
    if (end === 'start') screen.transcript.jumpToStart();
  }

  /** Loads the messages around one of this conversation, unless it is loaded. @param {string} messageId */
  async showAround(messageId) {
    const { session, screen } = this;
    const isLoaded = session.messages.some(({ id }) => id === messageId);
    if (!isLoaded) await this.#open(messageId);
    else screen.transcript.pointAt(messageId);
  }

  /** Shows the branch of a message that is on another one. @param {string} messageId */
  async showVersionOf(messageId) {
    if (!this.session.isAnswering) await this.#open(messageId);
  }

  /** @param {string} messageId */
  async #open(messageId) {
    const { session, screen, turns } = this;
    const { id } = session.summary;
    const view = await screen.tried(turns.during(backend.openConversation(id, messageId)));
    if (!view || id !== session.summary.id) return;
    session.window = view.window;
    session.setRow(view.summary);
    turns.watch();
    screen.transcript.open(view.window, screen.gateway, messageId);
  }

  /** Makes sure that the newest messages are loaded: what is done next is about them. */
  async atEnd() {
    if (this.session.window.hasLater) await this.jump('end');
  }

  /** @param {string} id @returns {Promise<MessageWindow>} */
  async #newest(id) {
    return (await backend.openConversation(id)).window;
  }

  /** Shows all of an over-long answer. @param {string} messageId */
  async showRest(messageId) {
    const { session, screen } = this;
    const html = await screen.tried(backend.loadWholeAnswer(messageId));
    if (html === undefined) return;
    session.changeMessages((messages) => messages.map((message) => (message.id === messageId ? { ...message, html, restBytes: 0 } : message)));
    screen.showConversation();
  }
}
