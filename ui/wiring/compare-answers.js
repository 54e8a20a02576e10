// What an answer in a lane asks for. In the chat it would be asked again on the chat's own route; here on its lane's.

/** @import { MessageView, Route } from '../bindings.js' */
/** @import { ShownLane } from '../format/lanes.js' */
/** @import { Compare } from './compare.js' */
import * as backend from '../backend.js';
import { CompareLane } from '../elements/compare-lane.js';

/** Remedies that are about the request of the lane; all others are those of the chat. */
const own = new Set(['sendAgain', 'tryAgain', 'retryNow', 'retryWithAuto', 'continueAnswer', 'changeModel', 'sendAsText', 'sendAsPages']);

/** @param {Compare} compare */
export function listenToLane(compare) {
  const { view, parts } = compare;
  const { turns, screen, conversations } = parts;
  /** @param {Event} event @returns {ShownLane | null} */
  const laneOf = (event) => {
    const element = event.target instanceof Element ? event.target.closest('compare-lane') : null;
    return compare.lanes.find(({ key }) => element instanceof CompareLane && view.lane(key) === element) ?? null;
  };
  /** Handles it here, and nowhere else. @param {Event} event @param {(lane: ShownLane, message: MessageView) => void} act */
  const here = (event, act) => {
    const lane = laneOf(event);
    if (!lane?.message) return;
    event.stopPropagation();
    act(lane, lane.message);
  };
  /** @param {ShownLane} lane @param {Route} [route] */
  const again = (lane, route = lane.lane.route) => {
    lane.lane = { ...lane.lane, route };
    compare.ask([lane]);
  };
  /** In a way that lanes do not have: as a version of it, which takes its place. @param {ShownLane} lane @param {Promise<void>} asked */
  const asVersion = (lane, asked) => {
    compare.again = lane;
    void asked;
  };
  view.addEventListener('turn-retry', (event) => here(event, (lane) => again(lane, event.detail.route ?? undefined)));
  view.addEventListener('turn-continue', (event) => here(event, (lane, message) => asVersion(lane, turns.continueAnswer(message.id, lane.lane.route))));
  view.addEventListener('turn-try', (event) => here(event, (lane) => void conversations.pick(lane.lane.route, (route) => again(lane, route))));
  view.addEventListener('turn-compare', (event) => here(event, () => {}));
  view.addEventListener('wait-skip', (event) => here(event, (lane) => void screen.tried(backend.retryNow(lane.turnId))));
  view.addEventListener('wait-auto', (event) => here(event, (lane) => {
    lane.afterEnd = () => again(lane, { ...lane.lane.route, vendor: 'auto', routing: 'only' });
    void screen.tried(backend.stopTurn(lane.turnId));
  }));
  view.addEventListener('rest-show', (event) => here(event, (lane, message) => {
    void screen.tried(backend.loadWholeAnswer(message.id)).then((html) => {
      if (html === undefined) return;
      lane.message = { ...message, html, restBytes: 0 };
      compare.show();
    });
  }));
  view.addEventListener('failure-action', (event) => {
    const action = event.detail;
    if (!own.has(action)) return;
    here(event, (lane, message) => {
      const { route } = lane.lane;
      if (action === 'retryWithAuto') again(lane, { ...route, vendor: 'auto', routing: 'only' });
      else if (action === 'continueAnswer') asVersion(lane, turns.continueAnswer(message.id, route));
      else if (action === 'changeModel') void conversations.pick(route, (next) => again(lane, next));
      else if (action === 'sendAsText') asVersion(lane, turns.retry(message.id, route, 'text'));
      else if (action === 'sendAsPages') asVersion(lane, turns.retry(message.id, route, 'pages'));
      else again(lane);
    });
  });
}
