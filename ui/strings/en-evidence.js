// The English words for who served an answer. Never "verified": what anybody can write proves nothing.

/** @import { EvidenceGrade } from '../bindings.js' */

export const evidence = {
  title: 'Who served this answer',
  label: (/** @type {string} */ grade) => `Evidence: ${grade}`,
  or: ' or ',
  /** @type {Record<EvidenceGrade, (who: string) => string>} */
  grades: {
    proved: (who) => `${who}, proved`,
    claimed: (who) => `${who}, says the gateway`,
    consistent: (who) => `looks like ${who}`,
    unknown: () => 'nothing tells who served it',
    contradicts: (who) => (who === '' ? 'contradicts the pin' : `contradicts the pin: points to ${who}`),
  },
  otherModel: (/** @type {string} */ model) => `another model answered: ${model}`,
  /** @type {Record<EvidenceGrade, string>} */
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
  says: (/** @type {string} */ who) => `as ${who} writes it`,
  saysNothing: 'tells nothing',
  claim: ' (the gateway’s word)',
  source: (/** @type {string} */ source) => `Source: ${source}`,
};
