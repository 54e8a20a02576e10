// The saved prompts that fit what is typed after a slash, over the composer. The focus stays in the composer, which names the
// list and the option that Enter takes. Imported when a slash is first typed. Sends `prompt-choose` and `prompts-manage`.

/** @import { Prompt } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h, icon } from './dom.js';

export class PromptList extends HTMLElement {
  /** @type {Prompt[]} */
  #prompts = [];
  #at = 0;
  /** @type {HTMLTextAreaElement | null} */
  #input = null;

  connectedCallback() {
    this.id = 'prompt-list';
    this.setAttribute('role', 'listbox');
    this.setAttribute('aria-label', words.prompts.title);
    // A press must not take the focus from the composer.
    this.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  /** @param {Prompt[]} prompts @param {HTMLTextAreaElement} input */
  show(prompts, input) {
    this.#prompts = prompts;
    this.#input = input;
    this.#at = 0;
    this.hidden = false;
    this.replaceChildren(
      ...prompts.map((prompt, index) => this.#option(index, h('b', {}, `/${prompt.name}`), h('span', { class: 'grow', dir: 'auto' }, prompt.text.replace(/\s+/g, ' ')))),
      this.#option(prompts.length, icon('sliders', 's'), h('span', { class: 'grow' }, words.prompts.manage)),
    );
    input.setAttribute('aria-controls', this.id);
    input.setAttribute('aria-expanded', 'true');
    this.#move(0);
  }

  hide() {
    this.hidden = true;
    for (const name of ['aria-controls', 'aria-expanded', 'aria-activedescendant']) this.#input?.removeAttribute(name);
  }

  /** Whether the key was for the list. @param {KeyboardEvent} event */
  onKey({ key, shiftKey }) {
    const last = this.#prompts.length;
    const step = { ArrowDown: this.#at === last ? 0 : this.#at + 1, ArrowUp: this.#at === 0 ? last : this.#at - 1 }[key];
    if (step !== undefined) this.#move(step);
    else if ((key === 'Enter' && !shiftKey) || key === 'Tab') this.#choose(this.#at);
    else if (key === 'Escape') this.hide();
    else return false;
    return true;
  }

  /** @param {number} index @param {...Node} children */
  #option(index, ...children) {
    return h('div', { role: 'option', id: `prompt-${index}`, onclick: () => this.#choose(index), onpointermove: () => this.#move(index) }, ...children);
  }

  /** @param {number} at */
  #move(at) {
    this.#at = at;
    [...this.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    this.children[at]?.scrollIntoView({ block: 'nearest' });
    this.#input?.setAttribute('aria-activedescendant', `prompt-${at}`);
  }

  /** @param {number} at */
  #choose(at) {
    const prompt = this.#prompts[at];
    this.hide();
    if (prompt) emit(this, 'prompt-choose', prompt);
    else emit(this, 'prompts-manage');
  }
}

customElements.define('prompt-list', PromptList);
