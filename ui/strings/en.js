// Every English word of the page. Failures are keyed by code, so that `tsc` fails when Rust adds one.
// Voice (design, section 10): say what happened, what it means, what you can do; plain words, no apologies.

/** @import { AttachmentProblem, FailureCode } from '../bindings.js' */

/**
 * What the words of a failure may mention.
 * @typedef {{ gateway: string, host: string, vendor: string, isPinned: boolean, detail: string, status: number | null,
 *   wait: string | null, hasText: boolean }} FailureContext
 */

/** @type {Record<FailureCode, { title: (of: FailureContext) => string, body: (of: FailureContext) => string }>} */
const failures = {
  missingKey: {
    title: () => 'A key is needed',
    body: ({ host }) => `No key is known for ${host}. Your message is kept; add a key and send it again.`,
  },
  keychainUnavailable: {
    title: () => 'The system keychain is not available',
    body: () => 'Unlock it and try again, or keep the key in memory until you quit. It is never written to a file.',
  },
  unauthorized: {
    title: ({ gateway }) => `${gateway} did not accept the key`,
    body: () => 'The key may have been revoked or replaced, or it may not reach this model. Your message is kept and can be sent again.',
  },
  balance: {
    title: ({ gateway }) => `${gateway} reports a balance problem`,
    body: ({ detail }) => detail || 'The account has no balance for this call. The dashboard shows it.',
  },
  rateLimited: {
    title: ({ isPinned, vendor, gateway }) => `${isPinned ? vendor : gateway} is limiting requests`,
    body: ({ isPinned, vendor, wait }) => {
      const asked = wait === null ? '' : ` The server asks to wait ${wait}.`;
      if (!isPinned) return `Too many requests for now.${asked}`;
      return `You pinned this conversation to ${vendor}, so YouRouter may not use another vendor. Automatic routing can.${asked}`;
    },
  },
  overloaded: {
    title: () => 'The gateway or the vendor failed',
    body: ({ hasText, status }) =>
      `${hasText ? 'The text so far is kept.' : 'No text was received.'} If it keeps happening, ${
        status === null ? 'wait a little' : 'send the request id to support'
      }${hasText ? '' : '; your message can be sent again'}.`,
  },
  rejected: {
    title: ({ status }) => (status === 404 ? 'This model or address is not known' : 'The request was refused'),
    body: ({ detail, gateway }) => (detail ? `${gateway} says: ${detail}` : 'The gateway gave no reason.'),
  },
  tooLong: {
    title: () => 'This is more than the model takes',
    body: ({ detail, gateway }) =>
      detail ? `${gateway} says: ${detail}` : 'Send a shorter message or fewer files, or start a new chat.',
  },
  offline: {
    title: ({ host }) => `${host} was not reached`,
    body: ({ detail }) => `Check the network connection. Your message is kept.${detail ? ` The system says: ${detail}` : ''}`,
  },
  timedOut: {
    title: () => 'No reply came in time',
    body: ({ host }) => `${host} was silent for longer than the limit in Settings. Your message is kept.`,
  },
  streamCut: {
    title: () => 'The answer broke off',
    body: ({ hasText }) => (hasText ? 'Connection lost; the text so far is kept.' : 'Connection lost before any text came.'),
  },
  attachment: {
    title: () => 'A file cannot be sent',
    body: ({ detail }) => detail || 'Remove it from the message and send again.',
  },
  tool: {
    title: () => 'A tool failed',
    body: ({ detail }) => detail || 'The tool gave no reason.',
  },
  storage: {
    title: () => 'The disk or the database failed',
    body: ({ detail }) => `Something could not be read or saved.${detail ? ` The system says: ${detail}` : ' Check the free space.'}`,
  },
  internal: {
    title: () => 'YouRouter Chat made a mistake',
    body: ({ detail }) => `This is a fault in the program, not in your message.${detail ? ` Details: ${detail}` : ''}`,
  },
};

