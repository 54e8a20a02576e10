// What a paste, or text that is dropped, puts into a draft: text where the caret is, files beside it.

/** @import { Drafts } from './drafts.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { isFailure } from '../failures.js';
import { longPaste } from '../format/files.js';
import { wordsOf } from '../format/pasted.js';

export class Pasting {
  /** @param {Session} session @param {Screen} screen @param {Drafts} drafts */
  constructor(session, screen, drafts) {
    this.session = session;
    this.screen = screen;
    this.drafts = drafts;
  }

  /** @param {File} file */
  async file(file) {
    const { id } = this.session.summary;
    try {
      await this.drafts.whileComing(file.arrayBuffer().then((bytes) => backend.pasteAttachment(id, file.name, new Uint8Array(bytes))));
    } catch (failure) {
      // A folder has no bytes, and what the web view says of it is no failure of ours.
      this.screen.showFailure(isFailure(failure) ? failure : { code: 'attachment', problem: 'unreadable', detail: file.name });
    }
  }

  /** Takes what the web view does not give the page: files, or the words that stand beside an image. */
  async clipboard() {
    const { id } = this.session.summary;
    const words = await this.screen.tried(this.drafts.whileComing(backend.pasteFiles(id)));
    if (words) this.dropped(wordsOf(words.text, words.html, true), id);
  }

  /** A text too long to be read in the composer becomes a file; its chip can put it back. @param {string} text */
  async longText(text) {
    await this.screen.tried(this.drafts.whileComing(backend.pasteText(this.session.summary.id, text)));
  }

  /** Text of another program goes where the caret is; it becomes a file if it is long, or its chat was left meanwhile. @param {string} text @param {string} conversationId */
  dropped(text, conversationId) {
    const isElsewhere = conversationId !== this.session.summary.id;
    if (isElsewhere) return void this.screen.tried(backend.pasteText(conversationId, text));
    if (text.length > longPaste) return void this.longText(text);
    this.screen.composer.insert(text);
  }
}
