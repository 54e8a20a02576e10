// Turns a failure into what the page shows: tone, icon, words and remedies, in one table by code.
// Invariant: the table is complete by type; `tsc` fails when Rust adds a code. The first remedy is the likeliest.

/** @import { Failure, FailureCode, Route, SendAs } from './bindings.js' */
import { wholeSeconds } from './format/figures.js';
import { mayMendNatively } from './format/native.js';
import { words } from './words.js';

/**
 * @typedef {keyof typeof words.failure.actions} FailureAction
 * @typedef {'bad' | 'warn'} Tone `bad`: nothing happens without the person; `warn`: waiting, or partly done
 * @typedef {{ route: Route, gateway: string, host: string, hasText: boolean, offersAuto?: boolean,
 *   otherSendOptions?: readonly SendAs[], hasSentImages?: boolean, isLink?: boolean }} Circumstances
 *   `offersAuto` is false where automatic routing is not to be offered; `otherSendOptions`: those in which the PDFs of the
 *   question could be sent instead; `hasSentImages`: whether something could be left out of what a model without eyes got;
 *   `isLink`: whether it is a link that could not be opened
 * @typedef {{ tone: Tone, icon: string, title: string, body: string, actions: FailureAction[] }} Explanation
 */

/** @typedef {{ tone: Tone, icon: string, actions: (isPinned: boolean) => FailureAction[] }} Remedy */

/** @type {(isPinned: boolean) => FailureAction[]} */
const againOrAuto = (isPinned) => (isPinned ? ['tryAgain', 'retryWithAuto'] : ['tryAgain']);

/** @type {Record<FailureCode, Remedy>} */
const remedies = {
  missingKey: { tone: 'bad', icon: 'key', actions: () => ['addKey', 'sendAgain', 'openDashboard'] },
  keychainUnavailable: { tone: 'bad', icon: 'lock', actions: () => ['tryAgain', 'replaceKey'] },
  unauthorized: { tone: 'bad', icon: 'key', actions: () => ['replaceKey', 'sendAgain', 'openDashboard'] },
  balance: { tone: 'bad', icon: 'alert', actions: () => ['openDashboard', 'tryAgain'] },
  rateLimited: {
    tone: 'warn',
    icon: 'clock',
    actions: (isPinned) => (isPinned ? ['retryWithAuto', 'retryNow'] : ['retryNow']),
  },
  overloaded: { tone: 'bad', icon: 'alert', actions: againOrAuto },
  rejected: { tone: 'bad', icon: 'alert', actions: () => ['changeModel', 'tryAgain'] },
  tooLong: { tone: 'bad', icon: 'alert', actions: () => ['changeModel', 'tryAgain'] },
  offline: { tone: 'bad', icon: 'offline', actions: againOrAuto },
  timedOut: { tone: 'bad', icon: 'clock', actions: (isPinned) => [...againOrAuto(isPinned), 'openSettings'] },
  streamCut: { tone: 'warn', icon: 'offline', actions: againOrAuto },
  attachment: { tone: 'bad', icon: 'file', actions: () => ['tryAgain'] },
  storage: { tone: 'bad', icon: 'database', actions: () => ['tryAgain'] },
  diskFull: { tone: 'bad', icon: 'database', actions: () => ['tryAgain'] },
  storageBusy: { tone: 'warn', icon: 'database', actions: () => ['tryAgain'] },
  invalid: { tone: 'bad', icon: 'alert', actions: () => ['tryAgain'] },
  answerRunning: { tone: 'warn', icon: 'clock', actions: () => ['dismiss'] },
  emptyMessage: { tone: 'warn', icon: 'alert', actions: () => ['dismiss'] },
  notInDraft: { tone: 'bad', icon: 'file', actions: () => ['dismiss'] },
  linkRefused: { tone: 'bad', icon: 'alert', actions: () => ['dismiss'] },
  noProgram: { tone: 'bad', icon: 'alert', actions: () => ['dismiss'] },
  internal: { tone: 'bad', icon: 'alert', actions: () => ['tryAgain'] },
};

