// Generated from locales/en/page/routing.ftl by `cargo xtask words`: change it there.
// The four ways of routing.

export const pinned = {
  automatic: (/** @type {string} */ model) => `Vendor: automatic. The gateway picks one for ${model}`,
  only: (/** @type {string} */ model, /** @type {string} */ vendor) => `Vendor: only ${vendor} runs ${model} in this chat`,
  first: (/** @type {string} */ model, /** @type {string} */ vendor) => `Vendor: ${vendor} runs ${model} in this chat; others take over if it fails`,
  stay: (/** @type {string} */ model) => `Vendor: the one that answered first in this chat runs ${model}`,
};

export const routing = {
  label: 'If this vendor fails',
  stay: 'stay',
  stayBody: 'The vendor that answered first in this chat, to keep its prompt cache warm; others if it fails',
  stayLabel: 'stay',
  firstLabel: (/** @type {string} */ vendor) => `${vendor} first`,
  only: (/** @type {string} */ vendor) => `Only ${vendor}`,
  first: (/** @type {string} */ vendor) => `${vendor} first, then others`,
  dropped: (/** @type {string} */ tokens) => `≈ ${tokens} tokens must be read again: another model, vendor or gateway does not have this chat in its prompt cache.`,
  gateway: 'Gateway',
  noVendors: 'This server has no vendors to choose from.',
};
