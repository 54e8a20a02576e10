// The Markdown of an answer, as HTML that Rust has rendered and sanitised; whole, or streamed through patches.
// Invariant: the only file of the page that turns a string into HTML. It takes `MessageView.html` and `Patch` and
// nothing else; user text never comes here.

/** @import { Patch } from '../bindings.js' */
import { dressCode, onCodeClick, onCodeScroll, settleCode } from './code-block.js';
import { segmentLines, settleLines } from './code-lines.js';
import { PatchQueue } from './patch-queue.js';
import { dressDiagram } from './prose-diagram.js';
import { directAround, directBelow } from './prose-direction.js';
import { releaseFrames, settleFrames } from './prose-frame.js';
import { dressImage, dressLink } from './prose-link.js';
import { bringParts, holdBack } from './prose-parts.js';
import { keepColumnsIfLong, partBody, settleTables } from './prose-table.js';
import { ProseTree } from './prose-tree.js';

/** Elements inside which the text goes on, so that the caret stands after their last character. */
const openEnded = new Set([
  'P', 'UL', 'OL', 'LI', 'BLOCKQUOTE', 'DIV', 'FIGURE', 'PRE', 'TABLE', 'THEAD', 'TBODY', 'TR', 'TD', 'TH',
  'DETAILS', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6',
]);

const template = document.createElement('template');

/** How many answers were shown: ids are unique in an answer, and so in the page. */
let answers = 0;

/** Nodes for HTML that Rust sanitised; a template's content is inert. @param {string} html @param {string} scope */
function parse(html, scope) {
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll('figcaption.code-h, a.odd, .imgblock, .dg-b > svg')) {
    if (element.nodeName === 'FIGCAPTION') dressCode(element);
    else if (element.nodeName === 'A') dressLink(element);
    else if (element.nodeName === 'svg') dressDiagram(element);
    else dressImage(element);
  }
  directBelow(template.content);
  for (const named of template.content.querySelectorAll('[id]:not(svg *)')) named.id = scope + named.id;
  for (const link of template.content.querySelectorAll('a[href^="#"]')) {
    link.setAttribute('href', `#${scope}${link.getAttribute('href')?.slice(1)}`);
  }
  return template.content;
}

export class AnswerProse extends HTMLElement {
  /** @type {ProseTree | null} */
  #tree = null;
  #patches = new PatchQueue((patch) => this.#apply(patch));
  /** @type {Element | null} */
  #caret = null;
  #pauseTimer = 0;
  #scope = `a${(answers += 1)}-`;

  connectedCallback() {
    this.classList.add('prose');
    this.addEventListener('click', onCodeClick);
    this.addEventListener('scroll', onCodeScroll, { capture: true, passive: true });
    if (!this.#tree) settleFrames(this);
  }

  disconnectedCallback() {
    this.hideCaret();
    releaseFrames(this);
  }

  /** Whether anything stands here. */
  get isBlank() {
    return this.firstElementChild === null;
  }

  /** Shows a whole answer. @param {string} html */
  show(html) {
    this.#stop();
    const content = parse(html, this.#scope);
    for (const code of content.querySelectorAll('pre > code')) segmentLines(code);
    for (const table of content.querySelectorAll('table')) partBody(table);
    for (const part of content.querySelectorAll('p.on')) part.classList.add('far');
    const later = holdBack(content);
    this.replaceChildren(content);
    this.#settle({ isSeen: false });
    if (later.length > 0) bringParts(later);
  }

  /** Begins a streamed answer, with what it has so far. @param {Patch} soFar */
  begin(soFar) {
    this.#stop();
    this.replaceChildren();
    this.#tree = new ProseTree(this, (html) => parse(html, this.#scope), directAround, settleLines);
    this.patch(soFar);
  }

  /** @param {Patch} patch */
  patch(patch) {
    if (this.#tree) this.#patches.push(patch);
  }

  /** Whether all that came stands here. */
  get isCaughtUp() {
    return this.#patches.isEmpty;
  }

  /** Calls back once it does. @param {() => void} then */
  whenCaughtUp(then) {
    this.#patches.whenEmpty(then);
  }

  /** @param {Patch} patch */
  #apply(patch) {
    if (!this.#tree) return;
    this.#tree.apply(patch);
    this.toggleAttribute('data-blank', this.isBlank);
    this.#placeCaret();
  }

  /** The answer has ended; what stands here stays. */
  finish() {
    this.#stop();
    this.#settle({ isSeen: true });
  }

  /** Takes the caret away until the next patch, while nothing is being written. */
  hideCaret() {
    clearTimeout(this.#pauseTimer);
    this.#caret?.removeAttribute('data-caret');
    this.#caret = null;
  }

  /** @param {{ isSeen: boolean }} reader whether they have seen it */
  #settle(reader) {
    settleCode(this, reader);
    settleTables(this, reader);
    settleFrames(this);
  }

  #stop() {
    this.#patches.flush();
    this.hideCaret();
    this.#tree?.finish();
    this.#tree = null;
  }

  #placeCaret() {
    /** @type {Element} */
    let at = this;
    for (let last = lastContent(at); last && openEnded.has(last.nodeName); last = lastContent(at)) {
      at = last;
      if (at.nodeName === 'TBODY') keepColumnsIfLong(at);
    }
    // In a code block: the last segment of its lines, if it has any.
    const code = at.nodeName === 'PRE' ? at.lastElementChild : null;
    at = code?.querySelector(':scope > .lines:last-of-type > .run:last-of-type') ?? code ?? at;
    if (at !== this.#caret) this.#caret?.removeAttribute('data-caret');
    this.#caret = at;
    if (at.getAttribute('data-caret') !== 'on') at.setAttribute('data-caret', 'on');
    clearTimeout(this.#pauseTimer);
    this.#pauseTimer = window.setTimeout(() => at.setAttribute('data-caret', 'wait'), 1000);
  }
}

/** The last child, if it is an element and no text follows it. @param {Element} parent @returns {Element | null} */
function lastContent(parent) {
  for (let node = parent.lastChild; node; node = node.previousSibling) {
    if (node.nodeType === 1) return /** @type {Element} */ (node);
    if (node.nodeType === 3 && node.textContent?.trim()) return null;
  }
  return null;
}

customElements.define('answer-prose', AnswerProse);