/** @type {Record<AttachmentProblem, string>} */
const attachmentProblems = {
  unsupportedType: 'Not an image or PDF',
  svg: 'SVG can carry scripts; not taken',
  tooLarge: 'Larger than 20 MB',
  empty: 'The file is empty',
  damaged: 'Damaged or cut short',
  encrypted: 'The PDF asks for a password',
  folder: 'Folders are not taken',
  unreadable: 'Cannot be read, or is gone',
  tooMany: 'Too many files for one message',
};

export const en = {
  failures,
  attachmentProblems,

  failure: {
    status: (/** @type {number} */ status) => String(status),
    copyRequestId: 'Copy request id',
    requestId: (/** @type {string} */ id) => `req ${id}`,
    actions: {
      replaceKey: 'Replace key',
      addKey: 'Add key',
      sendAgain: 'Send again',
      openDashboard: 'Open dashboard',
      retryWithAuto: 'Retry with auto routing',
      retryNow: 'Retry now',
      tryAgain: 'Try again',
      changeModel: 'Change model',
      openSettings: 'Open settings',
      dismiss: 'Dismiss',
    },
  },

  strips: {
    stopped: {
      withText: 'You stopped this answer. The text so far is kept.',
      empty: 'You stopped this answer before any text came.',
    },
    interrupted: {
      withText: 'The program ended while this was written. The text so far is kept.',
      empty: 'The program ended before any text came.',
    },
  },

  provenance: {
    pinned: (/** @type {string} */ vendor) => `pinned ${vendor}`,
    vendorUnknown: 'vendor not reported',
    answeredBy: (/** @type {string} */ vendor) => `answered by ${vendor}`,
    firstToken: (/** @type {string} */ time) => `${time} to first token`,
    inTotal: (/** @type {string} */ time) => `${time} in total`,
    speed: (/** @type {string} */ figure) => `${figure} tok/s`,
    tokens: (/** @type {string} */ read, /** @type {string} */ written) => `${read} in, ${written} out`,
    tokensUnknown: 'tokens not reported',
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
    copy: 'Copy',
    copyMarkdown: 'Copy as Markdown',
    copied: 'Copied',
    regenerate: 'Regenerate',
    previousVersion: 'Previous version',
    nextVersion: 'Next version',
    version: (/** @type {number} */ index, /** @type {number} */ all) => `${index} / ${all}`,
    versionLabel: (/** @type {number} */ index, /** @type {number} */ all) => `Version ${index} of ${all}`,
    thinking: (/** @type {string} */ time) => (time ? `Thinking, ${time}` : 'Thinking…'),
    thought: (/** @type {string} */ time) => (time ? `Thought for ${time}` : 'Thoughts'),
    fileGone: 'File is gone from the disk',
  },

  announce: {
    started: 'Answer started',
    finished: 'Answer finished',
    finishedTokens: (/** @type {string} */ tokens) => `Answer finished, ${tokens} tokens`,
    stopped: 'Answer stopped',
  },

  sidebar: {
    label: 'Conversations',
    hide: 'Hide sidebar',
    show: 'Show sidebar',
    newChat: 'New chat',
    search: 'Search',
    settings: 'Settings',
    none: 'Your chats will be listed here.',
    today: 'Today',
    yesterday: 'Yesterday',
    week: 'Previous 7 days',
    auto: 'Automatic routing',
    pinned: (/** @type {string} */ vendor) => `Pinned to ${vendor}`,
    running: 'Answer in progress',
    gateway: 'Gateway and key',
    keyEnding: (/** @type {string} */ hint) => `Key ending ${hint}`,
    demo: 'Offline demo',
    noKey: 'No key',
  },

  header: {
    untitled: 'New chat',
    conversation: 'Conversation',
    route: (/** @type {string} */ model, /** @type {string} */ vendor) => `Model and vendor: ${model}, ${vendor}`,
  },

  composer: {
    label: 'Message',
    ask: 'Ask, paste, or drop a file',
    reply: 'Reply',
    greeting: 'What do you want to know?',
    attach: 'Attach files',
    send: 'Send',
    stop: 'Stop',
    hintAnswering: 'Enter sends when the answer ends',
    hintQueued: 'Will be sent when the answer ends. Enter again keeps it here',
    hintWaiting: 'Will be sent when the files are ready. Enter again keeps it here',
    editing: 'Editing an earlier message. Sending makes a new version; the old one stays.',
    cancelEdit: 'Cancel editing',
    remove: (/** @type {string} */ name) => `Remove ${name}`,
    preparing: 'Preparing',
    preparingName: (/** @type {string} */ name) => `Preparing ${name}`,
    jump: 'Jump to latest',
  },

  drop: {
    title: (/** @type {number} */ files) => (files === 1 ? 'Drop to attach 1 file' : `Drop to attach ${files} files`),
    kinds: 'Images (PNG, JPEG, WebP, GIF) and PDFs, up to 20 MB each.',
    private: 'They are sent only when you send the message.',
  },

  picker: {
    label: 'Choose model and vendor',
    search: 'Search models',
    placeholder: 'Search models, or type any model id',
    models: 'Models',
    typed: 'Typed before',
    counted: (/** @type {number} */ models) => (models === 1 ? '1 documented model' : `${models} documented models`),
    useTyped: (/** @type {string} */ id) => `Use ‘${id}’ as typed`,
    unknown: 'Nothing is known of this id; it is sent as typed',
    inferred: 'Inferred from the family',
    vendors: (/** @type {string} */ model) => `Vendors for ${model}`,
    vendor: 'Vendor',
    auto: 'YouRouter picks the vendor',
    otherVendor: 'Another vendor',
    otherVendorPlaceholder: 'Type any vendor, then Enter',
    badVendor: 'Letters, digits, dots and hyphens only',
    vision: 'Vision',
    pdf: 'PDF',
    tools: 'Tools',
    reasoning: 'Reasoning',
    foot: 'What a model takes is inferred from its family; YouRouter does not report it. A pinned call fails if its vendor is down.',
    keyModel: 'Model',
    keyVendor: 'Vendor',
    keyUse: 'Use here',
    keyDefault: 'Make default',
    keyClose: 'Close',
    defaultTag: 'Default for new chats',
    none: 'No model matches.',
  },

  search: {
    label: 'Search chats by title',
    placeholder: 'Search chats by title',
    results: 'Chats',
    none: 'No chat has these words in its title.',
    empty: 'No chats yet.',
    move: 'Move',
    open: 'Open',
    scope: 'Titles only; the text of messages is not searched',
    untitled: 'Untitled',
  },

  key: {
    label: 'API key',
    show: 'Show key',
    hide: 'Hide key',
    check: 'Check and continue',
    checkAgain: 'Check again',
    checking: 'Checking…',
    saving: 'Saving…',
    assure: (/** @type {string} */ host) =>
      `Saved in the system keychain by the app, not by this window. It is sent to ${host} and to nobody else.`,
    empty: 'Paste a key first.',
    refused: (/** @type {string} */ gateway, /** @type {number | undefined} */ status) =>
      `${gateway} did not accept this key${status === undefined ? '' : ` (${status})`}.`,
    refusedHint: (/** @type {number} */ length, /** @type {string} */ end) =>
      `Check that it was copied whole: it was ${length} characters long and ended in ${end}.`,
    uncheckedHint: 'The key could not be checked.',
    saveUnchecked: 'Save without checking',
    keychainTitle: 'The system keychain is not available',
    keychainBody: 'Unlock it to remember the key, or keep the key in memory until you quit. It is never written to a file.',
    tryAgain: 'Try again',
    onlyNow: 'Only this time',
    replaceTitle: 'Replace the key',
    addTitle: 'Add a key',
    replaceLead: (/** @type {string} */ host) => `For ${host}. The key before is kept until the new one is accepted.`,
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
  },

  sending: {
    title: 'What is sent, and where',
    close: 'Close',
    facts: (/** @type {string} */ host) => [
      ['Where', `To ${host} and to no other host. No updates, no statistics, no titles made by a model.`],
      ['When', 'Only when you send a message, ask again for an answer, or check a key.'],
      ['What', 'The messages and files of that conversation, the model, the vendor if you pinned one, and your key.'],
      ['The key', 'Kept in the system keychain. This window can hand a key over but can never read one back.'],
      ['What stays here', 'Chats, drafts and files are kept on this computer.'],
      ['Links and images', 'A link opens in your browser, only when you choose it. Images in answers are never loaded from the network.'],
    ],
  },

  settings: {
    title: 'Settings',
    close: 'Close',
    version: (/** @type {string} */ version) => `YouRouter Chat ${version}`,
    keys: 'Keys and gateways',
    keysLead: 'Keys live in the system keychain. This window can replace or remove a key but can never read one back.',
    gateway: 'Gateway',
    keyStates: {
      missing: 'no key yet',
      keychain: 'key in the keychain',
      run: 'key in memory until you quit',
      environment: 'key from YOUROUTER_API_KEY, for this run',
      notNeeded: 'no key needed',
    },
    keyHint: (/** @type {string} */ hint) => `ending ${hint}`,
    replaceKey: 'Replace key',
    addKey: 'Add key',
    forgetKey: 'Forget key',
    forgetSure: 'Forget it now',
    demoTitle: 'Offline demo',
    demoBody: 'Answers from inside the program, no network',
    demoOpen: 'Open',
    demoLeave: 'Leave',
    answers: 'Answers',
    answersLead: 'How requests are made. Nothing here changes what you wrote.',
    requests: 'Requests',
    streaming: 'Show answers while they are written',
    streamingBody: 'Off: the whole answer comes in one piece',
    wait: 'Give up waiting after',
    waitBody: 'Reasoning models may be silent for minutes',
    minutes: (/** @type {number} */ minutes) => (minutes === 60 ? '1 hour' : `${minutes} minutes`),
    defaults: 'New chats',
    defaultRoute: 'Model and vendor',
    defaultRouteBody: 'Choose another in the picker with Ctrl Enter',
    appearance: 'Appearance',
    theme: 'Theme',
    themes: { system: 'Follow system', light: 'Light', dark: 'Dark' },
    text: 'Text',
    reading: 'Reading size',
    readingBody: 'The answer column; controls stay as they are',
    readings: { small: 'Small', medium: 'Regular', large: 'Large' },
    interface: 'Interface',
    density: 'Density',
    densityBody: 'How close rows and controls stand',
    densities: { compact: 'Compact', comfortable: 'Comfortable' },
    shortcuts: 'Shortcuts',
    shortcutsLead: 'On macOS, Command takes the place of Ctrl.',
    shortcutRows: [
      ['Search chats', 'Ctrl', 'K'],
      ['New chat', 'Ctrl', 'N'],
      ['Model and vendor', 'Ctrl', 'M'],
      ['Attach files', 'Ctrl', 'U'],
      ['Settings', 'Ctrl', ','],
      ['Sidebar', 'Ctrl', 'B'],
      ['Send', 'Enter'],
      ['New line', 'Shift', 'Enter'],
      ['Stop, or close a layer', 'Esc'],
      ['Edit last message', 'Up'],
      ['Regenerate', 'Ctrl', 'R'],
      ['Retry with auto', 'Ctrl', 'Shift', 'R'],
      ['Jump to latest', 'End'],
    ],
  },

  code: { copy: 'Copy', copied: 'Copied', plain: 'text' },
};
