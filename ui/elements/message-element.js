// Which element shows a message, and what it is shown with.

/** @import { MessageView } from '../bindings.js' */
/** @import { GatewayName } from './answer-message.js' */
import { hasSentImages, otherSendOptions } from '../format/files.js';
import { AnswerMessage } from './answer-message.js';
import { UserMessage } from './user-message.js';

/** An element for a message, which shows nothing yet. @param {MessageView} message @returns {HTMLElement} */
export function messageElement(message) {
  const element = message.role === 'user' && !message.isUnreadable ? new UserMessage() : new AnswerMessage();
  element.dataset.id = message.id;
  return element;
}

/** Shows a message as it is now. @param {Element} element @param {MessageView} message @param {MessageView[]} messages all that are loaded @param {GatewayName} gateway @param {string} editing the id of the one that is being edited */
export function showMessage(element, message, messages, gateway, editing) {
  if (element instanceof AnswerMessage) {
    const isFailed = message.state === 'failed';
    element.otherSendOptions = isFailed ? otherSendOptions(messages, message) : [];
    element.hasSentImages = isFailed && hasSentImages(messages, message);
    element.show(message, gateway);
  } else if (element instanceof UserMessage) {
    element.show(message);
    element.isEdited = message.id === editing;
  }
}
