// The context view: what the next message sends, part by part, beside what the model takes. Sends `context-earlier`,
// `context-include-all`, `context-prompt` and `context-fit` with the last message to exclude, beside what its rows send.

/** @import { ContextPrompt, ContextView } from '../bindings.js' */
import { estimateParts, tokenWords } from '../format/estimate.js';
import { count } from '../format/figures.js';
import { listed } from '../format/lists.js';
import { context as words } from '../strings/en/context.js';
import { locale } from '../words.js';
import { contextRow, messageRow } from './context-row.js';
import { emit, h, iconButton, keepingFocus } from './dom.js';
import { showKeyed } from './keyed.js';
import { LayerDialog } from './layer-dialog.js';

/** @typedef {{ key: string, of: unknown, row: () => HTMLElement }} Part */

export class ContextDialog extends LayerDialog {
  #about = h('p', { class: 'fine' });
  #sum = h('p', { class: 'sum', role: 'status' });
  #meter = h('meter', { min: '0', 'aria-label': words.meter });
  #notice = h('div', { class: 'notice', role: 'group', 'aria-label': words.makeFit });
  #earlier = h('button', { class: 'btn', type: 'button', onclick: () => emit(this, 'context-earlier') });
  #list = h('ol', { class: 'parts scroll', tabindex: '0', 'aria-label': words.parts });
  /** Whether what would be excluded is shown. */
  #isProposing = false;
  /** What the rows were made of, by key. @type {Map<string, string>} */
  #made = new Map();

  connectedCallback() {
    this.build(
      'dlg context',
      words.title,
      h('header', { class: 'usage-head' }, h('h2', {}, words.title), this.#about, h('span', { class: 'grow' }), iconButton('x', words.close, () => this.close(), { keys: 'Esc' })),
      h('div', { class: 'context-sum' }, this.#sum, this.#meter, this.#notice),
      this.#list,
    );
  }

  /** @param {ContextView} context @param {string[]} pending names of files that are not ready @param {string | null} messageId of the message that it opens at */
  open(context, pending, messageId) {
    this.#isProposing = false;
    this.show(context, pending);
    this.showModal();
    this.#list.scrollTop = 0;
    const row = messageId === null ? null : this.#list.querySelector(`[data-message-id="${messageId}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector('button')?.focus({ preventScroll: true });
  }

  /** Rows of what did not change stay, and so does the place in the list. @param {ContextView} context @param {string[]} pending */
  show(context, pending) {
    const { model, mostTokens, tokens, messages, earlier, prompt, draft } = context;
    const cost = estimateParts(context, locale)?.cost ?? '';
    const all = tokenWords(tokens, locale);
    this.#about.textContent = words.about(model);
    this.#sum.textContent = [mostTokens === null ? words.sum(all) : words.sumOf(all, count(mostTokens, locale)), cost].filter((one) => one !== '').join(', ');
    this.#meter.hidden = mostTokens === null;
    Object.assign(this.#meter, { max: mostTokens ?? 1, high: mostTokens ?? 1, value: Math.min(tokens.high, mostTokens ?? 1) });
    /** @type {Part[]} */
    const parts = [
      { key: 'prompt', of: prompt, row: () => promptRow(this, prompt) },
      ...(earlier === 0 ? [] : [{ key: 'earlier', of: null, row: () => h('li', { class: 'earlier' }, this.#earlier) }]),
      ...messages.map((message) => ({ key: message.id ?? '', of: message, row: () => messageRow(this, message) })),
      { key: 'draft', of: draft, row: () => messageRow(this, draft) },
      ...(pending.length === 0 ? [] : [{ key: 'pending', of: pending, row: () => h('li', {}, h('p', { class: 'fine' }, words.preparing(listed(pending)))) }]),
    ];
    const { scrollHeight, scrollTop } = this.#list;
    const isAtEarlier = document.activeElement === this.#earlier;
    keepingFocus(this, () => {
      this.#showNotice(context);
      this.#earlier.textContent = words.showEarlier(earlier);
      this.#showParts(parts);
    });
    // What was read stays where it is while what stands before it comes.
    if (isAtEarlier) this.#list.scrollTop = scrollTop + this.#list.scrollHeight - scrollHeight;
  }

  /** @param {Part[]} parts */
  #showParts(parts) {
    const before = this.#made;
    this.#made = new Map(parts.map(({ key, of }) => [key, JSON.stringify(of)]));
    showKeyed(this.#list, parts, ({ key }) => key, ({ row }) => row(), (row, { key, row: make }) => {
      if (before.get(key) === this.#made.get(key)) return;
      const made = make();
      row.className = made.className;
      row.replaceChildren(...made.childNodes);
    });
  }

  /** @param {ContextView} context */
  #showNotice(context) {
    const { fit, mostTokens, tokens, excluded } = context;
    const isTooLong = mostTokens !== null && tokens.high > mostTokens;
    const button = (/** @type {string} */ name, /** @type {() => void} */ onclick) => h('button', { class: 'btn small', type: 'button', onclick }, name);
    const includeAll = excluded === 0 ? null : button(words.includeAll(excluded), () => emit(this, 'context-include-all'));
    const propose = (/** @type {boolean} */ isProposing) => {
      this.#isProposing = isProposing;
      this.#showNotice(context);
      this.#notice.querySelector('button')?.focus();
    };
    if (isTooLong && fit && this.#isProposing) {
      const apply = () => {
        this.#isProposing = false;
        emit(this, 'context-fit', fit.through);
      };
      const said = [words.fit(fit.turns, tokenWords(fit.tokens, locale)), fit.isEnough ? '' : words.fitNot].filter((one) => one !== '').join(' ');
      this.#notice.replaceChildren(h('p', {}, said), button(words.fitDo(fit.messages), apply), button(words.cancel, () => propose(false)));
    } else if (isTooLong) {
      const text = fit ? words.tooLong : `${words.tooLong} ${words.nothingToExclude}`;
      this.#notice.replaceChildren(h('p', {}, text), ...(fit ? [button(words.makeFit, () => propose(true))] : []), ...(includeAll ? [includeAll] : []));
    } else {
      this.#notice.replaceChildren(...(includeAll ? [includeAll] : []));
    }
    this.#notice.classList.toggle('warn', isTooLong);
    this.#notice.hidden = this.#notice.childElementCount === 0;
  }
}

/** @param {HTMLElement} view @param {ContextPrompt | null} prompt */
function promptRow(view, prompt) {
  if (!prompt) return contextRow(words.prompt, words.noPrompt, null, []);
  const { folders, isDefault, isExcluded, excerpt, tokens } = prompt;
  const name = folders.length > 0 ? words.promptFolder(listed(folders)) : isDefault ? words.promptDefault : words.prompt;
  const action = isExcluded ? words.include : words.exclude;
  const choose = h('button', { class: 'btn small', type: 'button', 'aria-label': words.label(action, name), onclick: () => emit(view, 'context-prompt', !isExcluded) }, action);
  const line = h('div', { class: 'line' }, h('p', { class: 'fine' }, isExcluded ? words.promptExcluded : ''), choose);
  return contextRow(name, excerpt, isExcluded ? null : tokens, [line], { class: isExcluded ? 'out' : null });
}

customElements.define('context-dialog', ContextDialog);
