// Generated from locales/en/page/failures.ftl by `cargo xtask words`: change it there.
// Failures, by their codes. Voice: say what happened, what it means, what you can do; plain words, no apologies.

import { figure } from '../../language.js';

/** @typedef {{ gateway: string, host: string, vendor: string, isPinned: boolean, detail: string | null | undefined, sentence: string | null | undefined, status: number | null | undefined, wait: string | null | undefined, hasText: boolean, isLink: boolean }} Variables1 */

export const attachmentProblems = {
  unsupportedType: 'Not an image, PDF, Office document or text',
  svg: 'SVG can contain scripts; save it as PNG first',
  heif: 'This system can’t decode it; save it as JPEG first',
  tooManyPixels: 'Too many pixels; at most 100 megapixels',
  sideTooLong: 'Over 30,000 pixels on one side; cut it into parts',
  tooMuchMemory: 'Needs too much memory to decode; save a smaller copy',
  tooLarge: 'Larger than 20 MB',
  tooLargeInAll: 'Over 100 MB with the other files',
  empty: 'The file is empty',
  noText: 'It has no text',
  damaged: 'Damaged or cut short',
  encrypted: 'Password-protected; save a copy without the password',
  tooMuchInside: 'Holds more text than can be read; save the part you need',
  tooSlow: 'Takes too long to read; save it as PDF or text',
  folder: 'Folders can’t be attached; drop the files in it',
  link: 'A link, not a file; save it first, then drop the file',
  unreadable: 'Can’t be read, or no longer there',
  gone: 'No longer there',
  notAllowed: 'No permission to read it',
  notAFile: 'A pipe or a device, not a file',
  tooMany: 'One message takes 20 files; send some of them first',
  notDrawn: 'Its pages can’t be rendered as images',
  stillPreparing: 'A file is still being prepared',
  stopped: 'Stopped',
};

export const decoderPackage = (/** @type {string} */ name) => `This system can’t decode it: install ${name}, or save it as JPEG`;

