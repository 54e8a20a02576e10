// Chats as a whole in the real window: named, pinned, archived, filed, deleted, restored, one and many, and begun anew from
// a message or with another model; by the mouse, by the keyboard and by the menu.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { pieces, startScript } from "./harness/script.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const script = await startScript();

/** Runs in the page: the rows of the sidebar under their headings, in order. */
const ROWS = `
  return [...document.querySelectorAll('chat-sidebar .side-list ul')].flatMap((list) =>
    [...list.querySelectorAll('.conv')].map((row) => list.getAttribute('aria-label') + ': ' + row.querySelector('.conv-t').textContent));
`;

/** @typedef {Awaited<ReturnType<typeof world.start>>} App */

/** @param {App} app @returns {Promise<string[]>} */
const rows = (app) => app.page.run(ROWS);

/** Waits until the sidebar lists these, as `Group: title`. @param {App} app @param {string[]} wanted */
const lists = (app, wanted) => until(`the rows ${wanted.join(", ")}`, async () => JSON.stringify(await rows(app)) === JSON.stringify(wanted)).catch(async (error) => assert.deepEqual(await rows(app), wanted, String(error)));

/** Starts with some chats, the last one asked first in the list. @param {string} data @param {string[]} titles */
async function startWith(data, ...titles) {
  const app = await world.start({ data });
  for (const [at, title] of titles.entries()) {
    if (at > 0) await app.page.newChat();
    await app.page.ask(title);
  }
  await until("the rows", async () => (await rows(app)).length === titles.length);
  return app;
}

/** Opens the menu of a row. What the driver types after that has no capitals: it loses Shift. @param {App} app @param {string} title */
async function menuOf(app, title) {
  const row = await app.page.find("button", title);
  await app.driver.actions().contextClick(row).perform();
  await app.page.find("menu", null);
}

/** @param {App} app @param {string} title @param {...string} items one below the other */
async function choose(app, title, ...items) {
  await menuOf(app, title);
  for (const item of items) await pick(app, item);
}

/** @param {App} app @param {string} item of the menu that is open */
async function pick(app, item) {
  await until(`the item ${item}`, async () => {
    const found = [...(await app.page.all("menuitem", item)), ...(await app.page.all("menuitemcheckbox", item))][0];
    if (!found) return false;
    await found.click();
    return true;
  });
}

/** @param {App} app @param {string} title */
const focusRow = async (app, title) => app.driver.executeScript("arguments[0].focus()", await app.page.find("button", title));

/** @param {App} app */
const titleOf = (app) => app.page.run("return document.querySelector('chat-header h1').textContent");

