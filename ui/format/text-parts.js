// Cuts long plain text into parts, so that each is laid out for itself: one flow of text is laid out whole whenever it
// grows, and would cost the square of its length while it streams. Pure; `elements/plain-text.js` shows the parts.
// Invariant: the parts, joined, are the text; none of them is longer than `longestPart` while it may grow.

/** Once a part has this many characters, it ends with its line. */
export const partLength = 2000;
/** A line that goes on for this long ends its part at the next blank; the next part goes on in the same line. */
const longestLine = 3000;
/** Whatever it consists of, no part has more characters than this. */
export const longestPart = 4500;

/**
 * Where the part that begins at `from` ends, or `text.length` if it may still grow. What is whole is cut at lines only.
 * @param {string} text
 * @param {number} from
 * @param {{ isWhole?: boolean }} [what]
 */
export function partEnd(text, from, { isWhole = false } = {}) {
  const most = from + longestPart;
  const line = text.indexOf('\n', from + partLength - 1);
  if (isWhole) return line < 0 ? text.length : line + 1;
  if (line >= 0 && line < from + longestLine) return line + 1;
  if (text.length - from <= longestLine) return text.length;
  const rest = text.slice(from + longestLine - 1, most);
  const blank = rest.search(/[ \n]/);
  if (blank >= 0) return from + longestLine + blank;
  if (text.length <= most) return text.length;
  // Not between the halves of one character.
  return /[\udc00-\udfff]/.test(text.charAt(most)) ? most - 1 : most;
}
