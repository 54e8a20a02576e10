// A long conversation and a long list of chats: only what is near stands in the document, the rest is loaded and built on
// the way, and what is read never jumps. The chats are made by the program itself, through its own commands.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const [TURNS, CHATS] = [36, 215];
/** What may stand in the document at most, whatever is scrolled past: messages, rows of the sidebar. */
const [MOST_MESSAGES, MOST_ROWS] = [90, 90];
const TITLE = "The long one";

/** Runs in the page: has chats of one question each made, and one with many. */
const FILL = `
  const [turns, chats, title, done] = arguments;
  const { core: { invoke }, event } = window.__TAURI__;
  const waiting = new Map();
  const mint = () => { const id = crypto.randomUUID(); const ms = Date.now().toString(16).padStart(12, '0'); return ms.slice(0, 8) + '-' + ms.slice(8) + '-7' + id.slice(15); };
  const ask = async (conversationId, text) => {
    const turnId = mint();
    const ended = new Promise((resolve) => waiting.set(turnId, resolve));
    const send = () => invoke('send_message', { message: { turnId, conversationId, text, attachmentIds: [], replaces: null } });
    // The end of the answer before is told a moment before the conversation takes the next question.
    for (let failed = 0; ; failed += 1) {
      try {
        await send();
        break;
      } catch (failure) {
        if (failed === 500) throw failure;
      }
    }
    return { ended };
  };
  (async () => {
    await event.listen('chat', ({ payload }) => ['finished', 'failed', 'stopped'].includes(payload.type) && waiting.get(payload.turnId)?.());
    let running = [];
    for (let n = 0; n < chats; n += 1) {
      const conversation = await invoke('new_conversation');
      // Sent before the next one is begun: a chat without a message would be given out again.
      running.push((await ask(conversation.summary.id, 'Chat ' + n)).ended);
      if (running.length === 8) await Promise.all(running.splice(0));
    }
    await Promise.all(running);
    const { summary: { id } } = await invoke('new_conversation');
    await (await ask(id, title)).ended;
    for (let n = 1; n < turns; n += 1) await (await ask(id, n % 7 === 3 ? '/markdown' : 'Question ' + n + ' ' + 'and more '.repeat((n * 13) % 90))).ended;
    done();
  })().catch((error) => done(String(error.detail ?? error)));
`;

/** Runs in the page: where the reader is. */
const PLACE = `
  const thread = document.querySelector('.thread');
  // Beside the messages: over a code block the wheel may scroll that.
  const { top, bottom, left } = thread.getBoundingClientRect();
  const built = [...document.querySelectorAll('[role=log] article')];
  const seen = built.filter((one) => one.getBoundingClientRect().bottom > top + 1 && one.getBoundingClientRect().top < bottom - 1);
  return {
    scrolled: thread.scrollTop, left: thread.scrollHeight - thread.scrollTop - thread.clientHeight, middle: { x: left + 16, y: (top + bottom) / 2 },
    built: built.length, elements: document.querySelectorAll('*').length,
    first: seen[0]?.innerText ?? '', last: seen.at(-1)?.innerText ?? '',
    gap: seen.length === 0 || seen[0].getBoundingClientRect().top > top + 60 || seen.at(-1).getBoundingClientRect().bottom < bottom - 140,
  };
`;

/** Runs in the page: takes a block in the middle of what is seen, or says how far the one that was taken has moved. */
const MARK = `
  const { top, height } = document.querySelector('.thread').getBoundingClientRect();
  const blocks = [...document.querySelectorAll('[role=log] article :is(p, li, pre, tr, h2)')];
  const block = (window.__block = blocks.find((one) => one.getBoundingClientRect().top > top + height / 2) ?? blocks.at(-1));
  window.__top = block.getBoundingClientRect().top;
`;
const MOVED = "return window.__block.isConnected ? window.__block.getBoundingClientRect().top - window.__top : null";

