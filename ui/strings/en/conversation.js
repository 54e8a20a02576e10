// Generated from locales/en/page/conversation.ftl by `cargo xtask words`: change it there.
// Words of a conversation: messages, answers and their figures, code, failures of single requests.

import { figure, plural } from '../../language.js';

export const failure = {
  copyRequestId: 'Copy request ID',
  requestId: (/** @type {string} */ id) => `req ${id}`,
  attempts: (/** @type {number} */ attempts, /** @type {string} */ time) => (plural(attempts) === 'one' ? `${figure(attempts)} attempt in ${time}` : `${figure(attempts)} attempts in ${time}`),
  details: 'Details',
  detail: {
    code: 'Kind',
    status: 'Status',
    requestId: 'Request ID',
    said: 'In its own words',
    model: 'Model',
    attempts: 'Attempts',
  },
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
};

export const retry = {
  attempt: (/** @type {number} */ number, /** @type {number} */ most) => `attempt ${figure(number)} of ${figure(most)}`,
  stop: 'Stop retrying',
  tryingIn: (/** @type {string} */ vendor, /** @type {string} */ time) => `Trying ${vendor} again in ${time}`,
  trying: (/** @type {string} */ vendor) => `Trying ${vendor} now`,
};

export const attempts = {
  summary: 'What happened',
  counted: (/** @type {number} */ attempts) => (plural(attempts) === 'one' ? `${figure(attempts)} attempt` : `${figure(attempts)} attempts`),
  inTurn: (/** @type {string} */ first, /** @type {string} */ next) => `${first}, then ${next}`,
  noReply: '–',
  failed: (/** @type {string} */ what, /** @type {string} */ time) => `${what}, after ${time}`,
  answered: (/** @type {string} */ time) => `First token after ${time}`,
  titles: {
    rateLimited: 'Too many requests',
    overloaded: 'The gateway or the vendor failed',
    offline: 'Not reached',
    streamCut: 'Broke off before any text',
  },
};

export const strips = {
  stopped: {
    withText: 'You stopped this answer. The text so far is kept.',
    empty: 'You stopped this answer before any text came.',
  },
  interrupted: {
    withText: 'YouRouter Chat closed while this was being written. The text so far is kept.',
    empty: 'YouRouter Chat closed before any text came.',
  },
  unreadable: 'This message is from a newer version of YouRouter Chat and can’t be shown here. It is left unchanged.',
};

export const answerMetadata = {
  pinned: (/** @type {string} */ vendor) => `pinned ${vendor}`,
  messagesLeftOut: (/** @type {number} */ count) => (plural(count) === 'one' ? `${figure(count)} message was left out` : `${figure(count)} messages were left out`),
  filesLeftOut: (/** @type {number} */ count) => (plural(count) === 'one' ? `${figure(count)} file was left out` : `${figure(count)} files were left out`),
  partsLeftOut: 'Not all was sent',
  vendorUnknown: 'vendor not reported',
  demo: 'offline demo, a recording',
  native: 'sent natively',
  answeredBy: (/** @type {string} */ vendor) => `answered by ${vendor}`,
  firstToken: (/** @type {string} */ time) => `${time} to first token`,
  inTotal: (/** @type {string} */ time) => `${time} in total`,
  speed: (/** @type {string} */ figure) => `${figure} tok/s`,
  tokens: (/** @type {string} */ read, /** @type {string} */ written) => `${read} in, ${written} out`,
  tokensCached: (/** @type {string} */ read, /** @type {string} */ cached, /** @type {string} */ written) => `${read} in (${cached} cached), ${written} out`,
  tokensUnknown: 'tokens not reported',
  tokensCounted: (/** @type {string} */ written) => `≈ ${written} out`,
  countedHere: 'Counted here; the gateway reported nothing',
  totalUnknown: 'total unknown',
  stopped: 'stopped by you',
  waiting: 'Waiting for the first token',
  thinking: 'Thinking',
  writing: 'Writing',
};

export const message = {
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
  compare: 'Compare…',
  fork: 'New chat from here',
  excluded: 'Excluded',
  pinned: 'Pinned',
  inContext: (/** @type {string} */ what) => `${what}: show in context`,
  inspect: 'Inspect',
  showRest: (/** @type {string} */ size) => `Show the rest (${size})`,
  previousVersion: 'Previous version',
  nextVersion: 'Next version',
  version: (/** @type {number} */ index, /** @type {number} */ all) => `${figure(index)} / ${figure(all)}`,
  versionLabel: (/** @type {number} */ index, /** @type {number} */ all) => `Version ${figure(index)} of ${figure(all)}`,
  thinking: (/** @type {string | null | undefined} */ time) => (!time ? 'Thinking…' : `Thinking, ${time}`),
  thought: (/** @type {string | null | undefined} */ time) => (!time ? 'Thoughts' : `Thought for ${time}`),
  pages: (/** @type {number} */ pages) => (plural(pages) === 'one' ? `${figure(pages)} page` : `${figure(pages)} pages`),
  fileGone: 'File is gone from the disk',
  open: 'Show',
  openFile: (/** @type {string} */ name) => `Show ${name}`,
};

export const announce = {
  started: 'Answer started',
  finished: 'Answer finished',
  finishedTokens: (/** @type {string} */ tokens) => `Answer finished, ${tokens} tokens`,
  stopped: 'Answer stopped',
  zoom: (/** @type {number} */ percent) => `Zoom ${figure(percent)} %`,
  diagnosticsCopied: 'Diagnostics copied',
};

export const code = {
  copy: 'Copy',
  copyLabel: 'Copy code',
  plain: 'text',
  wrap: 'Wrap lines',
  fold: 'Fold',
  showAll: (/** @type {number} */ lines) => `Show all ${figure(lines)} lines`,
};

export const wide = {
  table: 'Wide table',
  formula: 'Wide formula',
};
