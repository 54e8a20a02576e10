// What to be told before a message goes out: files that the model does not take, and requests that are too much.
// Pure. Invariant: what is inferred is not said as if it were known. The core decides (`chat/plan.rs`); the words are here.

/** @import { ModelInput, SendPlan } from '../bindings.js' */
import { words } from '../words.js';

/**
 * `input`: what the model does not take, if it is about that; `files`: those that go out as that.
 * @typedef {{ text: string, input: ModelInput | null, files: string[] }} PlanNote
 */

/** @param {SendPlan | null} plan @returns {PlanNote[]} */
export function planNotes(plan) {
  if (!plan) return [];
  const { untaken, warnings } = words.planNotes;
  const aboutModel = plan.untaken.map(({ input, because, drafted, earlier }) => ({
    text: untaken[because][input] + (earlier.length > 0 ? words.planNotes.earlier(input, earlier.length) : '.'),
    input,
    files: [...drafted, ...earlier],
  }));
  const aboutAll = plan.warnings.map((warning) => ({ text: warnings[warning](plan.images), input: null, files: [] }));
  return [...aboutModel, ...aboutAll];
}
