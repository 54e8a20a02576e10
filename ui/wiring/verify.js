// *Verify this vendor*: shows what would be sent, sends it if the person says so, and tells what came of it. Imported when it is first asked for.

/** @import { Parts } from './events.js' */
/** @import { EvidenceList } from '../elements/evidence-list.js' */
import * as backend from '../backend.js';
import { failureReason } from '../failures.js';
import { dollars } from '../format/money.js';
import { verification as words } from '../strings/en/verify.js';

/** @param {string} messageId @param {EvidenceList} list where it is told @param {Parts} parts */
export async function verify(messageId, list, { screen }) {
  try {
    const check = await backend.checkVendor(messageId);
    if (check.kind === 'impossible') return list.say(words.impossible[check.because](check.vendor));
    const { vendor, model, host, said, tokens, cost } = check;
    const price = cost === null ? null : dollars(cost);
    const dialog = await screen.confirm.make();
    const body = words.body(host, vendor, model, said[0] ?? '', said[1] ?? '', tokens, price);
    if (!(await dialog.ask({ title: words.title(vendor), body, action: words.send, destroys: false }))) return;
    list.say(words.sending);
    await backend.verifyVendor(messageId);
    screen.note(words.done(vendor));
  } catch (failure) {
    list.say(words.failed(failureReason(/** @type {import('../bindings.js').Failure} */ (failure))));
  }
}
