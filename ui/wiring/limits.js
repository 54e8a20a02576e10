// Limits of spend: whatever sends a message asks here first. Invariant: what waits for an answer goes out only from the chat on
// the screen, and no question comes up twice; an answer that is being written is never touched.

/** @import { Route } from '../bindings.js' */
/** @import { ChatDraft } from '../state/draft.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */

export class Limits {
  #isAsking = false;

  /** @param {Session} session @param {Screen} screen */
  constructor(session, screen) {
    this.session = session;
    this.screen = screen;
  }

  get areSet() {
    const { chatLimit, dailyLimit, monthlyLimit } = this.session.settings;
    return [chatLimit, dailyLimit, monthlyLimit].some((limit) => (limit ?? null) !== null);
  }

  /**
   * Says whether messages of a draft may go out: at once where there is no limit; not at all while that is being asked, or for
   * a chat that is not on the screen, which asks when it is opened.
   * @param {ChatDraft} draft @param {readonly (Route | null)[]} routes of each message; null is the chat's own
   * @param {(isMeant: boolean) => void} then
   */
  ask(draft, routes, then) {
    if (!this.areSet) return then(true);
    if (this.#isAsking || draft !== this.session.draft) return;
    this.#isAsking = true;
    void import('./spending.js')
      .then(({ mayGo }) => mayGo(this.session, this.screen, routes))
      .finally(() => (this.#isAsking = false))
      .then((isMeant) => draft === this.session.draft && then(isMeant));
  }
}
