// The scoreboard, opened from the menu or the sidebar. Imported when it is first needed.

/** @import { UsagePeriod } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { ChatUsageDialog } from '../elements/chat-usage-dialog.js';
import { UsageDialog } from '../elements/usage-dialog.js';
import { usage as words } from '../strings/en/usage.js';

/** @type {UsageDialog | null} */
let dialog = null;

/** @param {Parts} parts */
export function openUsage(parts) {
  dialog ??= made(parts);
  dialog.open();
}

/** @type {ChatUsageDialog | null} */
let ofChat = null;

/** What one chat came to. @param {Screen} screen @param {string} conversationId */
export async function openChatUsage(screen, conversationId) {
  const usage = await screen.tried(backend.loadChatUsage(conversationId));
  if (!usage) return;
  ofChat ??= madeOfChat(screen);
  ofChat.open(conversationId, usage);
}

/** @param {Screen} screen */
function madeOfChat(screen) {
  const made = new ChatUsageDialog();
  made.addEventListener('limit-ask-again', ({ detail: conversationId }) => {
    const again = backend.waiveLimits(conversationId, ['chat'], false).then(() => backend.loadChatUsage(conversationId));
    void screen.tried(again).then((usage) => usage && made.show(usage));
  });
  document.body.append(made);
  return made;
}

/** @param {Parts} parts */
function made({ screen, conversations }) {
  const made = new UsageDialog();
  made.addEventListener('usage-wanted', (event) => void load(event.detail));
  made.addEventListener('conversation-open', (event) => {
    made.close();
    void conversations.open(event.detail.id);
  });
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
