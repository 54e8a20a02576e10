// What a request lacked of the chat, in the few words that stand under an answer. Pure.

/** @import { Omission, OmissionKind } from '../bindings.js' */
import { words } from '../words.js';

/** @type {OmissionKind[]} */
const messages = ['excludedMessages', 'unreadableMessages'];
/** @type {OmissionKind[]} */
const files = ['excludedFiles', 'mediaFiles'];
/** @type {OmissionKind[]} */
const parts = ['excludedPrompt', 'shortenedFiles', 'filesWithoutData', 'toolCalls', 'foreignReasoning'];

/** What was left out, the most of it first; nothing where only the form was another. @param {readonly Omission[]} omissions */
export function leftOutWords(omissions) {
  /** @param {OmissionKind[]} kinds */
  const counted = (kinds) => omissions.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { count }) => sum + count, 0);
  const { messagesLeftOut, filesLeftOut, partsLeftOut } = words.answerMetadata;
  if (counted(messages) > 0) return messagesLeftOut(counted(messages));
  if (counted(files) > 0) return filesLeftOut(counted(files));
  return counted(parts) > 0 ? partsLeftOut : '';
}
