// The search over all chats and the one within a chat, in the real window, by keyboard. The chats are made by the program
// itself, through its own commands.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
/** Turns of the long chat, and those of them whose question has the needle: none of them is near its end. */
const [TURNS, NEEDLES] = [250, [2, 120, 231]];

/** Runs in the page: asks questions one after the other; gives the ids of their messages. */
const ASK = `
  const [conversationId, questions, replaces, done] = arguments;
  const { core: { invoke }, event } = window.__TAURI__;
  const mint = () => { const id = crypto.randomUUID(); const ms = Date.now().toString(16).padStart(12, '0'); return ms.slice(0, 8) + '-' + ms.slice(8) + '-7' + id.slice(15); };
  (async () => {
    const id = conversationId ?? (await invoke('new_conversation')).summary.id;
    const ids = [];
    for (const text of questions) {
      const turnId = mint();
      let settle;
      const ended = new Promise((resolve) => (settle = resolve));
      const forget = await event.listen('chat', ({ payload }) => payload.turnId === turnId && ['finished', 'failed', 'stopped'].includes(payload.type) && settle());
      const message = { turnId, conversationId: id, text, attachmentIds: [], replaces: replaces ? { messageId: replaces, dropped: [] } : null };
      for (let failed = 0; ; failed += 1) {
        try {
          ids.push(...(await invoke('send_message', { message })).messages.map((one) => one.id));
          break;
        } catch (failure) {
          if (failed === 500) throw failure;
        }
      }
      await ended;
      forget();
    }
    done({ id, ids });
  })().catch((error) => done(String(error.detail ?? error)));
`;

/** Runs in the page: the results, in order. */
const RESULTS = `
  return [...document.querySelectorAll('[role=listbox][aria-label=Results] [role=option]')].map((option) => ({
    id: option.dataset.messageId ?? '', text: option.innerText, marks: [...option.querySelectorAll('mark')].map((one) => one.textContent),
    isSelected: option.getAttribute('aria-selected') === 'true',
  }));
`;

/** Runs in the page: whether a message is in the view, and what is marked in it. */
const SEEN = `
  const article = document.querySelector('[role=log] [data-id="' + arguments[0] + '"]');
  const { top, bottom } = document.querySelector('.thread').getBoundingClientRect();
  const box = article?.getBoundingClientRect();
  const now = [...(CSS.highlights?.get('found-now') ?? [])];
  return {
    isSeen: box !== undefined && box.bottom > top && box.top < bottom,
    marked: now.map(String),
    isMarkSeen: now.length > 0 && now.every((range) => { const mark = range.getBoundingClientRect(); return article?.contains(range.startContainer) && mark.top >= top && mark.bottom <= bottom; }),
  };
`;

