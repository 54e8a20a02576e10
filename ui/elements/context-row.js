// A part of what the next message sends: who wrote it, its first words, what it comes to, what becomes of it, and what can be
// done about it. Sends `context-exclude`, `context-pin`, `context-exclude-earlier` and `context-file`.

/** @import { ContextMessage, TokenRange } from '../bindings.js' */
import { modeLabel } from '../format/answer-metadata.js';
import { tokenWords } from '../format/estimate.js';
import { rounded, sentDetail } from '../format/files.js';
import { count } from '../format/figures.js';
import { context as words } from '../strings/en/context.js';
import { locale, words as common } from '../words.js';
import { emit, h, icon } from './dom.js';

/** @param {string} name @param {string} text @param {TokenRange | null} tokens @param {(Node | string | null)[]} more @param {Record<string, string | null>} [attributes] */
export function contextRow(name, text, tokens, more, attributes = {}) {
  return h(
    'li',
    attributes,
    h('div', { class: 'part' }, h('b', {}, name), h('span', { class: 'excerpt', dir: 'auto' }, text), tokens ? h('span', { class: 'tokens' }, words.sum(tokenWords(tokens, locale))) : null),
    ...more,
  );
}

/** @param {HTMLElement} view who sends what is chosen @param {ContextMessage} message */
export function messageRow(view, message) {
  const { id, before, role, excerpt, tokens, files, flags, leftOut } = message;
  const name = id === null ? words.draft : words.roles[role];
  const text = excerpt || (id === null && files.length === 0 ? words.noDraft : files.length > 0 ? '' : words.noWords);
  const about = excerpt || name;
  /** @param {string} action @param {() => void} onclick @param {Node | null} [drawn] @param {boolean | null} [isPressed] */
  const button = (action, onclick, drawn = null, isPressed = null) =>
    h('button', { class: drawn ? 'ib' : 'btn small', type: 'button', 'aria-label': words.label(action, about), title: action, 'aria-pressed': isPressed === null ? null : String(isPressed), onclick }, drawn ?? action);
  const actions = id === null ? [] : [
    before === null ? null : button(words.excludeEarlier, () => emit(view, 'context-exclude-earlier', before), icon('arrow-up', 's')),
    button(flags.isPinned ? words.unpin : words.pin, () => emit(view, 'context-pin', { id, isPinned: !flags.isPinned }), icon('pin', 's'), flags.isPinned),
    leftOut === null || leftOut === 'excludedMessages'
      ? button(flags.isLeftOut ? words.include : words.exclude, () => emit(view, 'context-exclude', { id, isLeftOut: !flags.isLeftOut }))
      : null,
  ];
  const said = notes(message);
  return contextRow(name, text, leftOut === null ? tokens : null, [
    ...files.map((file) => fileLine(view, file, leftOut === null)),
    h('div', { class: 'line' }, h('p', { class: 'fine' }, said), ...actions),
  ], { 'data-message-id': id, class: leftOut === null ? null : 'out' });
}

/** @param {ContextMessage} message */
function notes({ leftOut, reasoning, lacks }) {
  if (leftOut !== null) return leftOut in words.leftOut ? words.leftOut[/** @type {keyof typeof words.leftOut} */ (leftOut)] : '';
  const thought = reasoning === null ? '' : reasoning.fate === 'elsewhere' ? words.reasoning.elsewhere(`${reasoning.maker.model}, ${modeLabel(reasoning.maker)}`) : words.reasoning[reasoning.fate];
  const said = lacks.map((kind) => (kind in words.lacks ? words.lacks[/** @type {keyof typeof words.lacks} */ (kind)] : ''));
  return [thought, ...said].filter((one) => one !== '').join(' ');
}

/** @param {HTMLElement} view @param {ContextMessage['files'][number]} file @param {boolean} isSent */
function fileLine(view, { file, tokens }, isSent) {
  const { isLeftOut } = file;
  const action = isLeftOut ? words.include : words.exclude;
  const choose = file.kind === 'media' ? null : h('button', { class: 'btn small', type: 'button', 'aria-label': words.label(action, file.name), onclick: () => emit(view, 'context-file', { id: file.id, isLeftOut: !isLeftOut }) }, action);
  return h(
    'div',
    { class: `line file${isLeftOut ? ' out' : ''}` },
    icon('file', 's'),
    h('span', { class: 'name' }, file.name),
    h('span', { class: 'fine' }, sentDetail(file)),
    isSent && !isLeftOut ? h('span', { class: 'tokens' }, common.files.tokens(count(rounded(tokens), locale))) : null,
    isSent ? choose : null,
  );
}
