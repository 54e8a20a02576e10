// Comparing answers: lanes that are chosen, asked, painted, stopped and kept. While it is open it stands in place of the
// transcript, and takes the events of its turns. Imported when it is first opened.
// Invariant: a lane is an ordinary answer of the chat; what is closed here is found again among the versions there.

/** @import { ChatEvent, Lane, LaneTurn, MessageView, Parameters, Route } from '../bindings.js' */
/** @import { CompareAct } from '../elements/compare-view.js' */
/** @import { CompareLane, LaneAct } from '../elements/compare-lane.js' */
/** @import { EndEvent } from '../state/patches.js' */
/** @import { ShownLane } from '../format/lanes.js' */
/** @import { Parts } from './events.js' */
import * as backend from '../backend.js';
import { CompareView, tickMs } from '../elements/compare-view.js';
import { modeLabel } from '../format/answer-metadata.js';
import { firstLanes, isRunning, lanesOf, shownLane } from '../format/lanes.js';
import { listed } from '../format/lists.js';
import { PatchQueue } from '../state/patches.js';
import { applyAttempted, applyEnd } from '../state/transcript.js';
import { newTurnId } from '../state/turn-id.js';
import { compare as words } from '../strings/en/compare.js';
import { listenToLane } from './compare-answers.js';
import { onNextFrame } from './turns.js';

/** How long a lane that is not seen may wait for its text. */
const unseenMs = 1000;

/** @type {Compare | null} */
let made = null;

/** Opens the comparison for what is asked next, or goes back to the chat. @param {Parts} parts */
export function toggleCompare(parts) {
  const { comparison } = parts.turns;
  if (comparison) return void comparison.close();
  const { running } = parts.session;
  if (running) return void compareAnswers(parts, running.id);
  made ??= new Compare(parts);
  made.openNew();
}

/** Compares what a question was answered, and would be. @param {Parts} parts @param {string} messageId */
export async function compareAnswers(parts, messageId) {
  made ??= new Compare(parts);
  await made.openAt(messageId);
}

export class Compare {
  view = new CompareView();
  /** @type {ShownLane[]} */
  lanes = [];
  /** What is asked, once it was. @type {MessageView | null} */
  question = null;
  /** @type {Map<string, { queue: PatchQueue, lane: ShownLane }>} */
  #queues = new Map();
  #isFrameAsked = false;
  #timer = 0;

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.view.addEventListener('compare-act', (event) => this.#act(event.detail));
    this.view.addEventListener('lane-act', (event) => this.#actOnLane(event.detail));
    listenToLane(this);
    const cover = () => void this.view.toggleAttribute('data-covered', parts.screen.hasLayer);
    for (const type of ['layer-open', 'layer-close']) document.addEventListener(type, cover);
  }

  get isRunning() {
    return this.lanes.some(isRunning);
  }

  openNew() {
    const { session, screen } = this.parts;
    this.#open(firstLanes(session.settings, session.summary.route).map((lane) => shownLane(lane)), null);
    screen.focus();
  }

  /** @param {string} messageId of an answer */
  async openAt(messageId) {
    const { session, screen, turns } = this.parts;
    const views = await screen.tried(turns.during(backend.loadLanes(messageId)));
    const question = views?.[0];
    if (!views || !question) return;
    this.#open(lanesOf(views.slice(1), messageId, session.settings.lanes), question);
    this.view.querySelector('h1')?.focus();
  }

  /** @param {ShownLane[]} lanes @param {MessageView | null} question */
  #open(lanes, question) {
    const { screen, turns } = this.parts;
    this.lanes = lanes;
    this.question = question;
    turns.comparison = this;
    if (!this.view.isConnected) screen.transcript.after(this.view);
    this.#watch();
    this.show();
  }

  /** Reads the lanes again. */
  async reload() {
    const { screen, turns } = this.parts;
    if (!this.question) return;
    // What is told meanwhile waits for what is read.
    this.#queues.clear();
    const views = await screen.tried(turns.during(backend.loadLanes(this.question.id)));
    if (!views || turns.comparison !== this) return;
    for (const lane of this.lanes) {
      lane.message = views.find(({ id }) => id === lane.message?.id) ?? lane.message;
      if (lane.message?.running?.patch.ops.length) lane.firstAtMs ??= Date.now();
    }
    this.#watch();
    this.show();
  }

  /** Listens for the turns of the lanes that run. */
  #watch() {
    this.#queues = new Map(this.lanes.filter(isRunning).map((lane) => [lane.turnId, { lane, queue: new PatchQueue(lane.message?.running?.seq ?? 0) }]));
    clearInterval(this.#timer);
    this.#timer = window.setInterval(() => this.#tick(), tickMs);
  }

