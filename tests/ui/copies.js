// What the page copies of the HTML on each line of the standard input: `{ html, from?, to? }`, where from and to are
// shares of its text; out come
// `{ text, html, words, isWords }`. `markdown/tests/markdown/copied.rs` asks, and renders it again.

import { createInterface } from 'node:readline';
import { cleanHtml } from '../../ui/format/clean-html.js';
import { isWords, markdownSource } from '../../ui/format/markdown-source.js';
import { attribute, hasClass, innermost, selectedPiece } from '../../ui/format/selected-piece.js';
import { element, parse } from './tiny-dom.js';

for await (const line of createInterface({ input: process.stdin })) {
  const { html, from, to } = JSON.parse(line);
  const root = element('answer-prose');
  root.append(parse(html));
  const piece = selectedPiece(root, from === undefined ? whole(root) : partOf(root, from, to));
  const copied = piece ? { text: markdownSource(piece), html: cleanHtml(piece), words: isCode(innermost(piece)) || html.includes('tex-s') ? '' : wordsOf(piece).replace(/\s/g, ''), isWords: isWords(innermost(piece)) || innermost(piece).name === 'tr' } : { text: '', html: '', words: '', isWords: false };
  process.stdout.write(`${JSON.stringify(copied)}\n`);
}

/** Code is copied as it stands, and would be read as Markdown; so is a formula that could not be made, which then is code in the HTML. */
function isCode(part) {
  return ['pre', 'code'].includes(part.name) || hasClass(part, 'code');
}

/** What is selected as text of the author's, which a copy must hold: formulas, placeholders and labels are written anew. */
function wordsOf(piece) {
  if (piece.name === '#text') return piece.text.replace(/[☐☑]/g, '');
  const isOther = attribute(piece, 'data-tex') !== null || ['img', 'imgblock', 'code-h', 'dg'].some((name) => hasClass(piece, name));
  return isOther || ['math', 'summary'].includes(piece.name) ? '' : piece.children.map(wordsOf).join('');
}

function whole(root) {
  return { startContainer: root, startOffset: 0, endContainer: root, endOffset: root.childNodes.length };
}

/** From one place of the text to another, as a pointer that is dragged over it selects. */
function partOf(root, from, to) {
  const texts = textsBelow(root);
  const length = texts.reduce((sum, { data }) => sum + data.length, 0);
  if (length === 0) return whole(root);
  const [startContainer, startOffset] = place(texts, Math.floor(from * (length - 1)), false);
  const [endContainer, endOffset] = place(texts, Math.floor(to * (length - 1)) + 1, true);
  return { startContainer, startOffset, endContainer, endOffset };
}

function textsBelow(node) {
  if (node.nodeType === 3) return [node];
  return ['BUTTON', 'SVG'].includes(node.nodeName.toUpperCase()) ? [] : node.childNodes.flatMap(textsBelow);
}

/** The node and the offset in it of a character. */
function place(texts, at, isEnd) {
  let left = at;
  const isCut = (data, offset) => /[\ud800-\udbff]/.test(data[offset - 1] ?? '');
  for (const text of texts) {
    if (left < text.data.length || (isEnd && left === text.data.length)) return [text, isCut(text.data, left) ? left + 1 : left];
    left -= text.data.length;
  }
  return [texts.at(-1), texts.at(-1).data.length];
}
