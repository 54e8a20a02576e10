// Whether the computer has a network. Without one messages wait; what is sent to a gateway on this computer does not.
// Invariant: nothing is sent to find out but what the person asked for.

/** @import { Drafts } from './drafts.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { words } from '../words.js';

export class Connection {
  /** @param {Session} session @param {Screen} screen @param {Drafts} drafts */
  constructor(session, screen, drafts) {
    this.session = session;
    this.screen = screen;
    this.drafts = drafts;
    session.isNetworkDown = !navigator.onLine;
    window.addEventListener('offline', () => this.#is({ isDown: true }));
    window.addEventListener('online', () => this.#is({ isDown: false }));
  }

  /** Asked for by the person: the system may know less of the network than it thinks. */
  async check() {
    const report = await this.screen.tried(backend.testConnection());
    if (!report) return;
    if (report.protocol === null) this.screen.note(words.dock.stillOffline(report.host));
    else this.#is({ isDown: false });
  }

  /** @param {{ isDown: boolean }} network */
  #is({ isDown }) {
    this.session.isNetworkDown = isDown;
    this.screen.showComposer();
    if (!isDown) this.drafts.waiting.resume();
  }
}
