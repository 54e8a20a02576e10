// `@vendor` and `@model` at the beginning of a message: another route for this message alone. Pure.
// What names neither is text, and stays where it is.

/** @import { ModelList, Route, VendorView } from '../bindings.js' */

/**
 * The text without its mentions and the route that they make; null if the text begins with none.
 * @param {string} text
 * @param {{ route: Route, vendors: VendorView[], models: ModelList | undefined }} known
 * @returns {{ text: string, route: Route } | null}
 */
export function onceRoute(text, { route, vendors, models }) {
  let rest = text;
  /** @type {Route | null} */
  let once = null;
  // One vendor and one model at most.
  for (let mentions = 0; mentions < 2; mentions += 1) {
    const found = /^\s*@([^\s@]+)(?:\s+|$)/.exec(rest);
    const change = found && named(found[1] ?? '', vendors, models);
    if (!found || !change) break;
    once = { ...(once ?? route), ...change };
    rest = rest.slice(found[0].length);
  }
  return once && { text: rest, route: once };
}

/** @param {string} name @param {VendorView[]} vendors @param {ModelList | undefined} models @returns {Partial<Route> | null} */
function named(name, vendors, models) {
  const lower = name.toLowerCase();
  if (vendors.some(({ value }) => value === lower)) return { vendor: lower, routing: 'only' };
  const ids = models?.families.flatMap((family) => family.models.map(({ id }) => id)) ?? [];
  const exact = ids.find((id) => id.toLowerCase() === lower);
  // Without its date or its maker, if that is one model only.
  const close = ids.filter((id) => id.toLowerCase().startsWith(`${lower}-`) || id.toLowerCase().endsWith(`/${lower}`));
  const model = exact ?? (close.length === 1 ? close[0] : undefined);
  return model === undefined ? null : { model, apiFormat: 'chat' };
}
