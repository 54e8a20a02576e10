// The system prompt: a place of its own, a mark while it is set, a default for new chats, and nothing typed is lost by Escape.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const PROMPT = "Answer in one short paragraph.";

describe("the system prompt", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  const sent = async () => (await world.gateway.chats()).at(-1)?.body.messages[0];

  world.check("Escape asks before it discards what was typed, and goes back to it", async () => {
    await world.hands.press(app.window.id, "ctrl+shift+p");
    await app.page.find("dialog", "System prompt");
    await app.page.press(Key.ESCAPE);
    await app.page.isGone("dialog", null);
    await app.page.click("button", "System prompt");
    await app.page.fill("textbox", "System prompt of this chat", PROMPT);
    await app.page.press(Key.ESCAPE);
    await app.page.alert(/Discard what you typed/);
    await app.page.press(Key.ENTER);
    await until("the focus where it was", () => app.page.run("return document.activeElement?.id === 'system-prompt'"));
    await app.page.press(Key.ESCAPE);
    await app.page.click("button", "Discard");
    await app.page.isGone("dialog", null);
    assert.equal(await app.page.has("button", "System prompt, set"), false);
  });

  world.check("it is sent with this chat, marked there, and not in another", async () => {
    await app.page.click("button", "System prompt");
    await app.page.fill("textbox", "System prompt of this chat", PROMPT);
    await app.page.click("button", "Save");
    await app.page.find("button", "System prompt, set");
    await app.page.ask("One");
    assert.deepEqual(await sent(), { role: "system", content: PROMPT });
    await app.page.newChat();
    await app.page.find("button", "System prompt");
    await app.page.ask("Two");
    assert.equal((await sent()).role, "user");
  });

  world.check("as the default it is that of new chats, until it is taken away", async () => {
    await app.page.click("button", "System prompt");
    await app.page.fill("textbox", "System prompt of this chat", PROMPT);
    await app.page.click("checkbox", "Start new chats with it");
    await app.page.click("button", "Save");
    await app.page.newChat();
    await app.page.find("button", "System prompt, set");
    await app.page.ask("Three");
    assert.deepEqual(await sent(), { role: "system", content: PROMPT });
    await app.page.click("button", "System prompt, set");
    await app.page.click("checkbox", "Start new chats with it");
    await app.page.click("button", "Save");
    await app.page.newChat();
    await app.page.find("button", "System prompt");
    assert.equal(await app.page.has("button", "System prompt, set"), false);
  });
});