  show() {
    const { session, screen } = this.parts;
    const isAsking = this.question === null || session.replaces !== null;
    screen.app.dataset.comparing = isAsking ? 'asking' : 'asked';
    screen.lanes = this.lanes.length;
    const offersAuto = session.settings.failover !== 'off';
    this.view.show(this.lanes, {
      title: session.summary.title,
      question: this.question ? this.question.text || listed(this.question.attachments.map(({ name }) => name)) : null,
      gateways: this.lanes.map(({ lane }) => ({ ...session.gatewayOf(lane.route), offersAuto })),
      nowMs: Date.now(),
      canDiffer: this.lanes.filter(({ message }) => message !== null && message.state !== 'streaming').length > 1,
    });
    screen.app.toggleAttribute('data-empty', false);
    screen.showComposer();
  }

  /** Goes back to the chat as it is now. */
  async close() {
    const { session, screen, conversations } = this.parts;
    if (this.question === null) {
      this.leave();
      screen.showConversation();
      return screen.focus();
    }
    await conversations.reopen(() => backend.openConversation(session.summary.id));
  }

  /** Another chat is shown, or this one as it was. */
  leave() {
    const { screen, turns } = this.parts;
    clearInterval(this.#timer);
    turns.comparison = null;
    screen.lanes = null;
    delete screen.app.dataset.comparing;
    this.#queues.clear();
    this.lanes = [];
    this.question = null;
    this.view.remove();
  }

  /** Where a new question goes. */
  get routes() {
    return this.lanes.map(({ lane }) => lane.route);
  }

  /** The lanes that a new question goes to: all of them. @returns {LaneTurn[]} */
  begin() {
    return this.#begin(this.lanes);
  }

  /** @param {ShownLane[]} lanes @returns {LaneTurn[]} */
  #begin(lanes) {
    const { session, conversations } = this.parts;
    const all = this.lanes.map(({ lane }) => lane);
    if (JSON.stringify(all) !== JSON.stringify(session.settings.lanes)) void conversations.changeSettings({ lanes: all });
    return lanes.map((lane) => {
      lane.turnId = newTurnId();
      this.#queues.set(lane.turnId, { lane, queue: new PatchQueue(0) });
      return { turnId: lane.turnId, lane: lane.lane };
    });
  }

  /** What was to be asked was not. */
  refused() {
    for (const lane of this.lanes) lane.turnId = lane.message?.turn?.id ?? '';
    this.#watch();
    this.show();
  }

  /** @param {MessageView[]} messages the question, if it is new, and the answers that are being written */
  started(messages) {
    const { screen } = this.parts;
    for (const message of messages) {
      if (message.role === 'user') this.question = message;
      const lane = this.lanes.find(({ turnId }) => turnId !== '' && turnId === message.turn?.id) ?? this.again;
      if (message.role !== 'assistant' || !lane) continue;
      const turnId = message.turn?.id ?? '';
      const isToldFromTheFirst = this.#queues.has(turnId);
      // Then what it was built with comes once more, from its events.
      Object.assign(lane, { message: isToldFromTheFirst ? { ...message, running: null } : message, turnId, firstAtMs: null });
      if (!isToldFromTheFirst) this.#queues.set(turnId, { lane, queue: new PatchQueue(message.running?.seq ?? 0) });
    }
    this.again = null;
    this.show();
    screen.announce(words.started);
    this.#askFrame();
  }

  /** The lane for which an answer is asked again in a way that only the chat knows. @type {ShownLane | null} */
  again = null;

