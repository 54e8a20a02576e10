// What a person decided about sending a message, in quiet words beside who wrote it: excluded, pinned. A click leads to the
// context view. Sends `message-context` with the message's id.

/** @import { MessageView } from '../bindings.js' */
import { words } from '../words.js';
import { emit, h, icon } from './dom.js';

/** @param {MessageView} message */
export function contextMarks({ id, flags: { isLeftOut, isPinned } }) {
  const { excluded, pinned, inContext } = words.message;
  /** @param {string} drawn @param {string} said */
  const mark = (drawn, said) => {
    const button = h('button', { class: 'mark', type: 'button', 'aria-label': inContext(said), title: inContext(said) }, icon(drawn, 's'), said);
    button.addEventListener('click', () => emit(button, 'message-context', id));
    return button;
  };
  return [isLeftOut ? mark('eye-off', excluded) : null, isPinned ? mark('pin', pinned) : null].filter((one) => one !== null);
}
