// What is long comes up and stays in hand: a reasoning, a paragraph, a block of code and a question of a length that
// people meet. Times are bounds for waiting, wide enough for a slow machine; the figures come from `benches/`.

import assert from "node:assert/strict";
import { after, describe } from "node:test";
import { pieces, startScript } from "./harness/script.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const script = await startScript();
const REASONING = Array.from({ length: 1500 }, (_, n) => `Step ${n}: I look at what is given, decide what follows from it, and check that against the question once more, بعناية.\n\n`).join("");
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

describe("what is long", () => {
  after(async () => {
    await world.close();
    await script.end();
  });
  const start = (/** @type {string} */ data) => world.start({ data, env: { YOUROUTER_BASE_URL: script.baseUrl } });

  world.check("a reasoning of 200 kB grows while it is open, opens at once, and copies exactly", async () => {
    let app = await start("reasoning");
    script.answer(...pieces(REASONING, 400).map(({ text }) => ({ reasoning: text ?? "" })), { text: "So it is." });
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
    await app.page.ask("Think");
    assert.equal(await app.page.run("return document.querySelector('.think').open && getSelection().toString()"), "Step 0");
    await app.quit();
    app = await start("reasoning");
    await app.page.answered();
    const thought = await app.page.run("return document.querySelector('.think .body').textContent");
    assert.ok(thought === REASONING, "every word of it is there");
    const open = await timed(app, "document.querySelector('.think summary').click()");
    assert.ok(open < 2_000, `opened within two seconds: ${open}`);
    const parts = await app.page.run("return [...document.querySelectorAll('.think .part')].map((part) => part.textContent.length)");
    assert.ok(parts.length > 50 && Math.max(...parts) < 8_000, JSON.stringify(parts.slice(0, 9)));
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
    for (const [question, answer] of [["Code", `\`\`\`rust\n${CODE}\n\`\`\`\n\nThe end.`], ["Prose", PARAGRAPH], [QUESTION, "Yes."]]) {
      script.answer(...pieces(answer ?? "", 4_000));
      const before = await app.page.run("return document.querySelectorAll('[role=log] article').length");
      await app.page.run(
        `const field = document.querySelector('textarea[aria-label="Message"]');
         field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));
         field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));`,
        question,
      );
      await until("the answer", () => app.page.run("const all = document.querySelectorAll('[role=log] article'); return all.length === arguments[0] && all[all.length - 1].dataset.state === 'done'", before + 2), { timeoutMs: 60_000 });
    }
    await app.quit();
    app = await start("answers");
    await until("the conversation", () => app.page.run("return document.querySelectorAll('[role=log] article').length === 6"), { timeoutMs: 20_000 });
    const lengths = await app.page.run("return [document.querySelectorAll('.you .words')[2].textContent, document.querySelectorAll('.prose')[1].textContent, document.querySelector('pre').textContent].map((text) => text.length)");
    assert.deepEqual(lengths, [QUESTION.trim().length, PARAGRAPH.length, CODE.length + 1]);
    assert.equal(await app.page.run("const thread = document.querySelector('.thread'); return Math.abs(thread.scrollHeight - thread.clientHeight - thread.scrollTop) < 2"), true, "it stands at its end");

    // The same block, laid out again: what is out of sight costs next to nothing, and every line has its height.
    const height = "document.querySelector('pre').getBoundingClientRect().height";
    const unfold = await timed(app, "document.querySelector('[data-act=unfold]').click()");
    const [line, whole] = await app.page.run(`return [parseFloat(getComputedStyle(document.querySelector('pre')).lineHeight), ${height}]`);
    assert.ok(Math.abs(whole - line * 20_000) < line * 2, `${whole} for 20,000 lines of ${line}`);
    const far = await timed(app, `document.querySelector('.thread').scrollTop = 200000`);
    const place = () => app.page.run(`return [document.querySelector('.thread').scrollTop, ${height}]`);
    assert.deepEqual(await place(), [200_000, whole]);
    for (const [what, ms] of [["unfolding", unfold], ["scrolling", far]]) assert.ok(Number(ms) < 2_000, `${what} took ${ms} ms`);

    await app.page.run("document.activeElement?.blur(); getSelection().selectAllChildren(document.querySelector('pre > code'))");
    await world.hands.press(app.window.id, "ctrl+c");
    const copy = await until("the code on the clipboard", async () => {
      const text = await world.hands.clipboard();
      return text.startsWith("    let value_0 ") && text;
    });
    assert.ok(copy === CODE, "character for character");
    assert.deepEqual(await place(), [200_000, whole], "a selection of all of it moves nothing");
    await app.quit();
  });
});
