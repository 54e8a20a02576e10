// The context view and what can be done in it, and what the request for an answer lacked. Imported when it is first needed.

/** @import { ContextQuery, ContextView, MessageFlags, Omission } from '../bindings.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { ContextDialog } from '../elements/context-dialog.js';
import { OmissionsDialog } from '../elements/omissions-dialog.js';
import { replacedBy } from '../state/draft.js';

/** @type {ContextDialog | null} */
let dialog = null;
/** @type {OmissionsDialog | null} */
let omissions = null;
/** What is shown. @type {ContextView | null} */
let shown = null;

/** @param {Parts} parts @param {string | null} [messageId] the message that it opens at */
export async function openContext(parts, messageId = null) {
  await parts.drafts.save();
  shown = await load(parts, 0, messageId);
  if (!shown) return;
  dialog ??= made(parts);
  dialog.open(shown, pending(parts), messageId);
}

/** @param {readonly Omission[]} list */
export function showOmissions(list) {
  if (!omissions) document.body.append((omissions = new OmissionsDialog()));
  omissions.open(list);
}

/** @param {Parts} parts @param {number} count how many messages are shown @param {string | null} through @returns {ContextQuery} */
function query({ session }, count, through) {
  const { draft } = session;
  const once = session.onceRoute(draft.text)?.route ?? null;
  return { conversationId: draft.conversationId, once, replaces: replacedBy(draft), shown: count, through };
}

/** @param {Parts} parts @param {number} count @param {string | null} [through] */
async function load(parts, count, through = null) {
  return (await parts.screen.tried(backend.loadContext(query(parts, count, through)))) ?? null;
}

/** @param {Parts} parts */
function pending({ session }) {
  return session.chips.filter(({ state }) => state === 'preparing').map(({ name }) => name);
}

/** Shows what is there now, of as many messages as were shown. @param {Parts} parts */
async function refresh(parts) {
  const next = await load(parts, shown?.messages.length ?? 0);
  if (!next) return;
  shown = next;
  dialog?.show(next, pending(parts));
  void parts.drafts.estimate();
}

/** @param {Parts} parts */
async function showEarlier(parts) {
  const [first] = shown?.messages ?? [];
  if (!first?.id) return;
  const page = await parts.screen.tried(backend.loadEarlierContext(query(parts, 0, null), first.id));
  // What came meanwhile has it already.
  if (!page || shown?.messages[0]?.id !== first.id) return;
  shown = { ...shown, messages: [...page, ...shown.messages], earlier: Math.max(0, shown.earlier - page.length) };
  dialog?.show(shown, pending(parts));
}

/** The chat shows what was decided, too. @param {Parts} parts @param {string[]} ids @param {Partial<MessageFlags>} flags */
async function flagged(parts, ids, flags) {
  const changed = new Set(ids);
  parts.session.changeMessages((messages) => messages.map((message) => (changed.has(message.id) ? { ...message, flags: { ...message.flags, ...flags } } : message)));
  parts.screen.showConversation();
  await refresh(parts);
}

/** @param {Parts} parts */
function made(parts) {
  const made = new ContextDialog();
  /**
   * @template {keyof import('../page-events.js').ElementEvents} T
   * @param {T} type @param {(event: CustomEvent<import('../page-events.js').ElementEvents[T]>) => Promise<void>} work
   */
  const on = (type, work) => made.addEventListener(type, (event) => void work(/** @type {CustomEvent} */ (/** @type {Event} */ (event))));
  on('context-exclude', async ({ detail: { id, isLeftOut } }) => {
    const isDone = await parts.screen.tried(backend.excludeMessages([id], isLeftOut).then(() => true));
    if (isDone) await flagged(parts, [id], { isLeftOut });
  });
  on('context-pin', async ({ detail: { id, isPinned } }) => {
    const isDone = await parts.screen.tried(backend.pinMessage(id, isPinned).then(() => true));
    if (isDone) await flagged(parts, [id], { isPinned });
  });
  on('context-prompt', async ({ detail: isExcluded }) => {
    const isDone = await parts.screen.tried(backend.excludeSystemPrompt(parts.session.summary.id, isExcluded).then(() => true));
    if (isDone) await refresh(parts);
  });
  const excludeThrough = (/** @type {boolean} */ wholeTurns) => async (/** @type {CustomEvent<string>} */ { detail: id }) => {
    const ids = await parts.screen.tried(backend.excludeThrough(id, wholeTurns));
    if (ids) await flagged(parts, ids, { isLeftOut: true });
  };
  on('context-exclude-earlier', excludeThrough(false));
  on('context-fit', excludeThrough(true));
  on('context-include-all', async () => {
    const ids = await parts.screen.tried(backend.includeAll(parts.session.summary.id));
    if (ids) await flagged(parts, ids, { isLeftOut: false });
  });
  on('context-earlier', () => showEarlier(parts));
  on('context-file', async ({ detail: { id, isLeftOut } }) => {
    await parts.drafts.follow(parts.files.leaveOut([id], isLeftOut));
    await refresh(parts);
  });
  document.body.append(made);
  return made;
}
