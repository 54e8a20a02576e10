// What one reads stays where it is, whatever changes around it; and at the end the end stays in view.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();

/** Runs in the page: where a paragraph in the middle of the answer stands, from the top of what is seen. */
const READ = `
  const thread = document.querySelector('.thread');
  const edge = thread.getBoundingClientRect().top;
  const block = [...document.querySelectorAll('.prose > p, .prose > h2')].find((one) => one.getBoundingClientRect().top >= edge);
  return { text: block.textContent, top: block.getBoundingClientRect().top - edge };
`;
/** The same of a known paragraph. */
const WHERE = `
  const thread = document.querySelector('.thread');
  const block = [...document.querySelectorAll('.prose > p, .prose > h2')].find((one) => one.textContent === arguments[0]);
  return block ? block.getBoundingClientRect().top - thread.getBoundingClientRect().top : null;
`;
const AT_END = "const thread = document.querySelector('.thread'); return thread.scrollHeight - thread.scrollTop - thread.clientHeight < 24";
/** Frames in which what changed is laid out and put right. */
const SETTLED = "const done = arguments[0]; const frames = (left) => left === 0 ? done() : requestAnimationFrame(() => frames(left - 1)); frames(6);";

describe("the reading place", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
    await app.page.ask("/long 30 0");
  });
  after(() => world.close());

  /** @param {string} what @param {() => Promise<unknown>} change @param {number} [tolerance] in pixels */
  async function stays(what, change, tolerance = 3) {
    const before = /** @type {{ text: string, top: number }} */ (await app.page.run(READ));
    await change();
    await until(`the paragraph in its place after ${what}`, async () => {
      await app.driver.executeAsyncScript(SETTLED);
      const top = await app.page.run(WHERE, before.text);
      return top !== null && Math.abs(Number(top) - before.top) <= tolerance;
    }).catch(async (error) => {
      throw new Error(`${error.message}: ${JSON.stringify(before)} is at ${await app.page.run(WHERE, before.text)}`);
    });
  }

  world.check("in the middle it stays: another width, another height, another zoom, a composer that grows", async () => {
    await app.page.run("const thread = document.querySelector('.thread'); thread.dispatchEvent(new WheelEvent('wheel', { deltaY: -1 })); thread.scrollTop = thread.scrollHeight / 2");
    await app.driver.executeAsyncScript(SETTLED);
    await stays("another width", async () => {
      await world.hands.resize(app.window, 800, 800);
      await until("the width", () => app.page.run("return innerWidth <= 800"));
    });
    await stays("another height", async () => {
      await world.hands.resize(app.window, 800, 600);
      await until("the height", () => app.page.run("return innerHeight < 600"));
    });
    await stays("zooming in", () => world.hands.press(app.window.id, "ctrl+equal"), 12);
    await stays("zooming out", () => world.hands.press(app.window.id, "ctrl+0"), 12);
    await stays("a composer that grew", async () => {
      await (await app.page.composer()).sendKeys("one");
      for (let line = 0; line < 5; line += 1) await app.page.press(Key.SHIFT, Key.ENTER);
    });
    await (await app.page.composer()).clear();
  });

  world.check("at the end the end stays in view: another size, a growing composer, a failure with its buttons", async () => {
    await app.page.newChat();
    await app.page.ask("/long 12 0");
    const atEnd = (/** @type {string} */ what) => until(`the end in view after ${what}`, () => app.page.run(AT_END));
    await atEnd("the answer");
    await world.hands.resize(app.window, 700, 520);
    await until("the size", () => app.page.run("return innerWidth <= 700 && innerHeight <= 520"));
    await app.driver.executeAsyncScript(SETTLED);
    await atEnd("another size");
    await (await app.page.composer()).sendKeys("one");
    for (let line = 0; line < 6; line += 1) await app.page.press(Key.SHIFT, Key.ENTER);
    await atEnd("a composer that grew");
    await (await app.page.composer()).clear();
    await app.page.send("/401");
    await app.page.answered("failed");
    await atEnd("a failure");
    const isSeen = "const box = [...document.querySelectorAll('failure-notice button')].find((one) => one.textContent.includes('Replace key')).getBoundingClientRect(); const room = document.querySelector('.thread').getBoundingClientRect(); return box.top >= room.top && box.bottom <= room.bottom";
    assert.equal(await app.page.run(isSeen), true, "the button is in view");
    await world.hands.resize(app.window, 1180, 800);
  });

  world.check("a long question is folded, and opened by its button; the one that is edited is marked", async () => {
    await app.page.newChat();
    const question = `A long question. ${"It goes on and on. ".repeat(140)}`;
    await app.page.run("const field = document.querySelector('textarea'); field.focus(); document.execCommand('insertText', false, arguments[0])", question);
    await app.page.press(Key.ENTER);
    await until("the question", async () => (await app.page.messages()).length === 2);
    await app.page.answered();
    const height = () => app.page.run("return document.querySelector('user-message .words').getBoundingClientRect().height");
    const folded = Number(await height());
    await app.page.click("button", "Show all");
    assert.ok(Number(await height()) > folded * 1.5);
    await app.page.click("button", "Show less");
    assert.equal(Number(await height()), folded);
    await app.page.click("button", "Edit and resend");
    await until("the mark", () => app.page.run("return document.querySelector('user-message').hasAttribute('data-editing')"));
    await app.page.click("button", "Cancel editing");
    await until("no mark", () => app.page.run("return !document.querySelector('user-message').hasAttribute('data-editing')"));
  });
});
