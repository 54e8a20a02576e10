// Every English word of the page; those for failures stand beside this file.
// Voice: say what happened, what it means, what you can do; plain words, no apologies.

/** @import { FailureCode, RequestPurpose } from '../bindings.js' */
import { ends, sources } from './en-ends.js';
import { evidence } from './en-evidence.js';
import { attachmentProblems, decoderPackage, failures, saving, tooManyMore, unsupportedKinds } from './en-failures.js';
import { files } from './en-files.js';
import { library } from './en-library.js';
import { network, networkLog } from './en-network.js';
import { overrides, parameters } from './en-parameters.js';
import { prompts } from './en-prompts.js';
import { find, search } from './en-search.js';
import { picker } from './en-picker.js';
import { pinned, routing } from './en-routing.js';
import { sendNotes } from './en-send-notes.js';
import { settings } from './en-settings.js';
import { dock, layer, starters, waiting } from './en-start.js';

/** When a request is made, by its purpose. @type {Record<RequestPurpose, string>} */
const occasions = {
  chat: 'A message is sent when you send it or ask for another answer, and again if that fails and Settings allow it.',
  keyCheck: 'A key is checked when you enter it.',
  models: 'The list of models is requested once a key is in memory, unless the list is less than an hour old, and when you press Refresh.',
  connectionTest: 'Test connection, in Settings, requests that list, too.',
};

