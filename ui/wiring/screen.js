// Shows the session: hands its values down to the elements. It holds the elements and decides nothing.

/** @import { Failure, GatewayView, SendEstimate, SendPreview } from '../bindings.js' */
/** @import { Session } from './session.js' */
import { AnswerMessage } from '../elements/answer-message.js';
import { ChatComposer } from '../elements/chat-composer.js';
import { ChatHeader } from '../elements/chat-header.js';
import { ChatSidebar } from '../elements/chat-sidebar.js';
import { ChatTranscript } from '../elements/chat-transcript.js';
import { DockStrip } from '../elements/dock-strip.js';
import { DropOverlay } from '../elements/drop-overlay.js';
import '../elements/starter-list.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { SavingNotice } from '../elements/saving-notice.js';
import { attachmentReason } from '../failures.js';
import { modeLabel } from '../format/answer-metadata.js';
import { estimateParts } from '../format/estimate.js';
import { count, size } from '../format/figures.js';
import { rounded } from '../format/files.js';
import { lengthNote, reasoningNote, sendNotes } from '../format/send-notes.js';
import { sidebarGroups } from '../state/sidebar-groups.js';
import { onEnter, readyChip } from '../state/draft.js';
import { WaitingList } from '../elements/waiting-list.js';
import { locale, words } from '../words.js';
import { Lazy } from './lazy.js';

/** @template {HTMLElement} T @param {string} selector @param {new () => T} type @returns {T} */
function find(selector, type) {
  const element = document.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`no ${selector} in the page`);
  return element;
}

/** How long a passing note can be read. */
const noteMs = 5000;

