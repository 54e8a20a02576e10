// The inspector, opened from an answer or the menu. Imported when it is first needed.

/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { copyFrom } from '../elements/clipboard.js';
import { failureReason } from '../failures.js';
import { InspectorDialog } from '../elements/inspector-dialog.js';
import { lastAnswer } from '../state/transcript.js';

/** @type {InspectorDialog | null} */
let dialog = null;
/** The answer that is looked at. */
let shown = '';

/** @param {string} messageId @param {Parts} parts */
export async function inspect(messageId, parts) {
  const inspection = await parts.screen.tried(backend.inspectMessage(messageId));
  if (!inspection) return;
  shown = messageId;
  dialog ??= made();
  dialog.open(inspection);
}

/** The last answer, wherever the reader is. @param {Parts} parts */
export async function inspectLast(parts) {
  await parts.history.atEnd();
  const answer = lastAnswer(parts.session.messages);
  if (answer) await inspect(answer.id, parts);
}

function made() {
  const made = new InspectorDialog();
  /** @param {HTMLElement} button @param {Promise<string>} text */
  const copy = (button, text) => void copyFrom(button, text).catch((failure) => made.fail(failureReason(failure)));
  made.addEventListener('request-copy', (event) => {
    const { number, language, button } = event.detail;
    copy(button, backend.writeRequest(shown, number, language));
  });
  made.addEventListener('report-copy', (event) => {
    const { hasContent, button } = event.detail;
    copy(button, backend.writeReport(shown, hasContent));
  });
  document.body.append(made);
  return made;
}
