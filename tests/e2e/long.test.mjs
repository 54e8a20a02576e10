// What is long comes up and stays in hand: a reasoning, a paragraph, a block of code and a question of a length that
// people meet. Times are bounds for waiting, wide enough for a slow machine; the figures come from `benches/`.

import assert from "node:assert/strict";
import { after, describe } from "node:test";
import { pieces, startScript } from "./harness/script.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const script = await startScript();
const REASONING = Array.from({ length: 1500 }, (_, n) => `Step ${n}: I look at what is given, decide what follows from it, and check that against the question once more, بعناية.\n\n`).join("") + "A line of twenty thousand characters ".repeat(550);
const QUESTION = "A question without a single line end ".repeat(13_500);
const PARAGRAPH = "A paragraph that goes on and on ".repeat(15_600).trimEnd();
const CODE = Array.from({ length: 20_000 }, (_, n) => `    let value_${n} = compute(${n}); // step ${n}`).join("\n");

/** Does something in the page, and measures until it is laid out and painted. @param {Awaited<ReturnType<typeof world.start>>} app @param {string} body @returns {Promise<number>} milliseconds */
const timed = (app, body) =>
  app.driver.executeAsyncScript(
    `const done = arguments[0]; const from = performance.now();
     ${body};
     document.querySelector('.thread').getBoundingClientRect();
     requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));`,
  );

/** Runs in the page: notes how long each frame's work took. */
const WATCH_FRAMES = `
  const { port1, port2 } = new MessageChannel();
  window.__frames = [];
  let began = 0;
  port1.onmessage = () => window.__frames.push(performance.now() - began);
  const tick = () => { began = performance.now(); port2.postMessage(0); requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
`;

/** Runs in the page: where a cut line goes on, how far below and how far behind its last word. */
const SEAMS = `
  const box = (node, from, to) => { const range = document.createRange(); range.setStart(node, from); range.setEnd(node, to); return range.getBoundingClientRect(); };
  return [...document.querySelectorAll('.think .part.on')].map((part) => {
    const [before, after] = [part.previousElementSibling.firstChild, part.firstChild];
    const [end, begin] = [box(before, before.length - 2, before.length - 1), box(after, 0, 1)];
    return { drop: begin.top - end.top, gap: begin.left - end.right };
  });
`;

