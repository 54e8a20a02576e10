// English words for what speaks against sending files as they are planned.

export const sendNotes = {
  unsupported: {
    listed: { image: 'The gateway lists this model as one that takes no images', pdf: 'The gateway lists this model as one that takes no PDFs' },
    refused: { image: 'This model has refused images', pdf: 'This model has refused PDFs' },
    inferred: { image: 'As far as is known, this model takes no images', pdf: 'As far as is known, this model takes no PDFs' },
  },
  earlier: (/** @type {'image' | 'pdf'} */ input, /** @type {number} */ files) => {
    const what = input === 'pdf' ? 'PDF' : 'file with images';
    const all = input === 'pdf' ? 'PDFs' : 'files with images';
    return `; ${files} earlier ${files === 1 ? what : all} would be sent again.`;
  },
  leaveOut: { image: 'Leave images out', pdf: 'Leave PDFs out' },
  changeModel: 'Change model',
  title: 'What the gateway lists counts; else what the model has refused, and what its family takes.',
  /** @type {Record<import('../bindings.js').SendWarning, (images: number) => string>} */
  warnings: {
    large: () => 'Over 20 MB in all: many vendors refuse that.',
    tooLarge: () => 'Over 100 MB in all: that much is not sent at once. Leave some files out.',
    manyImages: (images) => `${images} images in all: some vendors take 20 at most.`,
    tooManyFiles: () => 'More than 20 files: that is more than one message takes. Remove some.',
  },
};
