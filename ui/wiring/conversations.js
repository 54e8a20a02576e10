// Which conversation is open, where its messages go, and the settings that belong to the whole window.

/** @import { ConversationView, Failure, Parameters, Route, Settings } from '../bindings.js' */
/** @import { SystemPrompt } from '../elements/system-prompt-dialog.js' */
/** @import { Drafts } from './drafts.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
/** @import { Turns } from './turns.js' */
import * as backend from '../backend.js';
import { countSet } from '../format/parameters.js';
import { afterSwitch } from '../state/message-window.js';
import { cachedBy } from '../state/transcript.js';

export class Conversations {
  #opened = 0;
  #isListing = false;
  /** What takes the route for which the picker is open; else it is for the chat. @type {((route: Route) => void) | null} */
  #taker = null;

  /**
   * @param {Session} session
   * @param {Screen} screen
   * @param {Turns} turns
   * @param {Drafts} drafts
   * @param {(view: ConversationView, around?: string | null) => void} show
   */
  constructor(session, screen, turns, drafts, show) {
    this.session = session;
    this.screen = screen;
    this.turns = turns;
    this.drafts = drafts;
    this.show = show;
  }

  /** Opens a conversation at its end, or at one of its messages. @param {string} id @param {string | null} [around] */
  async open(id, around = null) {
    this.screen.showDrawer(false);
    if (id === this.session.summary.id && around === null) return this.screen.focus();
    await this.#open(() => backend.openConversation(id, around), around);
  }

