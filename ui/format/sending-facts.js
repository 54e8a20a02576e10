// What is sent, when and to whom, in short; each kind of request has its occasion. Pure.

/** @import { RequestPurpose } from '../bindings.js' */
import { words } from '../words.js';
import { sentences } from './lists.js';

/** @param {string} host @returns {{ title: string, body: string }[]} */
export function sendingFacts(host) {
  const { facts } = words.sending;
  /** @type {Record<RequestPurpose, string>} */
  const occasions = words.sending.occasions;
  return [
    { title: facts.where.title, body: facts.where.body(host) },
    { title: facts.when.title, body: facts.when.body(sentences(Object.values(occasions))) },
    facts.what,
    facts.key,
    facts.here,
    facts.links,
  ];
}
