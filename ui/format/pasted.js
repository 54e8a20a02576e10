// What a paste puts into the message: text, also where a picture of it is offered beside it, as spreadsheets do; else files.
// Pure.

import { longPaste } from './files.js';

/**
 * `asItIs` leaves the paste to the web view; `clipboard` is for Rust to read, which sees more than the page.
 * @typedef {{ kind: 'asItIs' | 'clipboard' | 'nothing' } | { kind: 'files', files: File[] } | { kind: 'text' | 'longText', text: string }} Paste
 */

/** @param {Pick<DataTransfer, 'files' | 'types' | 'getData'> | null} data @returns {Paste} */
export function pasteOf(data) {
  const files = Array.from(data?.files ?? []);
  const text = data?.getData('text/plain') ?? '';
  const hasFiles = files.length > 0 || (data?.types.includes('Files') ?? false);
  if (isText(text, files)) {
    const words = wordsOf(text, data?.getData('text/html') ?? '', hasFiles);
    if (words.length > longPaste) return { kind: 'longText', text: words };
    // What came with a picture would be pasted as one, or not at all.
    return words !== text || hasFiles ? { kind: 'text', text: words } : { kind: 'asItIs' };
  }
  if (files.length > 0) return { kind: 'files', files };
  return text === '' ? { kind: 'clipboard' } : { kind: 'nothing' };
}

/**
 * The text of a paste; cells of a spreadsheet as a table of Markdown.
 * @param {string} text @param {string} html the same as HTML, or nothing @param {boolean} hasPicture whether a picture of it is offered, too
 */
export const wordsOf = (text, html, hasPicture) => tableOf(text, html, hasPicture) ?? text;

/** Whether there are words to paste: the names or paths of copied files are none. @param {string} text @param {File[]} files */
function isText(text, files) {
  if (text.trim() === '' || files.some(({ type }) => !type.startsWith('image/'))) return false;
  const lines = text.trim().split(/\r\n|\r|\n/);
  return !lines.every((line) => /^(file:\/|\/)/.test(line)) && !(files.length > 0 && lines.every((line) => files.some(({ name }) => name === line.trim())));
}

/**
 * Cells of a spreadsheet as a table of Markdown; null for what is none.
 * @param {string} text rows with tabs between their cells, as all spreadsheets give them
 * @param {string} html
 * @param {boolean} hasPicture
 */
function tableOf(text, html, hasPicture) {
  if (!text.includes('\t') || !(hasPicture || /<table\b/i.test(html))) return null;
  const rows = rowsOf(text.replace(/(\r\n|\r|\n)$/, ''));
  const columns = Math.max(...rows.map((row) => row.length));
  const line = (/** @type {string[]} */ cells) => `| ${Array.from({ length: columns }, (_, index) => cell(cells[index] ?? '')).join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), `|${' --- |'.repeat(columns)}`, ...rest.map(line)].join('\n') + '\n';
}

/** Rows and cells; one that holds a line break or a tab stands between quotes. @param {string} text @returns {string[][]} */
function rowsOf(text) {
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  return rows;
}

/** @param {string} text */
function cell(text) {
  return text.trim().replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s*(\r\n|\r|\n)\s*/g, '<br>');
}
