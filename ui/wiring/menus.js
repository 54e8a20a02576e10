// Which commands would do something now, and the native menus that are told so: what would do nothing is grey.
// Invariant: a key and the item of a menu are asked the same question.

/** @import { MenuCommand } from '../bindings.js' */
/** @import { Shortcut } from '../keyboard.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { lastAnswer } from '../state/transcript.js';

/** What each command needs: the chats on the screen, no layer over the window, both, or nothing. */
const always = () => true;
/** @param {Parts} parts */
const unlayered = ({ screen }) => !screen.hasLayer;
/** @param {Parts} parts */
const inChats = ({ screen, session }) => !screen.hasLayer && !session.isOnboarding;
/** @param {Parts} parts */
const canAskAgain = (parts) => inChats(parts) && !parts.session.isAnswering && hasAnswer(parts);
/** @param {Parts} parts */
const hasAnswer = ({ session }) => session.window.hasLater || lastAnswer(session.messages) !== null;

/** @type {Record<MenuCommand | Shortcut, (parts: Parts) => boolean>} */
const needs = {
  zoomIn: always,
  zoomOut: always,
  zoomReset: always,
  openSettings: unlayered,
  openUsage: inChats,
  openData: unlayered,
  openShortcuts: unlayered,
  openAbout: unlayered,
  reportProblem: unlayered,
  copyDiagnostics: always,
  newChat: inChats,
  attach: inChats,
  openPicker: inChats,
  openOtherVendor: inChats,
  openSearch: inChats,
  find: inChats,
  openContext: inChats,
  openCompare: inChats,
  openTrials: inChats,
  openSystemPrompt: inChats,
  openParameters: inChats,
  toggleSidebar: inChats,
  openExport: inChats,
  rename: (parts) => inChats(parts) && (parts.session.window.hasEarlier || parts.session.messages.length > 0),
  openImport: inChats,
  regenerate: canAskAgain,
  retryWithAuto: canAskAgain,
  stop: (parts) => inChats(parts) && (parts.session.isAnswering || parts.session.drawing !== null || parts.turns.comparison?.isRunning === true),
  copyAnswer: (parts) => inChats(parts) && hasAnswer(parts),
  inspect: (parts) => inChats(parts) && hasAnswer(parts),
};

/** The commands that only keys have. @type {Set<string>} */
const withoutItem = new Set(['retryWithAuto', 'find']);

/** Whether a command would do something now. @param {MenuCommand | Shortcut} command @param {Parts} parts */
export function isPossible(command, parts) {
  return needs[command](parts);
}

export class Menus {
  #told = '';
  #isAsked = false;
  /** One telling after the other: the core may take two that are on their way in any order. @type {Promise<void>} */
  #telling = Promise.resolve();

  /** @param {() => Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /** What is shown has changed: the menus follow, once for all that changes now. */
  follow() {
    if (this.#isAsked) return;
    this.#isAsked = true;
    setTimeout(() => {
      this.#isAsked = false;
      this.#telling = this.#telling.then(() => this.#tell());
    });
  }

  async #tell() {
    const parts = this.parts();
    const commands = /** @type {MenuCommand[]} */ (Object.keys(needs).filter((command) => !withoutItem.has(command)));
    const state = { possible: commands.filter((command) => isPossible(command, parts)), isSidebarShown: parts.screen.isSidebarShown };
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    await parts.screen.tried(backend.showMenuState(state));
  }
}
