// Generated from locales/en/page/sending.ftl by `cargo xtask words`: change it there.
// What speaks against sending files as they are planned.

import { figure, plural } from '../../language.js';

export const sendNotes = {
  unsupported: {
    listed: {
      image: 'The gateway lists this model as one that takes no images.',
      pdf: 'The gateway lists this model as one that takes no PDFs.',
    },
    refused: {
      image: 'This model has refused images.',
      pdf: 'This model has refused PDFs.',
    },
    inferred: {
      image: 'This model probably doesn’t accept images.',
      pdf: 'This model probably doesn’t accept PDFs.',
    },
  },
  earlier: (/** @type {string} */ input, /** @type {number} */ files) => (input === 'pdf' ? (plural(files) === 'one' ? `${figure(files)} earlier PDF would be sent again.` : `${figure(files)} earlier PDFs would be sent again.`) : (plural(files) === 'one' ? `${figure(files)} earlier file with images would be sent again.` : `${figure(files)} earlier files with images would be sent again.`)),
  leaveOut: {
    image: 'Leave images out',
    pdf: 'Leave PDFs out',
  },
  changeModel: 'Change model',
  reasoning: (/** @type {string} */ maker) => `The last answer came from ${maker}: its reasoning is not passed on.`,
  tooLong: (/** @type {string} */ tokens, /** @type {string} */ most) => `This may not fit: ≈ ${tokens} of ${most} tokens.`,
  openContext: 'Open context',
  title: 'From the gateway’s list; else from what the model has refused, and from its family.',
  warnings: {
    large: (/** @type {number} */ _images) => 'Over 20 MB in all: many vendors refuse that.',
    tooLarge: (/** @type {number} */ _images) => 'Over 100 MB in all: too much for one message. Remove some files.',
    manyImages: (/** @type {number} */ images) => `${figure(images)} images in all: some vendors take 20 at most.`,
    tooManyFiles: (/** @type {number} */ _images) => 'More than 20 files: too many for one message. Remove some.',
  },
};