export const failures = {
  missingKey: {
    title: (/** @type {Variables1} */ _of) => 'A key is needed',
    body: (/** @type {Variables1} */ { host }) => `There is no key for ${host}. Your message is kept; add a key and send it again.`,
  },
  keychainUnavailable: {
    title: (/** @type {Variables1} */ _of) => 'The system keychain is not available',
    body: (/** @type {Variables1} */ _of) => 'Unlock it and try again, or keep the key in memory until you quit. It is never written to a file.',
  },
  unauthorized: {
    title: (/** @type {Variables1} */ { gateway }) => `${gateway} did not accept the key`,
    body: (/** @type {Variables1} */ { gateway, sentence }) => (!sentence ? 'The key may have been revoked or replaced, or it may not be allowed to use this model. Your message is kept and can be sent again.' : `${gateway} says: ${sentence} The key may have been revoked or replaced, or it may not be allowed to use this model. Your message is kept and can be sent again.`),
  },
  balance: {
    title: (/** @type {Variables1} */ { gateway }) => `${gateway} says the balance is too low`,
    body: (/** @type {Variables1} */ { detail }) => (!detail ? 'The account has no balance for this call. The dashboard shows it.' : detail),
  },
  rateLimited: {
    title: (/** @type {Variables1} */ { gateway, vendor, isPinned }) => (isPinned ? `${vendor} is limiting requests` : `${gateway} is limiting requests`),
    body: (/** @type {Variables1} */ { vendor, isPinned, wait }) => (isPinned ? (!wait ? `You pinned this conversation to ${vendor}, so YouRouter may not use another vendor. Automatic routing can.` : `You pinned this conversation to ${vendor}, so YouRouter may not use another vendor. Automatic routing can. The server asks to wait ${wait}.`) : (!wait ? 'Too many requests for now.' : `Too many requests for now. The server asks to wait ${wait}.`)),
  },
  overloaded: {
    title: (/** @type {Variables1} */ _of) => 'The gateway or the vendor failed',
    body: (/** @type {Variables1} */ { gateway, sentence, status, hasText }) => (hasText ? (status === null || status === undefined ? (!sentence ? 'The text so far is kept. If it keeps happening, wait a little.' : `${gateway} says: ${sentence} The text so far is kept. If it keeps happening, wait a little.`) : (!sentence ? 'The text so far is kept. If it keeps happening, send the request ID to support.' : `${gateway} says: ${sentence} The text so far is kept. If it keeps happening, send the request ID to support.`)) : (status === null || status === undefined ? (!sentence ? 'No text was received. If it keeps happening, wait a little; your message can be sent again.' : `${gateway} says: ${sentence} No text was received. If it keeps happening, wait a little; your message can be sent again.`) : (!sentence ? 'No text was received. If it keeps happening, send the request ID to support; your message can be sent again.' : `${gateway} says: ${sentence} No text was received. If it keeps happening, send the request ID to support; your message can be sent again.`))),
  },
  rejected: {
    title: (/** @type {Variables1} */ { status }) => (status === 404 ? 'The gateway does not know this model or address' : 'The request was refused'),
    body: (/** @type {Variables1} */ { gateway, detail }) => (!detail ? 'The gateway gave no reason.' : `${gateway} says: ${detail}`),
  },
  tooLong: {
    title: (/** @type {Variables1} */ { status }) => (status === 413 ? 'Too large for the gateway' : 'Too long for this model'),
    body: (/** @type {Variables1} */ { gateway, detail, sentence, status }) => (status === 413 ? (!sentence ? 'Send fewer or smaller files, or start a new chat.' : `${gateway} says: ${sentence} Send fewer or smaller files, or start a new chat.`) : (!detail ? 'Send a shorter message or fewer files, or start a new chat.' : `${gateway} says: ${detail}`)),
  },
  offline: {
    title: (/** @type {Variables1} */ { host }) => `Could not reach ${host}`,
    body: (/** @type {Variables1} */ { detail }) => (!detail ? 'Check the network connection. Your message is kept.' : `Check the network connection. Your message is kept. The system says: ${detail}`),
  },
  timedOut: {
    title: (/** @type {Variables1} */ _of) => 'No reply came in time',
    body: (/** @type {Variables1} */ { host }) => `${host} was silent for longer than the limit in Settings. Your message is kept.`,
  },
  streamCut: {
    title: (/** @type {Variables1} */ _of) => 'The answer broke off',
    body: (/** @type {Variables1} */ { hasText }) => (hasText ? 'Connection lost; the text so far is kept.' : 'Connection lost before any text came.'),
  },
  attachment: {
    title: (/** @type {Variables1} */ _of) => 'A file cannot be sent',
    body: (/** @type {Variables1} */ { detail }) => (!detail ? 'Remove it from the message and send again.' : detail),
  },
  storage: {
    title: (/** @type {Variables1} */ _of) => 'The disk or the database failed',
    body: (/** @type {Variables1} */ { detail }) => (!detail ? 'Something could not be read or saved. Check the free space.' : `Something could not be read or saved. The system says: ${detail}`),
  },
  diskFull: {
    title: (/** @type {Variables1} */ _of) => 'The disk is full',
    body: (/** @type {Variables1} */ _of) => 'Nothing more can be saved until there is free space. Delete or move some files, then try again.',
  },
  storageBusy: {
    title: (/** @type {Variables1} */ _of) => 'Another program is using the database',
    body: (/** @type {Variables1} */ _of) => 'A backup or a sync program may have locked it. Wait until it is done, then try again.',
  },
  invalid: {
    title: (/** @type {Variables1} */ _of) => 'This cannot be used',
    body: (/** @type {Variables1} */ { detail }) => (!detail ? 'Change it and try again.' : detail),
  },
  answerRunning: {
    title: (/** @type {Variables1} */ _of) => 'An answer is still being written',
    body: (/** @type {Variables1} */ _of) => 'Wait until it ends, or stop it. Your message is kept.',
  },
  emptyMessage: {
    title: (/** @type {Variables1} */ _of) => 'The message is empty',
    body: (/** @type {Variables1} */ _of) => 'Type something, or attach a file.',
  },
  notInDraft: {
    title: (/** @type {Variables1} */ _of) => 'A file is no longer attached',
    body: (/** @type {Variables1} */ _of) => 'It was removed from this message meanwhile. Attach it again, or send the message without it.',
  },
  linkRefused: {
    title: (/** @type {Variables1} */ _of) => 'This link can’t be opened',
    body: (/** @type {Variables1} */ _of) => 'Only web and mail links without a password can be opened. You can copy the link instead.',
  },
  noProgram: {
    title: (/** @type {Variables1} */ { isLink }) => (isLink ? 'No browser could open this link' : 'No program could open this'),
    body: (/** @type {Variables1} */ { detail, isLink }) => (isLink ? (!detail ? 'Choose a default browser in the system settings, or copy the link.' : `Choose a default browser in the system settings, or copy the link. The system says: ${detail}`) : (!detail ? 'Choose a default program for it in the system settings.' : `Choose a default program for it in the system settings. The system says: ${detail}`)),
  },
  internal: {
    title: (/** @type {Variables1} */ _of) => 'Something failed in YouRouter Chat',
    body: (/** @type {Variables1} */ { detail }) => (!detail ? 'The fault is in the program, not in your message.' : `The fault is in the program, not in your message. Details: ${detail}`),
  },
};