  /** Loads the next page of the sidebar. */
  async loadRows() {
    const { session, screen } = this;
    const { list, nextConversations } = session;
    if (nextConversations === null || this.#isListing) return;
    this.#isListing = true;
    const page = await screen.tried(backend.listConversations(list, nextConversations));
    this.#isListing = false;
    if (page && list === session.list && nextConversations === session.nextConversations) session.addRows(page);
    screen.showSidebar();
  }

  /** Reads the sidebar's rows again: others came in. */
  async reloadRows() {
    const { list } = this.session;
    const page = await this.screen.tried(backend.listConversations(list, null));
    if (page && list === this.session.list) this.session.addRows(page);
    this.screen.showSidebar();
  }

  /** Those that are gone for good; if one of them is open, a new chat takes its place. @param {string[]} ids */
  removed(ids) {
    this.session.removeRows(ids);
    this.screen.showSidebar();
    if (ids.includes(this.session.summary.id)) void this.#open(() => backend.newConversation());
  }

  /** Begins a chat, in the folder that the sidebar shows. */
  async start() {
    const { session, screen } = this;
    const folderId = session.list.kind === 'folder' ? session.list.folderId : null;
    screen.showDrawer(false);
    const isThere = session.summary.folders.length === (folderId ? 1 : 0) && (session.summary.folders[0] ?? null) === folderId;
    const isBlank = session.messages.length === 0 && screen.composer.text === '' && session.chips.length === 0;
    if (isBlank && isThere) return screen.focus();
    await this.#open(() => backend.newConversation(folderId));
  }

  /** Leaves a chat that was deleted or put away for a new one; the focus stays where it is in the sidebar. */
  async leave() {
    const wasInSidebar = this.screen.sidebar.contains(document.activeElement);
    await this.#open(() => backend.newConversation());
    if (wasInSidebar) this.screen.sidebar.rows.focusRow();
  }

  /** Begins a chat with all up to a message. @param {string} messageId */
  async fork(messageId) {
    await this.#open(() => backend.forkConversation(messageId));
  }

  /** @param {string} messageId */
  async switchVersion(messageId) {
    if (this.session.isAnswering) return;
    const view = await this.screen.tried(this.turns.during(backend.switchVersion(messageId)));
    if (view?.summary.id !== this.session.summary.id) return;
    this.session.window = afterSwitch(this.session.window, view.window);
    this.session.setRow(view.summary);
    this.turns.begin();
    this.screen.showVersion(messageId);
    // Other files stand in this version, or were sent in another form.
    void this.drafts.preview();
  }

  /** @param {Route} route @param {{ isDefault?: boolean }} [how] */
  async chooseRoute(route, { isDefault = false } = {}) {
    const { session, screen } = this;
    const taker = this.#taker;
    this.#taker = null;
    if (taker) return taker(route);
    const { id } = session.summary;
    // Who chooses a vendor by name wants it.
    if (session.settings.avoided.length > 0) await import('./picker.js').then(({ use }) => use(route, this));
    // First, because choosing may add the model to the settings: those of the page would be older then.
    if (isDefault) await this.changeSettings({ defaultRoute: route });
    const chosen = await screen.tried(backend.chooseRoute(id, route));
    if (chosen) this.routeChosen(id, chosen);
    screen.focus();
  }

  async openParameters() {
    const dialog = await this.screen.parameters.make();
    dialog.open(this.session.parameters, this.screen.isMac);
  }

  /** @param {Parameters} parameters */
  async saveParameters(parameters) {
    const { session, screen } = this;
    const { id } = session.summary;
    try {
      const saved = await backend.setParameters(id, parameters);
      if (session.summary.id === id) session.parameters = saved;
      screen.parameters.made?.close();
      screen.showHeader();
      screen.focus();
    } catch (failure) {
      screen.parameters.made?.showFailure(/** @type {Failure} */ (failure));
    }
  }

  async openSystemPrompt() {
    const { session, screen } = this;
    const dialog = await screen.systemPrompt.make();
    const text = session.parameters.systemPrompt;
    dialog.open({ text, isDefault: text !== '' && text === session.settings.defaultSystemPrompt }, screen.isMac);
  }

  /** @param {SystemPrompt} prompt */
  async saveSystemPrompt({ text, isDefault }) {
    const { session, screen } = this;
    const { id } = session.summary;
    const before = session.parameters.systemPrompt;
    const dialog = screen.systemPrompt.made;
    try {
      const saved = await backend.setParameters(id, { ...session.parameters, systemPrompt: text });
      if (session.summary.id === id) session.parameters = saved;
    } catch (failure) {
      return dialog?.showFailure(/** @type {Failure} */ (failure));
    }
    dialog?.close();
    screen.showHeader();
    const wasDefault = before !== '' && before === session.settings.defaultSystemPrompt;
    const defaultSystemPrompt = isDefault ? text : wasDefault ? '' : session.settings.defaultSystemPrompt;
    if (defaultSystemPrompt !== session.settings.defaultSystemPrompt) await this.changeSettings({ defaultSystemPrompt });
  }

  /** @param {string} conversationId @param {Route} route */
  routeChosen(conversationId, route) {
    this.session.setRoute(conversationId, route);
    this.screen.showHeader();
    this.screen.showSidebar();
  }

  /** @param {Partial<Settings>} change */
  async changeSettings(change) {
    const { session, screen } = this;
    const before = session.settings;
    session.settings = { ...before, ...change };
    screen.showSettings();
    try {
      session.settings = await backend.updateSettings(change);
    } catch (failure) {
      // What others changed meanwhile stays.
      const back = Object.keys(change).map((key) => [key, before[/** @type {keyof typeof before} */ (key)]]);
      session.settings = { ...session.settings, ...Object.fromEntries(back) };
      screen.showFailure(/** @type {Failure} */ (failure));
    }
    screen.showSettings();
  }

  /** Marks a model as favourite, or no more. @param {string} id */
  async toggleFavourite(id) {
    const { favouriteModels } = this.session.settings;
    await this.changeSettings({ favouriteModels: toggled(favouriteModels, id) });
  }

  /** Hides a model from the picker, or no more. @param {string} id */
  async toggleHidden(id) {
    const { hiddenModels } = this.session.settings;
    await this.changeSettings({ hiddenModels: toggled(hiddenModels, id) });
  }

  toggleSidebar() {
    const { screen, session } = this;
    if (screen.narrow.matches) return screen.showDrawer(!screen.app.hasAttribute('data-drawer'));
    void this.changeSettings({ isSidebarHidden: !session.settings.isSidebarHidden });
  }

  /** Asks for an answer again, with the model and vendor that the picker gives. @param {string} messageId */
  async tryWith(messageId) {
    if (this.session.isAnswering) return;
    await this.pick(this.session.summary.route, (route) => void this.turns.retry(messageId, route));
  }

  /** Lets a route be chosen that is not the chat's. @param {Route} route to begin with @param {(route: Route) => void} take */
  async pick(route, take) {
    await this.openPicker({ route });
    this.#taker = take;
  }

  /** A layer has closed: whoever chose nothing in the picker tries nothing. */
  layerClosed() {
    const isOpen = this.screen.picker.made?.isOpen ?? false;
    this.screen.header.isExpanded = isOpen;
    if (!isOpen) this.#taker = null;
  }

  /** @param {{ asksForVendor?: boolean, route?: Route }} [how] with the field for a vendor's name; another route than the chat's */
  async openPicker({ asksForVendor = false, route = this.session.summary.route } = {}) {
    const { session, screen } = this;
    this.#taker = null;
    const picker = await screen.picker.make();
    const { settings, gateway, gateways } = session;
    screen.header.isExpanded = true;
    picker.open({
      gateways: gateway.kind === 'demo' ? [gateway] : gateways,
      gateway: session.gatewayOf(route),
      models: session.models,
      settings,
      route,
      cached: cachedBy(session.messages),
      parametersSet: countSet(session.parameters),
      isMac: screen.isMac,
      asksForVendor,
    });
    picker.showUsage(await backend.loadUsage('month'));
  }

  /** Shows the open chat anew, as a command gives it. @param {() => Promise<ConversationView>} command */
  async reopen(command) {
    await this.#open(command);
  }

  /** @param {() => Promise<ConversationView>} command @param {string | null} [around] */
  async #open(command, around = null) {
    this.#opened += 1;
    const mine = this.#opened;
    await this.drafts.save();
    const view = await this.screen.tried(this.drafts.during(this.turns.during(command())));
    if (view && mine === this.#opened) this.show(view, around);
  }
}

/** @param {string[]} list @param {string} id */
function toggled(list, id) {
  return list.includes(id) ? list.filter((known) => known !== id) : [...list, id];
}
