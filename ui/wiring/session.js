// What the page knows at this moment: the last snapshot, changed by commands and events. Values only; `screen.js` shows
// them. Invariant: nothing of it is kept anywhere else in the page.

/** @import * as Bindings from '../bindings.js' */
/** @import { ChatDraft } from '../state/draft.js' */
import { merged, upsert, withRoute } from '../state/conversations.js';
import { chipsOf, isHeld, keptFiles, newDraft } from '../state/draft.js';
import { onceRoute } from '../state/mention.js';
import { runningAnswer } from '../state/transcript.js';

/** A gateway on this computer needs no network. */
const localHost = /^(localhost|.*\.localhost|127(\.\d+){3}|\[?::1\]?)(:\d+)?$/;

export class Session {
  /** @type {Bindings.MessageWindow} */
  #window = { messages: [], hasEarlier: false, hasLater: false };
  /** The answer that is being written, while the window is elsewhere in its conversation. @type {Bindings.MessageView | null} */
  #away = null;

  /**
   * @param {Bindings.Snapshot} snapshot
   * @param {Map<string, ChatDraft>} [drafts] the one that is shown, and those that hold what the core does not know
   * @param {Set<string>} [gone] files that left their draft, sent or removed: what is still heard of them is late
   */
  constructor(snapshot, drafts = new Map(), gone = new Set()) {
    this.version = snapshot.version;
    /** Of the chats that name none: the default one, or the demo. */
    this.gateway = snapshot.gateway;
    /** All of the list. */
    this.gateways = snapshot.gateways;
    this.settings = snapshot.settings;
    /** Which list the sidebar shows. @type {Bindings.ConversationList} */
    this.list = { kind: 'chats' };
    this.folders = snapshot.folders;
    /** The rows of it that are loaded, in its order. */
    this.conversations = snapshot.conversations.rows;
    /** The cursor of those that are not; null once all are. */
    this.nextConversations = snapshot.conversations.next;
    /** The models that are known, by the base URL of their gateway. */
    this.models = new Map([[snapshot.models.gateway, snapshot.models]]);
    this.vendors = snapshot.vendors;
    /** Why answers cannot be saved now, if they cannot. */
    this.savingFailure = snapshot.savingFailure;
    this.summary = snapshot.conversation.summary;
    this.window = snapshot.conversation.window;
    this.parameters = snapshot.conversation.parameters;
    /** Whether the first screen stands in place of the chats: there is neither a key nor anything to read. */
    this.isOnboarding = snapshot.gateway.key === 'missing' && this.messages.length === 0 && this.conversations.every(({ id }) => id === this.summary.id);
    /** Whether the system says that there is no network. */
    this.isNetworkDown = false;
    this.drafts = drafts;
    this.gone = gone;
    /** The draft that is shown. */
    this.draft = this.#enter(snapshot.conversation);
  }

  /** @param {Bindings.Snapshot} snapshot */
  load(snapshot) {
    const { conversation } = snapshot;
    this.#away = null;
    const { isNetworkDown } = this;
    Object.assign(this, new Session(snapshot, this.drafts, this.gone), { window: conversation.window, isNetworkDown });
  }

  /** Forgets all and begins with what stands in its place. @param {Bindings.Snapshot} snapshot */
  replace(snapshot) {
    this.drafts.clear();
    this.gone.clear();
    this.load(snapshot);
  }

  /** @param {Bindings.ConversationView} view */
  openConversation(view) {
    this.draft.wasAnswering = this.isAnswering;
    this.summary = view.summary;
    this.#away = null;
    this.#window = view.window;
    this.parameters = view.parameters;
    this.draft = this.#enter(view);
    this.conversations = upsert(this.conversations, [view.summary], this);
  }

  /** @param {Bindings.ConversationSummary} row */
  setRow(row) {
    this.setRows([row]);
  }

  /** @param {Bindings.ConversationSummary[]} rows */
  setRows(rows) {
    this.conversations = upsert(this.conversations, rows, this);
    this.summary = rows.find(({ id }) => id === this.summary.id) ?? this.summary;
  }

  /** Shows another list. @param {Bindings.ConversationList} list @param {Bindings.ConversationPage} page */
  setList(list, { rows, next }) {
    this.list = list;
    this.conversations = rows;
    this.nextConversations = next;
  }

  /** @param {Bindings.ConversationPage} page */
  addRows({ rows, next }) {
    this.conversations = merged(this.conversations, rows, this.list);
    this.nextConversations = next;
  }

