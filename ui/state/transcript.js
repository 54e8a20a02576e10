// The messages of the open conversation, as values: what an ended turn leaves, and which of them are asked for.
// Invariant: pure, and nothing is changed in place; a message that did not change stays the same object.

/** @import { AttachmentView, MessageState, MessageView, Route, TurnView } from '../bindings.js' */
/** @import { AttemptedEvent, EndEvent } from './patches.js' */

/** @type {Record<EndEvent['type'], MessageState>} */
const endStates = { finished: 'done', failed: 'failed', stopped: 'stopped' };

/**
 * Marks the answer of an ended turn.
 * @param {MessageView[]} messages
 * @param {EndEvent} event
 * @param {string} reasoning the whole reasoning, as it stands on the screen
 * @param {AttachmentView[]} [files] those that came meanwhile
 * @returns {MessageView[]}
 */
export function applyEnd(messages, event, reasoning, files = []) {
  return messages.map((message) =>
    message.turn?.id === event.turnId
      ? { ...message, state: endStates[event.type], turn: event.turn, reasoning, running: null, attachments: files.length > 0 ? [...message.attachments, ...files] : message.attachments }
      : message,
  );
}

/**
 * Adds the attempt that failed to the answer that it was made for.
 * @param {MessageView[]} messages
 * @param {AttemptedEvent} event
 * @returns {MessageView[]}
 */
export function applyAttempted(messages, { turnId, attempt }) {
  return messages.map((message) =>
    message.turn?.id === turnId
      ? { ...message, turn: { ...message.turn, attempts: [...message.turn.attempts, attempt] } }
      : message,
  );
}

/** The answer that is being written, if any. @param {MessageView[]} messages */
export function runningAnswer(messages) {
  return messages.findLast((message) => message.state === 'streaming') ?? null;
}

/** The last answer that stands still. @param {MessageView[]} messages */
export function lastAnswer(messages) {
  return messages.findLast((message) => message.role === 'assistant' && message.state !== 'streaming') ?? null;
}

/** The last message that the person wrote. @param {MessageView[]} messages */
export function lastOwnMessage(messages) {
  return messages.findLast((message) => message.role === 'user') ?? null;
}

/** The tokens that a turn wrote, if the gateway counted them. @param {TurnView | null} turn */
export function tokensWritten(turn) {
  return turn?.usage?.completionTokens ?? null;
}

/**
 * How many tokens of a chat a prompt cache may hold, and whose: those of its last answer that was counted.
 * @param {MessageView[]} messages
 */
export function cachedBy(messages) {
  const turn = messages.findLast((message) => message.turn?.usage)?.turn;
  const tokens = (turn?.usage?.promptTokens ?? 0) + (turn?.usage?.completionTokens ?? 0);
  const asked = turn?.attempts.at(-1)?.vendor ?? 'auto';
  return { tokens, vendor: turn?.vendorReported ?? (asked === 'auto' ? null : asked) };
}

/** Whether the last answer came from elsewhere than where the next message goes. @param {{ messages: MessageView[], summary: { route: Route } }} session */
export function goesElsewhere({ messages, summary: { route } }) {
  const last = lastAnswer(messages)?.turn?.route;
  return last !== undefined && (last.model !== route.model || last.vendor !== route.vendor || last.apiFormat !== route.apiFormat || last.gateway !== route.gateway);
}
