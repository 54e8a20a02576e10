// Keeping away from a vendor for a while, for one model at one gateway: offered where it was tried, and overridden by one click.
// Sends `vendor-avoid` with the vendor and until when, or null.

/** @import { UsageRow } from '../bindings.js' */
import { midnight, stamp } from '../format/dates.js';
import { failsNow } from '../format/usage.js';
import { avoiding as words } from '../strings/en/price.js';
import { locale } from '../words.js';
import { emit, h, keepingFocus } from './dom.js';
import { plainButton } from './settings-row.js';

const hourMs = 60 * 60 * 1000;

export class VendorAvoidance extends HTMLElement {
  /** @param {string} vendor @param {UsageRow | undefined} figures of it @param {number | null} untilMs */
  show(vendor, figures, untilMs) {
    this.hidden = untilMs === null && !figures;
    if (this.hidden) return this.replaceChildren();
    const now = Date.now();
    /** @param {number | null} until */
    const avoid = (until) => emit(this, 'vendor-avoid', { vendor, untilMs: until });
    keepingFocus(this, () => {
      if (untilMs !== null) {
        return this.replaceChildren(
          h('p', { class: 'fine', role: 'status' }, words.means(vendor, until(untilMs, now))),
          plainButton(words.again(vendor), () => avoid(null)),
        );
      }
      const said = figures && failsNow(figures) ? h('p', { class: 'fine hot' }, words.failed(vendor, figures.lastFailed, figures.lastOf)) : '';
      this.replaceChildren(
        said,
        plainButton(words.hour, () => avoid(Date.now() + hourMs), 'quiet'),
        plainButton(words.tomorrow, () => avoid(midnight(Date.now(), -1)), 'quiet'),
      );
    });
  }
}

/** Until when, short: the time of day, with the date from tomorrow on. @param {number} ms @param {number} nowMs */
export function until(ms, nowMs) {
  return ms < midnight(nowMs, -1) ? stamp(ms, nowMs, locale) : stamp(ms, ms + 2 * 24 * hourMs, locale);
}

customElements.define('vendor-avoidance', VendorAvoidance);
