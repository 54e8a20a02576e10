// What is said of a file: how large it is, how it goes out or went out, and in which other forms it could.
// Invariant: an estimate is written with its sign, and a form is named only where there is a choice.

/** @import { AttachmentView, FileSendPreview, MessageView, SendAs } from '../bindings.js' */
import { locale, words } from '../words.js';
import { count, size } from './figures.js';
import { listed } from './lists.js';

/** Texts longer than this, in characters, become a file of their own when they are pasted. */
export const longPaste = 8000;

/** The sendAs of a file in words; empty for an image, of which there is only one. @param {AttachmentView} view @param {SendAs} sendAs */
function sendAsWords(view, sendAs) {
  const { sentAs } = words.files;
  // A text whose media type says otherwise was taken out of something else.
  if (sendAs === 'text' && view.kind !== 'pdf') return view.mediaType.startsWith('text/') ? '' : sentAs.office;
  const all = view.pages ?? 0;
  const read = view.textPages ?? all;
  if (sendAs === 'text') return sentAs.text(read, all, read > 0 && read < all);
  if (sendAs === 'pages') return sentAs.pages(view.pageImages, all, view.pageImages < all);
  return sentAs[sendAs];
}

/** A sendAs in the list of those that a draft's file can be sent in. @param {AttachmentView} view @param {SendAs} sendAs */
export function choiceWords(view, sendAs) {
  const { sendOptions } = words.files;
  const pages = view.pages ?? 0;
  const read = view.kind === 'pdf' ? view.textPages ?? pages : 0;
  if (sendAs === 'text') return sendOptions.text(read, pages, count(rounded(view.textTokens ?? 0), locale), read > 0 && read < pages);
  if (sendAs === 'pages') return sendOptions.pages(view.pageImages, pages, view.pageImages < pages);
  return sendOptions[sendAs];
}

/** Under the name of a draft's file. @param {AttachmentView} view @param {FileSendPreview | null} preview */
export function draftDetail(view, preview) {
  if (view.isLeftOut) return listed([size(view.sizeBytes), words.files.leftOut]);
  const parts = [];
  const isPartOfText = preview?.sendAs === 'text' && view.textPages !== null;
  if (view.kind === 'pdf' && view.pages && preview?.sendAs !== 'pages') parts.push(isPartOfText ? sendAsWords(view, 'text') : words.message.pages(view.pages));
  // Pages that were not drawn yet have no size.
  parts.push(sizeWords(view, preview?.sizeBytes || view.sizeBytes));
  if (preview && preview.sendAs !== 'image') parts.push(words.files.tokens(count(rounded(preview.tokens), locale)));
  if (preview?.sendAs === 'text' && view.kind === 'text') parts.push(sendAsWords(view, 'text'));
  if (view.isCut && preview?.sendAs === 'text') parts.push(words.files.cut);
  parts.push(dataWords(view));
  if (preview?.sendAs === 'text' || (view.isScan && preview?.sendAs === 'pdf')) parts.push(pictureWords(view));
  if (preview?.sendAs === 'pages') parts.unshift(sendAsWords(view, 'pages'));
  if (view.frames !== null) parts.push(words.files.firstOf(view.frames));
  if (preview?.mostPages) parts.push(manyPages(preview.mostPages, preview.sendAs));
  if (view.isUnreadable) parts.push(words.files.unreadable);
  if (view.isRestricted) parts.push(preview?.sendAs === 'pdf' ? words.files.restrictedAsPdf : words.files.restricted);
  if (view.isXfa) parts.push(words.files.xfa);
  if (view.notDrawn !== null) parts.push(words.files.notDrawn(view.notDrawn));
  return listed(parts);
}

/** How much of a text file is data and stays out; empty if that is nothing. @param {AttachmentView} view */
function dataWords(view) {
  return view.dataBytes === null ? '' : words.files.dataLeftOut(size(view.dataBytes));
}

/** How much goes out; of a text that is cut, also how much there is. @param {AttachmentView} view @param {number} bytes */
function sizeWords(view, bytes) {
  return view.wholeBytes === null ? size(bytes) : words.files.sizeOf(size(bytes), size(view.wholeBytes));
}

/** @param {number} most @param {SendAs} sendAs */
function manyPages(most, sendAs) {
  return sendAs === 'pdf' ? words.files.manyPages(most) : words.files.manyPagesInstead(most);
}

