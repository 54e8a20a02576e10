// Keyboard only: everything is reached with Tab, what has the focus is seen, layers close with Escape, and the Enter
// that confirms an input method's composition does not send.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { throughout, until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();

/** Runs in the page: what has the focus, and whether a sighted person can tell. */
const FOCUSED = `
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const frame = element.closest('.composer, .field') ?? element;
  const around = getComputedStyle(frame);
  const isSeen = [style, around].some((one) => one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) > 0) || around.boxShadow !== 'none';
  return { name: element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40), tag: element.localName, isSeen };
`;

describe("the keyboard", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
    await app.page.ask("Something to look at");
  });
  after(() => world.close());

  const focused = () => app.page.run(FOCUSED);
  const focusedName = async () => (await focused()).name;

  world.check("Tab reaches everything, and the focus is always seen", async () => {
    await (await app.page.composer()).click();
    const seen = new Map();
    for (let step = 0; step < 60; step += 1) {
      await app.page.press(Key.TAB);
      const { name, tag, isSeen } = await focused();
      if (tag === "body") continue;
      const key = `${tag} ${name}`;
      if (seen.has(key) && name === "Message") break;
      seen.set(key, isSeen);
    }
    const names = [...seen.keys()].join("\n");
    for (const wanted of [/Message/, /Attach files/, /New chat/, /Search/, /Settings/, /Model and vendor:/, /Copy/, /Inspect/]) {
      assert.match(names, wanted);
    }
    assert.deepEqual([...seen].filter(([, isSeen]) => !isSeen).map(([key]) => key), []);
  });

  world.check("a row of buttons is one tab stop, and the arrow keys move in it", async () => {
    const stops = "return [...document.querySelectorAll('[role=log] [role=toolbar]')].map((bar) => [...bar.querySelectorAll('button')].filter((one) => one.tabIndex === 0).length)";
    assert.ok((/** @type {number[]} */ (await app.page.run(stops))).every((count) => count === 1));
    await app.page.run("document.querySelector('.acts [tabindex=\"0\"]').focus()");
    assert.equal(await focusedName(), "Inspect");
    await app.page.press(Key.HOME);
    assert.equal(await focusedName(), "Copy as Markdown");
    await app.page.press(Key.ARROW_RIGHT);
    assert.equal(await focusedName(), "Regenerate");
    assert.ok((/** @type {number[]} */ (await app.page.run(stops))).every((count) => count === 1));
    await app.page.press(Key.END);
    assert.equal(await focusedName(), "Inspect");
  });

  world.check("a layer takes the focus, keeps it, and gives it back", async () => {
    await (await app.page.find("button", /^Settings/)).sendKeys(Key.ENTER);
    await app.page.find("dialog", null);
    for (let step = 0; step < 20; step += 1) {
      await app.page.press(Key.TAB);
      assert.equal(await app.page.run("return document.activeElement === document.body || document.activeElement.closest('dialog') !== null"), true);
    }
    await app.page.closeLayer();
    assert.match(await focusedName(), /^Settings/);
  });

  world.check("a button that goes with what it was for hands the focus on, to the composer or to what follows it", async () => {
    const isInComposer = () => until("the focus in the composer", async () => (await focusedName()) === "Message");
    await app.page.newChat();
    await app.page.send("/slow");
    await app.page.streaming(10);
    await (await app.page.find("button", "Stop")).click();
    await app.page.answered("stopped");
    await isInComposer();
    await (await app.page.find("button", "Try again")).sendKeys(Key.ENTER);
    await app.page.streaming();
    await isInComposer();
    await app.page.press(Key.ESCAPE);
    await app.page.answered("stopped");

    await app.page.newChat();
    await app.page.send("/flaky 2");
    await (await app.page.find("button", "Retry now")).sendKeys(Key.ENTER);
    await until("the second attempt's countdown", async () => /attempt 3 of/.test((await app.page.answer())?.text ?? "") || (await app.page.answer())?.state === "done");
    assert.notEqual(await app.page.run("return document.activeElement === document.body"), true);
    if (await app.page.has("button", "Retry now")) await (await app.page.find("button", "Retry now")).sendKeys(Key.ENTER);
    await app.page.answered();
    await isInComposer();
  });

  world.check("shortcuts open the picker, the search and the settings", async () => {
    for (const key of ["ctrl+m", "ctrl+k", "ctrl+comma"]) {
      await (await app.page.composer()).click();
      await world.hands.press(app.window.id, key);
      await app.page.find("dialog", null);
      await app.page.closeLayer();
    }
  });

  world.check("Shift+Enter breaks the line", async () => {
    const composer = await app.page.composer();
    await composer.click();
    await composer.sendKeys("one");
    await app.page.press(Key.SHIFT, Key.ENTER);
    await composer.sendKeys("two");
    assert.equal(await composer.getAttribute("value"), "one\ntwo");
    await composer.clear();
  });

  world.check("the Enter that confirms a composition does not send, in either order of events", async () => {
    const composer = await app.page.composer();
    await composer.click();
    await composer.sendKeys("日本");
    const before = (await app.page.messages()).length;
    // WebKit ends the composition before the confirming key goes down (WebKit bug 165004); others after.
    for (const event of ["{ isComposing: true }", "{ keyCode: 229, which: 229 }"]) {
      await app.page.run(
        `arguments[0].dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...${event} }))`,
        composer,
      );
    }
    await throughout("no message was sent", async () => (await app.page.messages()).length === before, 500);
    assert.equal(await composer.getAttribute("value"), "日本");
    await app.page.press(Key.ENTER);
    await until("the message in the transcript", async () => (await app.page.messages()).length === before + 2);
    await app.page.answered();
  });

  world.check("Escape stops an answer", async () => {
    await app.page.newChat();
    await app.page.send("/slow");
    await app.page.streaming();
    await app.page.press(Key.ESCAPE);
    await app.page.answered("stopped");
  });
});
