// The network goes away and comes back: what is written meanwhile waits, can be taken out, and goes out in order. Run in a
// network of its own, so that going offline is what it is for a person, and leaves this machine alone.

import assert from "node:assert/strict";
import test, { after, before, describe } from "node:test";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { goOffline, goOnline, hasOwnNetwork, offered, runInOwnNetwork, whyNoNetwork } from "./harness/network.mjs";
import { throughout, until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const PICTURES = fileURLToPath(new URL("./screenshots/offline/", import.meta.url));

if (hasOwnNetwork()) await inOwnNetwork();
else void test("in a network of its own", { skip: whyNoNetwork() }, () => assert.equal(runInOwnNetwork(import.meta.url), 0));

async function inOwnNetwork() {
  await goOnline();
  const world = await openWorld();
  const { baseUrl, certificate } = await offered(world.gateway, world.files);
  const remote = { YOUROUTER_BASE_URL: baseUrl, SSL_CERT_FILE: certificate };

  /** The questions that the gateway got, oldest first. @returns {Promise<string[]>} */
  const asked = async () => (await world.gateway.chats()).map(({ body }) => body.messages.at(-1).content);

  describe("offline", () => {
    /** @type {Awaited<ReturnType<typeof world.start>>} */
    let app;
    before(async () => {
      app = await world.start({ env: remote });
    });
    after(() => world.close());

    /** What the strip over the composer says, or "". @returns {Promise<string>} */
    const strip = () => app.page.run("const strip = document.querySelector('dock-strip'); return strip.hidden ? '' : strip.innerText");
    /** @returns {Promise<string[]>} */
    const waiting = () => app.page.run("return [...document.querySelectorAll('waiting-list li .grow')].map((one) => one.innerText)");
    const isOffline = () => until("the strip", async () => /You are offline/.test(await strip()));
    const isOnline = () => until("no strip", async () => (await strip()) === "");

    world.check("the strip comes and goes with the network", async () => {
      await app.page.ask("Is anybody there?");
      assert.equal(await strip(), "");
      await goOffline();
      await isOffline();
      await app.page.click("button", "Check again");
      await app.page.find("status", /cannot be reached|still|offline/i);
      await goOnline();
      await isOnline();
    });

    world.check("messages wait in order, can be taken out and edited, and go out one after the other when the network is back", async () => {
      await app.page.newChat();
      await app.page.ask("The chat that waits");
      await world.gateway.clear();
      await goOffline();
      await isOffline();
      for (const text of ["First", "Second", "Third", "Forth"]) {
        await app.page.send(text);
        await until(`${text} to wait`, async () => (await waiting()).at(-1) === text);
      }
      await world.hands.pictureOf(app.window, join(PICTURES, "waiting.png"));
      await app.page.click("button", "Remove the waiting message: Second");
      await app.page.click("button", "Edit the waiting message: Forth");
      assert.equal(await (await app.page.composer()).getAttribute("value"), "Forth");
      await app.page.send("Fourth");
      await until("the order", async () => JSON.stringify(await waiting()) === JSON.stringify(["First", "Third", "Fourth"]));
      // Another chat's messages wait as well.
      await app.page.newChat();
      await app.page.send("Meanwhile elsewhere");
      await until("it to wait", async () => (await waiting()).length === 1);
      await throughout("nothing goes out", async () => (await asked()).length === 0, 500);

      await goOnline();
      await isOnline();
      await until("all requests", async () => (await asked()).length === 4);
      assert.deepEqual((await asked()).filter((text) => text !== "Meanwhile elsewhere"), ["First", "Third", "Fourth"]);
      await app.page.answered();
      // Its row moves while it answers.
      await until("the other chat to have ended", () => app.page.run("return document.querySelector('chat-sidebar .unread') && !document.querySelector('chat-sidebar .live')"));
      await app.page.click("button", /^The chat that waits/);
      await until("all four answers", async () => (await app.page.messages()).filter(({ role, state }) => role === "assistant" && state === "done").length === 4);
      const last = (await world.gateway.chats()).find(({ body }) => body.messages.at(-1).content === "Fourth");
      assert.equal(last?.body.messages.length, 7, "each knows the answers before it");
      assert.deepEqual(await waiting(), []);
    });

    world.check("above a limit each message that waited asks when the network is back, and goes out or back into the composer", async () => {
      const set = (/** @type {number | null} */ dailyLimit) => app.page.run("return window.__TAURI__.core.invoke('update_settings', { change: { dailyLimit: arguments[0] } })", dailyLimit);
      await app.page.newChat();
      await app.page.ask("The chat with a limit");
      await world.gateway.clear();
      await goOffline();
      await isOffline();
      for (const text of ["Meant", "Not meant"]) {
        await app.page.send(text);
        await until(`${text} to wait`, async () => (await waiting()).at(-1) === text);
      }
      await set(1);
      assert.equal(await app.page.has("dialog", null), false, "nothing goes out yet");
      await goOnline();
      await app.page.find("dialog", "Over your daily limit?");
      assert.deepEqual(await asked(), []);
      await app.page.click("button", "Send anyway");
      await until("the first", async () => (await asked()).length === 1);
      await app.page.find("dialog", "Over your daily limit?");
      await app.page.click("button", "Cancel");
      await app.page.isGone("dialog", null);
      await until("the second in the composer", async () => (await (await app.page.composer()).getAttribute("value")) === "Not meant");
      assert.deepEqual([await asked(), await waiting()], [["Meant"], []]);
      await set(null);
      await app.page.fill("textbox", "Message", " ");
    });

    world.check("what waits outlives a restart, as a draft", async () => {
      await app.page.newChat();
      await goOffline();
      await isOffline();
      await app.page.send("Not lost");
      await until("it to wait", async () => (await waiting()).length === 1);
      await app.quit();
      app = await world.start({ env: remote });
      await isOffline();
      assert.equal(await (await app.page.composer()).getAttribute("value"), "Not lost");
      await app.quit();
    });

    world.check("a gateway on this computer is asked without a network", async () => {
      app = await world.start({ data: "local" });
      assert.equal(await strip(), "");
      await app.page.ask("Still there?");
    });
  });
}
