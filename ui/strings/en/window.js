// Generated from locales/en/page/window.ftl by `cargo xtask words`: change it there.
// Words of the window: sidebar, header, links, keys, the first screen.

import { figure } from '../../language.js';

export const sidebar = {
  label: 'Conversations',
  hide: 'Hide sidebar',
  show: 'Show sidebar',
  newChat: 'New chat',
  search: 'Search',
  settings: 'Settings',
  usage: 'Usage',
  none: 'Your chats will be listed here.',
  today: 'Today',
  yesterday: 'Yesterday',
  week: 'Previous 7 days',
  auto: 'Automatic routing',
  pinned: (/** @type {string} */ vendor) => `Pinned to ${vendor}`,
  running: 'Answer in progress',
  unread: 'New answer',
  folders: 'Folders',
  pinnedGroup: 'Pinned',
  gateway: 'Gateway and key',
  keyEnding: (/** @type {string} */ hint) => `Key ending ${hint}`,
  demo: 'Offline demo',
  noKey: 'No key',
};

export const header = {
  untitled: 'New chat',
  conversation: 'Conversation',
  export: 'Export',
  systemPrompt: 'System prompt',
  systemPromptSet: 'System prompt, set',
  menu: 'Chat actions',
  route: (/** @type {string} */ model, /** @type {string} */ mode, /** @type {string | null | undefined} */ gateway) => (!gateway ? `Model and vendor: ${model}, ${mode}` : `Model and vendor: ${model}, ${mode}, on ${gateway}`),
};

export const link = {
  odd: 'Check where this link leads',
  image: 'Image on the web, not loaded',
  unnamedImage: 'Image without a description',
  title: 'Open this link?',
  imageTitle: 'Open this image in your browser?',
  host: 'Host',
  written: 'As displayed',
  address: 'Address',
  open: 'Open in browser',
  cancel: 'Cancel',
  warnings: {
    namesAnotherHost: 'The link’s text names a different site than the one it opens.',
    reordersText: 'The link’s text has hidden marks that show its letters in another order.',
    encodedHost: 'The host name has look-alike letters.',
    mixedScripts: 'The host name mixes letters of several alphabets.',
    hasUser: 'The part before the @ looks like a host name but isn’t; it was removed.',
  },
  imageBody: 'The image is on the web and was not loaded. The site’s owner will see that you opened it.',
};

export const key = {
  label: 'API key',
  show: 'Show key',
  hide: 'Hide key',
  check: 'Check and continue',
  checkAgain: 'Check again',
  checking: 'Checking…',
  saving: 'Saving…',
  assure: (/** @type {string} */ host) => `Saved in the system keychain. This window cannot read it back. It is sent to ${host} and to nobody else.`,
  cleaned: 'Quotes, “Bearer” or invisible characters around the key were removed.',
  empty: 'Paste a key first.',
  refused: (/** @type {string} */ gateway, /** @type {number | null | undefined} */ status) => (status === null || status === undefined ? `${gateway} did not accept this key.` : `${gateway} did not accept this key (${figure(status)}).`),
  refusedHint: (/** @type {number} */ length, /** @type {string} */ end) => `Check that it was copied whole: it was ${figure(length)} characters long and ended in ${end}.`,
  unchecked: (/** @type {string | null | undefined} */ reason) => (!reason ? 'The key could not be checked.' : `The key could not be checked. ${reason}`),
  network: 'Network settings',
  saveUnchecked: 'Save without checking',
  keychainTitle: 'The system keychain is not available',
  keychainBody: 'Unlock it to remember the key, or keep the key in memory until you quit. It is never written to a file.',
  tryAgain: 'Try again',
  onlyNow: 'Only this time',
  replaceTitle: 'Replace the key',
  addTitle: 'Add a key',
  replaceLead: (/** @type {string} */ host) => `For ${host}. The current key stays until the new one is accepted.`,
  cancel: 'Cancel',
};

export const gateway = {
  label: 'Base URL',
  use: 'Use this gateway',
  another: 'Use another gateway',
  hint: 'Any OpenAI-compatible base URL, such as http://127.0.0.1:8080/v1. Each gateway has its own key.',
  fixed: 'Set for this run by YOUROUTER_BASE_URL.',
};

export const onboarding = {
  title: (/** @type {string} */ gateway) => `Paste your ${gateway} key`,
  lead: (/** @type {string} */ gateway) => `One key reaches every model. Choose the vendor yourself, or let ${gateway} route each call.`,
  leadOneVendor: (/** @type {string} */ gateway) => `One key reaches every model of ${gateway}.`,
  fan: (/** @type {number} */ count, /** @type {string} */ gateway) => `One key reaches ${figure(count)} vendors through ${gateway}`,
  fanYou: 'You',
  fanVendors: (/** @type {number} */ count) => `${figure(count)} vendors, or automatic`,
  demoTitle: 'No key yet?',
  demoBody: 'The demo answers from inside the program. It makes no network requests.',
  demo: 'Try the offline demo',
  getKey: 'Get a key',
  sent: 'What is sent, and where',
  network: 'Network settings',
  skip: 'Continue without a key',
};

export const lists = {
  sentences: (/** @type {string} */ first, /** @type {string} */ second) => `${first} ${second}`,
};

export const sending = {
  title: 'What is sent, and where',
  close: 'Close',
  occasions: {
    chat: 'A message is sent when you send it or ask for another answer, and again if that fails and Settings allow it.',
    keyCheck: 'A key is checked when you enter it.',
    models: 'The list of models is requested once a key is in memory, unless the list is less than an hour old, and when you press Refresh.',
    connectionTest: 'Test connection, in Settings, requests that list, too.',
  },
  facts: {
    where: {
      title: 'Where',
      body: (/** @type {string} */ host) => `Only to ${host}. No update checks, no analytics, no titles made by a model.`,
    },
    when: {
      title: 'When',
      body: (/** @type {string} */ occasions) => `${occasions} Nothing else is ever sent; Settings, Network log lists each request.`,
    },
    what: {
      title: 'What',
      body: 'With a message: its conversation with files and parameters, the model, the vendor if you pinned one, and your key. With anything else: your key only.',
    },
    key: {
      title: 'The key',
      body: 'Kept in the system keychain. This window can hand a key over but can never read one back.',
    },
    here: {
      title: 'What stays here',
      body: 'Chats, drafts and files are kept on this computer.',
    },
    links: {
      title: 'Links and images',
      body: 'A link opens in your browser, only when you choose it. Images in answers are never loaded from the network.',
    },
  },
};
