// Writes what is selected of an answer as HTML for other programs: the elements that mean something, no class, no style,
// no identifier, nothing of the program's own. The tree comes from `selected-piece.js`.
// Invariant: element and attribute names come from the lists below, and all text is escaped.

/** @import { Piece } from './selected-piece.js' */
import { codeOf, find, isBackLink, isWords, tags } from './markdown-source.js';
import { attribute, hasClass, innermost, textOf } from './selected-piece.js';

const kept = new Set([
  'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td',
  'em', 'strong', 'del', 'code', ...tags,
]);
const formulas = new Set([
  'math', 'mrow', 'mi', 'mn', 'mo', 'ms', 'mtext', 'mspace', 'mfrac', 'msqrt', 'mroot', 'msub', 'msup', 'msubsup', 'munder',
  'mover', 'munderover', 'mmultiscripts', 'mprescripts', 'none', 'mtable', 'mtr', 'mtd', 'mstyle', 'mpadded', 'mphantom', 'menclose', 'merror',
]);
const formulaAttributes = ['display', 'mathvariant', 'stretchy', 'fence', 'separator', 'accent', 'accentunder', 'lspace', 'rspace', 'width', 'linethickness', 'columnalign'];

/** @param {Piece} piece */
export function cleanHtml(piece) {
  const part = innermost(piece);
  if (hasClass(part, 'code') || part.name === 'pre') return code(part);
  if (part.name === 'tr') return `<table>${write(part)}</table>`;
  return isWords(part) ? part.children.map(write).join('').trim() : write(part);
}

/** @param {Piece} piece @returns {string} */
function write(piece) {
  const { name } = piece;
  const inside = () => piece.children.map(write).join('');
  if (name === '#text') return escaped(piece.text).replaceAll('\n', '<br>\n');
  if (name === 'br' || name === 'hr') return `<${name}>`;
  if (name === 'input') return attribute(piece, 'checked') === null ? '☐ ' : '☑ ';
  if (name === 'figure' || name === 'pre') return code(piece);
  if (hasClass(piece, 'odd-mark')) return '';
  if (hasClass(piece, 'img')) return image(piece);
  if (hasClass(piece, 'imgblock')) return escaped(textOf(find(piece, 'b') ?? piece));
  if (hasClass(piece, 'fn')) return footnote(piece);
  if (hasClass(piece, 'raw')) return `<pre>${escaped(textOf(piece))}</pre>`;
  if (name === 'a') return link(piece, inside());
  if (formulas.has(name)) return formula(piece, inside());
  if (!kept.has(name)) return inside();
  const start = name === 'ol' ? attribute(piece, 'start') : null;
  const align = hasClass(piece, 'r') ? 'right' : hasClass(piece, 'c') ? 'center' : '';
  return `<${name}${start && /^\d+$/.test(start) ? ` start="${start}"` : ''}${align ? ` align="${align}"` : ''}>${inside()}</${name}>`;
}

/** @param {Piece} piece */
function code(piece) {
  return find(piece, 'code') || piece.name === 'pre' ? `<pre><code>${escaped(codeOf(piece))}</code></pre>` : '';
}

/** @param {Piece} piece */
function image(piece) {
  const text = textOf(find(piece, 'b') ?? piece);
  return link(piece, escaped(text === '' ? (attribute(piece, 'href') ?? '') : text));
}

/** @param {Piece} piece @param {string} inside */
function link(piece, inside) {
  const href = attribute(piece, 'href') ?? '';
  if (isBackLink(piece)) return '';
  return /^(https?|mailto):/.test(href) ? `<a href="${escaped(href)}">${inside}</a>` : inside;
}

/** @param {Piece} piece */
function footnote(piece) {
  const [number, body] = [piece.children.find((child) => child.name === 'span'), piece.children.find((child) => child.name === 'div')];
  return `<p>${number ? `${escaped(textOf(number))}. ` : ''}</p>${body ? write(body) : ''}`;
}

/** @param {Piece} piece @param {string} inside */
function formula(piece, inside) {
  const attributes = formulaAttributes.map((name) => {
    const value = attribute(piece, name);
    return value === null ? '' : ` ${name}="${escaped(value)}"`;
  });
  const space = piece.name === 'math' ? ' xmlns="http://www.w3.org/1998/Math/MathML"' : '';
  return `<${piece.name}${space}${attributes.join('')}>${inside}</${piece.name}>`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
