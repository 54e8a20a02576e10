// Gathers the lines of a long code block that is shown whole in blocks (`span.lines`), so that the web view lays out and
// paints only those in sight: all at once would take seconds for a megabyte. A streamed block has them from `prose-segments.js`.
// What is not in sight has a height that was reckoned: exactly where lines do not wrap, closely where they do.
// Invariant: the text stays as it is, character for character, and every line keeps its height.

/** Shorter blocks stay as they are. */
const fewLines = 200;
/** Lines in one block; `prose-code.css` takes as many for granted. */
const linesTogether = 50;
/** Lines that are brought, or styled anew, in one frame. */
const linesAtOnce = 200;
/** What a tab stands for, as `prose-code.css` says. */
const tab = '    ';

const isPlain = /^[ -~]*$/;
/** Chinese, Japanese and Korean characters take two columns. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/g;

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

/**
 * Lets a full block of lines of a streamed answer be laid out only where it is seen. It still is when this is called, or never
 * was: what was seen is as wide as it was, so that the block does not become narrower than where its reader has scrolled to.
 * @param {HTMLElement} segment
 */
export function settleLines(segment) {
  const lines = count(segment.textContent ?? '');
  if (lines !== linesTogether) segment.style.setProperty('--lines', String(lines));
  if (isWrapping(segment)) {
    const rows = segment.offsetHeight / parseFloat(getComputedStyle(segment).lineHeight);
    segment.style.setProperty('--rows', String(rows || lines));
    segment.classList.add('wrap');
  }
  segment.classList.add('far');
}

/**
 * Lets the lines of a long block wrap, or not: those in sight at once, the others a few in each frame, since each of their
 * words gets a new style.
 * @param {Element} pre @param {boolean} wanted
 */
export function wrapLines(pre, wanted) {
  const segments = Array.from(pre.querySelectorAll('.lines.far'));
  const { innerHeight } = window;
  const places = segments.map((segment) => segment.getBoundingClientRect());
  const isSeen = (/** @type {unknown} */ _, /** @type {number} */ n) => {
    const place = places[n];
    return place !== undefined && place.bottom > -innerHeight && place.top < 2 * innerHeight;
  };
  for (const segment of segments.filter(isSeen)) segment.classList.toggle('wrap', wanted);
  inFrames(
    segments.filter((segment) => segment.classList.contains('wrap') !== wanted),
    (segment) => segment.classList.toggle('wrap', wanted),
    () => (isWrapping(pre) === wanted ? linesAtOnce : 0),
  );
}

/** Brings the lines of a folded block that are not in sight a few at a time: all at once would stop the page. @param {Element} pre */
export function bringLines(pre) {
  const rest = Array.from(pre.querySelectorAll('.lines.far')).slice(1);
  for (const segment of rest) segment.setAttribute('hidden', '');
  const isFolded = () => pre.closest('[data-folded]') !== null;
  inFrames(rest, (segment) => segment.removeAttribute('hidden'), () => (isFolded() ? linesAtOnce : Number.POSITIVE_INFINITY));
}

/**
 * Does something to each block of lines, a few in each frame.
 * @template {Element} Segment
 * @param {Segment[]} segments
 * @param {(segment: Segment) => void} act
 * @param {() => number} most lines in the next frame; none ends it
 */
function inFrames(segments, act, most = () => linesAtOnce) {
  let at = 0;
  const next = () => {
    const allowed = most();
    for (let lines = 0; lines < allowed; at += 1) {
      const segment = segments[at];
      if (!segment) return;
      act(segment);
      lines += count(segment.textContent ?? '');
    }
    if (allowed > 0) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

/** Reckons how many rows the lines out of sight take where they wrap. @param {Element} pre @param {number} columns characters in a row */
export function reckonRows(pre, columns) {
  for (const segment of /** @type {NodeListOf<HTMLElement>} */ (pre.querySelectorAll('.lines.far'))) {
    const lines = (segment.textContent ?? '').replace(/\n$/, '').split('\n');
    segment.style.setProperty('--rows', String(lines.reduce((sum, line) => sum + rowsOf(line, columns), 0)));
  }
}

/** How many rows a line takes: words go to the next one whole, longer ones are broken. @param {string} line @param {number} columns */
export function rowsOf(line, columns) {
  const text = isPlain.test(line) ? line : line.replaceAll('\t', tab).replace(wide, 'xx');
  const end = text.trimEnd().length;
  let rows = 1;
  let from = 0;
  while (end - from > columns) {
    // A blank behind the last column hangs over the row.
    const blank = text.lastIndexOf(' ', from + columns);
    from = blank > from ? blank + 1 : from + columns;
    rows += 1;
  }
  return rows;
}

/** @param {Element} inside a block of code */
function isWrapping(inside) {
  return inside.closest('[data-wrap]') !== null;
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
