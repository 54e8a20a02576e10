// English words for what speaks against sending files as they are planned.

export const sendNotes = {
  unsupported: {
    listed: { image: 'The gateway lists this model as one that takes no images', pdf: 'The gateway lists this model as one that takes no PDFs' },
    refused: { image: 'This model has refused images', pdf: 'This model has refused PDFs' },
    inferred: { image: 'This model probably doesn’t accept images', pdf: 'This model probably doesn’t accept PDFs' },
  },
  earlier: (/** @type {'image' | 'pdf'} */ input, /** @type {number} */ files) => {
    const what = input === 'pdf' ? 'PDF' : 'file with images';
    const all = input === 'pdf' ? 'PDFs' : 'files with images';
    return `; ${files} earlier ${files === 1 ? what : all} would be sent again.`;
  },
  leaveOut: { image: 'Leave images out', pdf: 'Leave PDFs out' },
  changeModel: 'Change model',
  title: 'From the gateway’s list; else from what the model has refused, and from its family.',
  /** @type {Record<import('../bindings.js').SendWarning, (images: number) => string>} */
  warnings: {
    large: () => 'Over 20 MB in all: many vendors refuse that.',
    tooLarge: () => 'Over 100 MB in all: too much for one message. Remove some files.',
    manyImages: (images) => `${images} images in all: some vendors take 20 at most.`,
    tooManyFiles: () => 'More than 20 files: too many for one message. Remove some.',
  },
};
