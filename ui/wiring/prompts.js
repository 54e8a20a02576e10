// The prompt library in the composer: the list after a slash, what takes its place, Tab from gap to gap; and its dialog.

/** @import { Failure, Prompt, SavePrompt } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
import * as backend from '../backend.js';
import { matchingPrompts, nextGap, promptQuery } from '../format/prompts.js';
import { isComposing } from '../keyboard.js';

export class Prompts {
  /** Those that are saved, once they were asked for. @type {Promise<Prompt[]> | null} */
  #saved = null;

  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    const { composer } = screen;
    composer.addEventListener('input', (event) => void (event.target instanceof HTMLTextAreaElement && this.#typed(event.target)));
    // Before the composer hears of the key.
    composer.addEventListener('keydown', (event) => this.#onKey(event), { capture: true });
    composer.addEventListener('focusout', () => this.screen.promptList.made?.hide());
  }

  /** @param {Prompt} prompt in place of the slash and what follows it */
  insert({ text }) {
    const { input } = this.screen.composer;
    const asked = promptQuery(input.value, input.selectionStart);
    if (!asked) return;
    input.setSelectionRange(asked.from, input.selectionStart);
    this.screen.composer.insert(text);
    const gap = nextGap(input.value, asked.from);
    if (gap && gap[1] <= asked.from + text.length) input.setSelectionRange(...gap);
  }

  /** Others were saved elsewhere. */
  forget() {
    this.#saved = null;
  }

  async manage() {
    this.forget();
    const prompts = await this.screen.tried(this.#load());
    if (prompts) (await this.screen.prompts.make()).open(prompts);
  }

  /** @param {SavePrompt} prompt */
  async save(prompt) {
    try {
      this.#show(await backend.savePrompt(prompt));
    } catch (failure) {
      this.screen.prompts.made?.showWrong(/** @type {Failure} */ (failure).detail);
    }
  }

  /** @param {string} id */
  async remove(id) {
    const prompts = await this.screen.tried(backend.deletePrompt(id));
    if (prompts) this.#show(prompts);
  }

  /** @param {Prompt[]} prompts */
  #show(prompts) {
    this.#saved = Promise.resolve(prompts);
    this.screen.prompts.made?.show(prompts);
  }

  #load() {
    this.#saved ??= backend.loadPrompts();
    return this.#saved;
  }

  /** @param {HTMLTextAreaElement} input */
  async #typed(input) {
    if (!promptQuery(input.value, input.selectionStart)) return this.screen.promptList.made?.hide();
    const saved = await this.#load().catch(() => []);
    const list = await this.screen.promptList.make();
    // More may have been typed meanwhile.
    const asked = promptQuery(input.value, input.selectionStart);
    const found = asked ? matchingPrompts(saved, asked.query) : [];
    const isOffered = asked !== null && document.activeElement === input && (found.length > 0 || input.value === '/');
    if (!isOffered) return list.hide();
    this.screen.composer.querySelector('.composer')?.append(list);
    list.show(found, input);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const list = this.screen.promptList.made;
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const isListed = list !== null && !list.hidden && list.isConnected && list.onKey(event);
    if (!isListed && !(event.key === 'Tab' && !event.shiftKey && this.#toNextGap())) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Selects the next gap of a prompt; whether there is one. */
  #toNextGap() {
    const { input } = this.screen.composer;
    const gap = document.activeElement === input ? nextGap(input.value, input.selectionEnd) : null;
    if (gap) input.setSelectionRange(...gap);
    return gap !== null;
  }
}