  /** @param {readonly string[]} conversationIds */
  removeRows(conversationIds) {
    const gone = new Set(conversationIds);
    this.conversations = this.conversations.filter(({ id }) => !gone.has(id));
  }

  /** Takes in what is known now of who served answers; whether any of them is shown. @param {[string, Bindings.Evidence][]} answers */
  setEvidence(answers) {
    const known = new Map(answers);
    const isShown = this.messages.some(({ id }) => known.has(id));
    const told = (/** @type {Bindings.MessageView} */ message) => {
      const evidence = known.get(message.id);
      return evidence && message.turn ? { ...message, turn: { ...message.turn, evidence } } : message;
    };
    if (isShown) this.#window = { ...this.#window, messages: this.#window.messages.map(told) };
    return isShown;
  }

  /** @param {string} conversationId @param {Bindings.Route} route */
  setRoute(conversationId, route) {
    this.conversations = withRoute(this.conversations, conversationId, route);
    if (conversationId === this.summary.id) this.summary = { ...this.summary, route };
  }

  /** Where a route leads. In the demo every one leads to it. @param {Bindings.Route} route @returns {Bindings.GatewayView} */
  gatewayOf(route) {
    const named = this.gateway.kind === 'demo' ? undefined : this.gateways.find(({ baseUrl }) => baseUrl === route.gateway);
    return named ?? this.gateway;
  }

  /** The models of the gateway of the chats that name none. */
  get modelIds() {
    const families = this.models.get(this.gateway.baseUrl)?.families ?? [];
    return families.flatMap(({ models }) => models.map(({ id }) => id));
  }

  /** What the first words of a message say of where it goes, if anything. @param {string} text */
  onceRoute(text) {
    const { route } = this.summary;
    const gateway = this.gatewayOf(route);
    return onceRoute(text, { route, vendors: gateway.vendors, models: this.models.get(gateway.baseUrl) });
  }

  /** The draft of a view: the files as the core has them, all else as it was left. @param {Bindings.ConversationView} view */
  #enter({ summary: { id }, draft: stored }) {
    const draft = this.drafts.get(id) ?? newDraft(id, stored.text);
    draft.chips = chipsOf(stored).filter((chip) => !this.gone.has(chip.id));
    draft.preview = null;
    this.drafts.set(id, draft);
    return draft;
  }

  /** Forgets the drafts that are not shown and hold nothing of their own. */
  tidyDrafts() {
    for (const [id, draft] of this.drafts) {
      if (draft !== this.draft && !isHeld(draft)) this.drafts.delete(id);
    }
  }

  get chips() {
    return this.draft.chips;
  }

  /** How the files go out, once that is known. */
  get preview() {
    return this.draft.preview;
  }

  /** The message that the draft will be another version of. */
  get replaces() {
    return this.draft.replaces;
  }

  /** Its files that the draft keeps. */
  get kept() {
    return keptFiles(this.draft);
  }

  /** Whether what is sent now would not arrive. */
  get isOffline() {
    return this.isOfflineIn(this.summary.id);
  }

  /** The same of another chat, which may go to another gateway. @param {string} conversationId */
  isOfflineIn(conversationId) {
    const row = conversationId === this.summary.id ? this.summary : this.conversations.find(({ id }) => id === conversationId);
    const { kind, host } = row ? this.gatewayOf(row.route) : this.gateway;
    return this.isNetworkDown && kind !== 'demo' && !localHost.test(host);
  }

  get isQueued() {
    return this.draft.isQueued;
  }

  get isSending() {
    return this.draft.isSending;
  }

  get drawing() {
    return this.draft.drawing;
  }

  /** The messages that are loaded. */
  get window() {
    return this.#window;
  }

  set window(window) {
    const { running } = this;
    const isElsewhere = window.hasLater && !window.messages.some(({ id }) => id === running?.id);
    this.#window = window;
    this.#away = isElsewhere ? running : null;
  }

  get messages() {
    return this.#window.messages;
  }

  /** The answer that is being written, if it is known. */
  get running() {
    return runningAnswer(this.messages) ?? this.#away;
  }

  get isAnswering() {
    return this.running !== null || (this.#window.hasLater && this.summary.isRunning);
  }

  /** Changes messages where they stand. @param {(messages: Bindings.MessageView[]) => Bindings.MessageView[]} change */
  changeMessages(change) {
    this.#window = { ...this.#window, messages: change(this.#window.messages) };
    if (this.#away) this.#away = runningAnswer(change([this.#away]));
  }
}