describe("search", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  /** @type {Record<string, string>} */
  const ids = {};
  /** The messages of the long chat. @type {string[]} */
  let long = [];

  /** @param {string | null} chat @param {string[]} questions @param {string} [replaces] @returns {Promise<{ id: string, ids: string[] }>} */
  async function ask(chat, questions, replaces) {
    const made = /** @type {any} */ (await app.driver.executeAsyncScript(ASK, chat, questions, replaces ?? null));
    assert.equal(typeof made, "object", String(made));
    return made;
  }

  /** The questions that have the needle. */
  const asked = () => NEEDLES.map((turn) => long[turn * 2] ?? "");
  /** @returns {Promise<{ id: string, text: string, marks: string[], isSelected: boolean }[]>} */
  const results = () => app.page.run(RESULTS);
  /** @param {string} id @returns {Promise<{ isSeen: boolean, marked: string[], isMarkSeen: boolean }>} */
  const seen = (id) => app.page.run(SEEN, id);

  /** Opens the search and types. @param {string} words */
  async function search(words) {
    if (!(await app.page.has("textbox", "Search chats"))) await app.page.press(Key.CONTROL, "k");
    await app.page.fill("textbox", "Search chats", words);
  }

  /** Waits until these messages, and no others, are the results. @param {string} words @param {string[]} wanted */
  async function finds(words, wanted) {
    await search(words);
    let last;
    await until(`${words} to find ${wanted.length}`, async () => {
      last = (await results()).map(({ id }) => id);
      return JSON.stringify(last) === JSON.stringify(wanted);
    }).catch((error) => {
      throw new Error(`${error.message}; it found ${JSON.stringify(last)}, not ${JSON.stringify(wanted)}`);
    });
  }

  before(async () => {
    app = await world.start();
    await app.driver.manage().setTimeouts({ script: 300_000 });
    const harbour = await ask(null, ["The harbour of Lübeck", "And its ships"]);
    [ids["harbour"], , ids["ships"]] = /** @type {[string, string, string]} */ (/** @type {unknown} */ (harbour.ids));
    const edited = await ask(harbour.id, ["Something else entirely"], ids["harbour"]);
    ids["other"] = edited.ids[0] ?? "";
    const drawer = await ask(null, ["这个文件无法打开", "ＦＵＬＬ-width ﾊﾟｿｺﾝ"]);
    [ids["file"], , ids["wide"]] = /** @type {[string, string, string]} */ (/** @type {unknown} */ (drawer.ids));
    const questions = Array.from({ length: TURNS }, (_, turn) => (NEEDLES.includes(turn) ? `Question ${turn} has a Needle, and another needle` : `Question ${turn}`));
    const made = await ask(null, questions);
    long = made.ids;
    await app.quit();
    app = await world.start();
    await app.page.answered();
  }, { timeout: 360_000 });
  after(() => world.close());

  world.check("a hit is opened at its message, in its branch, with the words marked", async () => {
    await finds("HARBOUR role:user", [ids["harbour"] ?? ""]);
    const [hit] = await results();
    assert.match(hit?.text ?? "", /^The harbour of Lübeck/, "it begins with the chat's title");
    assert.deepEqual(hit?.marks, ["harbour", "harbour"]);
    await app.page.press(Key.ENTER);
    await app.page.isGone("dialog", null);
    await until("the message in its branch", async () => (await seen(ids["harbour"] ?? "")).isMarkSeen);
    assert.deepEqual((await seen(ids["harbour"] ?? "")).marked, ["harbour"]);
    const shown = (await app.page.messages()).map(({ id }) => id);
    assert.ok(shown.includes(ids["ships"] ?? "") && !shown.includes(ids["other"] ?? ""));
  });

  world.check("words of any script and length are found, newest first", async () => {
    await finds("件 role:user", [ids["file"] ?? ""]);
    await finds("无法打开 -wrote", [ids["file"] ?? ""]);
    await finds("full role:user", [ids["wide"] ?? ""]);
    await finds("パソ role:user", [ids["wide"] ?? ""]);
    await finds("needle another role:user", asked().reverse());
    await until("how many there are", async () => /^3 hits in 1 chat$/.test(await app.page.run("return document.querySelector('search-palette [role=status]').textContent")));
  });

  world.check("operators narrow the search, typed or clicked, and what is none is said", async () => {
    await finds('"needle, and" -harbour role:user', asked().reverse());
    await finds("harbour is:archived", []);
    await search("harbour ");
    await app.page.click("button", "role:");
    await app.page.click("button", "role:user");
    assert.equal(await (await app.page.find("textbox", "Search chats")).getAttribute("value"), "harbour role:user ");
    await until("the results", async () => (await results()).map(({ id }) => id).join() === ids["harbour"]);
    await search("needle harbour");
    await app.page.click("button", "Leave out this word");
    assert.equal(await (await app.page.find("textbox", "Search chats")).getAttribute("value"), "needle -harbour");
    await search("needle, and");
    await app.page.click("button", "Exact phrase");
    assert.equal(await (await app.page.find("textbox", "Search chats")).getAttribute("value"), '"needle, and"');
    await search("harbour before:soon");
    await until("a word about it", async () => /before:soon is not a filter/.test(await app.page.run("return document.querySelector('search-palette [role=status]').textContent")));
    await app.page.closeLayer();
  });

  world.check("arrows and Enter do, in a narrow window too", async () => {
    await search("ships role:user");
    // At once: it opens the first of what is found, not of what stands there still.
    await app.page.press(Key.ENTER);
    await until("the message that was typed for", async () => (await seen(ids["ships"] ?? "")).isMarkSeen);
    await world.hands.resize(app.window, 420, 800);
    await until("a narrow page", () => app.page.run("return innerWidth <= 420"));
    await search("needle role:user");
    await until("three results", async () => (await results()).length === 3);
    await app.page.press(Key.ARROW_DOWN);
    await until("the second one", async () => (await results())[1]?.isSelected === true);
    assert.ok(await app.page.run("return document.documentElement.scrollWidth <= innerWidth"));
    await app.page.press(Key.ENTER);
    const second = asked()[1] ?? "";
    await until("the message in the middle", async () => (await seen(second)).isMarkSeen);
    await world.hands.resize(app.window, 1100, 800);
    await until("a wide page", () => app.page.run("return innerWidth > 1000"));
  });

  world.check("find goes through all messages of a chat, loaded or not, and gives the focus back", async () => {
    await (await app.page.composer()).click();
    await app.page.press(Key.CONTROL, "f");
    const field = await app.page.find("textbox", "Find in this chat");
    await field.sendKeys("question 231 HAS a needle");
    const says = (/** @type {string} */ words) =>
      until(`the bar to say ${words}`, async () => (await app.page.run("return document.querySelector('find-bar [role=status]').textContent")) === words);
    await says("1 of 2");
    await until("the last needle", async () => (await seen(asked()[2] ?? "")).isMarkSeen);
    await app.page.fill("textbox", "Find in this chat", "NEEDLE");
    // Two in each question and two in the answer that quotes it; begun with the one that is read.
    const order = NEEDLES.flatMap((turn) => [0, 0, 1, 1].map((next) => long[turn * 2 + next] ?? ""));
    await says("9 of 12");
    for (const at of [10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]) {
      await app.page.press(Key.ENTER);
      await says(`${at} of 12`);
      await until("its message", async () => (await seen(order[at - 1] ?? "")).isMarkSeen);
    }
    for (let at = 8; at > 1; at -= 1) await app.page.press(Key.SHIFT, Key.ENTER);
    await says("1 of 12");
    await app.page.press(Key.F3);
    await says("2 of 12");
    await app.page.fill("textbox", "Find in this chat", "no such words");
    await says("No hits");
    await app.page.press(Key.ESCAPE);
    await app.page.isGone("textbox", "Find in this chat");
    assert.equal(await app.page.run("return document.activeElement?.getAttribute('aria-label')"), "Message");
    assert.equal(await app.page.run("return CSS.highlights.get('found').size"), 0);
  });
});
