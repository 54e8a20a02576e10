// Writes what is selected of an answer as Markdown that renders to the same again: what a copy puts on the clipboard as
// text. The tree comes from `selected-piece.js`; `clean-html.js` is the other form of the same.
// Invariant: pure. Code and formulas come out exactly; other text gets a backslash only where it would be read as markup.

/** @import { Piece } from './selected-piece.js' */
import { attribute, hasClass, innermost, textOf } from './selected-piece.js';

const blockNames = new Set([
  'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote', 'figure', 'pre', 'table', 'div', 'hr', 'answer-prose', 'li',
]);

/** What has no mark in Markdown and stays a pair of tags; `render/tags.rs` has the same list. */
export const tags = new Set(['sub', 'sup', 'kbd', 'mark', 'u']);

/** @param {Piece} piece @returns {string} without a line end at its end */
export function markdownSource(piece) {
  const part = innermost(piece);
  if (hasClass(part, 'code') && !part.isWhole) return codeOf(part);
  if (part.name === 'pre' || part.name === 'code') return codeOf(part);
  return isWords(part) ? inlineOf(part.children).trim() : block(part).replace(/\s+$/, '');
}

/** Whether it is a part of one paragraph, heading, item or cell, which is then nothing but its words. @param {Piece} piece */
export function isWords(piece) {
  return !piece.isWhole && piece.children.every((child) => !isBlock(child) && !/^(li|t[rdh]|thead|tbody)$/.test(child.name));
}

/** The text of code, without the line end that belongs to its fence. @param {Piece} piece */
export function codeOf(piece) {
  const code = find(piece, 'code') ?? find(piece, 'pre') ?? piece;
  return textOf(code).replace(/\n$/, '');
}

/** @param {Piece} piece @param {string} name @returns {Piece | null} */
export function find(piece, name) {
  if (piece.name === name) return piece;
  for (const child of piece.children) {
    const found = find(child, name);
    if (found) return found;
  }
  return null;
}

/** @param {Piece} piece */
const isBlock = (piece) => blockNames.has(piece.name) || hasClass(piece, 'tw') || isDisplayed(piece);

/** Whether it is a formula on a line of its own. @param {Piece} piece */
function isDisplayed(piece) {
  if (attribute(piece, 'data-tex') === null) return false;
  return attribute(piece, 'display') === 'block' || blockNames.has(piece.name) || piece.children.some((child) => attribute(child, 'display') === 'block');
}

/** @param {Piece} piece @returns {string} */
function block(piece) {
  const { name } = piece;
  const source = attribute(piece, 'data-source');
  if (source !== null) return fenced(source, 'mermaid');
  if (attribute(piece, 'data-tex') !== null) return formula(piece);
  if (/^h[1-6]$/.test(name)) return `${'#'.repeat(Number(name[1]))} ${oneLine(inlineOf(piece.children))}`;
  if (name === 'hr') return '---';
  if (isList(piece)) return list(piece);
  if (name === 'blockquote') return indented(blocks(piece.children), '> ', '> ').replace(/^> $/gm, '>');
  if (name === 'figure') return fenced(codeOf(piece), language(piece));
  if (name === 'pre') return fenced(codeOf(piece), '');
  if (name === 'table') return table(piece);
  if (name === 'tr') return piece.children.map((cell) => oneLine(inlineOf(cell.children))).join('\t');
  if (name === 'p' && hasClass(piece, 'raw')) return textOf(piece);
  if (hasClass(piece, 'fn')) return footnote(piece);
  if (name === 'li') return item(piece);
  return blocks(piece.children);
}

/** Blocks with an empty line between them; text between blocks is a paragraph. @param {Piece[]} pieces */
function blocks(pieces) {
  /** @type {string[]} */
  const parts = [];
  /** @type {Piece[]} */
  let run = [];
  // Two lists in a row would be read as one, if they had the same marks.
  let isOther = false;
  const flush = () => {
    const text = atLineStart(inlineOf(run).trim());
    if (text !== '') parts.push(text);
    run = [];
  };
  pieces.forEach((piece, index) => {
    if (!isBlock(piece)) return void run.push(piece);
    flush();
    isOther = isList(piece) && pieces[index - 1]?.name === piece.name && !isOther;
    const text = isList(piece) ? list(piece, isOther) : block(piece);
    if (text !== '') parts.push(text);
  });
  flush();
  return parts.join('\n\n');
}

/** @param {Piece} piece */
const isList = ({ name }) => name === 'ul' || name === 'ol';