describe("what is long", () => {
  after(async () => {
    await world.close();
    await script.end();
  });
  const start = (/** @type {string} */ data) => world.start({ data, env: { YOUROUTER_BASE_URL: script.baseUrl } });

  world.check("items that stand already stay as they are when a list turns loose behind them", async () => {
    const app = await start("loose");
    script.listen();
    await app.page.send("A list");
    await script.say(Array.from({ length: 1000 }, (_, n) => `- Item **${n}** of the list.\n`).join(""));
    const has = (/** @type {string} */ words) => until(words, () => app.page.run("return document.querySelector('.prose').textContent.includes(arguments[0])", words));
    await has("Item 998");
    await app.page.run(
      `const item = (window.__item = document.querySelectorAll('.prose li')[500]);
       item.scrollIntoView(); getSelection().setBaseAndExtent(item.firstChild, 0, item.lastChild, 4);`,
    );
    const place = () => app.page.run("return [window.__item.isConnected, getSelection().toString(), document.querySelector('.thread').scrollTop, window.__item.getBoundingClientRect().top]");
    const before = await until("the place", async () => {
      const now = await place();
      return now[2] > 0 && now;
    });
    assert.equal(before[1], "Item 500 of ");
    await script.say("- **Late**\n\n  More of it.\n- Then\n\n- ");
    await has("Then");
    assert.equal(await app.page.run("return [...document.querySelectorAll('.prose li')].find((item) => /Late/.test(item.textContent)).innerText.trim().replace(/\\n+/g, '|')"), "Late|More of it.");
    assert.deepEqual(await place(), before);
    await script.say("The last.\n\nThe end.");
    await has("The end.");
    assert.deepEqual(await place(), before);
    script.finish();
    await app.page.answered();
    assert.deepEqual(await place(), before);
    await app.quit();
  });

  world.check("a long list that was streamed in segments keeps its numbers, its spacing, and what a copy of its middle begins with", async () => {
    const app = await start("segments");
    script.listen();
    await app.page.send("A numbered list");
    await script.tell(pieces(Array.from({ length: 160 }, (_, n) => `${n + 1}. Item **${n + 1}** of the \`list\`\n`).join(""), 50), 50);
    script.finish();
    await app.page.answered();
    await until("its segments", () => app.page.run("return document.querySelectorAll('.prose ol > .items').length >= 1"));
    const tops = await app.page.run("return [...document.querySelectorAll('.prose li')].map((item) => item.getBoundingClientRect().top)");
    const steps = new Set(tops.slice(1).map((/** @type {number} */ top, /** @type {number} */ n) => Math.round(top - tops[n])));
    assert.deepEqual([tops.length, steps.size], [160, 1], "every item stands as far below the one before it");
    await app.page.run(
      `const items = document.querySelectorAll('.prose li');
       document.activeElement?.blur();
       getSelection().setBaseAndExtent(items[58], 0, items[102], items[102].childNodes.length);`,
    );
    await world.hands.press(app.window.id, "ctrl+c");
    const copy = await until("the middle of it on the clipboard", async () => {
      const text = await world.hands.clipboard();
      return text.startsWith("59. ") && text;
    });
    assert.equal(copy, Array.from({ length: 45 }, (_, n) => `${n + 59}. Item **${n + 59}** of the \`list\``).join("\n"));
    await app.quit();
  });

  world.check("a reasoning of 200 kB grows while it is open, opens at once, and copies exactly", async () => {
    let app = await start("reasoning");
    script.listen();
    // Opened with its first words, and a selection made in it, which must last.
    await app.page.run(
      `new MutationObserver((_, observer) => {
         const text = document.querySelector('.think .part')?.firstChild;
         if (!text || text.length < 20) return;
         observer.disconnect();
         document.querySelector('.think').open = true;
         getSelection().setBaseAndExtent(text, 0, text, 6);
       }).observe(document.body, { childList: true, subtree: true, characterData: true });`,
    );
    await app.page.run(WATCH_FRAMES);
    await app.page.send("Think");
    const [first, ...rest] = pieces(REASONING, 400).map(({ text }) => ({ reasoning: text ?? "" }));
    await script.say(first ?? {});
    await until("the first words, opened", () => app.page.run("return getSelection().toString() === 'Step 0'"));
    for (const piece of rest) await script.say(piece);
    await script.say("So it is.");
    script.finish();
    await app.page.answered();
    await until("all of it on the screen", () => app.page.run("return document.querySelector('.think .body').textContent.length === arguments[0]", REASONING.length));
    assert.equal(await app.page.run("return document.querySelector('.think').open && getSelection().toString()"), "Step 0");
    const worst = await app.page.run("return Math.max(...window.__frames)");
    assert.ok(worst < 400, `no frame takes long: ${worst} ms`);
    const seams = () => app.page.run(SEAMS);
    const isWhole = (/** @type {{ drop: number, gap: number }[]} */ all) => all.length > 3 && all.every(({ drop, gap }) => (drop < 2 && gap < 30) || drop < 40);
    await until("each part where the one before it ends", async () => isWhole(await seams()));
    assert.ok((await seams()).some(({ drop }) => drop < 2), "parts go on in the middle of a line");
    await world.hands.resize(app.window, 700, 800);
    await until("the same in a narrower window", async () => (await app.page.run("return innerWidth <= 700")) && isWhole(await seams()));
    await app.quit();
    app = await start("reasoning");
    await app.page.answered();
    const thought = await app.page.run("return document.querySelector('.think .body').textContent");
    assert.ok(thought === REASONING, "every word of it is there");
    const open = await timed(app, "document.querySelector('.think summary').click()");
    assert.ok(open < 2_000, `opened within two seconds: ${open}`);
    const parts = await app.page.run("return [...document.querySelectorAll('.think .part')].map((part) => part.textContent.length)");
    assert.ok(parts.length > 50 && Math.max(...parts) < 25_000, JSON.stringify(parts.slice(0, 9)));
    await app.page.run("document.activeElement?.blur(); getSelection().selectAllChildren(document.querySelector('.think .body'))");
    await world.hands.press(app.window.id, "ctrl+c");
    const copy = await until("the reasoning on the clipboard", async () => {
      const text = await world.hands.clipboard();
      return text.startsWith("Step 0") && text;
    });
    assert.ok(copy === REASONING, "character for character");
    await app.quit();
  });

  world.check("a question and a paragraph of 500 kB, and a block of code of 1 MB, come up from history", async () => {
    let app = await start("answers");
    /** Opens the conversation at one of its messages, and waits until it is pointed at: what was shown before may have held the same block. @param {number} n */
    const openAt = (n) => app.page.run(`return (async () => {
      const { invoke } = window.__TAURI__.core;
      const [{ id }] = (await invoke('list_conversations', { list: { kind: 'chats' }, cursor: null })).rows;
      let { messages } = await invoke('load_first_messages', { conversationId: id });
      while (messages.length <= arguments[0]) messages = [...messages, ...(await invoke('load_messages', { messageId: messages.at(-1).id, direction: 'later' })).messages];
      const around = messages[arguments[0]].id;
      await new Promise((shown) => {
        new MutationObserver((_, watch) => {
          if (!document.querySelector('[data-id="' + around + '"][data-found]')) return;
          watch.disconnect();
          shown();
        }).observe(document.querySelector('[role=log]'), { subtree: true, childList: true, attributeFilter: ['data-found'] });
        document.dispatchEvent(new CustomEvent('conversation-open', { detail: { id, around } }));
      });
    })()`, n);
    for (const [question, answer] of [["Code", `\`\`\`rust\n${CODE}\n\`\`\`\n\nThe end.`], ["Prose", PARAGRAPH], [QUESTION, "Yes."]]) {
      script.answer(...pieces(answer ?? "", 4_000));
      const before = (await app.page.messages()).at(-1)?.id;
      await app.page.run(
        `const field = document.querySelector('textarea[aria-label="Message"]');
         field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));
         field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));`,
        question,
      );
      await until("the answer", () => app.page.run("const last = [...document.querySelectorAll('[role=log] article')].at(-1); return last?.dataset.state === 'done' && last.closest('[data-id]').dataset.id !== arguments[0]", before), { timeoutMs: 60_000 });
    }
    await app.quit();
    app = await start("answers");
    await until("the end of the conversation", () => app.page.run("return [...document.querySelectorAll('.prose')].at(-1)?.textContent === 'Yes.'"), { timeoutMs: 20_000 });
    const lengthAt = (/** @type {string} */ selector) => app.page.run("return [...document.querySelectorAll(arguments[0])].at(-1)?.textContent.length", selector);
    await until("the question", async () => (await lengthAt(".you .words")) === QUESTION.trim().length);
    assert.equal(await app.page.run("const thread = document.querySelector('.thread'); return Math.abs(thread.scrollHeight - thread.clientHeight - thread.scrollTop) < 2"), true, "it stands at its end");

    // Heavy messages are loaded and built when the reader comes to them.
    await openAt(3);
    await until("the paragraph", async () => (await app.page.run("return [...document.querySelectorAll('.prose')].some((prose) => prose.textContent.replace(/\\s/g, '').length === arguments[0])", PARAGRAPH.replace(/\s/g, '').length)));
    await openAt(0);
    await until("the code", async () => (await lengthAt("pre")) === CODE.length + 1, { timeoutMs: 20_000 });

    await until("its button", () => app.page.run("return document.querySelector('[data-act=unfold]') !== null"));

    // The same block, laid out again: what is out of sight costs next to nothing, and every line has its height.
    const height = "document.querySelector('pre').getBoundingClientRect().height";
    await timed(app, "document.querySelector('[data-act=unfold]').click()");
    const [line, whole] = await app.page.run(`return [parseFloat(getComputedStyle(document.querySelector('pre')).lineHeight), ${height}]`);
    assert.ok(Math.abs(whole - line * 20_000) < line * 2, `${whole} for 20,000 lines of ${line}`);
    await timed(app, `document.querySelector('.thread').scrollTop = 200000`);
    const place = () => app.page.run(`return [document.querySelector('.thread').scrollTop, ${height}]`);
    assert.deepEqual(await place(), [200_000, whole]);

    await app.page.run("document.activeElement?.blur(); getSelection().selectAllChildren(document.querySelector('pre > code'))");
    await world.hands.press(app.window.id, "ctrl+c");
    const copy = await until("the code on the clipboard", async () => {
      const text = await world.hands.clipboard();
      return text.startsWith("    let value_0 ") && text;
    });
    assert.ok(copy === CODE, "character for character");
    assert.deepEqual(await place(), [200_000, whole], "a selection of all of it moves nothing");

    // Wrapped, in a window so narrow that most lines take two rows.
    await app.quit();
    app = await start("answers");
    await world.hands.resize(app.window, 420, 800);
    await until("a narrow page", () => app.page.run("return innerWidth <= 420"), { timeoutMs: 20_000 });
    await openAt(0);
    await until("the code", async () => (await lengthAt("pre")) === CODE.length + 1, { timeoutMs: 20_000 });
    const narrow = await timed(app, "document.querySelector('[data-act=unfold]').click(); document.querySelector('figure.code').scrollIntoView()");
    await until("all of its lines", () => app.page.run("return document.querySelector('.lines[hidden]') === null"));
    const wrap = await timed(app, "document.querySelector('[data-act=wrap]').click()");
    // Beside the first layout of the same lines, since a machine may be busy; when each line was laid out it was 40 times that.
    assert.ok(wrap < 15 * Math.max(50, narrow), `wrapping took ${wrap} ms, unfolding ${narrow} ms`);
    const wrapped = await app.page.run(`return ${height}`);
    assert.ok(wrapped > line * 30_000, `${wrapped} for 20,000 lines of ${line}, wrapped`);
    const down = await timed(app, "const thread = document.querySelector('.thread'); thread.scrollTop = document.querySelector('pre').getBoundingClientRect().height / 2");
    assert.ok(down < 15 * Math.max(50, narrow), `scrolling took ${down} ms`);
    const off = await app.page.run(`return Math.abs(${height} - arguments[0]) / arguments[0]`, wrapped);
    assert.ok(off < 0.01, `the height was reckoned closely: ${off}`);
    assert.match(await app.page.run("const box = document.querySelector('.thread').getBoundingClientRect(); return document.caretRangeFromPoint(box.left + box.width / 2, box.top + box.height / 2).startContainer.parentElement.closest('.lines').textContent"), /let value_/);
    await app.page.run("document.activeElement?.blur(); getSelection().selectAllChildren(document.querySelectorAll('.lines.far')[200])");
    await world.hands.press(app.window.id, "ctrl+c");
    await until("wrapped lines on the clipboard", async () => (await world.hands.clipboard()) === CODE.split("\n").slice(10_000, 10_050).join("\n"));
    await app.quit();
  });

  world.check("a list of 10,000 items comes from history with its end first, then whole, and a hit in its middle is brought at once", async () => {
    let app = await start("list");
    script.answer(...pieces(Array.from({ length: 10_000 }, (_, n) => `${n + 1}. Item **${n + 1}** of the \`list\`\n`).join(""), 4_000));
    await app.page.ask("A list");
    await app.quit();
    app = await start("list");
    // Noted in each frame: how many items are yet to come, and how many say a wrong number.
    await app.page.run(`window.__seen = [];
      const look = () => {
        const items = [...document.querySelectorAll('.prose li')];
        const later = items.filter((item) => item.closest('[data-later]')).length;
        if (items.length > 0) window.__seen.push({ later, wrong: items.filter((item, n) => item.hasAttribute('value') && item.value !== n + 1).length });
        if (items.length < 10_000 || later > 0) requestAnimationFrame(look);
      };
      look();`);
    await until("all of its items", () => app.page.run("return window.__seen.at(-1)?.later === 0 && document.querySelectorAll('.prose li').length"), { timeoutMs: 30_000 });
    const seen = await app.page.run("return window.__seen");
    assert.ok(seen.every((/** @type {{ wrong: number }} */ one) => one.wrong === 0), "the numbers are right at any time");
    await until("its end in view", () => app.page.run("const thread = document.querySelector('.thread'); return thread.scrollHeight - thread.scrollTop - thread.clientHeight < 2"));
    assert.deepEqual(await app.page.run("const items = [...document.querySelectorAll('.prose li')]; return [items.length, items[4_999].textContent.trim(), items.filter((item) => item.getClientRects().length === 0).length]"), [10_000, "Item 5000 of the list", 0]);
    await app.quit();

    app = await start("list");
    await until("its end", () => app.page.run("return document.querySelectorAll('.prose li').length === 10_000"), { timeoutMs: 20_000, everyMs: 20 });
    await world.hands.press(app.window.id, "ctrl+f");
    await app.page.fill("textbox", "Find in this chat", "5000");
    await until("the hit in view", () => app.page.run("const { top } = document.querySelectorAll('.prose li')[4_999].getBoundingClientRect(); return top > 0 && top < innerHeight"), { timeoutMs: 20_000 });
    await until("the whole list", () => app.page.run("return document.querySelector('[data-later]') === null"), { timeoutMs: 30_000 });
    assert.equal(await app.page.run("const { top } = document.querySelectorAll('.prose li')[4_999].getBoundingClientRect(); return top > 0 && top < innerHeight"), true, "it stays in view while the rest comes");

    // Of 10,000 hits those near the view are marked, wherever that is: each mark makes painting dearer.
    await app.page.fill("textbox", "Find in this chat", "item");
    const areMarked = () => until("marks in view", async () => {
      const [all, seen] = await app.page.run("const { top, bottom } = document.querySelector('.thread').getBoundingClientRect(); const all = [...CSS.highlights.get('found')].map((range) => range.getBoundingClientRect()); return [all.length, all.filter((one) => one.bottom > top && one.top < bottom).length]");
      return seen > 5 && all < 500;
    });
    await areMarked();
    for (const share of [0.2, 0.8]) {
      await app.page.run("const thread = document.querySelector('.thread'); thread.scrollTop = arguments[0] * thread.scrollHeight", share);
      await areMarked();
    }
    await app.quit();
  });

  world.check("a long table from history keeps its head in sight", async () => {
    let app = await start("table");
    const row = (/** @type {number} */ n, /** @type {string} */ more) => `| ${n} | ${n * n} | the square of ${n} ${more}|`;
    for (const more of ["", "in_a_column_that_is_wider_than_any_window_could_be ".repeat(6).replaceAll(" ", "")]) {
      script.answer(...pieces(`| Number | Square | Remark |\n|---:|---:|---|\n${Array.from({ length: 400 }, (_, n) => row(n, `\`${more || "x"}\` `)).join("\n")}\n\nThe end.`, 2_000));
      await app.page.ask("A table");
    }
    await app.quit();
    app = await start("table");
    await until("the tables", () => app.page.run("return document.querySelectorAll('.tw[data-long]').length === 2"));
    const heads = () => app.page.run(
      `const thread = document.querySelector('.thread').getBoundingClientRect();
       return [...document.querySelectorAll('.tw')].map((frame) => ({ top: frame.querySelector('th').getBoundingClientRect().top - thread.top, frame: frame.getBoundingClientRect().top - thread.top, height: frame.clientHeight }))`,
    );
    await app.page.run("document.querySelectorAll('.tw tr')[200].scrollIntoView({ block: 'center' })");
    const [first] = await heads();
    assert.ok(first.frame < -500 && Math.abs(first.top) < 2, JSON.stringify(first));
    await app.page.run("const frame = document.querySelectorAll('.tw')[1]; frame.scrollIntoView({ block: 'center' }); frame.scrollTop = 3000; frame.scrollLeft = 50");
    const [, second] = await heads();
    assert.ok(second.height < 800 && Math.abs(second.top - second.frame) < 2, JSON.stringify(second));
    await app.quit();
  });
});
