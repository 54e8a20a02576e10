// The scoreboard, opened from the menu or the sidebar. Imported when it is first needed.

/** @import { UsagePeriod } from '../bindings.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { UsageDialog } from '../elements/usage-dialog.js';
import { usage as words } from '../strings/en/usage.js';

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
  made.addEventListener('usage-wanted', (event) => void load(event.detail));
  made.addEventListener('usage-export', (event) => void save(event.detail));
  /** @param {UsagePeriod} wanted */
  const load = async (wanted) => {
    const report = await screen.tried(backend.loadUsage(wanted));
    if (report) made.show(report);
  };
  /** @param {UsagePeriod} wanted */
  const save = async (wanted) => {
    if (await screen.tried(backend.exportUsage(wanted))) made.say(words.exported);
  };
  document.body.append(made);
  return made;
}
