// What lies on this computer: shown, backed up, restored from the program and from a file, and deleted to the last chat, through
// the real window, the native menu and the native dialogs.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
/** From 0: New Chat, Attach Files, Export, Import, Settings, Data and Privacy. */
const [FILE, DATA] = [0, 5];
const place = world.session.below("saved");
mkdirSync(place, { recursive: true });

describe("data and privacy", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  const data = world.session.below("data-page");
  before(async () => {
    app = await world.start({ data: "data-page" });
  });
  after(() => world.close());

  const open = async () => {
    await world.hands.chooseFromMenu(app.window, FILE, DATA);
    await until("the figures", () => app.page.run("return /\\d+ chats?, /.test(document.querySelector('settings-data')?.innerText ?? '')"));
  };
  /** @param {RegExp} words */
  const said = (words) => until(String(words), async () => words.test(String(await app.page.run("return document.querySelector('settings-data')?.innerText"))));
  const backups = () => (existsSync(join(data, "backups")) ? readdirSync(join(data, "backups")).filter((name) => name.endsWith(".sqlite")) : []);

  world.check("the page says where and how much, and makes a backup", async () => {
    await app.page.ask("A chat from before");
    await open();
    const text = String(await app.page.run("return document.querySelector('settings-data').innerText"));
    assert.ok(text.includes(data), text);
    assert.match(text, /1 chat, \d/);
    await app.page.click("button", "Back Up Now");
    await said(/Backup made/);
    assert.ok(backups().some((name) => name.includes("-manual")), backups().join());
    await app.page.closeLayer();
  });

  world.check("one is saved elsewhere, where the person says", async () => {
    await open();
    await app.page.click("button", "Save As…");
    await world.hands.answerFileDialog(app.window, join(place, "kept.sqlite"));
    await said(/Backup saved/);
    assert.match(readFileSync(join(place, "kept.sqlite")).subarray(0, 15).toString(), /^SQLite format 3/);
    await app.page.closeLayer();
  });

  world.check("a backup is restored, and what was there is kept first", async () => {
    await app.page.click("button", "New chat");
    await app.page.ask("A chat from after");
    await open();
    await app.page.click("button", /^Restore the backup of/);
    await app.page.find("dialog", /^Restore the backup of/);
    await app.page.click("button", "Restore");
    await until("the chat to be gone", async () => !(await app.page.has("button", /^A chat from after/)));
    await app.page.find("button", /^A chat from before/);
    assert.ok(backups().some((name) => name.includes("-replaced")), backups().join());
    assert.equal(await app.page.run("return document.querySelector('dialog[open]')"), null);
  });

  world.check("a file that is no backup is refused in words, and nothing changes", async () => {
    const path = join(place, "letter.sqlite");
    writeFileSync(path, "Dear friend, this is not a database.");
    await open();
    await app.page.click("button", "Choose File…");
    await app.page.click("button", "Restore");
    await world.hands.answerFileDialog(app.window, path);
    await said(/not a backup of YouRouter Chat/);
    await app.page.closeLayer();
    await app.page.find("button", /^A chat from before/);
  });

  world.check("everything is deleted once the word is typed, and the first screen stands", async () => {
    await open();
    await app.page.click("button", "Delete Everything…");
    await app.page.find("dialog", "Delete everything?");
    assert.equal(await app.page.run("return document.querySelector('delete-dialog [type=submit]').disabled"), true);
    await app.page.fill("textbox", "Type “delete” to confirm", "delete");
    await app.page.press(Key.ENTER);
    await until("nothing to be left", async () => !(await app.page.has("button", /^A chat from before/)));
    // The backup of the day may have been due just now: of an empty history.
    for (const name of backups()) assert.ok(!readFileSync(join(data, "backups", name)).includes("A chat from before"), name);
    assert.ok(!readFileSync(join(data, "chat.sqlite")).includes("A chat from before"));
    await app.page.ask("A new beginning");
  });
});