  /** Asks what was asked before in some lanes. @param {ShownLane[]} lanes */
  ask(lanes) {
    const { session, turns } = this.parts;
    const isFree = () => this.question !== null && !lanes.some(isRunning) && lanes.every((lane) => this.lanes.includes(lane));
    if (lanes.length === 0 || !isFree()) return;
    turns.limits.ask(session.draft, lanes.map(({ lane }) => lane.route), (isMeant) => void (isMeant && isFree() && this.#ask(lanes)));
  }

  /** @param {ShownLane[]} lanes */
  async #ask(lanes) {
    const { session, screen, turns } = this.parts;
    if (!this.question) return;
    screen.hideFailure();
    const question = { kind: /** @type {const} */ ('asked'), messageId: this.question.id };
    const started = await screen.tried(turns.during(backend.askLanes({ question, lanes: this.#begin(lanes) })));
    if (turns.comparison !== this) return;
    if (!started) return this.refused();
    session.setRow(started.conversation);
    this.started(started.messages);
  }

  async stopAll() {
    const { screen } = this.parts;
    await Promise.all(this.lanes.filter(isRunning).map(({ turnId }) => screen.tried(backend.stopTurn(turnId))));
  }

  /** Takes what is told of its lanes. @param {ChatEvent} event @returns {boolean} whether it is one of theirs */
  take(event) {
    const known = this.#queues.get(event.turnId);
    if (!known) return false;
    const became = known.queue.push(event);
    if (became === 'gap') void this.reload();
    if (became === 'queued') this.#askFrame();
    return true;
  }

  #askFrame() {
    if (this.#isFrameAsked) return;
    this.#isFrameAsked = true;
    // Each second one: what is painted before the frame before is on the screen is painted together with that one, and
    // with all lanes between the two.
    onNextFrame(() => onNextFrame(() => {
      this.#isFrameAsked = false;
      this.#paint();
    }));
  }

  /** One lane in a frame, the one first that has waited longest: what came meanwhile for the others is put together. One that is not seen waits, so that it costs the others nothing. */
  #paint() {
    const now = Date.now();
    /** @type {CompareLane | null} */
    let painted = null;
    const waiting = [...this.#queues.values()].flatMap(({ queue, lane }) => {
      const element = this.view.lane(lane.key);
      return element && lane.message?.turn?.id === lane.turnId ? [{ queue, lane, element }] : [];
    });
    for (const { queue, lane, element } of waiting.toSorted((one, other) => one.element.paintedAt - other.element.paintedAt)) {
      if (!element.isSeen && !queue.end && now - element.paintedAt < unseenMs) continue;
      if (painted) {
        this.#askFrame();
        break;
      }
      const taken = queue.take();
      if (!taken || !lane.message) continue;
      element.paintedAt = now;
      painted = element;
      if (taken.attempted) {
        lane.message = applyAttempted([lane.message], taken.attempted)[0] ?? lane.message;
        element.answer.wait(taken.attempted.attempt, taken.attempted.next);
        continue;
      }
      if (taken.files) element.answer.addFiles(taken.files);
      if (taken.patch) {
        // How long it waited is shown at once.
        if (lane.firstAtMs === null) element.tickedAt = 0;
        lane.firstAtMs ??= now;
        element.answer.patch(taken.patch);
      }
      const { end } = taken;
      if (end) onNextFrame(() => this.#queues.get(lane.turnId)?.queue === queue && this.#end(lane, end, queue));
    }
    if (!painted) return;
    this.view.tick(this.lanes, now, painted);
    this.view.follow(painted);
  }

  /** @param {ShownLane} lane @param {EndEvent} end @param {PatchQueue} queue */
  #end(lane, end, queue) {
    const { screen } = this.parts;
    this.#queues.delete(lane.turnId);
    const reasoning = this.view.lane(lane.key)?.answer.reasoning ?? '';
    if (lane.message) lane.message = applyEnd([lane.message], end, reasoning, queue.files)[0] ?? lane.message;
    this.show();
    screen.announce(words[end.type](words.lane(lane.lane.route.model, modeLabel(lane.lane.route))));
    lane.afterEnd?.();
    delete lane.afterEnd;
  }

  #tick() {
    if (!this.isRunning) return;
    this.view.tick(this.lanes, Date.now());
    // What was not seen has waited long enough.
    this.#askFrame();
  }

  /** @param {CompareAct} act */
  #act(act) {
    const { conversations, session } = this.parts;
    if (act === 'close') void this.close();
    else if (act === 'stop') void this.stopAll();
    else if (act === 'ask') this.ask(this.lanes.filter(({ message }) => message === null));
    else if (act === 'edit') this.#edit();
    else if (act === 'repeat') void import('./trials.js').then(({ openTrials }) => openTrials(this.parts));
    else if (act === 'add') void conversations.pick(this.lanes.at(-1)?.lane.route ?? session.summary.route, (route) => this.#add(route));
    else void import('./compare-difference.js').then(({ openDifference }) => openDifference(this));
  }

  /** @param {{ key: number, act: LaneAct }} done */
  #actOnLane({ key, act }) {
    const { screen, conversations } = this.parts;
    const lane = this.lanes.find((one) => one.key === key);
    if (!lane) return;
    if (act === 'stop') void screen.tried(backend.stopTurn(lane.turnId));
    else if (act === 'ask') this.ask([lane]);
    else if (act === 'keep') void this.#keep(lane);
    else if (act === 'parameters') void import('./compare-parameters.js').then(({ setParameters }) => setParameters(this, lane));
    else if (act === 'pick') void conversations.pick(lane.lane.route, (route) => this.change(lane, { ...lane.lane, route }));
    else {
      this.lanes = this.lanes.filter((one) => one !== lane);
      this.show();
    }
  }

  /** @param {Route} route */
  #add(route) {
    this.lanes = [...this.lanes, shownLane({ route })];
    this.show();
  }

  /** Another model or other parameters: the lane is to be asked anew, and its answer stays in the chat. @param {ShownLane} lane @param {Lane} next */
  change(lane, next) {
    this.lanes = this.lanes.map((one) => (one === lane ? shownLane(next) : one));
    this.show();
  }

  /** @returns {Parameters} */
  get parameters() {
    return this.parts.session.parameters;
  }

  #edit() {
    if (!this.question || this.isRunning) return;
    this.parts.drafts.edit(this.question);
    this.show();
    this.parts.screen.focus();
  }

  /** Goes on in the chat with one answer; the others are its versions there. @param {ShownLane} lane */
  async #keep({ message }) {
    if (message) await this.parts.conversations.reopen(() => backend.switchVersion(message.id));
  }
}
