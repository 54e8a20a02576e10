// Generated from locales/en/page/gateways.ftl by `cargo xtask words`: change it there.
// Gateways: the list in the settings, and the dialog that adds or changes one.

import { figure, plural } from '../../language.js';

export const gateways = {
  title: 'Gateways',
  add: 'Add gateway',
  edit: 'Edit',
  makeDefault: 'Make default',
  remove: 'Remove',
  removeSure: 'Yes, remove it',
  isDefault: 'Default',
  name: (/** @type {string} */ label, /** @type {string} */ gateway) => `${label}: ${gateway}`,
  chats: (/** @type {number} */ chats) => (plural(chats) === 'one' ? `${figure(chats)} chat uses it` : `${figure(chats)} chats use it`),
  removeBody: (/** @type {number} */ chats) => (chats === 0 ? 'Its key is removed from the keychain.' : plural(chats) === 'one' ? 'Its key is removed from the keychain. The chat that uses it sends nothing until you choose another model.' : `Its key is removed from the keychain. The ${figure(chats)} chats that use it send nothing until you choose another model.`),
  addTitle: 'Add a gateway',
  editTitle: 'Edit the gateway',
  preset: 'Server',
  otherServer: 'Any OpenAI-compatible server',
  url: 'Base URL',
  urlHint: 'Such as api.example.org/v1, or 127.0.0.1:11434 on this computer.',
  label: 'Name',
  labelHint: 'Empty: the host',
  look: 'Colour',
  looks: {
    plain: 'None',
    blue: 'Blue',
    green: 'Green',
    amber: 'Amber',
    red: 'Red',
    violet: 'Violet',
  },
  needsKey: 'Send a key',
  needsKeyBody: 'Off for local servers that ask for none',
  vendors: 'Vendors',
  vendorKinds: {
    documented: 'Those of YouRouter',
    none: 'None to choose from',
    own: 'My own list',
  },
  ownVendors: 'Values of the vendor header',
  ownVendorsHint: 'Separated by commas, such as aws, azure',
  save: 'Save',
  cancel: 'Cancel',
  keyStays: (/** @type {string} */ from, /** @type {string} */ to) => `The key for ${from} stays bound to it and is never sent to ${to}. You will be asked for a key of its own.`,
  chatsFollow: (/** @type {number} */ chats) => (plural(chats) === 'one' ? 'The chat that uses it goes to the new address.' : `The ${figure(chats)} chats that use it go to the new address.`),
};
