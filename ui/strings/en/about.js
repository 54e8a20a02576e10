// Generated from locales/en/page/about.ftl by `cargo xtask words`: change it there.
// What the program says of itself; loaded with the dialog that shows it.

export const about = {
  title: 'YouRouter Chat',
  lead: 'A desktop chat client for YouRouter and other OpenAI-compatible gateways.',
  problemTitle: 'Report a problem',
  problemLead: 'Copy these details, add what you did and what happened, and send both to YouRouter support (docs.yourouter.ai). The data folder has the log in “logs”: no key, no prompt and no answer is in it.',
  names: {
    version: 'Version',
    system: 'System',
    view: 'Web view',
    gateway: 'Gateway',
    window: 'Window',
    licence: 'Licence',
    parts: 'Built with',
  },
  licence: 'MIT',
  parts: 'Tauri, WebKit, SQLite, rustls and many other open-source libraries, each under its own licence (MIT, Apache-2.0, BSD, MPL-2.0 and the like).',
  licences: 'Show all licences',
  licencesLabel: 'Licences',
  copy: 'Copy details',
  folder: 'Open data folder',
  close: 'Close',
};