describe("chats as a whole", () => {
  after(async () => {
    await world.close();
    await script.end();
  });

  world.check("a chat is renamed by F2, by a double click on its title and by its menu, and keeps the name", async () => {
    let app = await startWith("rename", "Alpha", "Beta");
    await focusRow(app, "Alpha");
    await app.page.press(Key.F2);
    await app.page.find("textbox", "Name");
    await app.page.press("Gamma");
    await app.page.press(Key.ENTER);
    await lists(app, ["Today: Beta", "Today: Gamma"]);
    assert.equal(await app.page.run("return document.activeElement.textContent"), "Gamma", "the focus is back on the row");

    await app.driver.actions().doubleClick(await app.driver.findElement({ css: "chat-header h1" })).perform();
    await app.page.find("textbox", "Name");
    await app.page.press("Delta");
    await app.page.press(Key.ENTER);
    await until("the title", async () => (await titleOf(app)) === "Delta");
    await lists(app, ["Today: Delta", "Today: Gamma"]);

    await choose(app, "Gamma", "Rename");
    await app.page.press("never");
    await app.page.press(Key.ESCAPE);
    await app.page.ask("more of it");
    await lists(app, ["Today: Delta", "Today: Gamma"]);
    await app.quit();
    app = await world.start({ data: "rename" });
    await lists(app, ["Today: Delta", "Today: Gamma"]);
    await app.quit();
  });

  world.check("a chat is pinned and archived from its menu, by keyboard, and comes back", async () => {
    const app = await startWith("pins", "Alpha", "Beta", "Gamma");
    await choose(app, "Alpha", "Pin");
    await lists(app, ["Pinned: Alpha", "Today: Gamma", "Today: Beta"]);
    await focusRow(app, "Beta");
    await app.page.press(Key.SHIFT, Key.F10);
    await app.page.find("menu", null);
    await app.page.press("a");
    await app.page.press(Key.ENTER);
    await lists(app, ["Pinned: Alpha", "Today: Gamma"]);
    await app.page.click("button", "Archived");
    await lists(app, ["Today: Beta"]);
    await choose(app, "Beta", "Move out of archive");
    await lists(app, []);
    await app.page.click("button", "All chats");
    await lists(app, ["Pinned: Alpha", "Today: Gamma", "Today: Beta"]);
    await choose(app, "Alpha", "Unpin");
    await lists(app, ["Today: Gamma", "Today: Beta", "Today: Alpha"]);
    await app.quit();
  });

  world.check("a deleted chat comes back by Ctrl Z, by Undo, and from Recently deleted; and can be removed for good", async () => {
    const app = await startWith("trash", "Alpha", "Beta");
    await focusRow(app, "Beta");
    await app.page.press(Key.DELETE);
    await lists(app, ["Today: Alpha"]);
    await until("a new chat in place of the open one", async () => (await app.page.messages()).length === 0);
    assert.equal(await app.page.run("return document.activeElement.textContent"), "Alpha", "the focus stays in the list");
    await app.page.press(Key.CONTROL, "z");
    await lists(app, ["Today: Beta", "Today: Alpha"]);
    await until("the open chat again", async () => (await app.page.messages()).length === 2);

    await choose(app, "Alpha", "Delete");
    await lists(app, ["Today: Beta"]);
    await app.page.click("button", "Undo");
    await lists(app, ["Today: Beta", "Today: Alpha"]);

    await app.page.click("button", "Chat actions");
    await pick(app, "Delete");
    await lists(app, ["Today: Alpha"]);
    await choose(app, "Alpha", "Delete");
    await lists(app, []);
    await app.page.click("button", "Recently deleted");
    await lists(app, ["Today: Alpha", "Today: Beta"]);
    await choose(app, "Beta", "Restore");
    await lists(app, ["Today: Alpha"]);
    await focusRow(app, "Alpha");
    await app.page.press(Key.DELETE);
    await app.page.click("button", "Delete permanently");
    await lists(app, []);
    await app.page.click("button", "All chats");
    await lists(app, ["Today: Beta"]);
    await app.quit();
  });

  world.check("a folder is made with chats in it, keeps them when it is renamed, and lets them be when it is deleted", async () => {
    const app = await startWith("folders", "Alpha", "Beta");
    await choose(app, "Alpha", "Move to folder", "New folder");
    await app.page.fill("textbox", "Name", "work");
    await app.page.fill("textbox", "System prompt", "answer in one word");
    await app.page.click("button", "Create");
    await lists(app, ["Folders: work", "Today: Beta", "Today: Alpha"]);
    await app.page.click("button", "work");
    await lists(app, ["Today: Alpha"]);

    // What is begun in it belongs to it, and goes out with what was set for it.
    await app.page.newChat();
    await app.page.ask("inside");
    await lists(app, ["Today: inside", "Today: Alpha"]);
    const sent = (await world.gateway.chats()).at(-1);
    assert.deepEqual(sent?.body.messages[0], { role: "system", content: "answer in one word" });

    await app.page.click("button", "Folder actions");
    await pick(app, "Folder settings");
    await app.page.fill("textbox", "Name", "office");
    await app.page.click("checkbox", "Show these chats only in the folder");
    await app.page.click("button", "Save");
    await app.page.click("button", "All chats");
    await lists(app, ["Folders: office", "Today: Beta"]);
    await choose(app, "office", "Delete folder");
    await app.page.click("button", "Delete folder");
    await lists(app, ["Today: inside", "Today: Beta", "Today: Alpha"]);
    await app.quit();
  });

  world.check("a chat is dragged onto a folder, and a selection; Escape takes it back, and letting go elsewhere does nothing", async () => {
    const app = await startWith("drags", "Alpha", "Beta", "Gamma", "Delta");
    await choose(app, "Alpha", "Move to folder", "New folder");
    await app.page.fill("textbox", "Name", "work");
    await app.page.click("button", "Create");
    await app.page.find("button", "work");
    const place = async (/** @type {string} */ name) => world.hands.placeOf(app, await app.page.find("button", name));
    const filed = async (/** @type {string[]} */ titles) => {
      await app.page.click("button", "work");
      await lists(app, titles.map((title) => `Today: ${title}`));
      await app.page.click("button", "All chats");
      await app.page.find("button", "work");
    };
    /** What would take it now, and what hangs on the pointer. @param {string | null} wanted */
    const held = (wanted) => until(`${wanted} to take the drop`, () => app.page.run("return (document.querySelector('.conv.taking')?.textContent ?? null) === arguments[0]", wanted));
    const dragged = () => app.page.run("return document.querySelector('.dragged')?.textContent ?? null");

    await world.hands.drag(await place("Beta"), await place("work"), async () => {
      await held("work");
      assert.equal(await dragged(), "Beta");
    });
    await app.page.find("status", /1 chat added to work/);
    assert.equal(await dragged(), null);
    await filed(["Beta", "Alpha"]);
    assert.equal(await titleOf(app), "Delta", "letting go is no click");

    // Escape, with the pointer over the folder.
    await world.hands.drag(await place("Gamma"), await place("work"), async () => {
      await held("work");
      await world.hands.press(app.window.id, "Escape");
      await held(null);
      assert.equal(await dragged(), null);
    });
    // Another chat is no place for it.
    await world.hands.drag(await place("Gamma"), await place("Alpha"), async () => {
      await until("the chat on the pointer", async () => (await dragged()) === "Gamma");
      await held(null);
    });
    assert.equal(await titleOf(app), "Delta");

    // A selection goes as one, and what was in the folder stays in it when that is undone.
    await focusRow(app, "Delta");
    await app.page.press(Key.CONTROL, "a");
    await app.page.find("status", "4 selected");
    await world.hands.drag(await place("Gamma"), await place("work"), async () => {
      await held("work");
      assert.equal(await dragged(), "4 chats");
    });
    await app.page.find("status", /2 chats added to work/);
    await filed(["Delta", "Gamma", "Beta", "Alpha"]);
    await app.page.click("button", "Undo");
    await filed(["Beta", "Alpha"]);

    // A row is opened by a click afterwards as before.
    await app.page.click("button", "Alpha");
    await until("the chat", async () => (await titleOf(app)) === "Alpha");
    await app.quit();
  });

  world.check("a chat goes into a folder and out of it by keyboard", async () => {
    const app = await startWith("keys", "Alpha", "Beta");
    await choose(app, "Alpha", "Move to folder", "New folder");
    await app.page.fill("textbox", "Name", "work");
    await app.page.click("button", "Create");
    await app.page.find("button", "work");
    const move = async () => {
      await focusRow(app, "Beta");
      await app.page.press(Key.SHIFT, Key.F10);
      await app.page.find("menu", null);
      await app.page.press("m");
      await app.page.press(Key.ARROW_RIGHT);
      await app.page.find("menuitemcheckbox", "work");
      await app.page.press("w");
      await app.page.press(Key.ENTER);
    };
    await move();
    await app.page.find("status", /1 chat added to work/);
    assert.equal(await app.page.run("return document.activeElement.textContent"), "Beta", "the focus is back on the row");
    await app.page.press(Key.HOME);
    await app.page.press(Key.ENTER);
    await lists(app, ["Today: Beta", "Today: Alpha"]);
    await app.page.click("button", "All chats");
    await move();
    await app.page.click("button", "work");
    await lists(app, ["Today: Alpha"]);
    await app.quit();
  });

  world.check("the tree of branches opens by keyboard, and leads to another branch", async () => {
    const app = await startWith("tree", "Alpha");
    await app.page.ask("Second");
    await app.driver.executeScript("arguments[0].click()", (await app.page.all("button", "Edit and resend")).at(-1));
    await app.page.find("button", "Cancel editing");
    await app.page.ask("Otherwise");

    await focusRow(app, "Alpha");
    const openTree = async () => {
      await app.driver.executeScript("arguments[0].focus()", await app.page.find("button", "Chat actions"));
      await app.page.press(Key.ENTER);
      await app.page.find("menu", null);
      await app.page.press("b");
      await app.page.press(Key.ENTER);
      await app.page.find("tree", "Branches");
    };
    await openTree();
    const at = () => app.page.run("return document.activeElement.innerText");
    assert.equal(await app.page.run("return document.activeElement.getAttribute('aria-current')"), "true", "it begins at the branch that is shown");
    const lines = await app.page.run("return [...document.querySelectorAll('[role=treeitem]')].map((item) => item.getAttribute('aria-level') + ' ' + item.querySelector('.grow').textContent)");
    assert.equal(lines.filter((/** @type {string} */ line) => /^2 (Second|Otherwise)$/.test(line)).length, 2, lines.join(", "));
    await app.page.press(Key.HOME);
    await until("the line of the other branch", async () => {
      if (/Second/.test(await at())) return true;
      await app.page.press(Key.ARROW_DOWN);
      return false;
    });
    await app.page.press(Key.ENTER);
    await app.page.isGone("dialog", null);
    await until("the other branch", async () => (await app.page.messages()).some(({ text }) => /Second/.test(text)));

    await app.page.send("/slow");
    await app.page.find("button", "Stop");
    await openTree();
    await app.page.press(Key.ENTER);
    await until("the words that it has to wait", async () => /being written/.test(await app.page.run("return document.querySelector('branches-dialog [role=status]').textContent")));
    await app.page.press(Key.ESCAPE);
    await app.page.click("button", "Stop");
    await app.quit();
  });

  world.check("many chats are selected by Ctrl and Shift, by keyboard and all at once, and deleted and restored together", async () => {
    const app = await startWith("many", "One", "Two", "Three", "Four");
    const click = async (/** @type {string} */ title, /** @type {string} */ key) =>
      app.driver.actions().keyDown(key).click(await app.page.find("button", title)).keyUp(key).perform();
    await click("Four", Key.CONTROL);
    await click("Two", Key.CONTROL);
    await app.page.find("status", "2 selected");
    await app.page.press(Key.ESCAPE);
    await until("no selection", async () => !(await app.page.has("status", "2 selected")));

    await focusRow(app, "Four");
    await app.page.press(Key.SHIFT, Key.ARROW_DOWN);
    await app.page.press(Key.SHIFT, Key.ARROW_DOWN);
    await app.page.find("status", "3 selected");
    await choose(app, "Three", "Archive");
    await lists(app, ["Today: One"]);
    await app.page.click("button", "Undo");
    await lists(app, ["Today: Four", "Today: Three", "Today: Two", "Today: One"]);

    await until("the open chat again", async () => (await app.page.messages()).length === 2);
    await focusRow(app, "One");
    await app.page.press(Key.CONTROL, "a");
    await app.page.find("status", "4 selected");
    await app.page.press(Key.DELETE);
    await lists(app, []);
    await app.page.click("button", "Recently deleted");
    await until("four deleted chats", async () => (await rows(app)).length === 4);
    await focusRow(app, "Two");
    await app.page.press(Key.CONTROL, "a");
    await app.page.click("button", "Restore");
    await lists(app, []);
    await app.page.click("button", "All chats");
    await lists(app, ["Today: Four", "Today: Three", "Today: Two", "Today: One"]);
    await app.quit();
  });

  world.check("a selection, a folder and one chat of the list are exported, as Markdown, JSON and a page", async () => {
    const app = await startWith("exports", "One", "Two", "Three");
    const place = world.session.below("exported");
    const folder = join(place, "some");
    mkdirSync(folder, { recursive: true });
    const said = () => app.page.run("const note = document.querySelector('export-dialog .note'); return note.hidden ? '' : note.querySelector('p').textContent");
    /** @param {string} scope the one that is chosen already @param {string} format */
    const begin = async (scope, format) => {
      await app.page.find("dialog", "Export");
      const [chosen, offered] = await app.page.run("const all = [...document.querySelectorAll('export-dialog .seg')[0].querySelectorAll('button:not([hidden])')]; return [all.find((one) => one.getAttribute('aria-pressed') === 'true').textContent, all.map((one) => one.textContent)]");
      assert.deepEqual([chosen, offered], [scope, [scope, "All chats"]]);
      await app.page.click("button", format);
      await app.page.click("button", "Export…");
    };

    const click = async (/** @type {string} */ title) => app.driver.actions().keyDown(Key.CONTROL).click(await app.page.find("button", title)).keyUp(Key.CONTROL).perform();
    await click("One");
    await click("Three");
    await app.page.find("status", "2 selected");
    await (await app.driver.findElement({ css: ".side-sel button[aria-label=Export]" })).click();
    await begin("2 chats", "Markdown");
    await world.hands.answerFileDialog(app.window, folder);
    await until("the dialog to say where", async () => (await said()) === `2 chats saved in ${folder}`);
    assert.deepEqual(readdirSync(folder).sort(), ["One.md", "Three.md"]);
    await app.page.closeLayer();
    await app.page.press(Key.ESCAPE);

    await choose(app, "Two", "Move to folder", "New folder");
    await app.page.fill("textbox", "Name", "work");
    await app.page.click("button", "Create");
    await app.page.find("button", "work");
    // What is archived is in its folder still, though no list of the folder shows it.
    await choose(app, "Three", "Move to folder", "work");
    await choose(app, "Three", "Archive");
    await lists(app, ["Folders: work", "Today: Two", "Today: One"]);
    await choose(app, "work", "Export");
    await begin("work", "JSON");
    const json = join(place, "work.json");
    await world.hands.answerSaveDialog(app.window, json);
    await until("the dialog to say where", async () => (await said()) === `2 chats saved in ${json}`);
    const file = JSON.parse(readFileSync(json, "utf8"));
    assert.deepEqual([file.folders, file.conversations].map((list) => list.map((/** @type {any} */ one) => one.name ?? one.title).sort()), [["work"], ["Three", "Two"]]);
    for (const { folders } of file.conversations) assert.deepEqual(folders, [file.folders[0].id]);
    await app.page.closeLayer();

    await choose(app, "One", "Export");
    await begin("1 chat", "Web page");
    const html = join(place, "one.html");
    await world.hands.answerSaveDialog(app.window, html);
    await until("the dialog to say where", async () => (await said()) === `Saved as ${html}`);
    assert.match(readFileSync(html, "utf8"), /<h1[^>]*>One</);
    await app.page.closeLayer();
    await app.quit();
  });

  world.check("a new chat begins from any message, and an answer is tried with another model", async () => {
    const app = await startWith("branches", "Alpha");
    await app.page.ask("Second");
    await app.driver.executeScript("arguments[0].click()", (await app.page.all("button", "New chat from here"))[1]);
    await until("the copy", async () => (await titleOf(app)) === "Alpha (branch)");
    assert.deepEqual((await app.page.messages()).map(({ role }) => role), ["user", "assistant"]);
    await app.page.ask("Elsewhere");
    await app.page.click("button", "Alpha");
    await until("the chat before", async () => (await app.page.messages()).length === 4);

    await app.driver.executeScript("arguments[0].click()", (await app.page.all("button", "Try with…")).at(-1));
    await app.page.find("dialog", null);
    await app.driver.switchTo().activeElement().sendKeys("other-model");
    await app.page.press(Key.ENTER);
    await until("the answer of the other model", async () => (await app.page.answered()).text.includes("2 / 2"));
    assert.equal(await app.page.route(), "gpt-4o, auto", "the chat keeps its own");
    await app.quit();
  });

  world.check("an answer that was stopped, cut at its length or interrupted goes on where it ended, as a version of its own", async () => {
    let app = await world.start({ data: "continue", env: { YOUROUTER_BASE_URL: script.baseUrl } });
    const versions = async (/** @type {string} */ count, /** @type {string} */ prose) => {
      const answer = await until(`${count}: ${prose}`, async () => {
        const answer = await app.page.answer();
        return answer?.text.includes(count) && answer.prose.trim() === prose && answer;
      });
      return answer.state;
    };
    script.listen();
    await app.page.send("Count to five");
    await script.say("One, two,");
    await app.page.streaming(8);
    await app.page.click("button", "Stop");
    await app.page.answered("stopped");
    script.finish();
    script.answer({ text: " three,", finish: "length" });
    await app.page.click("button", "Continue");
    assert.equal(await versions("2 / 2", "One, two, three,"), "done");
    script.answer({ text: " four, five." });
    await app.page.click("button", "Continue");
    assert.equal(await versions("3 / 3", "One, two, three, four, five."), "done");
    assert.equal(await app.page.has("button", "Continue"), false);
    // Nothing of what stood there before is overwritten.
    await app.page.click("button", "Previous version");
    await versions("2 / 3", "One, two, three,");
    await app.page.click("button", "Previous version");
    assert.equal(await versions("1 / 3", "One, two,"), "stopped");

    script.listen();
    await app.page.send("And to ten");
    // What is on the screen may be a quarter of a second ahead of the disk.
    await script.tell(pieces("Six, seven, and what comes behind them", 1), 60);
    await app.page.streaming(30);
    await app.kill();
    script.finish();
    app = await world.start({ data: "continue", env: { YOUROUTER_BASE_URL: script.baseUrl } });
    const kept = (await app.page.answered("interrupted")).prose.trim();
    assert.match(kept, /^Six, seven,/);
    script.answer({ text: " and so on." });
    await (await app.page.all("button", "Continue")).at(-1)?.click();
    assert.equal(await versions("2 / 2", `${kept} and so on.`), "done");
    await app.quit();
  });

  world.check("a saved prompt is made in the dialog, inserted by its name, and filled in gap by gap", async () => {
    let app = await world.start({ data: "prompts" });
    await app.page.fill("textbox", "Message", "/");
    await app.page.find("listbox", "Prompts");
    await app.page.press(Key.ENTER);
    await app.page.click("button", "New prompt");
    await app.page.fill("textbox", "Name", "translate");
    await app.page.fill("textbox", "Text", "From {{source}} to {{target}}.");
    await app.page.click("button", "Save");
    await app.page.find("button", "Edit /translate");
    await app.page.closeLayer();
    await app.quit();

    app = await world.start({ data: "prompts" });
    await app.page.fill("textbox", "Message", "Please /tra");
    await app.page.find("option", /^.translate/);
    await app.page.press(Key.ENTER);
    const typed = () => app.page.run("return document.querySelector('textarea[aria-label=Message]').value");
    await until("the text of the prompt", async () => (await typed()) === "Please From {{source}} to {{target}}.");
    await app.page.press("a");
    await app.page.press(Key.TAB);
    await app.page.press("b");
    await until("the gaps filled", async () => (await typed()) === "Please From a to b.");
    await app.page.press(Key.ENTER);
    await app.page.answered();
    // What fits no prompt goes out as it is.
    await app.page.ask("/nothing like it");
    await app.quit();
  });

  world.check("an answer that ended in another chat is marked until it is looked at", async () => {
    const app = await world.start({ data: "unread", env: { YOUROUTER_BASE_URL: script.baseUrl } });
    script.listen();
    await app.page.send("Alpha");
    await script.say("It begins.");
    await app.page.streaming();
    await app.page.newChat();
    assert.equal(await app.page.has("img", "New answer"), false);
    await script.say(" It ends.");
    script.finish();
    await app.page.find("img", "New answer");
    await app.page.click("button", /^Alpha/);
    await until("no mark", async () => !(await app.page.has("img", "New answer")));
    await app.quit();
  });
});
