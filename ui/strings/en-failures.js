// The English words for failures, keyed by code, so that `tsc` fails when Rust adds one.
// Voice: say what happened, what it means, what you can do; plain words, no apologies.

/** @import { AttachmentProblem, FailureCode } from '../bindings.js' */

/**
 * What the words of a failure may mention.
 * @typedef {{ gateway: string, host: string, vendor: string, isPinned: boolean, detail: string, status: number | null,
 *   wait: string | null, hasText: boolean, isLink: boolean }} FailureContext
 */

/** Words of others, as a sentence of their own. @param {string} words */
const ended = (words) => (/[.!?…]$/.test(words) ? words : `${words}.`);

/** @type {Record<FailureCode, { title: (of: FailureContext) => string, body: (of: FailureContext) => string }>} */
export const failures = {
  missingKey: {
    title: () => 'A key is needed',
    body: ({ host }) => `There is no key for ${host}. Your message is kept; add a key and send it again.`,
  },
  keychainUnavailable: {
    title: () => 'The system keychain is not available',
    body: () => 'Unlock it and try again, or keep the key in memory until you quit. It is never written to a file.',
  },
  unauthorized: {
    title: ({ gateway }) => `${gateway} did not accept the key`,
    body: ({ detail, gateway }) =>
      `${detail ? `${gateway} says: ${ended(detail)} ` : ''}The key may have been revoked or replaced, or it may not be allowed to use this model. Your message is kept and can be sent again.`,
  },
  balance: {
    title: ({ gateway }) => `${gateway} says the balance is too low`,
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
    body: ({ hasText, status, detail, gateway }) =>
      `${detail ? `${gateway} says: ${ended(detail)} ` : ''}${hasText ? 'The text so far is kept.' : 'No text was received.'} If it keeps happening, ${
        status === null ? 'wait a little' : 'send the request id to support'
      }${hasText ? '' : '; your message can be sent again'}.`,
  },
  rejected: {
    title: ({ status }) => (status === 404 ? 'The gateway does not know this model or address' : 'The request was refused'),
    body: ({ detail, gateway }) => (detail ? `${gateway} says: ${detail}` : 'The gateway gave no reason.'),
  },
  tooLong: {
    title: () => 'Too long for this model',
    body: ({ detail, gateway }) =>
      detail ? `${gateway} says: ${detail}` : 'Send a shorter message or fewer files, or start a new chat.',
  },
  offline: {
    title: ({ host }) => `Could not reach ${host}`,
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
  storage: {
    title: () => 'The disk or the database failed',
    body: ({ detail }) => `Something could not be read or saved.${detail ? ` The system says: ${detail}` : ' Check the free space.'}`,
  },
  diskFull: {
    title: () => 'The disk is full',
    body: () => 'Nothing more can be saved until there is free space. Delete or move some files, then try again.',
  },
  storageBusy: {
    title: () => 'Another program is using the database',
    body: () => 'A backup or a sync program may have locked it. Wait until it is done, then try again.',
  },
  invalid: {
    title: () => 'This cannot be used',
    body: ({ detail }) => detail || 'Change it and try again.',
  },
  answerRunning: {
    title: () => 'An answer is still being written',
    body: () => 'Wait until it ends, or stop it. Your message is kept.',
  },
  emptyMessage: {
    title: () => 'The message is empty',
    body: () => 'Type something, or attach a file.',
  },
  notInDraft: {
    title: () => 'A file is no longer attached',
    body: () => 'It was removed from this message meanwhile. Attach it again, or send the message without it.',
  },
  linkRefused: {
    title: () => 'This link can’t be opened',
    body: () => 'Only web and mail links without a password can be opened. You can copy the link instead.',
  },
  noProgram: {
    title: ({ isLink }) => (isLink ? 'No browser could open this link' : 'No program could open this'),
    body: ({ detail, isLink }) =>
      `${isLink ? 'Choose a default browser in the system settings, or copy the link.' : 'Choose a default program for it in the system settings.'}${detail ? ` The system says: ${detail}` : ''}`,
  },
  internal: {
    title: () => 'Something failed in YouRouter Chat',
    body: ({ detail }) => `The fault is in the program, not in your message.${detail ? ` Details: ${detail}` : ''}`,
  },
};

/** @type {Record<AttachmentProblem, string>} */
export const attachmentProblems = {
  unsupportedType: 'Not an image, PDF, Office document or text',
  svg: 'SVG can carry scripts; save it as PNG first',
  heif: 'This system can’t decode it; save it as JPEG first',
  tooManyPixels: 'Too many pixels; at most 100 megapixels',
  sideTooLong: 'Over 30,000 pixels on one side; cut it into parts',
  tooMuchMemory: 'Decoding it takes too much memory; save a smaller copy',
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

/** What a file is that is not taken, by its media type, and what can be done. The first that fits counts. @type {[RegExp, string][]} */
export const unsupportedKinds = [
  [/iwork/, 'A Pages, Numbers or Keynote file; export it as PDF, .docx, .xlsx or .pptx'],
  [/visio/, 'A Visio drawing; export it as PDF'],
  [/xpsdocument/, 'An XPS document; print it to PDF'],
  [/ms-outlook-pst/, 'An Outlook data file; save the mails you need as .eml or PDF'],
  [/ms-outlook/, 'An Outlook mail; save it as .eml or PDF'],
  [/onenote/, 'A OneNote section; export the pages as PDF or .docx'],
  [/mspublisher/, 'A Publisher document; export it as PDF'],
  [/ms-project/, 'A Project plan; export it as PDF or .xlsx'],
  [/wordperfect/, 'A WordPerfect document; save it as .docx or PDF'],
  [/msaccess|sqlite/, 'A database; export the tables you need as CSV'],
  [/opendocument/, 'An OpenDocument drawing, formula or database; export it as PDF'],
  [/mobipocket|htmlhelp/, 'An e-book; save it as EPUB, PDF or text'],
  [/bigtiff/, 'A BigTIFF image; save it as TIFF, PNG or JPEG'],
  [/^image\/jxl/, 'A JPEG XL image; save it as PNG or JPEG'],
  [/photoshop/, 'A Photoshop file; export it as PNG or JPEG'],
  [/djvu/, 'A DjVu document; save it as PDF'],
  [/^image\/(wmf|emf)/, 'A Windows drawing; save it as PNG'],
  [/dwg/, 'A CAD drawing; export it as PDF'],
  [/^image\//, 'An image format that can’t be read; save it as PNG or JPEG'],
  [/^video\//, 'Video can’t be attached; attach a screenshot'],
  [/^audio\//, 'Audio can’t be attached; attach a transcript'],
  [/android|java|executable|x-mach|wasm|llvm|x-shellscript-binary/, 'A program can’t be attached'],
  [/font/, 'A font can’t be attached; attach an image of it'],
  [/zip|7z|\brar|x-tar|zstd|x-xz|x-lz|compress|x-cpio|vnd\.ms-cab/, 'An archive; unpack it and drop the files in it'],
];

/** Of files that stand for others that are too many. @param {number} more */
export const tooManyMore = (more) => `And ${more} more: one message takes 20 files; send some of them first`;

/** Where a package of the system would decode the file. @param {string} name */
export const decoderPackage = (name) => `This system can’t decode it: install ${name}, or save it as JPEG`;

/** While answers cannot be saved. */
export const saving = {
  why: {
    diskFull: 'Not saved yet: the disk is full.',
    storageBusy: 'Not saved yet: another program is using the database.',
    other: (/** @type {string} */ detail) => `Not saved yet: the database cannot be written${detail ? ` (${detail})` : ''}.`,
  },
  meanwhile: 'Answers continue here and are saved as soon as that works again. Keep this window open until then.',
  resumed: 'Everything is saved',
};
