// Generated from locales/en/page/prompts.ftl by `cargo xtask words`: change it there.
// Saved prompts.

export const prompts = {
  title: 'Prompts',
  lead: 'Type / in the message box to insert one.',
  manage: 'Manage prompts…',
  none: 'No prompts yet.',
  add: 'New prompt',
  close: 'Close',
  name: 'Name',
  nameBody: 'What you type after the slash.',
  text: 'Text',
  textBody: 'Mark what you fill in later as {{name}}; Tab moves from one to the next.',
  save: 'Save',
  cancel: 'Cancel',
  edit: (/** @type {string} */ name) => `Edit /${name}`,
  remove: (/** @type {string} */ name) => `Delete /${name}`,
};
