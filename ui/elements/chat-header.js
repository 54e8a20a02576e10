// The bar over the conversation: its title, and the model and vendor that its next message goes to.
// Sends `picker-open`, `sidebar-toggle`, `system-prompt-open` and `export-open`.

/** @import { Route } from '../bindings.js' */
import { splitModel } from '../format/figures.js';
import { routeDot } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton, vendorDot } from './dom.js';

export class ChatHeader extends HTMLElement {
  #title = h('h1', { dir: 'auto' });
  #route = h('button', {
    class: 'route',
    type: 'button',
    'aria-haspopup': 'dialog',
    'aria-expanded': 'false',
    onclick: () => emit(this, 'picker-open'),
  });

  #prompt = iconButton('prompt', words.header.systemPrompt, () => emit(this, 'system-prompt-open'), { keys: 'Ctrl Shift P' });

  connectedCallback() {
    if (this.firstElementChild) return;
    this.classList.add('head');
    this.append(
      iconButton('sidebar', words.sidebar.show, () => emit(this, 'sidebar-toggle'), { keys: 'Ctrl B', extra: 'show-side' }),
      this.#title,
      h('span', { class: 'gap' }),
      this.#route,
      this.#prompt,
      iconButton('tray', words.header.export, () => emit(this, 'export-open'), { keys: 'Ctrl Shift S', extra: 'not-narrow' }),
    );
  }

  /** @param {string} title @param {Route} route @param {boolean} hasSystemPrompt */
  show(title, route, hasSystemPrompt) {
    const prompt = hasSystemPrompt ? words.header.systemPromptSet : words.header.systemPrompt;
    this.#prompt.setAttribute('aria-label', prompt);
    this.#prompt.title = `${prompt} (Ctrl Shift P)`;
    this.#prompt.classList.toggle('is-set', hasSystemPrompt);
    this.#prompt.classList.toggle('not-narrow', !hasSystemPrompt);
    this.#title.textContent = title || words.header.untitled;
    const label = words.header.route(route.model, route.vendor);
    this.#route.setAttribute('aria-label', label);
    this.#route.title = `${label} (Ctrl M)`;
    this.#route.replaceChildren(
      vendorDot(routeDot(route)),
      h('b', {}, splitModel(route.model).name),
      h('span', { class: 'sep' }, '·'),
      h('span', { class: 'v' }, route.vendor),
      icon('down', 's'),
    );
  }

  /** Whether the picker is open. @param {boolean} isOpen */
  set isExpanded(isOpen) {
    this.#route.setAttribute('aria-expanded', String(isOpen));
  }

  /** Whether the sidebar is out of sight. @param {boolean} isHidden */
  set isSidebarHidden(isHidden) {
    this.classList.toggle('no-side', isHidden);
  }
}

customElements.define('chat-header', ChatHeader);