/** @param {Piece} piece @param {boolean} isOther whether it takes the other mark */
function list(piece, isOther = false) {
  const isLoose = piece.children.some((item) => item.children.some((child) => child.name === 'p'));
  let number = Number(attribute(piece, 'start') ?? 1);
  // A list that is selected from its middle on begins with the number that the reader sees.
  const items = piece.children.filter((child) => child.name === 'li');
  const all = Array.from(piece.node?.childNodes ?? []).filter((node) => node.nodeName === 'LI');
  number += Math.max(0, all.findIndex((node) => node === items[0]?.node));
  const lines = items.map((child) => {
    const mark = piece.name === 'ol' ? `${number++}${isOther ? ')' : '.'} ` : isOther ? '* ' : '- ';
    return indented(item(child), mark, ' '.repeat(mark.length));
  });
  return lines.join(isLoose ? '\n\n' : '\n');
}

/** @param {Piece} piece of a list item */
function item({ children }) {
  const box = children.find((child) => child.name === 'input');
  const task = box ? (attribute(box, 'checked') === null ? '[ ] ' : '[x] ') : '';
  const rest = children.filter((child) => child !== box);
  const isTight = !rest.some((child) => child.name === 'p');
  const at = rest.findIndex(isBlock);
  if (!isTight || at < 0) return task + (isTight ? atLineStart(inlineOf(rest).trim()) : blocks(rest));
  const head = atLineStart(inlineOf(rest.slice(0, at)).trim());
  const body = rest.slice(at).map(block).filter((text) => text !== '');
  return task + [head, ...body].filter((text) => text !== '').join('\n');
}

/** @param {Piece} piece */
function table(piece) {
  const rows = rowsOf(piece);
  const head = rows.find((row) => row.children.some((cell) => cell.name === 'th')) ?? null;
  const body = rows.filter((row) => row !== head);
  const model = head ?? rows[0];
  if (!model) return '';
  const cells = (/** @type {Piece} */ row) => row.children.map((cell) => oneLine(inlineOf(cell.children)).replaceAll('|', '\\|'));
  const width = Math.max(...rows.map((row) => row.children.length));
  const line = (/** @type {string[]} */ texts) => `| ${Array.from({ length: width }, (_, n) => texts[n] ?? '').join(' | ')} |`;
  const rule = Array.from({ length: width }, (_, n) => {
    const cell = model.children[n];
    return cell && hasClass(cell, 'r') ? '---:' : cell && hasClass(cell, 'c') ? ':---:' : '---';
  });
  return [line(head ? cells(head) : []), line(rule), ...body.map((row) => line(cells(row)))].join('\n');
}

/** @param {Piece} piece @returns {Piece[]} */
function rowsOf(piece) {
  return piece.children.flatMap((child) => (child.name === 'tr' ? [child] : rowsOf(child)));
}

/** @param {Piece} piece */
function footnote(piece) {
  const number = (attribute(piece, 'id') ?? '').match(/\d+$/)?.[0] ?? '';
  const body = piece.children.find((child) => child.name === 'div');
  const text = blocks(withoutBackLinks(body?.children ?? []));
  return indented(text, `[^${number}]: `, '    ');
}

/** @param {Piece[]} pieces @returns {Piece[]} */
function withoutBackLinks(pieces) {
  return pieces
    .filter((piece) => !isBackLink(piece))
    .map((piece) => ({ ...piece, children: withoutBackLinks(piece.children) }));
}

/** @param {Piece} piece */
export function isBackLink(piece) {
  return piece.name === 'a' && /^#(a\d+-)?fnref-/.test(attribute(piece, 'href') ?? '');
}

/** @param {Piece} piece of a code block */
export function language(piece) {
  const label = piece.children.find((child) => child.name === 'figcaption')?.children.find((child) => hasClass(child, 'f'));
  // What is said about the block after the language is for the reader.
  return label ? (textOf(label).split(' ')[0] ?? '') : '';
}

