// The limits of spend: ask before messages would pass one, and never end an answer. Imported when a limit is set.

/** @import { Route, SpendLimit } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { costOf, passed, question } from '../format/limits.js';

/**
 * Whether messages may go out of the chat in front: they stay within the limits, or the person says so.
 * @param {Session} session @param {Screen} screen
 * @param {readonly (Route | null)[]} routes of each message; null is the chat's own
 */
export async function mayGo(session, screen, routes) {
  const { conversationId } = session.draft;
  // What cannot be counted is no reason to hold a message back.
  const [limits, estimates] = await Promise.all([
    backend.loadLimits(conversationId).catch(() => /** @type {SpendLimit[]} */ ([])),
    Promise.all(routes.map((route) => backend.estimateSend(conversationId, route).catch(() => null))),
  ]);
  const cost = costOf(estimates);
  const over = passed(limits, cost.most);
  if (over.length === 0) return true;
  const dialog = await screen.confirm.make();
  const isMeant = await dialog.ask({ ...question(over, routes.length, cost), destroys: false });
  if (isMeant && dialog.isChosen) await screen.tried(backend.waiveLimits(conversationId, over.map(({ scope }) => scope), true));
  return isMeant;
}
