// The bar over the conversation: its title, and the model and vendor that its next message goes to.
// Sends `picker-open`, `sidebar-toggle`, `system-prompt-open`, `export-open`, `chat-menu` and `conversation-rename`. A double
// click on the title, or F2, lets it be typed.

/** @import { ConversationSummary, GatewayView } from '../bindings.js' */
import { splitModel } from '../format/figures.js';
import { modeLabel, routeDot, routingMode } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { emit, h, icon, iconButton, vendorDot } from './dom.js';
import { rename } from './rename-field.js';

export class ChatHeader extends HTMLElement {
  #title = h('h1', { dir: 'auto', tabindex: '-1' });
  #state = h('span', { class: 'tag', hidden: true });
  #id = '';
  #more = iconButton('more', words.header.menu, () => this.#openMenu());
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
      this.#state,
      h('span', { class: 'gap' }),
      this.#route,
      this.#prompt,
      iconButton('tray', words.header.export, () => emit(this, 'export-open'), { keys: 'Ctrl Shift S', extra: 'not-narrow' }),
      this.#more,
    );
    this.#more.setAttribute('aria-haspopup', 'menu');
    this.#title.addEventListener('dblclick', () => this.rename());
  }

  /** @param {ConversationSummary} conversation @param {string} state where it is, if not among the chats @param {GatewayView | null} gateway unless it is the default one @param {boolean} hasSystemPrompt */
  show({ id, title, route }, state, gateway, hasSystemPrompt) {
    const prompt = hasSystemPrompt ? words.header.systemPromptSet : words.header.systemPrompt;
    this.#prompt.setAttribute('aria-label', prompt);
    this.#prompt.title = `${prompt} (Ctrl Shift P)`;
    this.#prompt.classList.toggle('is-set', hasSystemPrompt);
    this.#prompt.classList.toggle('not-narrow', !hasSystemPrompt);
    this.#id = title === '' ? '' : id;
    this.#title.textContent = title || words.header.untitled;
    this.#title.title = title;
    this.#more.disabled = title === '';
    this.#state.textContent = state;
    this.#state.hidden = state === '';
    const mode = modeLabel(route);
    const label = words.header.route(route.model, mode, gateway?.name ?? '');
    this.#route.dataset.routing = routingMode(route);
    this.#route.setAttribute('aria-label', label);
    this.#route.title = `${label} (Ctrl M)`;
    this.#route.replaceChildren(
      vendorDot(routeDot(route)),
      h('b', {}, splitModel(route.model).name),
      h('span', { class: 'sep' }, '·'),
      h('span', { class: 'v' }, mode),
      ...(gateway ? [h('span', { class: 'g-look', 'data-look': gateway.look }), h('span', { class: 'v g' }, gateway.name)] : []),
      icon('down', 's'),
    );
  }

  /** Lets the title be typed in its place. */
  rename() {
    const id = this.#id;
    if (id && !this.#title.hidden) rename(this.#title, this.#title.textContent ?? '', (title) => emit(this, 'conversation-rename', { id, title }));
  }

  openExport() {
    emit(this, 'export-open');
  }

  #openMenu() {
    const { right, bottom } = this.#more.getBoundingClientRect();
    emit(this, 'chat-menu', { x: right, y: bottom + 4 });
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