/** Under the name of a file of a message that another version keeps. @param {AttachmentView} view @param {FileSendPreview | null} preview */
export function keptDetail(view, preview) {
  const sendAs = preview && view.kind === 'pdf' && preview.sendAs !== 'pages' ? sendAsWords(view, preview.sendAs) : '';
  return listed([draftDetail(view, preview), sendAs]);
}

/** What the text of a PDF lacks; empty if that is nothing. @param {AttachmentView} view */
function pictureWords(view) {
  if (view.isUnreadable) return '';
  if (view.isScan && !view.sendOptions.includes('text')) return words.files.scan;
  return view.picturePages > 0 ? words.files.pictures(view.picturePages, view.pages ?? view.picturePages) : '';
}

/** @param {AttachmentView} view */
function mediaWords(view) {
  return view.mediaType.startsWith('video/') ? words.files.video : words.files.recording;
}

/** Under the name of a file that was sent. @param {AttachmentView} view */
export function sentDetail(view) {
  if (view.kind === 'media') return listed([mediaWords(view), size(view.sizeBytes), words.files.neverSent]);
  const how = view.sentAs === null ? '' : sendAsWords(view, view.sentAs);
  const extent = view.pixels ? `${view.pixels[0]} × ${view.pixels[1]}` : '';
  const pages = how === words.files.sentAs.pdf && view.pages ? words.message.pages(view.pages) : '';
  const left = view.isLeftOut ? words.files.leftOut : '';
  const cut = view.isCut && view.sentAs === 'text' ? words.files.cut : '';
  const first = view.frames === null ? '' : words.files.firstOf(view.frames);
  const pictures = view.sentAs === 'text' ? pictureWords(view) : '';
  return listed([extent, pages, how, how === '' ? sizeWords(view, view.sizeBytes) : '', pictures, first, cut, dataWords(view), left]);
}

/**
 * The sendOptions in which the PDFs that went out for an answer could be sent instead: those of its question and of all before.
 * @param {readonly MessageView[]} messages the branch
 * @param {MessageView} answer one of them
 * @returns {SendAs[]}
 */
export function otherSendOptions(messages, answer) {
  const sent = messages.slice(0, messages.indexOf(answer)).flatMap((message) => message.attachments);
  const pdfs = sent.filter(({ kind, sentAs, isLeftOut }) => kind === 'pdf' && (sentAs === 'pdf' || sentAs === 'pages') && !isLeftOut);
  const others = new Set(pdfs.flatMap(({ sendOptions, sentAs }) => sendOptions.filter((sendAs) => sendAs !== sentAs)));
  return /** @type {const} */ (['text', 'pages']).filter((sendAs) => others.has(sendAs));
}

/** The files that went out for an answer and are not left out by now. @param {readonly MessageView[]} messages @param {MessageView} answer */
function sentBefore(messages, answer) {
  const before = messages.slice(0, messages.findIndex((message) => message.id === answer.id));
  return before.flatMap((message) => message.attachments).filter((file) => !file.isLeftOut);
}

/** Whether images went out for an answer, pages of PDFs included. @param {readonly MessageView[]} messages @param {MessageView} answer */
export function hasSentImages(messages, answer) {
  return sentBefore(messages, answer).some(isSentAsImages);
}

/**
 * How an answer can be asked for without images: which files are left out, and the sendAs of PDFs that have a text.
 * @param {readonly MessageView[]} messages @param {MessageView} answer
 * @returns {{ ids: string[], sendAs: SendAs | null }}
 */
export function withoutImages(messages, answer) {
  const images = sentBefore(messages, answer).filter(isSentAsImages);
  const left = images.filter((file) => file.isScan || !file.sendOptions.includes('text'));
  return { ids: left.map((file) => file.id), sendAs: images.length > left.length ? 'text' : null };
}

/** @param {AttachmentView} file */
function isSentAsImages({ sentAs }) {
  return sentAs === 'image' || sentAs === 'pages';
}

/** An estimate says no more than it knows. @param {number} tokens */
export function rounded(tokens) {
  if (tokens < 100) return tokens;
  const step = 10 ** (Math.floor(Math.log10(tokens)) - 1);
  return Math.round(tokens / step) * step;
}
