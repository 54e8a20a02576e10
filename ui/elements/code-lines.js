// Gathers the lines of a long code block that is shown whole in blocks (`span.lines`), so that the web view lays out and
// paints only those in sight: all at once would take seconds for a megabyte. A streamed block has them from `prose-tree.js`.
// Invariant: the text stays as it is, character for character, and every line keeps its height.

/** Shorter blocks stay as they are. */
const fewLines = 200;
/** Lines in one block; `prose-code.css` knows their height. */
const linesTogether = 50;

/** @param {Element} code of a tree that is not on the screen yet */
export function segmentLines(code) {
  if (!isLong(code.textContent ?? '')) return;
  const nodes = Array.from(code.childNodes);
  let segment = open(code);
  let lines = 0;
  for (const node of nodes) {
    /** @type {ChildNode | null} */
    let rest = node;
    while (rest) {
      const text = rest.textContent ?? '';
      const wanted = linesTogether - lines;
      const end = afterLine(text, wanted);
      if (end < 0) {
        lines += count(text);
        segment.append(rest);
        break;
      }
      // Only text is cut; an element that goes on over the last line stays whole in it.
      const next = /** @type {Text | null} */ (rest.nodeType === 3 && end < text.length ? /** @type {Text} */ (rest).splitText(end) : null);
      segment.append(rest);
      segment = open(code);
      lines = 0;
      rest = next;
    }
  }
  // The last one has fewer lines than the style sheet reckons with.
  if (segment.firstChild === null) segment.remove();
  else segment.setAttribute('class', 'lines');
}

/** @param {Element} code */
function open(code) {
  const segment = code.ownerDocument.createElement('span');
  segment.setAttribute('class', 'lines far');
  code.append(segment);
  return segment;
}

/** @param {string} text */
function isLong(text) {
  return afterLine(text, fewLines) >= 0;
}

/** Where the line after so many others begins, or -1. @param {string} text @param {number} lines */
function afterLine(text, lines) {
  let at = 0;
  for (let left = lines; left > 0; left -= 1) {
    at = text.indexOf('\n', at) + 1;
    if (at === 0) return -1;
  }
  return at;
}

/** @param {string} text */
function count(text) {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