/** @param {string} code @param {string} label */
function fenced(code, label) {
  const longest = Math.max(2, ...Array.from(code.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${label}\n${code === '' ? '' : `${code}\n`}${fence}`;
}

/** @param {string} text @param {string} first @param {string} others */
function indented(text, first, others) {
  return text.split('\n').map((line, n) => (n === 0 ? first : line === '' && others.trim() === '' ? '' : others) + line).join('\n');
}

/** @param {Piece[]} pieces @returns {string} */
function inlineOf(pieces) {
  const parts = pieces.map(inline);
  pieces.forEach((piece, n) => {
    const tex = attribute(piece, 'data-tex')?.trim();
    if (tex === undefined || isDisplayed(piece)) return;
    const before = parts.slice(0, n).findLast((part) => part !== '')?.at(-1) ?? '';
    const after = parts.slice(n + 1).find((part) => part !== '')?.[0] ?? '';
    if (!isBetweenDollars(tex, before, after)) parts[n] = `\\(${tex}\\)`;
  });
  return parts.join('');
}

/**
 * Whether TeX between two dollars would be read as a formula, and not as prices or names of a program: the rules of
 * `marks/meaning.rs`, drawn a little tighter.
 * @param {string} tex @param {string} before the character before it @param {string} after the one behind it
 */
function isBetweenDollars(tex, before, after) {
  const isTex = /[\\^]/.test(tex);
  if (/[\w$\\]/.test(before) || /[\d$]/.test(after) || /[`$]/.test(tex)) return false;
  if (isTex) return true;
  if (/^\{|[({]$|[，。；！？]/.test(tex) || (/^\d/.test(tex) && /\p{L}{2}|[-–/,.]$/u.test(tex))) return false;
  return /[A-Za-z_{(]/.test(after) ? /^[a-z]$/i.test(tex) && /[a-z]/.test(after) : true;
}

/** @param {Piece} piece @returns {string} */
function inline(piece) {
  const { name, children } = piece;
  if (attribute(piece, 'data-tex') !== null) return formula(piece);
  if (hasClass(piece, 'odd-mark')) return '';
  if (isBlock(piece)) return block(piece);
  if (hasClass(piece, 'img') || hasClass(piece, 'imgblock')) return image(piece);
  if (name === '#text') return escaped(piece.text);
  if (name === 'br') return '\\\n';
  if (name === 'strong') return marked('**', children);
  if (name === 'em') return marked('*', children);
  if (name === 'del') return marked('~~', children);
  if (name === 'code') return codeSpan(textOf(piece));
  if (hasClass(piece, 'fnref')) return `[^${textOf(piece).trim()}]`;
  if (name === 'a') return link(piece);
  if (tags.has(name)) return tagged(name, children);
  return inlineOf(children);
}

/** @param {Piece} piece */
function formula(piece) {
  const tex = attribute(piece, 'data-tex') ?? '';
  return isDisplayed(piece) ? `$$\n${tex.trim()}\n$$` : `$${tex.trim()}$`;
}

/** Blanks at the edges go outside the marks, where they would not be read as marks. @param {string} mark @param {Piece[]} children */
function marked(mark, children) {
  const [, before = '', text = '', after = ''] = inlineOf(children).match(/^(\s*)([^]*?)(\s*)$/) ?? [];
  return text === '' ? before : `${before}${mark}${text}${mark}${after}`;
}

/** @param {string} name @param {Piece[]} children */
function tagged(name, children) {
  const text = inlineOf(children);
  return text.trim() === '' ? text : `<${name}>${text}</${name}>`;
}

/** @param {string} code */
function codeSpan(code) {
  const longest = Math.max(0, ...Array.from(code.matchAll(/`+/g), ([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(code) ? ' ' : '';
  return `${ticks}${pad}${code}${pad}${ticks}`;
}

/** @param {Piece} piece */
function link(piece) {
  const href = attribute(piece, 'href') ?? '';
  const text = inlineOf(piece.children);
  const heading = /^#(?:a\d+-)?h-(.+)$/.exec(href)?.[1];
  if (heading) return `[${text}](#${heading})`;
  if (href === '' || href.startsWith('#')) return text;
  const plain = textOf(piece);
  if (plain === href) return `<${href}>`;
  if (href === `mailto:${plain}`) return `<${plain}>`;
  return `[${text}](${target(href)})`;
}

/** @param {Piece} piece of a placeholder, which may stand in a link */
function image(piece) {
  const alt = find(piece, 'b');
  const href = attribute(piece, 'href');
  const text = alt ? escaped(textOf(alt)) : '';
  return href === null ? text : `![${text}](${target(href)})`;
}

/** @param {string} href */
function target(href) {
  return /[()<>\s]/.test(href) ? `<${href.replace(/[<>\s]/g, encodeURIComponent)}>` : href;
}

/** In a heading or a cell, where only a tag breaks the line. @param {string} text */
function oneLine(text) {
  // Behind an even number of backslashes the last one is text.
  return text.replace(/(?<!\\)((?:\\\\)*)\\\n/g, '$1<br>').replace(/\n/g, ' ').trim();
}

/** A backslash before what would be read as markup within a line. @param {string} text */
function escaped(text) {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/gm, '\\\\')
    .replace(/`|\*(?!\s)|(?<!\s)\*/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_(?!\s)|(?<!\s)_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/~(?=\S[^~\n]*~)|~(?=~)/g, '\\~')
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/\[(?=[^\]]*\](?:[[(:]|$))|\[(?=\^)/g, '\\[')
    .replace(/\$(?=\S[^$\n]*(?<=\S)\$(?!\d))/g, '\\$$');
}

/** A backslash where a line would begin a block. @param {string} text */
function atLineStart(text) {
  return text
    .replace(/^(#{1,6}\s|>|[-+*]\s|[-+*]$|={3,}\s*$|-{3,}\s*$|~~~)/gm, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/gm, '$1\\$2');
}