export const saving = {
  why: {
    diskFull: 'Not saved yet: the disk is full.',
    storageBusy: 'Not saved yet: another program is using the database.',
    other: (/** @type {string | null | undefined} */ detail) => (!detail ? 'Not saved yet: the database cannot be written.' : `Not saved yet: the database cannot be written (${detail}).`),
  },
  meanwhile: 'Answers continue here and are saved as soon as that works again. Keep this window open until then.',
  resumed: 'Everything is saved',
};

export const tooManyMore = (/** @type {number} */ more) => `And ${figure(more)} more: one message takes 20 files; send some of them first`;

export const unsupportedKinds = {
  iwork: 'A Pages, Numbers or Keynote file; export it as PDF, .docx, .xlsx or .pptx',
  visio: 'A Visio drawing; export it as PDF',
  xpsdocument: 'An XPS document; print it to PDF',
  outlookData: 'An Outlook data file; save the mails you need as .eml or PDF',
  outlook: 'An Outlook mail; save it as .eml or PDF',
  onenote: 'A OneNote section; export the pages as PDF or .docx',
  publisher: 'A Publisher document; export it as PDF',
  project: 'A Project plan; export it as PDF or .xlsx',
  wordperfect: 'A WordPerfect document; save it as .docx or PDF',
  database: 'A database; export the tables you need as CSV',
  opendocument: 'An OpenDocument drawing, formula or database; export it as PDF',
  ebook: 'An e-book; save it as EPUB, PDF or text',
  bigtiff: 'A BigTIFF image; save it as TIFF, PNG or JPEG',
  jpegXl: 'A JPEG XL image; save it as PNG or JPEG',
  photoshop: 'A Photoshop file; export it as PNG or JPEG',
  djvu: 'A DjVu document; save it as PDF',
  escapedText: 'Text in an encoding that can’t be read; save it as UTF-8',
  windowsDrawing: 'A Windows drawing; save it as PNG',
  cad: 'A CAD drawing; export it as PDF',
  image: 'An image format that can’t be read; save it as PNG or JPEG',
  video: 'Video can’t be attached; attach a screenshot',
  audio: 'Audio can’t be attached; attach a transcript',
  program: 'A program can’t be attached',
  font: 'A font can’t be attached; attach an image of it',
  archive: 'An archive; unpack it and drop the files in it',
};