export const en = {
  failures,
  ends,
  sources,
  evidence,
  network,
  networkLog,
  attachmentProblems,
  decoderPackage,
  tooManyMore,
  unsupportedKinds,

  failure: {
    status: (/** @type {number} */ status) => String(status),
    copyRequestId: 'Copy request id',
    requestId: (/** @type {string} */ id) => `req ${id}`,
    attempts: (/** @type {number} */ attempts, /** @type {string} */ time) => `${attempts} attempts in ${time}`,
    details: 'Details',
    detail: { code: 'Kind', status: 'Status', requestId: 'Request id', said: 'In its own words', model: 'Model', attempts: 'Attempts' },
    actions: {
      replaceKey: 'Replace key',
      addKey: 'Add key',
      sendAgain: 'Send again',
      openDashboard: 'Open dashboard',
      retryWithAuto: 'Retry with auto routing',
      retryNow: 'Retry now',
      tryAgain: 'Try again',
      continueAnswer: 'Continue',
      changeModel: 'Change model',
      sendNatively: 'Send natively',
      openSettings: 'Open settings',
      sendAsText: 'Send as text',
      sendAsPages: 'Send as images',
      sendWithoutImages: 'Send without images',
      dismiss: 'Dismiss',
      copyLink: 'Copy link',
    },
  },

  retry: {
    attempt: (/** @type {number} */ number, /** @type {number} */ most) => `attempt ${number} of ${most}`,
    stop: 'Stop retrying',
    tryingIn: (/** @type {string} */ vendor, /** @type {string} */ time) => `Trying ${vendor} again in ${time}`,
    trying: (/** @type {string} */ vendor) => `Trying ${vendor} now`,
  },

  attempts: {
    summary: 'What happened',
    counted: (/** @type {number} */ attempts) => `${attempts} attempts`,
    inTurn: (/** @type {string[]} */ modes) => modes.join(', then '),
    noReply: '–',
    failed: (/** @type {string} */ what, /** @type {string} */ time) => `${what}, after ${time}`,
    answered: (/** @type {string} */ time) => `First token after ${time}`,
    /** @type {Partial<Record<FailureCode, string>>} */
    titles: {
      rateLimited: 'Too many requests',
      overloaded: 'The gateway or the vendor failed',
      offline: 'Not reached',
      streamCut: 'Broke off before any text',
    },
  },

  overrides,

  saving,

  strips: {
    stopped: {
      withText: 'You stopped this answer. The text so far is kept.',
      empty: 'You stopped this answer before any text came.',
    },
    interrupted: {
      withText: 'YouRouter Chat closed while this was being written. The text so far is kept.',
      empty: 'YouRouter Chat closed before any text came.',
    },
    unreadable: 'This message is from a newer version of YouRouter Chat and can’t be shown here. It is left unchanged.',
  },

  answerMetadata: {
    pinned: (/** @type {string} */ vendor) => `pinned ${vendor}`,
    vendorUnknown: 'vendor not reported',
    demo: 'offline demo, a recording',
    native: 'sent natively',
    answeredBy: (/** @type {string} */ vendor) => `answered by ${vendor}`,
    firstToken: (/** @type {string} */ time) => `${time} to first token`,
    inTotal: (/** @type {string} */ time) => `${time} in total`,
    speed: (/** @type {string} */ figure) => `${figure} tok/s`,
    tokens: (/** @type {string} */ read, /** @type {string} */ written) => `${read} in, ${written} out`,
    tokensUnknown: 'tokens not reported',
    tokensCounted: (/** @type {string} */ written) => `≈ ${written} out`,
    countedHere: 'Counted here; the gateway reported nothing',
    totalUnknown: 'total unknown',
    stopped: 'stopped by you',
    waiting: 'Waiting for the first token',
    thinking: 'Thinking',
    writing: 'Writing',
  },

  message: {
    you: 'You',
    youAt: (/** @type {string} */ time) => `You, ${time}`,
    answerFrom: (/** @type {string} */ model) => `Answer from ${model}`,
    answering: (/** @type {string} */ model) => `Answer from ${model}, in progress`,
    actions: 'Message actions',
    answerActions: 'Answer actions',
    edit: 'Edit and resend',
    editing: 'Being edited',
    showWhole: 'Show all',
    showLess: 'Show less',
    copy: 'Copy',
    copyMarkdown: 'Copy as Markdown',
    copied: 'Copied',
    answerCopied: 'Answer copied as Markdown',
    regenerate: 'Regenerate',
    tryWith: 'Try with…',
    fork: 'New chat from here',
    inspect: 'Inspect',
    showRest: (/** @type {string} */ size) => `Show the rest (${size})`,
    previousVersion: 'Previous version',
    nextVersion: 'Next version',
    version: (/** @type {number} */ index, /** @type {number} */ all) => `${index} / ${all}`,
    versionLabel: (/** @type {number} */ index, /** @type {number} */ all) => `Version ${index} of ${all}`,
    thinking: (/** @type {string} */ time) => (time ? `Thinking, ${time}` : 'Thinking…'),
    thought: (/** @type {string} */ time) => (time ? `Thought for ${time}` : 'Thoughts'),
    pages: (/** @type {number} */ pages) => (pages === 1 ? '1 page' : `${pages} pages`),
    fileGone: 'File is gone from the disk',
    open: 'Show',
    openFile: (/** @type {string} */ name) => `Show ${name}`,
  },

  announce: {
    started: 'Answer started',
    finished: 'Answer finished',
    finishedTokens: (/** @type {string} */ tokens) => `Answer finished, ${tokens} tokens`,
    stopped: 'Answer stopped',
    zoom: (/** @type {number} */ percent) => `Zoom ${percent} %`,
    diagnosticsCopied: 'Diagnostics copied',
  },

  sidebar: {
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
  },

  header: {
    untitled: 'New chat',
    conversation: 'Conversation',
    export: 'Export',
    systemPrompt: 'System prompt',
    systemPromptSet: 'System prompt, set',
    menu: 'Chat actions',
    route: (/** @type {string} */ model, /** @type {string} */ mode, /** @type {string} */ gateway) =>
      `Model and vendor: ${model}, ${mode}${gateway === '' ? '' : `, on ${gateway}`}`,
  },

  routing,
  pinned,
  layer,
  dock,
  starters,
  waiting,

  composer: {
    label: 'Message',
    ask: 'Ask, paste, or drop a file',
    reply: 'Reply',
    greeting: 'What do you want to know?',
    attach: 'Attach files',
    send: 'Send',
    stop: 'Stop',
    hintAnswering: 'Enter sends when the answer ends',
    once: (/** @type {string} */ model, /** @type {string} */ mode) => `This message goes to ${model}, ${mode}`,
    hintQueued: 'Sends when the answer ends. Press Enter again to hold it',
    hintWaiting: 'Sends when the files are ready. Press Enter again to hold it',
    editing: 'Editing an earlier message. Sending makes a new version; the old one stays.',
    cancelEdit: 'Cancel editing',
    remove: (/** @type {string} */ name) => `Remove ${name}`,
    cost: (/** @type {string} */ size, /** @type {string} */ tokens, /** @type {number} */ earlier) =>
      `${earlier === 0 ? '' : earlier === 1 ? '1 earlier file is sent again: ' : `${earlier} earlier files are sent again: `}${size}, ≈ ${tokens} tokens`,
    costTitle: 'What the files add to the request, before encoding. Tokens are an estimate.',
    pasteAsText: 'Paste as text',
    takeIn: 'Include again',
    preparing: 'Preparing',
    page: (/** @type {number} */ page, /** @type {number} */ of) => `Page ${page} of ${of}`,
    drawing: (/** @type {number} */ page, /** @type {number} */ of) =>
      page === 0 ? 'Waiting for other files before the pages are prepared. Stop cancels it' : `Preparing page ${page} of ${of}. Stop cancels it`,
    preparingName: (/** @type {string} */ name) => `Preparing ${name}`,
    jump: 'Jump to latest',
  },

  sendNotes,

  library,

  prompts,

  drop: {
    title: (/** @type {number} */ files) => (files === 1 ? 'Drop to attach 1 file' : `Drop to attach ${files} files`),
    kinds: 'Images, PDFs, Office documents and text, up to 20 MB each.',
    private: 'Nothing is sent until you send the message.',
  },

  files,

  picker,

  parameters,

  search,
  find,

  key: {
    label: 'API key',
    show: 'Show key',
    hide: 'Hide key',
    check: 'Check and continue',
    checkAgain: 'Check again',
    checking: 'Checking…',
    saving: 'Saving…',
    assure: (/** @type {string} */ host) =>
      `Saved in the system keychain. This window cannot read it back. It is sent to ${host} and to nobody else.`,
    cleaned: 'Quotes, “Bearer” or invisible characters around the key were removed.',
    empty: 'Paste a key first.',
    refused: (/** @type {string} */ gateway, /** @type {number | undefined} */ status) =>
      `${gateway} did not accept this key${status === undefined ? '' : ` (${status})`}.`,
    refusedHint: (/** @type {number} */ length, /** @type {string} */ end) =>
      `Check that it was copied whole: it was ${length} characters long and ended in ${end}.`,
    unchecked: (/** @type {string} */ reason) => `The key could not be checked. ${reason}`.trim(),
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
  },

  gateway: {
    label: 'Base URL',
    use: 'Use this gateway',
    another: 'Use another gateway',
    hint: 'Any OpenAI-compatible base URL, such as http://127.0.0.1:8080/v1. Each gateway has its own key.',
    fixed: 'Set for this run by YOUROUTER_BASE_URL.',
  },

  onboarding: {
    title: (/** @type {string} */ gateway) => `Paste your ${gateway} key`,
    lead: 'One key reaches every model. Choose the vendor yourself, or let YouRouter route each call.',
    fan: 'One key reaches nine vendors through YouRouter',
    fanYou: 'You',
    fanGateway: 'YouRouter',
    fanVendors: 'nine vendors, or automatic',
    demoTitle: 'No key yet?',
    demoBody: 'The demo answers from inside the program. It makes no network requests.',
    demo: 'Try the offline demo',
    getKey: 'Get a key',
    sent: 'What is sent, and where',
    network: 'Network settings',
    skip: 'Continue without a key',
  },

  sending: {
    title: 'What is sent, and where',
    close: 'Close',
    occasions,
    facts: (/** @type {string} */ host) => [
      ['Where', `To ${host} and to no other host. No updates, no statistics, no titles made by a model.`],
      ['When', `${Object.values(occasions).join(' ')} Nothing else is ever sent; Settings, Network log lists each request.`],
      ['What', 'With a message: its conversation with files and parameters, the model, the vendor if you pinned one, and your key. With anything else: your key only.'],
      ['The key', 'Kept in the system keychain. This window can hand a key over but can never read one back.'],
      ['What stays here', 'Chats, drafts and files are kept on this computer.'],
      ['Links and images', 'A link opens in your browser, only when you choose it. Images in answers are never loaded from the network.'],
    ],
  },

  settings,

  code: {
    copy: 'Copy',
    copyLabel: 'Copy code',
    plain: 'text',
    wrap: 'Wrap lines',
    fold: 'Fold',
    showAll: (/** @type {number} */ lines) => `Show all ${lines} lines`,
  },

  wide: { table: 'Wide table', formula: 'Wide formula' },

  link: {
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
    /** @type {Record<import('../bindings.js').LinkWarning, string>} */
    warnings: {
      namesAnotherHost: 'The link’s text names a different site than the one it opens.',
      reordersText: 'The link’s text has hidden marks that show its letters in another order.',
      encodedHost: 'The host name has look-alike letters.',
      mixedScripts: 'The host name mixes letters of several alphabets.',
      hasUser: 'The part before the @ looks like a host name but isn’t; it was removed.',
    },
    imageBody: 'The image is on the web and was not loaded. The site’s owner will see that you opened it.',
  },
};
