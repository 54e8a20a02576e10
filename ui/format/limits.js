// Limits of spend, in words: which a message passes, and what is asked then. Pure.

/** @import { LimitScope, SendEstimate, SpendLimit } from '../bindings.js' */
import { dollars } from './money.js';
import { sentences } from './lists.js';
import { spending as words } from '../strings/en/price.js';

/** Which limits messages may pass, those apart that nobody wants to be asked about. @param {readonly SpendLimit[]} limits @param {number} most that they may cost */
export function passed(limits, most) {
  return limits.filter(({ limit, spent, isWaived }) => !isWaived && spent + most > limit);
}

/** What messages that are sent together may cost at most, and whether all of it is known. @param {readonly (SendEstimate | null)[]} estimates */
export function costOf(estimates) {
  const costs = estimates.map((estimate) => estimate?.cost ?? null);
  return { most: costs.reduce((sum, cost) => sum + (cost?.[1] ?? 0), 0), isKnown: costs.every((cost) => cost !== null) };
}

/** What is said of limits that would be passed. @param {readonly SpendLimit[]} over */
export function passedIn(over) {
  return sentences(over.map(({ scope, spent, limit }) => words.spent[scope](dollars(spent), dollars(limit))));
}

/**
 * What is asked about limits that would be passed.
 * @param {readonly SpendLimit[]} over at least one @param {number} messages @param {{ most: number, isKnown: boolean }} cost
 */
export function question(over, messages, { most, isKnown }) {
  /** @type {LimitScope | 'several'} */
  const about = over.length === 1 ? over[0]?.scope ?? 'several' : 'several';
  const cost = most > 0 ? words.cost(dollars(most), messages) : '';
  return {
    title: words.title[about],
    body: sentences([passedIn(over), cost, isKnown ? '' : words.unpriced(messages)]),
    action: words.send,
    option: words.waive[about],
  };
}
