// Writes what is selected of an answer as Markdown that renders to the same again: what a copy puts on the clipboard as
// text. The tree comes from `selected-piece.js`; `clean-html.js` is the other form of the same.
// Invariant: pure. Code and formulas come out exactly; other text gets a backslash only where it would be read as markup.

/** @import { Piece } from './selected-piece.js' */
import { atLineStart, escaped } from './markdown-escapes.js';
import { attribute, hasClass, innermost, isHolder, textOf } from './selected-piece.js';

const blockNames = new Set([
  'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote', 'figure', 'pre', 'table', 'div', 'hr', 'answer-prose', 'li', 'details', 'summary',
]);

/** What has no mark in Markdown and stays a pair of tags; `render/tags.rs` has the same list. */
export const tags = new Set(['sub', 'sup', 'kbd', 'mark', 'u', 'small']);

/** @param {Piece} piece @returns {string} without a line end at its end */
export function markdownSource(piece) {
  const part = innermost(piece);
  if (hasClass(part, 'code') && !part.isWhole) return codeOf(part);
  if (part.name === 'pre' || part.name === 'code') return codeOf(part);
  return isWords(part) ? wordsAlone(part) : trimmed(block(part));
}

/** A few words begin no block, as they did not where they stood; further lines of them could. @param {Piece} part */
const wordsAlone = (part) => atLineStart(`.${wordsOf(part.children).trim()}`).slice(1);

/** Whether it is a part of one paragraph, heading, item or cell, which is then nothing but its words. @param {Piece} piece */
export function isWords(piece) {
  return !piece.isWhole && piece.children.every((child) => !isBlock(child) && !/^(li|t[rdh]|thead|tbody)$/.test(child.name));
}

/** The text of code, without the line end that belongs to its fence. @param {Piece} piece */
export function codeOf(piece) {
  return textOf(codeIn(piece)).replace(/\n$/, '');
}

/** @param {Piece} piece */
const codeIn = (piece) => find(piece, 'code') ?? find(piece, 'pre') ?? piece;

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
const isBlock = (piece) => blockNames.has(piece.name) || hasClass(piece, 'tw');

/** Whether it is a formula that stands by itself, be it in a paragraph. @param {Piece} piece */
const isDisplayed = (piece) => attribute(piece, 'data-tex') !== null && (piece.name === 'div' || hasClass(piece, 'tb'));

/** @param {Piece} piece @returns {string} */
function block(piece) {
  const { name } = piece;
  if (attribute(piece, 'data-tex') !== null) return formula(piece);
  if (/^h[1-6]$/.test(name)) return heading(piece);
  if (name === 'hr') return '---';
  if (isList(piece)) return list(piece);
  if (name === 'blockquote') return quote(piece);
  if (name === 'details' && hasClass(piece, 'fold')) return `<details>\n${blocks(piece.children)}\n\n</details>`;
  if (name === 'summary') return `<summary>${oneLine(inlineOf(piece.children))}</summary>`;
  if (name === 'figure') return find(piece, 'code') ? fenced(piece, language(piece)) : '';
  if (name === 'pre') return fenced(piece, '');
  if (name === 'table') return table(piece);
  if (name === 'tr') return piece.children.map((cell) => oneLine(inlineOf(cell.children))).join('\t');
  if (name === 'p' && hasClass(piece, 'raw')) return raw(piece);
  if (hasClass(piece, 'fn')) return footnote(piece);
  if (name === 'li') return item(piece);
  return blocks(piece.children);
}

/** A quote; of a labelled note, the label begins it. @param {Piece} piece */
function quote(piece) {
  const [first, ...rest] = piece.children;
  const label = first && hasClass(first, 'callout-h') ? textOf(first).toUpperCase() : '';
  const text = label ? `[!${label}]\n${blocks(rest)}` : blocks(piece.children);
  return indented(text, '> ', '> ').replace(/^> $/gm, '>');
}

