// Which requests of the log are shown, and how many went to each vendor: none is said, too. Pure.

/** @import { RequestPurpose, RequestView } from '../bindings.js' */

/** How a request ended, as one looks for it. @typedef {'answered' | 'refused' | 'failed'} RequestResult */
/** What is looked for; empty is all. @typedef {{ purpose: RequestPurpose | '', host: string, vendor: string, result: RequestResult | '' }} RequestFilter */

/** @type {RequestFilter} */
export const everything = { purpose: '', host: '', vendor: '', result: '' };

/** @param {RequestView} row */
export function hostOf({ origin }) {
  return new URL(origin).host;
}

/** The vendor that was asked; `auto` for a message that named none, nothing for what asks no vendor. @param {RequestView} row */
export function vendorOf({ vendor, purpose }) {
  return vendor ?? (purpose === 'chat' ? 'auto' : '');
}

/** @param {RequestView} row @returns {RequestResult | ''} */
export function resultOf({ outcome, status }) {
  if (status !== null && status >= 400) return 'refused';
  if (outcome === 'answered') return 'answered';
  return outcome === null ? '' : 'failed';
}

/** @param {RequestView[]} rows @param {RequestFilter} filter */
export function matching(rows, { purpose, host, vendor, result }) {
  return rows.filter((row) => (purpose === '' || row.purpose === purpose)
    && (host === '' || hostOf(row) === host)
    && (vendor === '' || vendorOf(row) === vendor)
    && (result === '' || resultOf(row) === result));
}

/** How many messages asked each of these vendors, those that none asked included. @param {RequestView[]} rows @param {string[]} vendors */
export function countsByVendor(rows, vendors) {
  const asked = rows.filter(({ purpose }) => purpose === 'chat').map(vendorOf);
  const names = [...new Set([...vendors, ...asked])];
  return names.map((vendor) => ({ vendor, count: asked.filter((one) => one === vendor).length }));
}
