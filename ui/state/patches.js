// Keeps the events of one turn in order until the next frame: counts `seq`, and merges what arrived since the last
// frame into one patch, so that the page is touched once per frame at most. A failed attempt comes before any text.
// Invariant: nothing is applied out of order; a gap is reported, and the caller opens the conversation again.

/** @import { AttachmentView, ChatEvent, Patch } from '../bindings.js' */

/** @typedef {Extract<ChatEvent, { type: 'attempted' }>} AttemptedEvent */
/** @typedef {Exclude<ChatEvent, { type: 'patched' | 'attempted' | 'fileAdded' }>} EndEvent */

export class PatchQueue {
  /** @param {number} lastSeq the number of the last event that is on the screen; 0 for a new turn */
  constructor(lastSeq) {
    /** The number that it began with. */
    this.from = lastSeq;
    this.lastSeq = lastSeq;
    /** @type {Patch[]} */
    this.waiting = [];
    /** @type {AttemptedEvent | null} */
    this.attempted = null;
    /** All files that came with the answer since it began here. @type {AttachmentView[]} */
    this.files = [];
    this.hasNewFile = false;
    /** @type {EndEvent | null} */
    this.end = null;
    this.hasNewEnd = false;
  }

  /** Whether it goes on from what a message was built with, because it is the same message. @param {{ seq: number } | null} running */
  isAt(running) {
    return this.from === (running?.seq ?? 0);
  }

  /**
   * Takes an event in.
   * @param {ChatEvent} event
   * @returns {'queued' | 'ignored' | 'gap'} `ignored` if it is already on the screen
   */
  push(event) {
    if (this.end) return 'ignored';
    if (event.seq <= this.lastSeq) {
      // A message may have been built with its last text, a moment before it had ended: the end still counts.
      if (!isEnd(event)) return 'ignored';
      this.#close(event);
      return 'queued';
    }
    if (event.seq !== this.lastSeq + 1) return 'gap';
    this.lastSeq = event.seq;
    if (event.type === 'attempted') {
      this.attempted = event;
      return 'queued';
    }
    this.attempted = null;
    if (event.type === 'fileAdded') {
      this.files.push(event.attachment);
      this.hasNewFile = true;
      return 'queued';
    }
    this.waiting.push(event.patch);
    if (isEnd(event)) this.#close(event);
    return 'queued';
  }

  /** @param {EndEvent} event */
  #close(event) {
    this.attempted = null;
    this.end = event;
    this.hasNewEnd = true;
  }

  /**
   * Everything since the last call: one patch, the attempt that failed last if nothing came after it, and the event that
   * ended the turn if it is over. `files` are all that came, if there is a new one.
   * @returns {{ patch: Patch | null, attempted: AttemptedEvent | null, files: AttachmentView[] | null, end: EndEvent | null } | null}
   */
  take() {
    const { attempted } = this;
    const files = this.hasNewFile ? this.files : null;
    const hasNews = attempted !== null || this.hasNewFile || this.hasNewEnd;
    this.attempted = null;
    this.hasNewFile = false;
    this.hasNewEnd = false;
    if (this.waiting.length === 0) return hasNews ? { patch: null, attempted, files, end: this.end } : null;
    const patch = {
      ops: this.waiting.flatMap((one) => one.ops),
      tail: this.waiting.at(-1)?.tail ?? '',
      replaced: this.waiting.flatMap((one) => one.replaced),
      reasoning: this.waiting.map((one) => one.reasoning).join(''),
    };
    this.waiting = [];
    return { patch, attempted, files, end: this.end };
  }
}

/** @param {ChatEvent} event @returns {event is EndEvent} */
function isEnd(event) {
  return event.type !== 'patched' && event.type !== 'attempted' && event.type !== 'fileAdded';
}