/** A part of a tag is text. @param {Piece} piece */
function raw(piece) {
  return piece.isWhole ? textOf(piece).replace(/^ +|\n$/g, '') : atLineStart(trimmed(escaped(textOf(piece))));
}

/** @param {Piece} piece */
function heading({ name, children }) {
  // Signs at the end would be taken for the end of its mark.
  const text = oneLine(inlineOf(children)).replace(/(?<=^|\s)#+$/, '\\$&');
  return `${'#'.repeat(Number(name[1]))} ${text}`.trimEnd();
}

/**
 * Blocks with an empty line between them; text between blocks is a paragraph.
 * @param {Piece[]} pieces @param {boolean} [isInItem] where none is needed before what no words can go on into
 */
function blocks(pieces, isInItem = false) {
  let out = '';
  /** @type {Piece[]} */
  let run = [];
  // Two lists in a row would be read as one, if they had the same marks.
  let isOther = false;
  let isOpen = true;
  const add = (/** @type {string} */ text, /** @type {Piece | null} */ piece) => {
    if (text === '') return;
    const isTight = isInItem && isOpen && piece !== null && isSeparate(piece);
    const isMore = piece !== null && hasClass(piece, 'on');
    out += `${out === '' ? '' : isTight || isMore ? '\n' : '\n\n'}${text}`;
    isOpen = piece === null || isSeparate(piece);
  };
  const flush = () => {
    add(atLineStart(wordsOf(run)), null);
    run = [];
  };
  pieces.forEach((piece, index) => {
    if (!isBlock(piece)) return void run.push(piece);
    flush();
    isOther = isList(piece) && pieces[index - 1]?.name === piece.name && !isOther;
    // In an item, dashes would make a heading of the text above them, or be a mark of the list themselves.
    add(isList(piece) ? list(piece, isOther) : piece.name === 'hr' && isInItem ? '___' : block(piece), piece);
  });
  flush();
  return out;
}

/** Whether it is a block behind any words and ends by itself. @param {Piece} piece */
const isSeparate = (piece) => /^(figure|pre|hr|h[1-6]|ul)$/.test(piece.name) || (piece.name === 'ol' && (attribute(piece, 'start') ?? '1') === '1');

/** @param {Piece} piece */
const isList = ({ name }) => name === 'ul' || name === 'ol';

/** @param {Piece} piece @param {boolean} isOther whether it takes the other mark */
function list(piece, isOther = false) {
  let number = Number(attribute(piece, 'start') ?? 1);
  // A list that is selected from its middle on begins with the number that the reader sees.
  const items = piece.children.filter((child) => child.name === 'li');
  const all = Array.from(piece.node?.childNodes ?? []).flatMap((node) => (isHolder(node) ? Array.from(node.childNodes) : [node])).filter((node) => node.nodeName === 'LI');
  number += Math.max(0, all.findIndex((node) => node === items[0]?.node));
  const lines = items.map((child) => {
    const mark = piece.name === 'ol' ? `${number++}${isOther ? ')' : '.'} ` : isOther ? '* ' : '- ';
    return indented(item(child), mark, ' '.repeat(mark.length));
  });
  // An item that stands apart does so by an empty line before it.
  return lines.map((line, n) => (n === 0 ? line : `${items[n] && hasClass(items[n], 'apart') ? '\n\n' : '\n'}${line}`)).join('');
}

/** The box of a task. @param {Piece} piece */
const isBox = ({ name }) => name === 'input';

/** @param {Piece} piece of a list item */
function item(piece) {
  const box = piece.children.find(isBox);
  const text = blocks(piece.children.filter((child) => child !== box), true);
  if (box) return (attribute(box, 'checked') === null ? '[ ] ' : '[x] ') + text;
  // A box that is only text.
  return text.replace(/^\[([ x])\](?=\s)/i, '[$1\\]');
}

/** @param {Piece} piece */
function table(piece) {
  const rows = rowsOf(piece);
  const head = rows.find((row) => row.children.some((cell) => cell.name === 'th')) ?? null;
  const body = rows.filter((row) => row !== head);
  const model = head ?? rows[0];
  if (!model) return '';
  const cells = (/** @type {Piece} */ row) => {
    let hasDollar = false;
    return row.children.map((cell) => {
      const text = oneLine(inlineOf(cell.children, { hasDollar }));
      hasDollar ||= text.includes('$');
      return text.replaceAll('|', '\\|');
    });
  };
  const width = rows.reduce((most, row) => Math.max(most, row.children.length), 0);
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
  return (label?.node?.textContent ?? '').split(' ')[0] ?? '';
}

/** @param {Piece} piece @param {string} label */
function fenced(piece, label) {
  const code = textOf(codeIn(piece));
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1));
  const info = label.replace(/\\(?=[!-/:-@[-`{-~])|&(?=#?\w+;)/g, '\\$&').replaceAll('`', '&#96;');
  return `${fence}${info}\n${code}${code === '' || code.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** Of backticks. @param {string} code */
function longestRun(code) {
  let longest = 0;
  for (const [run] of code.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

/** @param {string} text @param {string} first @param {string} others */
function indented(text, first, others) {
  return text.split('\n').map((line, n) => (n === 0 ? first : line === '' && others.trim() === '' ? '' : others) + line).join('\n');
}

/**
 * Where words stand: in the text of a link; inside other words, which have a mark before them; behind a dollar.
 * @typedef {{ isInBrackets?: boolean, isInside?: boolean, hasDollar?: boolean }} Place
 */

/** @param {Piece[]} pieces @param {Place} [place] @returns {string} */
function inlineOf(pieces, place = {}) {
  let { hasDollar } = place;
  const parts = pieces.map((piece) => {
    const part = inline(piece, { ...place, hasDollar });
    hasDollar ||= attribute(piece, 'data-tex') === null && part.includes('$');
    return part;
  });
  /** The first character behind each part. @type {string[]} */
  const behind = [];
  for (let n = parts.length - 1, next = ''; n >= 0; n -= 1) {
    behind[n] = next;
    next = parts[n]?.[0] ?? next;
  }
  // The last part before it that is not empty.
  let last = -1;
  let isBehindDollar = place.hasDollar ?? false;
  pieces.forEach((piece, n) => {
    const part = parts[n] ?? '';
    if (part === '') return;
    const before = parts[last] ?? '';
    const tex = isDisplayed(piece) ? undefined : attribute(piece, 'data-tex')?.trim();
    if (tex !== undefined) {
      // Directly behind other text its mark could be taken for the end of what an earlier dollar begins.
      const isApart = before === '' ? !place.isInside : /\s$/.test(before) && !before.endsWith('\\\n');
      const isClear = isApart || !isBehindDollar;
      if (!isClear || !isBetweenDollars(tex, before.at(-1) ?? '', behind[n] ?? '')) parts[n] = `\\(${tex}\\)`;
    }
    // What is meant as an exclamation would make an image of the link.
    if (piece.name !== '#text' && part.startsWith('[') && before.endsWith('!')) parts[last] = `${before.slice(0, -1)}\\!`;
    isBehindDollar ||= tex === undefined && part.includes('$');
    last = n;
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

/** @param {Piece} piece @param {Place} [place] @returns {string} */
function inline(piece, place) {
  const { name, children } = piece;
  if (attribute(piece, 'data-tex') !== null) return formula(piece);
  if (hasClass(piece, 'odd-mark')) return '';
  if (isBlock(piece)) return block(piece);
  if (hasClass(piece, 'img') || hasClass(piece, 'imgblock')) return image(piece);
  if (name === '#text') return escaped(piece.text, place);
  if (name === 'br') return '\\\n';
  if (name === 'strong') return marked('**', children, place);
  if (name === 'em') return marked('*', children, place);
  if (name === 'del') return marked('~~', children, place);
  if (name === 'code') return codeSpan(textOf(piece));
  if (hasClass(piece, 'fnref')) return `[^${textOf(piece).trim()}]`;
  if (name === 'a') return link(piece, place);
  if (tags.has(name)) return tagged(name, children, place);
  return inlineOf(children, place);
}

/** @param {Piece} piece */
function formula(piece) {
  const tex = (attribute(piece, 'data-tex') ?? '').trim();
  if (!isDisplayed(piece)) return `$${tex}$`;
  const [open, close] = tex.includes('$') ? ['\\[', '\\]'] : ['$$', '$$'];
  return piece.name === 'div' ? `${open}\n${tex}\n${close}` : `${open}${tex}${close}`;
}

/** Blanks at the edges go outside the marks, where they would not be read as marks. @param {string} mark @param {Piece[]} children @param {Place} [place] */
function marked(mark, children, place) {
  const inside = inlineOf(children, { ...place, isInside: true });
  const text = inside.trim();
  if (text === '') return inside;
  const from = inside.indexOf(text);
  const [closed, behind] = [withoutOpenBreak(text), inside.slice(from + text.length)];
  return `${inside.slice(0, from)}${mark}${closed}${mark}${closed === text ? behind : behind.trimStart()}`;
}

/** @param {string} name @param {Piece[]} children @param {Place} [place] */
function tagged(name, children, place) {
  const text = inlineOf(children, { ...place, isInside: true });
  return text.trim() === '' ? text : `<${name}>${text}</${name}>`;
}

/** @param {string} code */
function codeSpan(code) {
  const ticks = '`'.repeat(longestRun(code) + 1);
  const pad = /^`|`$|^ .*[^ ].* $/s.test(code) ? ' ' : '';
  return `${ticks}${pad}${code}${pad}${ticks}`;
}

/** @param {Piece} piece @param {Place} [place] */
function link(piece, place) {
  const href = attribute(piece, 'href') ?? '';
  const text = inlineOf(piece.children, { ...place, isInside: true, isInBrackets: true });
  const heading = /^#(?:a\d+-)?h-(.+)$/.exec(href)?.[1];
  if (heading) return `[${text}](#${heading})`;
  if (href === '' || href.startsWith('#')) return inlineOf(piece.children, place);
  const plain = textOf(piece);
  if (plain === href) return `<${href}>`;
  if (href === `mailto:${plain}`) return `<${plain}>`;
  return `[${text}](${target(href)})`;
}

/** @param {Piece} piece of a placeholder, which may stand in a link */
function image(piece) {
  const alt = find(piece, 'b');
  const href = attribute(piece, 'href') ?? attribute(piece, 'data-image');
  const text = alt ? escaped(textOf(alt), { isInBrackets: true }) : '';
  return href === null ? text : `![${text}](${target(href)})`;
}

/** @param {string} href */
function target(href) {
  return /[()<>\s]/.test(href) ? `<${href.replace(/[<>\s]/g, encodeURIComponent)}>` : href;
}

/** In a heading or a cell, where only a tag breaks the line. @param {string} text */
function oneLine(text) {
  // Behind an even number of backslashes the last one is text.
  return trimmed(text.replace(/(?<!\\)((?:\\\\)*)\\\n/g, '$1<br>').replace(/\n/g, ' '));
}

/** The words of a block. @param {Piece[]} pieces */
const wordsOf = (pieces) => withoutOpenBreak(trimmed(inlineOf(pieces).replace(/\\\n[ \t\n]+/g, '\\\n')));

/** A backslash breaks a line only if another line follows. Behind an even number of them the last one is text. @param {string} text */
const withoutOpenBreak = (text) => text.replace(/(?<!\\)((?:\\\\)*)\\$/, '$1<br>');

/** Without the blanks around it that mean nothing in Markdown; those that do not break stay. @param {string} text */
function trimmed(text) {
  const isBlank = (/** @type {number} */ at) => text[at] === ' ' || text[at] === '\n' || text[at] === '\t';
  let [start, end] = [0, text.length];
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}
