// The scoreboard, opened from the menu or the sidebar. Imported when it is first needed.

/** @import { UsagePeriod } from '../bindings.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { UsageDialog } from '../elements/usage-dialog.js';
import { usage as words } from '../strings/en-usage.js';

/** @type {UsageDialog | null} */
let dialog = null;

/** @param {Parts} parts */
export function openUsage(parts) {
  dialog ??= made(parts);
  dialog.open();
}

/** @param {Parts} parts */
function made({ screen }) {
  const made = new UsageDialog();
  /** @param {Event} event @returns {UsagePeriod} */
  const period = (event) => /** @type {CustomEvent} */ (event).detail;
  made.addEventListener('usage-wanted', async (event) => {
    const report = await screen.tried(backend.loadUsage(period(event)));
    if (report) made.show(report);
  });
  made.addEventListener('usage-export', async (event) => {
    if (await screen.tried(backend.exportUsage(period(event)))) made.say(words.exported);
  });
  document.body.append(made);
  return made;
}
