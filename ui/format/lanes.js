// The lanes of a comparison as values: where each answer comes from, how far it is, and what is compared. Pure.

/** @import { Lane, MessageView, Route, Settings } from '../bindings.js' */

/** How many lanes are asked at most; `Lane::MOST` of the core. */
export const MOST_LANES = 6;

/**
 * A lane on the screen. `message` is its answer, null until it was asked; `firstAtMs` is when text was first seen of it here.
 * @typedef {{ key: number, lane: Lane, message: MessageView | null, turnId: string, firstAtMs: number | null,
 *   afterEnd?: () => void }} ShownLane `afterEnd`: what follows the end of its answer, once
 */

let keys = 0;

/** @param {Lane} lane @param {MessageView | null} [message] @returns {ShownLane} */
export function shownLane(lane, message = null) {
  keys += 1;
  return { key: keys, lane, message, turnId: message?.turn?.id ?? '', firstAtMs: null };
}

/** Whether two routes ask the same of the same. @param {Route} one @param {Route} other */
export function isSameRoute(one, other) {
  return one.model === other.model && one.vendor === other.vendor && (one.gateway ?? '') === (other.gateway ?? '')
    && (one.routing ?? 'only') === (other.routing ?? 'only') && (one.apiFormat ?? 'chat') === (other.apiFormat ?? 'chat');
}

/** The lanes to begin with: those of last time, else the chat's own route and what was used before it. @param {Settings} settings @param {Route} own @returns {Lane[]} */
export function firstLanes({ lanes, recentRoutes }, own) {
  if (lanes.length > 1) return lanes;
  const others = recentRoutes.filter((route) => !isSameRoute(route, own));
  return [own, ...others].slice(0, 2).map((route) => ({ route }));
}

/**
 * The lanes of a question that was asked before: its newest answers, and beside a single one those of last time.
 * @param {MessageView[]} answers oldest first @param {string} messageId one of them that is to be among the lanes @param {Lane[]} remembered
 * @returns {ShownLane[]}
 */
export function lanesOf(answers, messageId, remembered) {
  const asked = answers.filter((answer) => answer.turn !== null);
  const newest = asked.slice(-MOST_LANES);
  const wanted = asked.find(({ id }) => id === messageId);
  if (wanted && !newest.includes(wanted)) newest.splice(0, 1, wanted);
  const lanes = newest.flatMap((message) => (message.turn ? [shownLane({ route: message.turn.route }, message)] : []));
  if (lanes.length > 1) return lanes;
  const others = remembered.filter(({ route }) => !lanes.some(({ lane }) => isSameRoute(lane.route, route)));
  return [...lanes, ...others.slice(0, MOST_LANES - lanes.length).map((lane) => shownLane(lane))];
}

/** Whether a lane's answer is being written. @param {ShownLane} lane */
export function isRunning({ message }) {
  return message?.state === 'streaming';
}

/**
 * How long a lane has waited and written, in milliseconds; null before it was asked, `writingMs` null before the first text.
 * @param {ShownLane} lane @param {number} nowMs
 */
export function timesOf({ message, firstAtMs }, nowMs) {
  if (!message) return null;
  const { turn, createdAtMs } = message;
  if (message.state !== 'streaming') {
    const totalMs = turn?.durationMs ?? 0;
    const waitedMs = turn?.firstTokenMs ?? null;
    return { waitedMs: waitedMs ?? totalMs, writingMs: waitedMs === null ? null : totalMs - waitedMs, totalMs };
  }
  const totalMs = Math.max(0, nowMs - createdAtMs);
  const waitedMs = firstAtMs === null ? totalMs : Math.min(totalMs, Math.max(0, firstAtMs - createdAtMs));
  return { waitedMs, writingMs: firstAtMs === null ? null : totalMs - waitedMs, totalMs };
}

/** The length of the common scale: 20 s, doubled until the slowest lane has room. @param {ShownLane[]} lanes @param {number} nowMs */
export function scaleMs(lanes, nowMs) {
  const longest = Math.max(0, ...lanes.map((lane) => timesOf(lane, nowMs)?.totalMs ?? 0));
  let scale = 20_000;
  while (longest > scale && scale < 2 ** 40) scale *= 2;
  return scale;
}

/** The lane whose first token came first, once all that were asked have one and it led by a fifth: less is chance. @param {ShownLane[]} lanes */
export function firstOf(lanes) {
  const ended = lanes.filter((lane) => lane.message && !isRunning(lane));
  if (ended.length < 2 || lanes.some(isRunning)) return null;
  const timed = ended.flatMap((lane) => (lane.message?.turn?.firstTokenMs ? [{ lane, ms: lane.message.turn.firstTokenMs }] : []));
  const [first, second] = timed.sort((a, b) => a.ms - b.ms);
  return first && second && first.ms * 1.2 < second.ms ? first.lane : null;
}
