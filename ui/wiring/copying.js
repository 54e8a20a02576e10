// What a copy of selected messages puts on the clipboard: Markdown source as text, and clean HTML beside it.
// Invariant: a copy in a text field, or of anything that is no message, is left to the web view.

/** @import { Screen } from './screen.js' */
import * as backend from '../backend.js';
import { cleanHtml } from '../format/clean-html.js';
import { markdownSource } from '../format/markdown-source.js';
import { selectedPiece } from '../format/selected-piece.js';

/** What holds the words of a message: rendered Markdown, or text as it was written. */
const bodies = '.prose, .you .words, .think .body';

const isGtk = /Linux/.test(navigator.userAgent);

/** @param {Document} document @param {Screen} screen */
export function listenToCopies(document, screen) {
  document.addEventListener('copy', (event) => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    const selection = document.getSelection();
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return;
    const parts = selectedParts(document, selection.getRangeAt(0));
    if (parts.length === 0 || !event.clipboardData) return;
    event.preventDefault();
    const text = parts.map((part) => part.text).join('\n\n');
    const html = parts.map((part) => part.html).join('\n');
    event.clipboardData.setData('text/plain', text);
    // WebKitGTK would write every computed style into the HTML, which takes seconds for a long answer. There Rust puts
    // both on the clipboard, after the web view has put the text.
    if (isGtk) setTimeout(() => void screen.tried(backend.copySelection(text, html)));
    else event.clipboardData.setData('text/html', html);
  });
}

/** @param {Document} document @param {Range} range */
function selectedParts(document, range) {
  const parts = [];
  for (const body of document.querySelectorAll(bodies)) {
    if (!range.intersectsNode(body)) continue;
    const beginsBefore = range.comparePoint(body, 0) >= 0 && !body.contains(range.startContainer);
    const piece = selectedPiece(body, range, { beginsBefore });
    if (!piece) continue;
    const isMarkdown = body.matches('.prose');
    const text = isMarkdown ? markdownSource(piece) : textIn(body, range);
    const html = isMarkdown ? cleanHtml(piece) : cleanHtml({ ...piece, name: 'p' });
    if (text.trim() !== '') parts.push({ text, html });
  }
  return parts;
}

/** The part of a plain text that is selected. @param {Element} body @param {Range} range */
function textIn(body, range) {
  const part = body.ownerDocument.createRange();
  part.selectNodeContents(body);
  if (body.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
  if (body.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
}
