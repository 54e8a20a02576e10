// Money by list prices, as it is written and read. Pure. Amounts are millionths of a US dollar, prices those for a million tokens.

/** @import { ModelPrice, ModelView, TypedPrice } from '../bindings.js' */

/** An amount, such as `$12.30`, `$0.004` or `$0`. @param {number} microDollars */
export function dollars(microDollars) {
  const amount = microDollars / 1_000_000;
  if (amount === 0) return '$0';
  if (amount < 0.001) return '< $0.001';
  return `$${amount.toFixed(amount < 0.1 ? 3 : 2)}`;
}

/** A price as it stands in a field, such as `3` or `0.075`; empty for none. @param {number | null | undefined} microDollars */
export function typed(microDollars) {
  return microDollars === null || microDollars === undefined ? '' : String(microDollars / 1_000_000);
}

/** What a person typed as dollars; null if that is no price. @param {string} text */
export function priceOf(text) {
  const plain = text.trim().replace(/^\$/, '').replace(',', '.');
  if (!/^\d{1,5}(\.\d{1,6})?$/.test(plain)) return null;
  return Math.round(Number(plain) * 1_000_000);
}

/**
 * What a model costs, and who says so: a typed price wins.
 * @param {string} id @param {ModelView | null} model @param {readonly TypedPrice[]} prices
 * @returns {{ price: ModelPrice, from: 'typed' | 'gateway' | 'snapshot' } | null}
 */
export function knownPrice(id, model, prices) {
  const own = prices.find((one) => one.model === id);
  if (own) return { price: own.price, from: 'typed' };
  if (model?.price) return { price: model.price, from: 'gateway' };
  return model?.snapshotPrice ? { price: model.snapshotPrice, from: 'snapshot' } : null;
}
