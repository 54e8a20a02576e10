// The context view and what can be done in it, and what the request for an answer lacked. Imported when it is first needed.

/** @import { ContextMessage, ContextView, MessageFlags, Omission } from '../bindings.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { ContextDialog } from '../elements/context-dialog.js';
import { OmissionsDialog } from '../elements/omissions-dialog.js';
import { replacedBy } from '../state/draft.js';

/** @type {ContextDialog | null} */
let dialog = null;
/** @type {OmissionsDialog | null} */
let omissions = null;
/** The pages before the newest one that were asked for. @type {ContextMessage[]} */
let earlier = [];

/** @param {Parts} parts */
export async function openContext(parts) {
  await parts.drafts.save();
  earlier = [];
  const context = await load(parts, 0);
  if (!context) return;
  dialog ??= made(parts);
  dialog.open(context, pending(parts));
}

/** @param {readonly Omission[]} list */
export function showOmissions(list) {
  if (!omissions) document.body.append((omissions = new OmissionsDialog()));
  omissions.open(list);
}

/** @param {Parts} parts @param {number} shown @returns {Promise<ContextView | undefined>} */
async function load({ session, screen }, shown) {
  const { draft } = session;
  const once = session.onceRoute(draft.text)?.route ?? null;
  return screen.tried(backend.loadContext({ conversationId: draft.conversationId, once, replaces: replacedBy(draft), shown }));
}

/** @param {Parts} parts */
function pending({ session }) {
  return session.chips.filter(({ state }) => state === 'preparing').map(({ name }) => name);
}

/** Shows what is there now: as many pages as were shown. @param {Parts} parts */
async function refresh(parts) {
  const wanted = earlier.length;
  const newest = await load(parts, 0);
  if (!newest) return;
  let [view, messages] = [newest, newest.messages];
  while (messages.length < newest.messages.length + wanted && view.earlier > 0) {
    const next = await load(parts, messages.length);
    if (!next) return;
    [view, messages] = [next, [...next.messages, ...messages]];
  }
  earlier = messages.slice(0, messages.length - newest.messages.length);
  dialog?.show({ ...newest, messages, earlier: view.earlier }, pending(parts));
  void parts.drafts.estimate();
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
  on('context-earlier', async () => {
    const newest = await load(parts, 0);
    if (!newest) return;
    const page = await load(parts, newest.messages.length + earlier.length);
    if (!page) return;
    earlier = [...page.messages, ...earlier];
    made.show({ ...newest, messages: [...earlier, ...newest.messages], earlier: page.earlier }, pending(parts));
  });
  on('context-file', async ({ detail: { id, isLeftOut } }) => {
    await parts.drafts.follow(parts.files.leaveOut([id], isLeftOut));
    await refresh(parts);
  });
  document.body.append(made);
  return made;
}
