// Why an answer ended, if not at its own end, and what was asked for or left out. Sends `answer-continue` and `answer-regenerate`.

/** @import { MessageView, RequestedTool } from '../bindings.js' */
import { endNote } from '../format/answer-end.js';
import { locale, words } from '../words.js';
import { emit, h, icon } from './dom.js';

export class AnswerEndNote extends HTMLElement {
  /** @param {MessageView} message @param {boolean} hasText @returns {boolean} whether there is anything to say */
  show(message, hasText) {
    const note = endNote(message, hasText, locale);
    const tools = message.turn?.end?.tools ?? [];
    if (!note) return false;
    this.className = 'cut quiet';
    this.setAttribute('role', 'note');
    const lines = [note.line, note.skipped].filter((line) => line !== '').map((line) => h('p', {}, line));
    this.replaceChildren(
      icon('alert'),
      h('div', { class: 'lines' }, ...lines),
      note.canContinue ? continueButton(this) : '',
      note.canRetry ? retryButton(this) : '',
      ...tools.map(toolDetails),
    );
    return true;
  }
}

/** Under an answer that broke off. @param {HTMLElement} from who sends what is chosen @param {'interrupted' | 'stopped'} state @param {boolean} hasText */
export function cutStrip(from, state, hasText) {
  const { withText, empty } = words.strips[state];
  const said = h('p', {}, hasText ? withText : empty);
  return h('div', { class: 'cut quiet' }, icon(state === 'stopped' ? 'stop' : 'alert'), said, hasText ? continueButton(from) : null, retryButton(from));
}

/** @param {HTMLElement} from */
function continueButton(from) {
  return button('right', words.ends.continueAnswer, () => emit(from, 'answer-continue'));
}

/** @param {HTMLElement} from */
function retryButton(from) {
  return button('refresh', words.failure.actions.tryAgain, () => emit(from, 'answer-regenerate'));
}

/** @param {string} name @param {string} label @param {() => void} onclick */
function button(name, label, onclick) {
  return h('button', { class: 'btn', type: 'button', onclick }, icon(name, 's'), label);
}

/** What a tool was asked for, as the model wrote it. @param {RequestedTool} tool */
function toolDetails({ name, arguments: json }) {
  const summary = h('summary', {}, h('span', { class: 'mono' }, name), icon('right', 's chev'));
  return h('details', { class: 'tool' }, summary, h('pre', { class: 'selectable', 'aria-label': words.ends.arguments(name) }, json));
}

customElements.define('answer-end', AnswerEndNote);
