// Repeat and measure, opened from the menu or a comparison. Asks before anything is sent. Imported when it is first needed.

/** @import { Failure, StartTrials } from '../bindings.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { TrialsDialog } from '../elements/trials-dialog.js';
import { failureReason } from '../failures.js';
import { count } from '../format/figures.js';
import { passed, passedIn } from '../format/limits.js';
import { sentences } from '../format/lists.js';
import { dollars } from '../format/money.js';
import { trials as words } from '../strings/en/trials.js';
import { locale } from '../words.js';

/** @type {TrialsDialog | null} */
let dialog = null;

/** @param {Parts} parts */
export async function openTrials(parts) {
  const { screen, session } = parts;
  dialog ??= made(parts);
  const prompts = await screen.tried(backend.loadPrompts());
  if (!prompts) return;
  const { route } = session.summary;
  dialog.open({ prompts, route, vendors: session.gatewayOf(route).vendors, text: screen.composer.text });
  await refresh(parts);
}

/** What came of them meanwhile, if anybody looks. @param {Parts} parts */
export async function refresh({ screen }) {
  if (!dialog?.isOpen) return;
  const trials = await screen.tried(backend.loadTrials());
  if (trials) dialog.show(trials);
}

/** @param {Parts} parts */
function made(parts) {
  const { screen, session, conversations, prompts } = parts;
  const made = new TrialsDialog();
  made.addEventListener('trial-pick', (event) => void conversations.pick(event.detail, (route) => made.showRoute(route, session.gatewayOf(route).vendors)));
  made.addEventListener('trial-stop', (event) => void screen.tried(backend.stopTrial(event.detail)));
  made.addEventListener('trials-start', (event) => void start(event.detail, made, parts));
  made.addEventListener('trials-prompts', () => {
    void prompts.manage();
    // What is saved there can be chosen here.
    screen.prompts.made?.addEventListener('layer-close', () => void backend.loadPrompts().then((saved) => made.showPrompts(saved)), { once: true });
  });
  document.body.append(made);
  return made;
}

/** Says what it will come to, and starts it if that is meant. @param {StartTrials} trials @param {TrialsDialog} made @param {Parts} parts */
async function start(trials, made, parts) {
  try {
    const estimate = await backend.estimateTrials(trials);
    const [low, high] = [count(estimate.tokens.low, locale), count(estimate.tokens.high, locale)];
    const cost = estimate.cost ? words.confirmCost(low, high, dollars(estimate.cost[1] ?? 0)) : words.confirmUnpriced(low, high);
    const over = await overLimits(estimate.cost?.[1] ?? 0);
    const confirm = await parts.screen.confirm.make();
    const isMeant = await confirm.ask({ title: words.confirmTitle(estimate.requests), body: sentences([cost, over]), action: words.confirmSend(estimate.requests), destroys: false });
    if (!isMeant) return;
    await backend.startTrials(trials);
    await refresh(parts);
  } catch (failure) {
    made.fail(failureReason(/** @type {Failure} */ (failure)));
  }
}

/** What is said of the limits that this would pass. A trial is a chat of its own. @param {number} most */
async function overLimits(most) {
  return passedIn(passed(await backend.loadLimits(null), most));
}
