// Generated from locales/en/page/verify.ftl by `cargo xtask words`: change it there.
// Verifying the vendor of an answer; loaded when it is first asked for.

import { figure } from '../../language.js';

export const verification = {
  title: (/** @type {string} */ vendor) => `Verify that ${vendor} served this?`,
  body: (/** @type {string} */ host, /** @type {string} */ vendor, /** @type {string} */ model, /** @type {string} */ before, /** @type {string} */ after, /** @type {number} */ tokens, /** @type {string | null | undefined} */ cost) => (!cost ? `One request goes to ${host}, for ${model} at ${vendor} only. It holds the signed reasoning of this answer, “${before}” before it and “${after}” after it, and nothing else of the chat. About ${figure(tokens)} tokens.` : `One request goes to ${host}, for ${model} at ${vendor} only. It holds the signed reasoning of this answer, “${before}” before it and “${after}” after it, and nothing else of the chat. About ${figure(tokens)} tokens, ${cost} by list price.`),
  send: 'Send request',
  sending: 'Waiting for the vendor…',
  done: (/** @type {string} */ vendor) => `${vendor} accepted the reasoning it had signed: proved`,
  failed: (/** @type {string} */ reason) => `Not proved. ${reason}`,
  impossible: {
    proved: (/** @type {string} */ vendor) => `Proved already: ${vendor} accepted the reasoning it had signed.`,
    notSigned: (/** @type {string} */ _vendor) => 'This can’t be verified: the answer came without signed reasoning. Ask again with a reasoning effort set.',
    nobodyNamed: (/** @type {string} */ _vendor) => 'This can’t be verified: no vendor was pinned and the gateway names none. Pin one and ask again.',
    noSigner: (/** @type {string} */ vendor) => `This can’t be verified: ${vendor} is not known to sign the reasoning of this model.`,
  },
};
