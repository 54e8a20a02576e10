// What is typed to insert a saved prompt, and the gaps of its text. Pure.

/** @import { Prompt } from '../bindings.js' */

/**
 * The slash and what follows it before the caret, if a prompt may be meant: at the beginning, or after a blank.
 * @param {string} text
 * @param {number} caret
 * @returns {{ from: number, query: string } | null}
 */
export function promptQuery(text, caret) {
  const found = /(?:^|\s)\/(\S*)$/u.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { from: caret - query.length - 1, query };
}

/** The prompts that are meant: names that begin so, then those that hold it. @param {readonly Prompt[]} prompts @param {string} query */
export function matchingPrompts(prompts, query) {
  const wanted = query.toLowerCase();
  const begins = prompts.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  return [...begins, ...prompts.filter((prompt) => !begins.includes(prompt) && prompt.name.toLowerCase().includes(wanted))];
}

/** The next gap at or after a place: `{{name}}`, with its braces. @param {string} text @param {number} from @returns {[number, number] | null} */
export function nextGap(text, from) {
  const gap = /\{\{[^{}\n]{1,60}\}\}/gu;
  gap.lastIndex = from;
  const found = gap.exec(text);
  return found ? [found.index, found.index + found[0].length] : null;
}
