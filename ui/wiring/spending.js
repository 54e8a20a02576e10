// The month's limit: asks before a message would pass it, and never ends an answer. Imported when a limit is set.

/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { passesLimit } from '../format/estimate.js';
import { dollars } from '../format/money.js';
import { spending as words } from '../strings/en/price.js';

/** Whether a message may go out: it stays within the limit, or the person says so. @param {Session} session @param {Screen} screen */
export async function mayGo(session, screen) {
  const { settings, draft } = session;
  const once = session.onceRoute(draft.text)?.route ?? null;
  const limit = settings.monthlyLimit;
  // What cannot be counted is no reason to hold a message back.
  const estimate = limit === null ? null : await backend.estimateSend(draft.conversationId, once).catch(() => null);
  if (limit === null || estimate === null || !passesLimit(estimate, limit)) return true;
  const dialog = await screen.confirm.make();
  const [month, most] = [dollars(estimate.month ?? 0), dollars(limit)];
  const body = estimate.cost ? words.body(month, most, dollars(estimate.cost[1] ?? 0)) : words.bodyUnpriced(month, most);
  return dialog.ask({ title: words.title, body, action: words.send });
}
