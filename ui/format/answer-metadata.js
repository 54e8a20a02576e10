// The line under an answer: who was asked, who answered, how fast, how much.
// Invariant: every figure was measured or reported; what is unknown is written so, never as 0 and never guessed.

/** @import { MessageState, Route, TurnView } from '../bindings.js' */
import { words } from '../words.js';
import { overridesOf } from './overrides.js';
import { count, duration, splitModel, tokensPerSecond } from './figures.js';

/**
 * @typedef {{ shape: 'auto' | 'pinned' | 'known', vendor: string }} Dot shape is the mode, colour is the vendor
 * @typedef {{ text: string, isWarning: boolean, title?: string }} Part
 * @typedef {{ dot: Dot, who: string, parts: Part[] }} AnswerMetadata
 */

/** What a route's vendor and routing mean together. @param {Route} route @returns {'automatic' | 'only' | 'first' | 'stay'} */
export function routingMode({ vendor, routing = 'only' }) {
  if (routing === 'stay') return 'stay';
  return vendor === 'auto' ? 'automatic' : routing;
}

/** The dot for a route, before anything is known of the answer. @param {Route} route @returns {Dot} */
export function routeDot(route) {
  return route.vendor === 'auto' ? { shape: 'auto', vendor: 'auto' } : { shape: 'pinned', vendor: route.vendor };
}

/** The mode in a word or two, as the header has it: `auto`, `openai`, `openai first` or `stay`. @param {Route} route */
export function modeLabel(route) {
  const mode = routingMode(route);
  if (mode === 'stay') return words.routing.stayLabel;
  return mode === 'first' ? words.routing.firstLabel(route.vendor) : route.vendor;
}

/** The mode in words: `auto`, `only openai`, `openai first` or `stay`. @param {Route} route */
export function modeName(route) {
  return routingMode(route) === 'only' ? words.answerMetadata.pinned(route.vendor) : modeLabel(route);
}

/**
 * The line for an answer that ended.
 * @param {TurnView} turn
 * @param {MessageState} state
 * @param {string} locale
 * @param {() => number} [counted] about how many tokens stand on the screen, for an answer that ended before the gateway could tell
 * @returns {AnswerMetadata}
 */
export function answerMetadata(turn, state, locale, counted = () => 0) {
  /** @type {Part[]} */
  const parts = [];
  /** @param {string | null} text @param {boolean} [isWarning] */
  const add = (text, isWarning = false) => {
    if (text !== null) parts.push({ text, isWarning });
  };
  const { route, vendorReported, attempts } = turn;
  const asked = [...new Set(attempts.map((attempt) => attempt.vendor))];
  // The route that answered, or failed last: the dot is its.
  const last = { ...route, vendor: attempts.at(-1)?.vendor ?? route.vendor };
  if (isDemo(turn)) add(words.answerMetadata.demo);
  if (state === 'stopped') add(words.answerMetadata.stopped);
  if (vendorReported === null) {
    // Where there is a grade, it says so.
    if (last.vendor === 'auto' && state !== 'failed' && !isDemo(turn) && !turn.evidence) add(words.answerMetadata.vendorUnknown);
  } else if (vendorReported !== last.vendor) {
    add(words.answerMetadata.answeredBy(vendorReported), last.vendor !== 'auto');
  }
  if (route.apiFormat === 'native') add(words.answerMetadata.native);
  if (attempts.length > 1) add(words.attempts.counted(attempts.length), true);
  if (turn.firstTokenMs !== null) add(words.answerMetadata.firstToken(duration(turn.firstTokenMs)));
  const speed = tokensPerSecond(turn.usage?.completionTokens, turn.firstTokenMs, turn.durationMs);
  if (speed !== null) add(words.answerMetadata.speed(speed < 10 ? speed.toFixed(1) : String(Math.round(speed))));
  else if (turn.durationMs !== null && state === 'done') add(words.answerMetadata.inTotal(duration(turn.durationMs)));
  const here = isUncounted(turn, state) ? counted() : 0;
  if (here > 0) {
    const { tokensCounted, countedHere } = words.answerMetadata;
    parts.push({ text: tokensCounted(count(here, locale)), isWarning: false, title: countedHere });
  }
  add(tokens(turn, state, locale));
  overridesOf(attempts).forEach((text) => add(text, true));
  const isKnown = last.vendor === 'auto' && vendorReported !== null;
  const mode = asked.length > 1 ? asked.reduce((first, next) => words.attempts.inTurn(first, next)) : modeName(last);
  return {
    dot: isKnown ? { shape: 'known', vendor: vendorReported } : routeDot(last),
    who: `${splitModel(route.model).name}, ${mode}`,
    parts,
  };
}

/** Whether the answer ended too early for the gateway to report what it cost. @param {TurnView} turn @param {MessageState} state */
function isUncounted({ usage, firstTokenMs }, state) {
  return usage === null && state !== 'done' && firstTokenMs !== null;
}

/** Whether the demo answered: it says so in the id of each request (`mock-gateway/demo.rs`). @param {TurnView} turn */
export function isDemo({ requestId }) {
  return requestId?.startsWith('req_demo_') ?? false;
}

/**
 * @param {TurnView} turn
 * @param {MessageState} state
 * @param {string} locale
 */
function tokens(turn, state, locale) {
  const read = turn.usage?.promptTokens ?? null;
  const written = turn.usage?.completionTokens ?? null;
  if (read === null && written === null) {
    if (state === 'done') return words.answerMetadata.tokensUnknown;
    return turn.firstTokenMs === null ? null : words.answerMetadata.totalUnknown;
  }
  /** @param {number | null} figure */
  const shown = (figure) => (figure === null ? '–' : count(figure, locale));
  const cached = turn.usage?.cachedTokens ?? 0;
  return cached > 0 ? words.answerMetadata.tokensCached(shown(read), shown(cached), shown(written)) : words.answerMetadata.tokens(shown(read), shown(written));
}
