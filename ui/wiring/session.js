// What the page knows at this moment: the last snapshot, changed by commands and events. Values only; `screen.js` shows
// them. Invariant: nothing of it is kept anywhere else in the page.

/** @import * as Bindings from '../bindings.js' */
/** @import { Chip } from '../state/draft.js' */
import { upsert, withRoute } from '../state/conversations.js';
import { readyChip } from '../state/draft.js';
import { runningAnswer } from '../state/transcript.js';

export class Session {
  /** @param {Bindings.Snapshot} snapshot */
  constructor(snapshot) {
    this.version = snapshot.version;
    this.gateway = snapshot.gateway;
    this.settings = snapshot.settings;
    this.conversations = snapshot.conversations;
    this.models = snapshot.models;
    this.vendors = snapshot.vendors;
    this.summary = snapshot.conversation.summary;
    this.messages = snapshot.conversation.messages;
    this.parameters = snapshot.conversation.parameters;
    /** @type {Chip[]} */
    this.chips = snapshot.conversation.draft.attachments.map(readyChip);
    /** How the files go out, once that is known. @type {Bindings.SendPlan | null} */
    this.plan = null;
    /** The message that the draft will be another version of. @type {Bindings.MessageView | null} */
    this.replaces = null;
    /** What stood in the composer before an earlier message was edited. */
    this.textBeforeEdit = '';
    /** Whether Enter was pressed and the draft goes out by itself once it may. */
    this.isQueued = false;
    /** Whether a message is on its way to the core. */
    this.isSending = false;
    /** The file that the message which is on its way waits for. @type {{ attachmentId: string, page: number, of: number } | null} */
    this.drawing = null;
  }

  /** @param {Bindings.Snapshot} snapshot */
  load(snapshot) {
    Object.assign(this, new Session(snapshot));
  }

  /** @param {Bindings.ConversationView} view */
  openConversation(view) {
    this.summary = view.summary;
    this.messages = view.messages;
    this.parameters = view.parameters;
    this.chips = view.draft.attachments.map(readyChip);
    this.plan = null;
    this.replaces = null;
    this.isQueued = false;
    this.conversations = upsert(this.conversations, view.summary);
  }

  /** @param {Bindings.ConversationSummary} row */
  setRow(row) {
    this.conversations = upsert(this.conversations, row);
    if (row.id === this.summary.id) this.summary = row;
  }

  /** @param {string} conversationId @param {Bindings.Route} route */
  setRoute(conversationId, route) {
    this.conversations = withRoute(this.conversations, conversationId, route);
    if (conversationId === this.summary.id) this.summary = { ...this.summary, route };
  }

  get running() {
    return runningAnswer(this.messages);
  }

  get isAnswering() {
    return this.running !== null;
  }
}
