// Generated from locales/en/page/evidence.ftl by `cargo xtask words`: change it there.
// Who served an answer. Never "verified": what anybody can write proves nothing.

export const evidence = {
  title: 'Who served this answer',
  label: (/** @type {string} */ grade) => `Evidence: ${grade}`,
  grades: {
    proved: (/** @type {string | null | undefined} */ who) => `${who}, proved`,
    claimed: (/** @type {string | null | undefined} */ who) => `${who}, says the gateway`,
    consistent: (/** @type {string | null | undefined} */ who) => `looks like ${who}`,
    unknown: (/** @type {string | null | undefined} */ _who) => 'nothing tells who served it',
    contradicts: (/** @type {string | null | undefined} */ who) => (!who ? 'contradicts the pin' : `contradicts the pin: points to ${who}`),
  },
  otherModel: (/** @type {string} */ model) => `another model answered: ${model}`,
  meanings: {
    proved: 'Reasoning that this vendor signed was accepted by it in a later pinned request. Nobody else can do that.',
    claimed: 'The gateway says who served this answer. It could say anything; nothing here contradicts it.',
    consistent: 'Ids, fields or headers look as this vendor writes them. Anybody on the way could write them, too.',
    unknown: 'Nothing in the reply tells who served it, or what does tell disagrees.',
    contradicts: 'What came points to another vendor or model than the one that was asked for. The request id below lets the gateway’s support look it up.',
  },
  modelAsked: 'Model asked',
  modelNamed: 'Model named in the reply',
  vendorAsked: 'Vendor asked',
  notNamed: 'not named',
  none: 'The reply has no header and no field that tells anything.',
  says: (/** @type {string} */ who, /** @type {boolean} */ isClaim) => (isClaim ? `as ${who} writes it (the gateway’s word)` : `as ${who} writes it`),
  saysNothing: 'tells nothing',
  source: (/** @type {string} */ source) => `Source: ${source}`,
};
