// What a draft will come to, in words: tokens and money as an interval. Pure.

/** @import { SendEstimate, TokenRange } from '../bindings.js' */
import { count } from './figures.js';
import { dollars } from './money.js';

/** Fewer tokens than these are not worth a word, unless their price is known. */
const few = 1000;

/** Two significant digits are more than an estimate has to give; three keep its ends apart. @param {number} tokens */
function rounded(tokens) {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, tokens))) - 2);
  return Math.round(tokens / step) * step;
}

/** From one value to another, or the one where they look alike. @param {string} low @param {string} high */
function range(low, high) {
  return low === high ? low : `${low}–${high}`;
}

/** @param {TokenRange} tokens @param {string} locale */
export function tokenWords(tokens, locale) {
  const [low, high] = [tokens.low, tokens.high].map((one) => count(rounded(one), locale));
  return range(low ?? '', high ?? '');
}

/** Whether a message may be more than the model takes. @param {SendEstimate} estimate */
export function mayNotFit({ tokens, mostTokens }) {
  return mostTokens !== null && tokens.high > mostTokens;
}

/** @param {Pick<SendEstimate, 'tokens' | 'cost'>} estimate @param {string} locale @returns {{ tokens: string, cost: string } | null} nothing for what is not worth it */
export function estimateParts({ tokens, cost }, locale) {
  if (tokens.high < few && cost === null) return null;
  return {
    tokens: tokenWords(tokens, locale),
    cost: cost === null ? '' : range(dollars(cost[0] ?? 0), dollars(cost[1] ?? 0)),
  };
}
