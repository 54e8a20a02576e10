// Generated from locales/en/page/routing.ftl by `cargo xtask words`: change it there.
// The four ways of routing.

export const pinned = {
  automatic: (/** @type {string} */ model) => `Vendor: automatic. The gateway picks who runs ${model}`,
  only: (/** @type {string} */ model, /** @type {string} */ vendor) => `Vendor: only ${vendor} runs ${model} in this chat`,
  first: (/** @type {string} */ model, /** @type {string} */ vendor) => `Vendor: ${vendor} runs ${model} in this chat; others take over if it fails`,
  stay: (/** @type {string} */ model) => `Vendor: whoever answered first in this chat runs ${model}`,
};

export const routing = {
  label: 'If this vendor fails',
  stay: 'stay',
  stayBody: 'Whoever answered first in this chat, so that its prompt cache stays warm; others if that fails',
  stayLabel: 'stay',
  firstLabel: (/** @type {string} */ vendor) => `${vendor} first`,
  only: (/** @type {string} */ vendor) => `Only ${vendor}`,
  first: (/** @type {string} */ vendor) => `${vendor} first, then others`,
  dropped: (/** @type {string} */ tokens) => `≈ ${tokens} tokens will be read anew: another model, vendor or gateway does not have this chat in its prompt cache.`,
  gateway: 'Gateway',
  noVendors: 'This server has no vendors to choose from.',
};
