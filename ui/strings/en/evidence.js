// Generated from locales/en/page/evidence.ftl by `cargo xtask words`: change it there.
// Who served an answer. Never "verified": what anybody can write proves nothing.

export const evidence = {
  title: 'Who served this answer',
  label: (/** @type {string} */ grade) => `Evidence: ${grade}`,
  grades: {
    proved: (/** @type {string | null | undefined} */ who) => `${who}, proved`,
    claimed: (/** @type {string | null | undefined} */ who) => `${who}, says the gateway`,
    consistent: (/** @type {string | null | undefined} */ who) => `looks like ${who}`,
    unknown: (/** @type {string | null | undefined} */ _who) => 'vendor not confirmed',
    contradicts: (/** @type {string | null | undefined} */ who) => (!who ? 'contradicts the pin' : `contradicts the pin: points to ${who}`),
  },
  otherModel: (/** @type {string} */ model) => `another model answered: ${model}`,
  meanings: {
    proved: 'This vendor accepted reasoning that it had signed in a later pinned request. Nobody else could.',
    claimed: 'The gateway says who served this answer. It could say anything; nothing here contradicts it.',
    consistent: 'IDs, fields or headers match this vendor. Anyone along the way could have written them.',
    unknown: 'Nothing in the reply identifies the vendor, or the signs disagree.',
    contradicts: 'The reply points to a different vendor or model than requested. With the request ID below, the gateway’s support can look it up.',
  },
  verify: 'Verify this vendor',
  copyReport: 'Copy report for support',
  modelAsked: 'Model asked',
  modelNamed: 'Model named in the reply',
  vendorAsked: 'Vendor asked',
  notNamed: 'not named',
  none: 'No header or field of the reply identifies the vendor.',
  says: (/** @type {string} */ who, /** @type {boolean} */ isClaim) => (isClaim ? `as ${who} writes it (the gateway’s word)` : `as ${who} writes it`),
  saysNothing: 'tells nothing',
  source: (/** @type {string} */ source) => `Source: ${source}`,
};
