// English words for attached files: how they go out, what of them stays out, and what can be done with them.

export const files = {
  sendAsLabel: (/** @type {string} */ name) => `How to send ${name}`,
  sendOptions: {
    image: () => 'As image',
    pdf: () => 'As PDF',
    text: (/** @type {number} */ read, /** @type {number} */ all, /** @type {string} */ tokens) =>
      read === 0
        ? 'As text'
        : `As text ${read < all ? `of pages 1–${read} of ${all}` : read === 1 ? 'of 1 page' : `of ${read} pages`} (≈ ${tokens} tokens)`,
    pages: (/** @type {number} */ sent, /** @type {number} */ all) =>
      sent < all ? `As images of pages 1–${sent} of ${all}` : sent === 1 ? 'As image of 1 page' : `As images of ${sent} pages`,
  },
  sentAs: {
    image: () => '',
    pdf: () => 'sent as PDF',
    office: () => 'text of the document',
    text: (/** @type {number} */ read, /** @type {number} */ all) =>
      read === 0 ? 'sent as text' : read < all ? `text of the first ${read} of ${all} pages` : read === 1 ? 'text of 1 page' : `text of ${read} pages`,
    pages: (/** @type {number} */ sent, /** @type {number} */ all) =>
      sent < all ? `first ${sent} of ${all} pages as images` : sent === 1 ? '1 page as image' : `${sent} pages as images`,
  },
  attached: 'Attached files',
  ofAnswer: 'Files in this answer',
  neverSent: 'not sent to models',
  recording: 'audio',
  video: 'video',
  cut: 'cut off',
  dataLeftOut: (/** @type {string} */ size) => `${size} of data left out`,
  sizeOf: (/** @type {string} */ sent, /** @type {string} */ whole) => `${sent} of ${whole}`,
  firstOf: (/** @type {number} */ frames) => `only the first of ${frames} images`,
  scan: 'a scan, no text',
  unreadable: 'its text can’t be read: its fonts don’t say which letters they show',
  restricted: 'password-protected (editing restricted)',
  restrictedAsPdf: 'password-protected (editing restricted): most vendors refuse it as PDF',
  xfa: 'an XFA form: only Adobe’s programs can show it',
  pictures: (/** @type {number} */ pictures, /** @type {number} */ all) =>
    all === 1 ? 'an image with little text' : pictures === 1 ? `1 of ${all} pages is an image without text` : `${pictures} of ${all} pages are images without text`,
  notDrawn: (/** @type {string} */ why) => (why === '' ? 'its pages cannot be rendered' : `its pages cannot be rendered: ${why}`),
  manyPages: (/** @type {number} */ most) => `over ${most} pages: most vendors refuse it as PDF`,
  manyPagesInstead: (/** @type {number} */ most) => `over ${most} pages, so not as PDF`,
  content: (/** @type {string} */ name) => `Content of ${name}`,
  showText: 'Show text',
  showPages: 'Show pages',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  pageName: (/** @type {string} */ name, /** @type {number} */ page) => `${name}, page ${page}`,
  drawing: 'Rendering the page',
  textGoesOn: 'The text continues; the rest is sent, too.',
  noPage: (/** @type {string} */ why) => `This page could not be rendered: ${why}. Open shows the file in its own program`,
  leftOut: 'left out',
  tokens: (/** @type {string} */ tokens) => `≈ ${tokens} tokens`,
  close: 'Close',
  open: 'Open',
  save: 'Save as…',
  copyImage: 'Copy image',
  copied: 'Image copied',
  leaveOut: 'Don’t send again',
  zoom: 'Switch between the whole image and its full size',
};