/** What a file is that is not taken, by its media type. The first that fits counts. @type {[RegExp, keyof typeof words.unsupportedKinds][]} */
const unsupportedKinds = [
  [/iwork/, 'iwork'],
  [/visio/, 'visio'],
  [/xpsdocument/, 'xpsdocument'],
  [/ms-outlook-pst/, 'outlookData'],
  [/ms-outlook/, 'outlook'],
  [/onenote/, 'onenote'],
  [/mspublisher/, 'publisher'],
  [/ms-project/, 'project'],
  [/wordperfect/, 'wordperfect'],
  [/msaccess|sqlite/, 'database'],
  [/opendocument/, 'opendocument'],
  [/mobipocket|htmlhelp/, 'ebook'],
  [/bigtiff/, 'bigtiff'],
  [/^image\/jxl/, 'jpegXl'],
  [/photoshop/, 'photoshop'],
  [/djvu/, 'djvu'],
  [/iso-2022/, 'escapedText'],
  [/^image\/(wmf|emf)/, 'windowsDrawing'],
  [/dwg/, 'cad'],
  [/^image\//, 'image'],
  [/^video\//, 'video'],
  [/^audio\//, 'audio'],
  [/android|java|executable|x-mach|wasm|llvm|x-shellscript-binary/, 'program'],
  [/font/, 'font'],
  [/zip|7z|\brar|x-tar|zstd|x-xz|x-lz|compress|x-cpio|vnd\.ms-cab/, 'archive'],
];

/** What another sendAs of a PDF may mend. @type {Set<FailureCode>} */
const refusals = new Set(['rejected', 'tooLong', 'overloaded']);

/** Failures in the middle of an answer, which it may go on after. @type {Set<FailureCode>} */
const mayGoOn = new Set(['rateLimited', 'overloaded', 'offline', 'timedOut', 'streamCut', 'internal']);

/** @type {Partial<Record<SendAs, FailureAction>>} */
const sendAsActions = { text: 'sendAsText', pages: 'sendAsPages' };

/**
 * What to show for a failure.
 * @param {Failure} failure
 * @param {Circumstances} circumstances
 * @returns {Explanation}
 */
export function explain(failure, { route, gateway, host, hasText, offersAuto = true, otherSendOptions = [], hasSentImages = false, isLink = false }) {
  const { tone, icon, actions } = remedies[failure.code];
  const isPinned = route.vendor !== 'auto';
  const context = {
    gateway,
    host,
    vendor: route.vendor,
    isPinned,
    detail: failure.detail,
    sentence: failure.detail && asSentence(failure.detail),
    status: failure.status ?? null,
    wait: failure.retryAfterMs === undefined ? null : wholeSeconds(failure.retryAfterMs),
    hasText,
    isLink,
  };
  const { title, body } = words.failures[failure.code];
  const usual = actions(isPinned).filter((action) => action !== 'retryWithAuto' || offersAuto);
  /** @type {FailureAction[]} */
  const native = mayMendNatively(failure, route) ? ['sendNatively'] : [];
  const isBlind = failure.refusedInput === 'image' && hasSentImages;
  /** @type {FailureAction[]} */
  const onward = hasText && mayGoOn.has(failure.code) ? ['continueAnswer'] : [];
  /** @type {FailureAction[]} */
  const instead = isBlind ? ['sendWithoutImages'] : refusals.has(failure.code) ? otherSendOptions.flatMap((sendAs) => sendAsActions[sendAs] ?? []) : [];
  /** @type {FailureAction[]} */
  const link = isLink ? ['copyLink'] : [];
  return { tone, icon, title: title(context), body: body(context), actions: [...onward, ...native, ...instead, ...link, ...usual] };
}

/** Words of others, as a sentence of their own. @param {string} detail */
function asSentence(detail) {
  return /[.!?…]$/.test(detail) ? detail : `${detail}.`;
}

const nowhere = {
  gateway: '', host: '', vendor: '', isPinned: false, detail: '', sentence: '', status: null, wait: null, hasText: false, isLink: false,
};

/** A failure in a few words, for a list. @param {Failure} failure */
export function failureTitle(failure) {
  /** @type {Partial<Record<FailureCode, string>>} */
  const short = words.attempts.titles;
  return short[failure.code] ?? words.failures[failure.code].title(nowhere);
}

/** The same, but a refusal in the words of who refused. @param {Failure} failure */
export function failureReason(failure) {
  return (failure.code === 'rejected' || failure.code === 'invalid') && failure.detail ? failure.detail : failureTitle(failure);
}

/** Why a file was refused, in a few words for its chip. @param {Failure} failure */
export function attachmentReason(failure) {
  const { problem, detail } = failure;
  if (problem === 'heif' && detail) return words.decoderPackage(detail);
  // Its detail is the media type.
  const known = problem === 'unsupportedType' && unsupportedKinds.find(([kind]) => kind.test(detail));
  if (known) return words.unsupportedKinds[known[1]];
  // A chip that stands for several files says for how many.
  if (problem === 'tooMany' && Number(detail) > 1) return words.tooManyMore(Number(detail) - 1);
  return failure.problem ? words.attachmentProblems[failure.problem] : failure.detail || failureTitle(failure);
}

/** Whether something that was thrown is a failure of the protocol. @param {unknown} value @returns {value is Failure} */
export function isFailure(value) {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'
    && Object.hasOwn(remedies, value.code);
}
