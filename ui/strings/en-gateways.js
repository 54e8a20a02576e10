// The English words for gateways: the list in the settings, and the dialog that adds or changes one.

export const gateways = {
  title: 'Gateways',
  add: 'Add gateway',
  edit: 'Edit',
  makeDefault: 'Make default',
  remove: 'Remove',
  removeSure: 'Yes, remove it',
  isDefault: 'Default',
  name: (/** @type {string} */ label, /** @type {string} */ gateway) => `${label}: ${gateway}`,
  chats: (/** @type {number} */ chats) => (chats === 1 ? '1 chat uses it' : `${chats} chats use it`),
  removeBody: (/** @type {number} */ chats) =>
    chats === 0 ? 'Its key is removed from the keychain.' : `Its key is removed from the keychain. ${chats === 1 ? 'The chat that uses it sends' : `The ${chats} chats that use it send`} nothing until you choose another model.`,
  addTitle: 'Add a gateway',
  editTitle: 'Edit the gateway',
  preset: 'Server',
  otherServer: 'Any OpenAI-compatible server',
  url: 'Base URL',
  urlHint: 'Such as api.example.org/v1, or 127.0.0.1:11434 on this computer.',
  label: 'Name',
  labelHint: 'Empty: the host',
  look: 'Colour',
  looks: { plain: 'None', blue: 'Blue', green: 'Green', amber: 'Amber', red: 'Red', violet: 'Violet' },
  needsKey: 'Send a key',
  needsKeyBody: 'Off for local servers that ask for none',
  vendors: 'Vendors',
  vendorKinds: { documented: 'Those of YouRouter', none: 'None to choose from', own: 'My own list' },
  ownVendors: 'Values of the vendor header',
  ownVendorsHint: 'Separated by commas, such as aws, azure',
  save: 'Save',
  cancel: 'Cancel',
  /** Attack T12: a key never follows a base URL. */
  keyStays: (/** @type {string} */ from, /** @type {string} */ to) =>
    `The key for ${from} stays bound to it and is never sent to ${to}. You will be asked for a key of its own.`,
  chatsFollow: (/** @type {number} */ chats) => (chats === 1 ? 'The chat that uses it goes to the new address.' : `The ${chats} chats that use it go to the new address.`),
};
