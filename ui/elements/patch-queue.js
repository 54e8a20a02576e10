// The patches of an answer that comes faster than a frame can show: what settled is put in a slice at a time, so that no
// frame takes long, and the rest waits for the frames that follow.
// Invariant: patches are applied in their order and whole; a light one, as of an answer that somebody could read along, at once.

/** @import { Patch, PatchOp } from '../bindings.js' */

/** Elements that are put in at once: the web view takes some 30 µs for each. */
const mostAtOnce = 1000;
/** So long after a slice its frame has passed, in milliseconds. */
const frameMs = 33;
/** The longest wait for a frame: in a window that cannot be seen there are none. */
const longestWaitMs = 250;

export class PatchQueue {
  /** @type {Patch[]} */
  #waiting = [];
  #apply;
  /** Elements that were put in since then, in milliseconds. */
  #elements = 0;
  #since = 0;
  #timer = 0;
  /** @type {(() => void) | null} */
  #onEmpty = null;

  /** @param {(patch: Patch) => void} apply */
  constructor(apply) {
    this.#apply = apply;
  }

  get isEmpty() {
    return this.#waiting.length === 0;
  }

  /** @param {Patch} patch */
  push(patch) {
    const last = this.#waiting.pop();
    // A tail that nobody has seen is replaced by the next one.
    if (last) this.#waiting.push(...(last.ops.length > 0 || last.replaced.length > 0 ? [{ ...last, tail: '' }] : []));
    this.#waiting.push(...slices(patch));
    if (this.#timer === 0) this.#run();
  }

  /** Applies all that waits. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#onEmpty = null;
    for (const patch of this.#waiting.splice(0)) this.#apply(patch);
  }

  /** Calls back once nothing waits any more; only the last one who asked is called. @param {() => void} then */
  whenEmpty(then) {
    this.#onEmpty = then;
  }

  #run() {
    const now = performance.now();
    if (now - this.#since > frameMs) [this.#since, this.#elements] = [now, 0];
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const elements = weight(next);
      if (this.#elements > 0 && this.#elements + elements > mostAtOnce && !document.hidden) return this.#wait();
      this.#elements += elements;
      this.#waiting.shift();
      this.#apply(next);
    }
    const then = this.#onEmpty;
    this.#onEmpty = null;
    then?.();
  }

  /** Goes on behind the next frame. */
  #wait() {
    const timer = window.setTimeout(() => go(), longestWaitMs);
    this.#timer = timer;
    const go = () => {
      if (this.#timer !== timer) return;
      clearTimeout(timer);
      [this.#timer, this.#elements] = [0, 0];
      this.#run();
    };
    requestAnimationFrame(() => setTimeout(go));
  }
}

/** A patch in parts that do the same one after the other. @param {Patch} patch @returns {Patch[]} */
export function slices({ ops, ...rest }) {
  /** @type {PatchOp[][]} */
  const groups = [[]];
  let elements = 0;
  for (const op of ops) {
    const more = elementsOf(op);
    // What is entered gets something in it at once: by that its direction is told.
    if (elements > 0 && elements + more > mostAtOnce && groups.at(-1)?.at(-1)?.op !== 'enter') {
      groups.push([]);
      elements = 0;
    }
    groups.at(-1)?.push(op);
    elements += more;
  }
  return groups.map((group, n) => (n + 1 < groups.length ? { ops: group, tail: '', replaced: [], reasoning: '' } : { ...rest, ops: group }));
}

/** @param {Patch} patch */
function weight({ ops, tail }) {
  return ops.reduce((sum, op) => sum + elementsOf(op), count(tail));
}

/** @param {PatchOp} op */
function elementsOf(op) {
  return op.op === 'append' ? count(op.html) : 1;
}

/** The elements of some HTML, closely: each has two tags. @param {string} html */
function count(html) {
  return 1 + (html.split('<').length - 1) / 2;
}
