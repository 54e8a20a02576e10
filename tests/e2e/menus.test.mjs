// The menu bar and the window: what a person does with any program, through real keys and menus.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { isRunning, start } from "./harness/processes.mjs";
import { throughout, until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
/** Menus of the bar, and their items, separators not counted. What is grey cannot be chosen, and is not counted either. */
const MENUS = { file: 0, edit: 1, view: 2, chat: 3, vendor: 4, model: 5, help: 6 };

/** @typedef {Awaited<ReturnType<typeof world.start>>} App */

/** How large the display is. */
const SCREEN = { width: 1600, height: 1000 };

const focusedName = (/** @type {App} */ app) => app.page.run("const e = document.activeElement; return e?.getAttribute('aria-label') || document.querySelector(`label[for=\"${e?.id}\"]`)?.textContent || e?.textContent?.trim() || ''");
const width = (/** @type {App} */ app) => app.page.run("return innerWidth");
const widthIs = (/** @type {App} */ app, /** @type {number} */ wanted) =>
  until(`a page ${wanted} px wide`, async () => Math.abs(Number(await width(app)) - wanted) <= 2);

describe("the menu bar", () => {
  /** @type {App} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  world.check("zoom by key, wheel and menu, kept over a restart", async () => {
    const full = Number(await width(app));
    assert.equal(await app.page.run("return document.documentElement.scrollHeight <= innerHeight"), true, "the page is no taller than the window");
    await world.hands.press(app.window.id, "ctrl+equal");
    await widthIs(app, full / 1.1);
    await world.hands.press(app.window.id, "ctrl+minus", "ctrl+minus");
    await widthIs(app, full / 0.9);
    await world.hands.press(app.window.id, "ctrl+0");
    await widthIs(app, full);
    await world.hands.clickAt({ x: app.window.x + 700, y: app.window.y + 300 }, { button: 4, key: "ctrl" });
    await widthIs(app, full / 1.1);
    await world.hands.chooseFromMenu(app.window, MENUS.view, 2);
    await widthIs(app, full / 1.25);
    await world.hands.press(app.window.id, "ctrl+q");
    await until("the program to end", async () => !isRunning(app.pid));
    await app.quit();
    app = await world.start();
    await widthIs(app, full / 1.25);
    await world.hands.press(app.window.id, "ctrl+0");
    await widthIs(app, full);
  });

  world.check("at 200 % everything can be reached without sideways scrolling", async () => {
    await app.page.ask("/markdown");
    for (let step = 0; step < 5; step += 1) await world.hands.press(app.window.id, "ctrl+equal");
    await until("200 %", async () => Math.round(Number(await app.page.run("return outerWidth / innerWidth * 100"))) >= 170);
    assert.equal(await app.page.run("return document.documentElement.scrollWidth <= innerWidth && document.querySelector('.thread').scrollWidth <= document.querySelector('.thread').clientWidth"), true);
    await app.page.find("button", "Send");
    await world.hands.press(app.window.id, "ctrl+0");
    // Whoever clicks next must find what is there then.
    await until("100 %", async () => Math.round(Number(await app.page.run("return outerWidth / innerWidth * 100"))) <= 100);
  });

  world.check("Undo, Redo, Cut and Paste of the Edit menu work in what has the focus", async () => {
    const composer = await app.page.composer();
    const value = () => composer.getAttribute("value");
    await composer.click();
    await world.hands.focus(app.window.id);
    await world.hands.type("one two");
    await until("the words", async () => (await value()) === "one two");
    await world.hands.chooseFromMenu(app.window, MENUS.edit, 0);
    await until("less of them", async () => (await value()) !== "one two");
    await world.hands.chooseFromMenu(app.window, MENUS.edit, 1);
    await until("all of them again", async () => (await value()) === "one two");
    await world.hands.chooseFromMenu(app.window, MENUS.edit, 6);
    await world.hands.chooseFromMenu(app.window, MENUS.edit, 2);
    await until("nothing", async () => (await value()) === "");
    await world.hands.chooseFromMenu(app.window, MENUS.edit, 4);
    await until("the words again", async () => (await value()) === "one two");
    await composer.clear();
  });

  world.check("the Chat menu regenerates, copies the answer and opens the system prompt", async () => {
    await app.page.newChat();
    await app.page.ask("Once");
    await world.hands.chooseFromMenu(app.window, MENUS.chat, 0);
    await app.page.find("button", "Previous version");
    await app.page.answered();
    // "Stop Answer" is grey now.
    await world.hands.chooseFromMenu(app.window, MENUS.chat, 1);
    await until("the answer on the clipboard", async () => (await world.hands.clipboard().catch(() => "")).includes("**mock gateway**"));
    await world.hands.chooseFromMenu(app.window, MENUS.chat, 6);
    await app.page.find("dialog", "System prompt");
    await app.page.closeLayer();
  });

  world.check("the Chat menu renames the chat that is open", async () => {
    await world.hands.chooseFromMenu(app.window, MENUS.chat, 9);
    await until("the title in a field", () => app.page.run("return document.activeElement?.closest('chat-header') !== null && document.activeElement instanceof HTMLInputElement"));
    await app.page.press(Key.CONTROL, "a");
    for (const key of "A better name") await app.page.press(key);
    await app.page.press(Key.ENTER);
    await until("the title", () => app.page.run("return document.querySelector('chat-header h1')?.textContent === 'A better name'"));
  });

  world.check("a pin says what it did, and Other… asks for the vendor's name", async () => {
    await world.hands.press(app.window.id, "ctrl+alt+5");
    await until("a word on it", () => app.page.run("const note = document.querySelector('#passing-note'); return !note.hidden && /only aws/.test(note.textContent)"));
    await app.page.hasRoute("gpt-4o, aws");
    await world.hands.press(app.window.id, "ctrl+5");
    await throughout("the same vendor", () => app.page.has("button", "Model and vendor: gpt-4o, aws"), 300);
    await world.hands.chooseFromMenu(app.window, MENUS.vendor, 10);
    await app.page.find("dialog", "Choose model and vendor");
    await until("the field for a vendor", async () => (await focusedName(app)) === "Another vendor");
    await app.page.closeLayer();
    await world.hands.press(app.window.id, "ctrl+alt+0");
    await app.page.hasRoute("gpt-4o, auto");
  });

  world.check("Help lists the keys, says what it is, and shows the data folder", async () => {
    await world.hands.chooseFromMenu(app.window, MENUS.help, 0);
    await app.page.find("dialog", "Settings");
    assert.equal(await app.page.run("return document.querySelector('settings-shortcuts').hidden"), false);
    await app.page.closeLayer();
    await world.hands.chooseFromMenu(app.window, MENUS.help, 5);
    const about = await app.page.find("dialog", "YouRouter Chat");
    assert.match(await about.getText(), /Version\s*\d+\.\d+\.\d+/);
    assert.match(await about.getText(), /MIT/);
    assert.equal(await app.page.run("return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/licences.js'))"), false, "not before it is asked for");
    await app.page.click("button", "Show all licences");
    const licences = await until("the list", () => app.page.run("const list = document.querySelector('.licences'); return list?.checkVisibility() && list"));
    await app.page.run("const row = [...arguments[0].querySelectorAll('details')].find((one) => /(^|, )tauri \\d/.test(one.innerText)); row.querySelector('summary').click()", licences);
    await until("the words of a licence", () => app.page.run("return /Permission is hereby granted/.test(arguments[0].innerText)", licences));
    await app.page.closeLayer();
    await world.hands.chooseFromMenu(app.window, MENUS.help, 4);
    await until("the folder in the file manager", async () => world.session.openedLinks().includes(world.session.below("data")));
    await world.hands.chooseFromMenu(app.window, MENUS.help, 1);
    await until("the documentation", async () => world.session.openedLinks().some((link) => link.startsWith("https://docs.yourouter.ai")));
  });

  world.check("what cannot work is grey: its key does nothing under a dialog", async () => {
    await world.hands.press(app.window.id, "ctrl+comma");
    await app.page.find("dialog", "Settings");
    await world.hands.press(app.window.id, "ctrl+n", "ctrl+m", "ctrl+shift+p");
    await throughout("one dialog", async () => (await app.page.all("dialog", null)).length === 1, 300);
    await app.page.closeLayer();
  });

  world.check("the window opens where it was, in its size, and never off the screen", async () => {
    await world.hands.resize(app.window, 900, 700);
    await world.hands.moveWindow(app.window.id, 200, 120);
    await until("the new frame", async () => {
      const { x, y, width } = await world.hands.mainWindow(app.pid);
      return x === 200 && y === 120 && width === 900;
    });
    await world.hands.press(app.window.id, "ctrl+w");
    await until("the program to end", async () => !isRunning(app.pid));
    await app.quit();
    assert.ok(existsSync(join(world.session.below("data"), "window.place")));
    app = await world.start();
    const again = await world.hands.mainWindow(app.pid);
    assert.deepEqual([again.x, again.y, again.width, again.height], [200, 120, 900, 700]);
    await world.hands.moveWindow(app.window.id, 3000, 2000);
    await until("it out of sight", async () => (await world.hands.mainWindow(app.pid)).x === 3000);
    await world.hands.press(app.window.id, "ctrl+q");
    await until("the program to end", async () => !isRunning(app.pid));
    await app.quit();
    app = await world.start();
    const back = await world.hands.mainWindow(app.pid);
    assert.ok(back.x >= 0 && back.x < 1500 && back.y >= 0 && back.y < 900, JSON.stringify(back));
  });
});

// Only a window manager makes a window as large as the screen.
describe("under a window manager", () => {
  /** @type {Awaited<ReturnType<typeof openWorld>>} */
  let other;
  /** @type {ReturnType<typeof start>} */
  let manager;
  before(async () => {
    other = await openWorld(SCREEN);
    manager = start("openbox", [], { env: other.session.env });
  });
  after(async () => {
    await other.close();
    await manager.end();
  });

  world.check("F11 fills the screen and gives it back, over a restart too", async () => {
    let app = await other.start();
    const frame = () => other.hands.mainWindow(app.pid);
    const before = await frame();
    assert.ok(before.width < SCREEN.width);
    const isFull = () => until("the whole screen", async () => (await frame()).width === SCREEN.width && (await frame()).height === SCREEN.height);
    const isBack = () => until("the size before", async () => (await frame()).width === before.width && (await frame()).height === before.height);
    await other.hands.press(app.window.id, "F11");
    await isFull();
    await app.page.ask("On the whole screen");
    await other.hands.press(app.window.id, "F11");
    await isBack();
    await other.hands.press(app.window.id, "F11");
    await isFull();
    await other.hands.press(app.window.id, "ctrl+q");
    await until("the program to end", async () => !isRunning(app.pid));
    await app.quit();
    // The state is remembered, and so is the size behind it.
    app = await other.start();
    await isFull();
    await other.hands.press(app.window.id, "F11");
    await isBack();
  });
});
