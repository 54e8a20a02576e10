// The composition root: reads the first snapshot, joins backend, session and elements, and says when the page is ready.
// Look in `wiring/` for what each event does, in `elements/` for how it looks, in `backend.js` for the commands.

/** @import { AppEvent, ChatEvent, ConversationView, Snapshot } from './bindings.js' */
import * as backend from './backend.js';
import { FailureNotice } from './elements/failure-notice.js';
import './elements/link-status.js';
import { isFailure } from './failures.js';
import { Connection } from './wiring/connection.js';
import { Conversations } from './wiring/conversations.js';
import { listenToCopies } from './wiring/copying.js';
import { Drafts } from './wiring/drafts.js';
import { listen } from './wiring/events.js';
import { Files } from './wiring/files.js';
import { Gateways } from './wiring/gateways.js';
import { History } from './wiring/history.js';
import { Keys } from './wiring/keys.js';
import { Later } from './wiring/lazy.js';
import { Library } from './wiring/library.js';
import { interceptLinks } from './wiring/links.js';
import { Menus } from './wiring/menus.js';
import { Network } from './wiring/network.js';
import { Prompts } from './wiring/prompts.js';
import { Screen } from './wiring/screen.js';
import { markSelectedFormulas } from './wiring/selected-formulas.js';
import { Session } from './wiring/session.js';
import { listenToKeys } from './wiring/shortcuts.js';
import { Turns } from './wiring/turns.js';

/** Events that come before the snapshot wait for it. */
const early = {
  /** @type {ChatEvent[]} */
  chat: [],
  /** @type {AppEvent[]} */
  app: [],
};
/** @type {{ chat: (event: ChatEvent) => void, app: (event: AppEvent) => void }} */
const targets = {
  chat: (event) => void early.chat.push(event),
  app: (event) => void early.app.push(event),
};

async function boot() {
  // Sent together, carried out in this order: nothing is missed between the snapshot and the listeners.
  const [, , snapshot] = await Promise.all([
    backend.onChat((event) => targets.chat(event)),
    backend.onApp((event) => targets.app(event)),
    backend.loadSnapshot(),
  ]);
  const session = new Session(snapshot);
  const screen = new Screen(session);

  /** @param {ConversationView} view @param {string | null} [around] the message to show it at */
  const show = (view, around = null) => {
    turns.comparison?.leave();
    session.openConversation(view);
    find.made?.left();
    turns.begin();
    screen.showAll(session.draft.text, around);
    drafts.entered();
  };
  /** @param {ConversationView} view @param {string | null} [around] */
  const open = (view, around = null) => {
    show(view, around);
    screen.focus();
  };
  /** @param {Snapshot} next */
  const load = (next) => {
    session.load(next);
    open(next.conversation);
  };
  /** Shows what stands in the place of everything. @param {Snapshot} next */
  const replace = (next) => {
    session.replace(next);
    open(next.conversation);
  };
  const turns = new Turns(session, screen);
  const drafts = new Drafts(session, screen, turns);
  const files = new Files(session, screen);
  const keys = new Keys(session, screen, load);
  const history = new History(session, screen, turns);
  const conversations = new Conversations(session, screen, turns, drafts, open);
  const library = new Library(session, screen, conversations);
  const prompts = new Prompts(screen);
  const network = new Network(session, screen);
  const connection = new Connection(session, screen, drafts);
  const search = new Later(() => import('./wiring/search.js').then(({ Search }) => new Search(screen)));
  const find = new Later(() => import('./wiring/find.js').then(({ Find }) => new Find(session, screen, history)));
  const gateways = new Gateways(session, screen);
  const data = new Later(() => import('./wiring/data.js').then(({ Data }) => new Data(screen, replace)));
  const parts = { session, screen, turns, drafts, files, keys, history, conversations, library, prompts, network, connection, search, find, gateways, data };
  const menus = new Menus(() => parts);

  targets.chat = (event) => turns.onEvent(event);
  targets.app = listen(document, parts);
  listenToKeys(window, parts);
  interceptLinks(document, screen);
  listenToCopies(document, screen);
  markSelectedFormulas(document);
  show(snapshot.conversation);
  early.app.forEach((event) => targets.app(event));
  early.chat.forEach((event) => targets.chat(event));
  await screen.settled;
  document.documentElement.dataset.ready = 'true';
  const told = backend.pageReady();
  // Lays the page out for the first time. What is typed meanwhile waits for it, what is told need not.
  screen.focus();
  await told;
  screen.onShown = () => menus.follow();
  menus.follow();
  // Later than what the start waits for.
  void import('./wiring/font.js').then(({ markPlainFont }) => markPlainFont(document.documentElement));
}

/** Says why there is no window to use, instead of leaving it empty. @param {unknown} error */
function showBootFailure(error) {
  const notice = document.querySelector('#boot-failure');
  if (!(notice instanceof FailureNotice)) return;
  const failure = isFailure(error) ? error : { code: /** @type {const} */ ('internal'), detail: String(error) };
  notice.show(failure, { route: { model: '', vendor: 'auto' }, gateway: '', host: '', hasText: false });
  notice.addEventListener('failure-action', () => location.reload());
  notice.hidden = false;
}

boot().catch(showBootFailure);