export class Screen {
  app = find('#app', HTMLElement);
  dock = find('#dock', HTMLElement);
  passing = find('#passing-note', HTMLElement);
  scrim = find('#drawer-scrim', HTMLElement);
  announcements = find('#announcements', HTMLElement);
  failure = find('#dock-failure', FailureNotice);
  saving = find('saving-notice', SavingNotice);
  sidebar = find('chat-sidebar', ChatSidebar);
  header = find('chat-header', ChatHeader);
  transcript = find('chat-transcript', ChatTranscript);
  composer = find('chat-composer', ChatComposer);
  drop = find('drop-overlay', DropOverlay);
  strip = find('dock-strip', DockStrip);
  waiting = find('waiting-list', WaitingList);
  onboarding = new Lazy(() => import('../elements/onboarding-screen.js').then((module) => module.OnboardingScreen));
  picker = new Lazy(() => import('../elements/route-picker.js').then((module) => module.RoutePicker));
  parameters = new Lazy(() => import('../elements/parameters-dialog.js').then((module) => module.ParametersDialog));
  settings = new Lazy(() => import('../elements/settings-dialog.js').then((module) => module.SettingsDialog));
  find = new Lazy(() => import('../elements/find-bar.js').then((module) => module.FindBar));
  search = new Lazy(() => import('../elements/search-palette.js').then((module) => module.SearchPalette));
  systemPrompt = new Lazy(() => import('../elements/system-prompt-dialog.js').then((module) => module.SystemPromptDialog));
  keyDialog = new Lazy(() => import('../elements/key-dialog.js').then((module) => module.KeyDialog));
  sending = new Lazy(() => import('../elements/sending-dialog.js').then((module) => module.SendingDialog));
  menu = new Lazy(() => import('../elements/context-menu.js').then((module) => module.ContextMenu));
  confirm = new Lazy(() => import('../elements/confirm-dialog.js').then((module) => module.ConfirmDialog));
  branches = new Lazy(() => import('../elements/branches-dialog.js').then((module) => module.BranchesDialog));
  prompts = new Lazy(() => import('../elements/prompts-dialog.js').then((module) => module.PromptsDialog));
  promptList = new Lazy(() => import('../elements/prompt-list.js').then((module) => module.PromptList));
  folder = new Lazy(() => import('../elements/folder-dialog.js').then((module) => module.FolderDialog));
  toast = new Lazy(() => import('../elements/undo-toast.js').then((module) => module.UndoToast));
  linkDialog = new Lazy(() => import('../elements/link-dialog.js').then((module) => module.LinkDialog));
  about = new Lazy(() => import('../elements/about-dialog.js').then((module) => module.AboutDialog));
  preview = new Lazy(() => import('../elements/file-preview.js').then((module) => module.FilePreview));
  isMac = /Mac/.test(navigator.userAgent);
  narrow = matchMedia('(max-width: 720px)');
  /** Once what is shown can be used: what it needs may still be imported. @type {Promise<void>} */
  settled = Promise.resolve();
  /** Called when what can be done now may be something else. */
  onShown = () => {};
  /** How many lanes are asked, while answers are compared. @type {number | null} */
  lanes = null;
  #noteTimer = 0;
  /** What had the focus before the drawer opened. @type {Element | null} */
  #drawerOpener = null;

  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    find('.greeting', HTMLElement).textContent = words.composer.greeting;
    find('.side', HTMLElement).ariaLabel = words.sidebar.label;
  }

  /** Shows another conversation, or all of it for the first time; the focus stays where it is. @param {string} text of the composer @param {string | null} [around] the message to show it at; else the end */
  showAll(text, around = null) {
    const { session } = this;
    this.app.hidden = session.isOnboarding;
    this.showSettings();
    this.showGateway();
    this.saving.show(this.session.savingFailure);
    this.composer.text = text;
    this.hideFailure();
    this.settled = this.showOnboarding();
    this.#showAround();
    // Last, because it measures what it shows.
    this.transcript.open(session.window, this.gateway, around);
  }

  /** Shows the open conversation as it is now. */
  showConversation() {
    this.showMessages();
    this.#showAround();
  }

  /** Shows other messages of the open conversation, or more of them. */
  showMessages() {
    this.transcript.update(this.session.window, this.gateway);
  }

  /** Shows another version of a message in its place. @param {string} messageId */
  showVersion(messageId) {
    this.transcript.showVersion(this.session.window, this.gateway, messageId);
    this.#showAround();
  }

  #showAround() {
    this.app.toggleAttribute('data-empty', this.session.messages.length === 0 && this.lanes === null);
    this.showHeader();
    this.showSidebar();
    this.showComposer();
  }

  /** Shows what stands in place of the conversations while there is no key, or takes it away. */
  async showOnboarding() {
    const isWanted = () => this.session.isOnboarding;
    const onboarding = isWanted() ? await this.onboarding.make() : this.onboarding.made;
    if (!onboarding) return;
    onboarding.hidden = !isWanted();
    if (isWanted()) onboarding.show(this.session.gateway);
  }

  showHeader() {
    const { summary, parameters } = this.session;
    const { title, isArchived, deletedAtMs } = summary;
    const state = deletedAtMs !== null ? words.library.deleted : isArchived ? words.library.archived : '';
    const gateway = this.session.gatewayOf(summary.route);
    this.header.show(summary, state, gateway.isDefault ? null : gateway, parameters.systemPrompt !== '');
    document.title = title ? `${title} - YouRouter Chat` : 'YouRouter Chat';
  }

  showSidebar() {
    const { conversations, summary, nextConversations, list, folders } = this.session;
    const groups = sidebarGroups({ list, folders, rows: conversations }, Date.now(), locale, words.sidebar);
    this.sidebar.showPlace(list, folders);
    this.sidebar.rows.show(groups, summary.id, nextConversations !== null, words.library.none[list.kind]);
  }

  /** Files that are refused stand first: of many not all are in view. */
  showComposer() {
    const { chips, draft, kept, drawing, isAnswering, messages, preview } = this.session;
    const next = this.nextOnEnter();
    this.composer.show({
      chips: [...kept.map(readyChip), ...chips].map((chip, index) => ({
        id: chip.id,
        isKept: index < kept.length,
        name: chip.name,
        view: chip.state === 'failed' ? null : chip.view,
        isPreparing: chip.state === 'preparing',
        progress: chip.state === 'preparing' ? chip.progress : null,
        reason: chip.state === 'failed' ? attachmentReason(chip.failure) : null,
        preview: preview?.files.find((one) => one.id === chip.id) ?? null,
      })).sort((one, other) => Number(other.reason !== null) - Number(one.reason !== null)),
      notes: [...sendNotes(preview), ...reasoningNote(draft.estimate), ...lengthNote(draft.estimate, locale)],
      ...costOf(draft.text.trim() === '' ? null : draft.estimate, preview),
      isAnswering: isAnswering || drawing !== null,
      canSend: next !== 'nothing',
      ...this.#hint(next),
      isEmptyChat: messages.length === 0,
      isEditing: this.session.replaces !== null,
      lanes: this.lanes,
    });
    this.transcript.editing = this.session.replaces?.id ?? '';
    this.#showStrip();
    this.onShown();
  }

  #showStrip() {
    const { key, kind, host } = this.session.gatewayOf(this.session.summary.route);
    const situation = this.session.isOffline ? 'offline' : kind === 'demo' ? 'demo' : key === 'missing' ? 'keyless' : null;
    this.strip.show(situation, host);
    this.waiting.show(this.session.draft.waiting.map(({ text, chips }) => ({ text, files: chips.length })));
  }

  /** What is on its way, where it goes, and what Enter will do; `isOnce` says that it is about where. @param {ReturnType<typeof onEnter>} next */
  #hint(next) {
    const { drawing, isQueued } = this.session;
    const { hintAnswering, hintQueued, hintWaiting } = words.composer;
    const said = (hint = '', isOnce = false) => ({ hint, isOnce });
    if (drawing) return said(words.composer.drawing(drawing.page, drawing.of));
    if (isQueued && next === 'waitForFile') return said(hintWaiting);
    if (isQueued && next !== 'nothing') return said(hintQueued);
    const once = next === 'nothing' ? null : this.session.onceRoute(this.composer.text);
    if (once) return said(words.composer.once(once.route.model, modeLabel(once.route)), true);
    return said(next === 'waitForAnswer' ? hintAnswering : '');
  }

  /** What the notices of answers name and offer. */
  get gateway() {
    const { name, host } = this.session.gatewayOf(this.session.summary.route);
    return { name, host, offersAuto: this.session.settings.failover !== 'off' };
  }

  nextOnEnter() {
    const { chips, kept, isAnswering, isSending, draft } = this.session;
    return onEnter({ text: this.composer.text, chips, isAnswering: isAnswering || isSending, keepsFiles: kept.length > 0, coming: draft.coming });
  }

  showSettings() {
    const { settings } = this.session;
    const { dataset } = document.documentElement;
    if (settings.theme === 'system') delete dataset.theme;
    else dataset.theme = settings.theme;
    dataset.reading = settings.readingSize;
    dataset.density = settings.density;
    this.app.toggleAttribute('data-side-hidden', settings.isSidebarHidden);
    this.header.isSidebarHidden = settings.isSidebarHidden;
    this.settings.made?.showSettings(settings);
    this.picker.made?.showSettings(settings);
    this.onShown();
  }

  /** @param {string} [panel] the tag of the one to show; else the one that was shown last */
  async openSettings(panel) {
    const dialog = await this.settings.make();
    const { settings, gateway, gateways, version } = this.session;
    dialog.open(settings, { gateway, gateways }, version, panel);
  }

  showGateway() {
    this.sidebar.showGateway(this.session.gateway);
    this.settings.made?.showGateway(this.session.gateway, this.session.gateways);
  }

  /** The link that could not be opened, as long as that is said. */
  failedLink = '';

  /** A failure that no answer has: over the composer. @param {Failure} failure @param {string} [link] that could not be opened */
  showFailure(failure, link = '') {
    this.failedLink = link;
    const { name, host, offersAuto } = this.gateway;
    const { route } = this.session.summary;
    this.failure.show(failure, { route, gateway: name, host, hasText: false, offersAuto, isLink: link !== '' }, ['dismiss']);
    this.failure.hidden = false;
  }

  /**
   * Waits for work that a person asked for; what fails is said over the composer.
   * @template T
   * @param {Promise<T>} work
   * @returns {Promise<T | undefined>} nothing if it failed
   */
  async tried(work) {
    try {
      return await work;
    } catch (failure) {
      this.showFailure(/** @type {Failure} */ (failure));
      return undefined;
    }
  }

  hideFailure() {
    this.failure.hidden = true;
    this.failure.replaceChildren();
  }

  /** @param {string} text for those who listen */
  announce(text) {
    this.announcements.textContent = text;
  }

  /** Says in passing what became of a menu item or a key whose effect is not seen where one looks. @param {string} text */
  note(text) {
    clearTimeout(this.#noteTimer);
    this.passing.textContent = text;
    this.passing.hidden = false;
    this.#noteTimer = window.setTimeout(() => (this.passing.hidden = true), noteMs);
  }

  async openSearch() {
    const palette = await this.search.make();
    const { conversations, modelIds, vendors } = this.session;
    const names = { models: modelIds, vendors: vendors.map(({ value }) => value) };
    const gateways = new Map(this.session.gateways.map(({ baseUrl, name }) => [baseUrl, name]));
    palette.open(conversations, { ...names, gateways, nowMs: Date.now() });
  }

  /** @param {'about' | 'problem'} reason */
  async openAbout(reason) {
    const dialog = await this.about.make();
    const { version, gateway } = this.session;
    dialog.open(reason, { version, host: gateway.host });
  }

  /** @param {GatewayView} gateway */
  async openKeyDialog(gateway) {
    const dialog = await this.keyDialog.make();
    dialog.open(gateway);
  }

  focus() {
    if (this.session.isOnboarding) void this.settled.then(() => this.onboarding.made?.focus());
    else this.composer.focus();
  }

  /** Gives the focus to where one writes, if nothing on the screen has it: what had it is gone. */
  focusIfLost() {
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body || activeElement.getClientRects().length === 0;
    if (isLost && !this.hasLayer) this.focus();
  }

  get isSidebarShown() {
    return this.narrow.matches ? this.app.hasAttribute('data-drawer') : !this.session.settings.isSidebarHidden;
  }

  get hasLayer() {
    return document.querySelector('dialog[open]') !== null;
  }

  /** Shows or hides the drawer of a narrow window. @param {boolean} isOpen */
  showDrawer(isOpen) {
    if (isOpen === this.app.hasAttribute('data-drawer')) return;
    if (isOpen) this.#drawerOpener = document.activeElement;
    this.app.toggleAttribute('data-drawer', isOpen);
    this.scrim.hidden = !isOpen;
    if (isOpen && !this.sidebar.rows.focusRow()) this.sidebar.querySelector('button')?.focus();
    if (!isOpen && this.#drawerOpener instanceof HTMLElement) this.#drawerOpener.focus();
    if (!isOpen) this.focusIfLost();
    this.onShown();
  }
}

/** What the draft will come to, and how that is known. @param {SendEstimate | null} estimate @param {SendPreview | null} preview */
function costOf(estimate, preview) {
  const files = preview && preview.files.length + preview.earlier > 0 ? costWords(preview) : '';
  const parts = estimate && estimateParts(estimate, locale);
  if (!estimate || !parts) return { cost: files, costTitle: words.composer.costTitle };
  const all = parts.cost === '' ? words.composer.estimate(parts.tokens) : words.composer.estimateCost(parts.tokens, parts.cost);
  const costTitle = estimate.tokens.isMeasured ? words.composer.measured : words.composer.guessed;
  // Files are in it; how large they are is not.
  return { cost: preview && preview.sizeBytes > 0 ? `${size(preview.sizeBytes)}, ${all}` : all, costTitle };
}

/** @param {SendPreview} preview */
function costWords(preview) {
  // Pages that are still being drawn have no size yet.
  if (preview.sizeBytes === 0) return words.files.tokens(count(rounded(preview.tokens), locale));
  return words.composer.cost(size(preview.sizeBytes), count(rounded(preview.tokens), locale), preview.earlier);
}

/** The answer around an element. @param {EventTarget | null} target */
export function answerOf(target) {
  const answer = target instanceof Element ? target.closest('answer-message') : null;
  return answer instanceof AnswerMessage ? answer : null;
}
