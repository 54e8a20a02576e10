// What goes wrong on the way, and what a person can do about it. The text so far is never lost.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();

describe("failures", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  /** @param {string} text @param {RegExp} words */
  async function failsWith(text, words) {
    await app.page.newChat();
    await app.page.send(text);
    const answer = await app.page.answered("failed");
    return { answer, words: await app.page.alert(words) };
  }

  world.check("401 says that the key was not accepted, and offers to replace it", async () => {
    const { words } = await failsWith("/401", /did not accept the key/);
    assert.match(words, /401/);
    assert.match(words, /says: The API key is missing or invalid\./, "the gateway's own words");
    await app.page.run("document.querySelector('failure-notice summary').click()");
    assert.match(await app.page.alert(/Request ID/), /unauthorized[\s\S]*req_mock_/);
    await app.page.click("button", "Replace key");
    await app.page.find("dialog", null);
    await app.page.find("textbox", "API key");
    await app.page.closeLayer();
  });

  world.check("429 on a pin offers automatic routing, which sends no vendor", async () => {
    await app.page.newChat();
    await world.hands.press(app.window.id, "ctrl+alt+5");
    await app.page.hasRoute("gpt-4o, aws");
    await world.gateway.clear();
    await app.page.send("/429");
    await app.page.answered("failed");
    assert.match(await app.page.alert(/aws is limiting requests/), /429/);
    assert.equal((await world.gateway.chats()).at(-1)?.headers["vendor"], "aws");

    await world.gateway.clear();
    await app.page.click("button", "Retry with auto routing");
    await until("the second request", async () => (await world.gateway.chats()).length === 1);
    assert.equal((await world.gateway.chats())[0]?.headers["vendor"], undefined);
    await app.page.answered("failed");
    await app.page.hasRoute("gpt-4o, aws");
    await world.hands.press(app.window.id, "ctrl+alt+0");
    await app.page.hasRoute("gpt-4o, auto");
  });

  world.check("automatic routing is not offered to who turned failover off", async () => {
    const choose = async (/** @type {string} */ value) => {
      await app.page.openSettings("Answers");
      const list = await app.page.find("combobox", "When a pinned vendor fails");
      await app.page.run("arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change'))", list, value);
      await app.page.closeLayer();
    };
    await choose("off");
    await app.page.newChat();
    await world.hands.press(app.window.id, "ctrl+alt+5");
    await app.page.hasRoute("gpt-4o, aws");
    await app.page.send("/429");
    await app.page.click("button", "Stop retrying");
    await app.page.answered("failed");
    await app.page.find("button", "Retry now");
    assert.equal(await app.page.has("button", "Retry with auto routing"), false);
    await choose("ask");
    await world.hands.press(app.window.id, "ctrl+alt+0");
    await app.page.hasRoute("gpt-4o, auto");
  });

  world.check("the remedy for a gateway that was silent for too long opens the settings at that limit", async () => {
    // The shortest limit is five minutes, so what the button sends stands for the button.
    await app.page.run("document.querySelector('chat-composer').dispatchEvent(new CustomEvent('failure-action', { detail: 'openSettings', bubbles: true }))");
    await app.page.find("combobox", "Give up waiting after");
    await app.page.closeLayer();
  });

  world.check("500 says who failed, and trying again makes another version", async () => {
    await failsWith("/500", /gateway or the vendor failed/);
    await world.gateway.clear();
    await app.page.click("button", "Try again");
    await until("another request", async () => (await world.gateway.chats()).length === 1);
    await app.page.answered("failed");
    await app.page.find("button", "Previous version");
  });

  world.check("a passing failure counts down to the next attempt, which can be made at once and is listed", async () => {
    await app.page.newChat();
    await app.page.send("/flaky 2");
    await until("the countdown", async () => /Trying auto again in/.test((await app.page.answer())?.text ?? ""));
    await app.page.click("button", "Retry now");
    const answer = await app.page.answered("done");
    assert.ok(answer.prose.length > 0);
    assert.match(answer.text, /3 attempts/);
  });

  world.check("retrying can be given up, and the failure says why it was tried", async () => {
    await app.page.newChat();
    await app.page.send("/500");
    await until("the countdown", async () => /Trying auto again in/.test((await app.page.answer())?.text ?? ""));
    await world.gateway.clear();
    await app.page.click("button", "Stop retrying");
    await app.page.answered("failed");
    await app.page.alert(/gateway or the vendor failed/);
    assert.equal((await world.gateway.chats()).length, 0);
  });

  world.check("400 shows the gateway's own words", async () => {
    const { words } = await failsWith("/400", /refused/);
    assert.match(words, /Unsupported parameter: 'temperature'/);
  });

  world.check("several attempts are told with the time that they took, and each in the details", async () => {
    const { words } = await failsWith("/503", /The gateway or the vendor failed/);
    assert.match(words, /4 attempts in \d+ s/);
    const [took] = words.match(/4 attempts in \d+ s/) ?? [];
    await app.page.newChat();
    await app.page.click("button", /^\/503/);
    assert.match(await app.page.alert(/The gateway or the vendor failed/), new RegExp(`${took}\\b`), "the same when it is opened again");
    assert.equal(await app.page.run("return document.querySelectorAll('failure-notice .more li').length"), 4);
  });

  world.check("a link that no browser opens is told as such, and can be copied", async () => {
    const opener = join(world.session.below("bin"), "xdg-open");
    const before = readFileSync(opener, "utf8");
    writeFileSync(opener, "#!/bin/sh\nexit 3\n");
    try {
      await app.page.newChat();
      await app.page.ask("/markdown");
      const address = await app.page.run("const link = document.querySelector('.prose a[href^=http]:not(.odd):not(.img)'); link.scrollIntoView({ block: 'center' }); return link.getAttribute('href')");
      await app.page.run("document.querySelector('.prose a[href^=http]:not(.odd):not(.img)').click()");
      await app.page.alert(/No browser could open this link/);
      await app.page.click("button", "Copy link");
      await until("the link on the clipboard", async () => (await world.hands.clipboard().catch(() => "")).trim() === address);
      await app.page.click("button", "Dismiss");
    } finally {
      writeFileSync(opener, before);
    }
  });

  world.check("a cut stream keeps the text so far", async () => {
    const { answer } = await failsWith("/cut", /Connection lost; the text so far is kept/);
    assert.match(answer.prose, /everything up to here arrived/);
  });

  world.check("a proxy's web page is told in words, not run", async () => {
    const { answer } = await failsWith("/502html", /gateway or the vendor failed/);
    assert.ok(!answer.html.includes("<script"));
  });

  world.check("a gateway that is not there is told from one that fails", async () => {
    const gone = await world.start({ data: "offline", env: { YOUROUTER_BASE_URL: "http://127.0.0.1:9/v1" } });
    await gone.page.send("Anybody there?");
    await gone.page.answered("failed");
    await gone.page.alert(/Could not reach/);
    await gone.quit();
  });

  world.check("the power goes while an answer streams: its text is there, marked interrupted", async () => {
    const start = { data: "power" };
    const doomed = await world.start(start);
    await doomed.page.send("/slow");
    const seen = await doomed.page.streaming(30);
    // What is on the screen may be a quarter of a second ahead of the disk.
    await until("more text than was seen", async () => ((await doomed.page.answer())?.prose.length ?? 0) > seen.prose.length + 20);
    await doomed.kill();

    const reopened = await world.start(start);
    const answer = await reopened.page.answered("interrupted");
    assert.ok(answer.prose.startsWith(seen.prose.trim()), `${answer.prose} does not begin with ${seen.prose}`);
    assert.match(answer.text, /closed while this was being written/);
    assert.match((await reopened.page.messages())[0]?.text ?? "", /\/slow/);
    await reopened.quit();
  });
});
