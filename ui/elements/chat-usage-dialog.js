// What one chat came to: tokens and list price, and by model and vendor. Sends `limit-ask-again` with the chat's id.

/** @import { ChatUsage } from '../bindings.js' */
import { modeLabel } from '../format/answer-metadata.js';
import { dollars } from '../format/money.js';
import { chatUsage as text, usage as words } from '../strings/en/usage.js';
import { emit, h, iconButton } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { plainButton } from './settings-row.js';
import { sumFigures, sumTable } from './usage-sums.js';

export class ChatUsageDialog extends LayerDialog {
  #page = h('div', { class: 'usage-page scroll' });
  #id = '';

  connectedCallback() {
    this.build('dlg usage-dialog of-chat', text.title,
      h('header', { class: 'usage-head' }, h('h2', {}, text.title), h('span', { class: 'grow' }), iconButton('x', text.close, () => this.close(), { keys: 'Esc' })),
      this.#page);
  }

  /** @param {string} id @param {ChatUsage} usage */
  open(id, usage) {
    this.#id = id;
    this.show(usage);
    this.showModal();
  }

  /** @param {ChatUsage} usage */
  show({ total, byBoth, limit }) {
    const rows = byBoth.map((row) => ({ name: `${row.model}, ${modeLabel({ model: row.model, vendor: row.vendor })}`, sum: row, key: `${row.model} ${row.vendor}` }));
    const asks = limit && h('p', { class: 'fine' }, (limit.isWaived ? text.waived : text.limit)(dollars(limit.limit)), ' ',
      limit.isWaived ? plainButton(text.askAgain, () => emit(this, 'limit-ask-again', this.#id)) : null);
    this.#page.replaceChildren(...(total.calls === 0
      ? [h('p', { class: 'none' }, text.none)]
      : [h('dl', { class: 'figs' }, ...sumFigures(total)), h('h3', {}, words.byBoth), sumTable(words.columns.model, rows)]),
      asks ?? '', h('p', { class: 'fine' }, text.lead));
  }
}

customElements.define('chat-usage-dialog', ChatUsageDialog);
