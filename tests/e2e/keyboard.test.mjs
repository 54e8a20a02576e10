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

/** Runs in the page: what has the focus, unless all of it (or a viewful) is in view with nothing over it; no stop is an empty name. */
const HIDDEN_STOP = `
  const element = document.activeElement;
  if (element === document.body) return null;
  const name = element.localName + ' ' + (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent).trim().slice(0, 50);
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const isInView = left > -2 && right < innerWidth + 2 && ((top > -2 && bottom < innerHeight + 2) || height > innerHeight / 2);
  const [y0, y1] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
  const at = document.elementFromPoint((left + right) / 2, (y0 + y1) / 2);
  const isOpen = at !== null && (element.contains(at) || at.contains(element) || at.closest('label')?.contains(element));
  return { name, where: [left, top, right, bottom].map(Math.round).join(' '), isHidden: width > 1 && !(isInView && isOpen) };
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

  world.check("at 200 % every stop of every screen is in view, and nothing lies over it", async () => {
    await app.page.newChat();
    await app.page.ask("/markdown");
    const width = () => /** @type {Promise<number>} */ (app.page.run("return innerWidth"));
    const whole = await width();
    for (let step = 0; step < 5; step += 1) await world.hands.press(app.window.id, "ctrl+equal");
    await until("200 %", async () => (await width()) <= whole / 2 + 1);

    const hidden = new Set();
    let stops = 0;
    /** @param {string} screen */
    const tour = async (screen) => {
      const seen = new Set();
      for (let step = 0; step < 80; step += 1) {
        await world.hands.press(app.window.id, "Tab");
        const stop = await app.page.run(HIDDEN_STOP);
        if (!stop) continue;
        const { name, where, isHidden } = stop;
        if (seen.has(`${name} ${where}`)) break;
        seen.add(`${name} ${where}`);
        if (isHidden) hidden.add(`${screen}: ${name} at ${where} of ${await app.page.run("return `${innerWidth} ${innerHeight}`")}`);
      }
      stops += seen.size;
    };
    await (await app.page.composer()).click();
    await tour("the conversation");
    for (const key of ["ctrl+m", "ctrl+k", "ctrl+shift+s", "ctrl+shift+p"]) {
      await world.hands.press(app.window.id, key);
      await app.page.find("dialog", null);
      await tour(key);
      await world.hands.press(app.window.id, "Escape");
      await until("the layer to be gone", () => app.page.run("return document.querySelector('dialog[open]') === null"));
    }
    await world.hands.press(app.window.id, "ctrl+comma");
    await app.page.find("dialog", "Settings");
    const panels = /** @type {string[]} */ (await app.page.run("return [...document.querySelectorAll('.dlg-nav button')].map((one) => one.textContent)"));
    for (const panel of panels) {
      await app.page.click("button", panel);
      await tour(`settings, ${panel}`);
    }
    await app.page.closeLayer();
    await world.hands.press(app.window.id, "ctrl+0");
    await until("100 %", async () => (await width()) === whole);
    assert.deepEqual([...hidden], []);
    assert.ok(stops > 60, `${stops} stops`);
  });
});
