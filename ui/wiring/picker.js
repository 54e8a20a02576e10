// What the picker changes besides the route: vendors that are avoided for a while, and prices. Imported when it is first needed.

/** @import { ModelPrice, Route } from '../bindings.js' */
/** @import { Conversations } from './conversations.js' */
import { othersAvoided } from '../format/usage.js';

/** Keeps away from a vendor for a while, or no more, for the model at the gateway that the picker shows. @param {string} vendor @param {number | null} untilMs @param {Conversations} conversations */
export async function avoid(vendor, untilMs, conversations) {
  const place = conversations.screen.picker.made?.place;
  if (place) await change({ ...place, vendor }, untilMs, conversations);
}

/** Who chooses a vendor by name wants it: it is not avoided any more. @param {Route} route @param {Conversations} conversations */
export async function use({ vendor, model, gateway }, conversations) {
  const { baseUrl } = conversations.session.gatewayOf({ vendor, model, gateway });
  await change({ gateway: baseUrl, model, vendor }, null, conversations);
}

/** @param {{ gateway: string, model: string, vendor: string }} place @param {number | null} untilMs @param {Conversations} conversations */
async function change(place, untilMs, conversations) {
  const { avoided } = conversations.session.settings;
  const others = othersAvoided(avoided, place, Date.now());
  if (untilMs === null && others.length === avoided.length) return;
  await conversations.changeSettings({ avoided: untilMs === null ? others : [...others, { ...place, untilMs }] });
}

/** Keeps what a person typed as a model's price, or forgets it. @param {string} model @param {ModelPrice | null} price @param {Conversations} conversations */
export async function setPrice(model, price, conversations) {
  const others = conversations.session.settings.prices.filter((one) => one.model !== model);
  await conversations.changeSettings({ prices: price ? [{ model, price }, ...others] : others });
}
