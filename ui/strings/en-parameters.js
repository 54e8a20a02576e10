// The English words for the parameters of a conversation and for what a request was changed in.

export const overrides = {
  without: (/** @type {string} */ field, /** @type {boolean} */ isNew) =>
    `Sent without ${field}: the model ${isNew ? 'refused' : 'refuses'} it`,
  withoutCounts: (/** @type {boolean} */ isNew) =>
    `Sent without asking for token counts: the model ${isNew ? 'refused' : 'refuses'} it`,
  renamed: (/** @type {string} */ field, /** @type {string} */ to) => `Sent ${field} as ${to}, as the model wants it`,
  pdfAsDataUrl: (/** @type {boolean} */ isNew) =>
    `PDF sent as a data URL: the model ${isNew ? 'refused' : 'refuses'} bare base64`,
  notStreamed: 'Sent for one whole answer: the gateway has no stream of it',
};

export const parameters = {
  title: 'Parameters',
  button: (/** @type {number} */ set) => (set === 0 ? 'Parameters' : `Parameters, ${set} set`),
  lead: 'For this conversation. What is empty is not sent, and the model takes its own default.',
  prompt: 'System prompt',
  temperature: 'Temperature',
  maxTokens: 'Max tokens',
  effort: 'Reasoning effort',
  unset: 'not set',
  extra: 'Any other field, as JSON',
  extraHint: 'Sent as it stands. The model, the messages and streaming are chosen elsewhere.',
  wrong: {
    temperature: 'The temperature is a number from 0 up, such as 0.7.',
    maxTokens: 'The longest answer is a whole number of tokens, such as 1000.',
  },
  save: 'Save',
  cancel: 'Cancel',
  clear: 'Clear all',
};