describe("windows of messages and of chats", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  /** @type {() => Promise<any>} */
  const place = () => app.page.run(PLACE);

  before(async () => {
    app = await world.start();
    await app.driver.manage().setTimeouts({ script: 300_000 });
    assert.equal(await app.driver.executeAsyncScript(FILL, TURNS, CHATS, TITLE), null);
    await app.quit();
    app = await world.start();
    await app.page.answered();
  }, { timeout: 360_000 });
  after(() => world.close());

  /** Waits until nothing scrolls any more. */
  async function still() {
    let last = -1;
    await until("a still transcript", async () => {
      const { scrolled } = await place();
      const isStill = scrolled === last;
      last = scrolled;
      return isStill;
    }, { everyMs: 60 });
  }

  /** Turns the wheel until the end in that direction, and looks at each step whether what is read has moved only as it was turned. @param {number} notches @param {(at: any) => boolean} isDone */
  async function turnUntil(notches, isDone) {
    const moves = [];
    let most = 0;
    for (let step = 0; step < 200; step += 1) {
      const at = await place();
      most = Math.max(most, at.built);
      assert.equal(at.gap, false, `nothing is missing on the screen: ${JSON.stringify(at)}`);
      if (isDone(at)) return { moves, most };
      await app.page.run(MARK);
      await world.hands.wheel({ x: app.window.x + at.middle.x, y: app.window.y + at.middle.y }, notches);
      await still();
      moves.push(await app.page.run(MOVED));
    }
    throw new Error(`no end was reached: ${JSON.stringify(await place())}`);
  }

  world.check("a long conversation opens at its end, and scrolls by wheel to its first message and back without a jump", async () => {
    const begun = await place();
    assert.ok(begun.left < 2 && begun.built < MOST_MESSAGES, JSON.stringify(begun));
    const up = await turnUntil(-7, (at) => at.scrolled === 0 && at.first.includes(TITLE));
    const down = await turnUntil(7, (at) => at.left < 2 && at.last.includes("mock gateway") && at.scrolled > 0);
    const usual = Math.max(...up.moves.slice(1, 6).map(Number));
    assert.ok(usual > 100 && usual < 1_500, `one turn of the wheel scrolls ${usual} px`);
    for (const [moves, sign] of /** @type {const} */ ([[up.moves, 1], [down.moves, -1]])) {
      const known = moves.filter((moved) => moved !== null).map((moved) => moved * sign);
      assert.ok(known.length > moves.length * 0.9, "what is in the middle of the screen stays built");
      assert.ok(known.every((moved) => moved >= -1 && moved <= usual + 2), `${usual}: ${known}`);
    }
    assert.ok(Math.max(up.most, down.most) < MOST_MESSAGES, `${up.most}, ${down.most} messages stood in the document`);
  });

  world.check("Home and End go to the first message and to the last, whatever is loaded, and Page Up goes on from there", async () => {
    await app.page.run("document.querySelector('.thread').focus()");
    await app.page.press(Key.HOME);
    await until("the first message", async () => {
      const at = await place();
      return at.scrolled === 0 && at.first.includes(TITLE);
    });
    await app.page.click("button", "Jump to latest");
    const isAtEnd = async () => {
      const at = await place();
      return at.left < 2 && at.scrolled > 0 && !at.gap && !(await app.page.has("button", "Jump to latest"));
    };
    await until("the last message", isAtEnd);
    await app.page.run("document.querySelector('.thread').focus()");
    await app.page.press(Key.HOME);
    await until("the first message again", async () => (await place()).first.includes(TITLE));
    await app.page.press(Key.END);
    await until("the last message again", isAtEnd);
    for (let n = 0; n < 12; n += 1) await app.page.press(Key.PAGE_UP);
    await still();
    const at = await place();
    assert.ok(at.left > 3_000 && !at.gap, JSON.stringify(at));
    assert.equal(await app.page.run("return document.activeElement.className"), "thread scroll", "the focus stays in the transcript");
  });

  world.check("a conversation opens at any of its messages, which is marked for a moment, and goes on both ways from there", async () => {
    const [conversation, message, text] = await app.page.run(`return (async () => {
      const { invoke } = window.__TAURI__.core;
      const { rows } = await invoke('list_conversations', { list: { kind: 'chats' }, cursor: null });
      const { id } = rows.find((row) => row.title === arguments[0]);
      let window_ = await invoke('load_first_messages', { conversationId: id });
      for (let n = 0; n < 1; n += 1) window_ = await invoke('load_messages', { messageId: window_.messages.at(-1).id, direction: 'later' });
      const found = window_.messages.find((one) => one.text.startsWith('Question'));
      return [id, found.id, found.text.slice(0, 13)];
    })()`, TITLE);
    await app.page.newChat();
    const open = () => app.page.run("document.dispatchEvent(new CustomEvent('conversation-open', { detail: { id: arguments[0], around: arguments[1] } }))", conversation, message);
    await open();
    const found = `[data-id="${message}"]`;
    await until("the message, marked", () => app.page.run("return document.querySelector(arguments[0])?.hasAttribute('data-found')", found));
    const top = await app.page.run("return document.querySelector(arguments[0]).getBoundingClientRect().top", found);
    assert.ok(top > 40 && top < 500, `in the upper part of the window: ${top}`);
    assert.match(await app.page.run("return document.querySelector(arguments[0]).innerText", found), new RegExp(text.trim()));
    await until("no mark", () => app.page.run("return !document.querySelector(arguments[0]).hasAttribute('data-found')", found));
    const after = await app.page.run("return document.querySelector(arguments[0]).getBoundingClientRect().top", found);
    assert.ok(Math.abs(after - top) < 1, `it stayed there, to the pixel, while more was built around it: ${top}, ${after}`);
    for (const notches of [-60, 120]) {
      const { middle } = await place();
      await world.hands.wheel({ x: app.window.x + middle.x, y: app.window.y + middle.y }, notches);
      await still();
      assert.equal((await place()).gap, false);
    }
    await open();
    await until("the message again, in the conversation that is open", () => app.page.run("return document.querySelector(arguments[0])?.hasAttribute('data-found')", found));
  });

  world.check("what is sent from the middle is shown at the end, and another version stands where the one before stood", async () => {
    await app.page.send("One more");
    await until("the answer at the end", async () => {
      const at = await place();
      return at.left < 2 && (await app.page.answer())?.state === "done" && (await app.page.messages()).at(-2)?.text.includes("One more");
    });
    await app.page.click("button", /^Regenerate|^Ask again/);
    await until("two versions", () => app.page.run("return document.querySelectorAll('[role=log] article')[document.querySelectorAll('[role=log] article').length - 1].innerText.includes('2 / 2')"));
    await app.page.answered();
    const step = (/** @type {string} */ name) => app.page.run("const all = [...document.querySelectorAll('version-stepper button')].filter((one) => one.ariaLabel === arguments[0]); const one = all.at(-1); one.focus(); window.__step = one.getBoundingClientRect().top; one.click()", name);
    for (const [name, count] of [["Previous version", "1 / 2"], ["Next version", "2 / 2"]]) {
      await step(name);
      await until(count, () => app.page.run("return [...document.querySelectorAll('version-stepper')].some((one) => one.innerText.includes(arguments[0]))", count));
      const [top, before, tag] = await app.page.run("const at = document.activeElement; return [at.getBoundingClientRect().top, window.__step, at.closest('version-stepper')?.localName]");
      assert.equal(tag, "version-stepper", "the stepper keeps the focus");
      assert.ok(Math.abs(top - before) < 2, `and its place: ${before}, ${top}`);
    }
  });

  world.check("the sidebar goes by keyboard to the last of many chats, with few rows in the document", async () => {
    const rows = () => app.page.run("const all = [...document.querySelectorAll('chat-sidebar .conv')]; return { count: all.length, at: document.activeElement.title, current: document.querySelector('.conv[aria-current]')?.title }");
    await app.page.run("document.querySelector('.conv[tabindex=\"0\"]').focus()");
    await app.page.press(Key.END);
    // Those that were asked first; a few ran at once, so any of them may have ended first.
    await until("the last chat", async () => /^Chat [0-7]$/.test((await rows()).at) && (await app.page.run("const list = document.querySelector('conversation-rows'); return list.scrollHeight - list.scrollTop - list.clientHeight < 2")));
    assert.ok((await rows()).count < MOST_ROWS, JSON.stringify(await rows()));
    const last = (await rows()).at;
    await app.page.press(Key.ARROW_UP);
    const { at } = await rows();
    assert.match(at, /^Chat [0-7]$/);
    assert.notEqual(at, last);
    await app.page.press(Key.ENTER);
    await until("its messages", async () => (await app.page.messages())[0]?.text.includes(at));
    assert.equal((await rows()).current, at);
    await app.page.run("document.querySelector('.conv[tabindex=\"0\"]').focus()");
    await app.page.press("t");
    assert.equal((await rows()).at, TITLE, "letters go to the next title that begins with them");
    await app.page.press(Key.HOME);
    const first = (await rows()).at;
    await app.page.press(Key.ARROW_DOWN);
    assert.notEqual((await rows()).at, first);
  });

  world.check("what is done to all chats of a list goes for those that are not loaded too", async () => {
    const selected = (/** @type {string} */ words) => app.page.find("status", words);
    const all = `${CHATS + 1} selected`;
    const list = () => app.page.run("return document.querySelector('conversation-rows').all.length");
    /** @param {string} words @param {...string} items of the menu of the rows, one below the other */
    const withAll = async (words, ...items) => {
      await app.page.run("document.querySelector('.conv[tabindex=\"0\"]').focus()");
      await app.page.press(Key.CONTROL, "a");
      await selected(words);
      await app.page.press(Key.SHIFT, Key.F10);
      for (const item of items) {
        await until(`the item ${item}`, async () => {
          const found = [...(await app.page.all("menuitem", item)), ...(await app.page.all("menuitemcheckbox", item))][0];
          await found?.click();
          return found !== undefined;
        });
      }
    };
    await withAll(all, "Archive");
    await until("no chats", async () => (await list()) === 0);
    await app.page.click("button", /^Archived/);
    await until("the archived chats", async () => (await list()) > 0);
    await withAll(all, "Move out of archive");
    await until("none", async () => (await list()) === 0);
    await app.page.click("button", "All chats");
    await until("the chats", async () => (await list()) > 0);
    await withAll(all, "Move to folder", "New folder");
    await app.page.fill("textbox", "Name", "everything");
    await app.page.click("button", "Create");
    await app.page.click("button", "everything");
    await until("the folder", async () => (await list()) > 0 && app.page.has("button", "All chats"));
    await withAll(all, "Move to folder", "everything");
    await until("an empty folder", async () => (await list()) === 0);
    await app.page.click("button", "All chats");
    await until("the chats", async () => (await list()) > 0);
  });

  world.check("search finds a chat that the sidebar has not loaded", async () => {
    await app.quit();
    app = await world.start();
    await app.page.press(Key.CONTROL, "k");
    await app.page.find("dialog", null);
    await (await app.page.find("textbox", "Search chats")).sendKeys("chat 33");
    await until("what was found", () => app.page.run("const found = [...document.querySelectorAll('[role=option]')].find((one) => one.querySelector('.t')?.textContent === 'Chat 33'); found?.click(); return found !== undefined"));
    await until("its messages", async () => (await app.page.messages())[0]?.text.includes("Chat 33"));
    assert.equal(await app.page.run("return document.querySelector('.conv[aria-current]')?.title"), "Chat 33", "its row is there");
  });
});
