// The offline demo: no key, no keychain, no network.

import assert from "node:assert/strict";
import { after, describe } from "node:test";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld({ hasKeychain: false });

describe("the offline demo", () => {
  after(() => world.close());

  world.check("--demo answers without a key, a keychain or the gateway", async () => {
    await world.gateway.clear();
    const app = await world.start({ hasKey: false, args: ["--demo"] });
    assert.equal(await app.page.has("textbox", "API key"), false);
    const answer = await app.page.ask("What can I try here?");
    assert.ok(answer.prose.length > 20, answer.prose);
    assert.deepEqual(await world.gateway.requests(), []);
    await app.quit();
  });

  world.check("the first screen offers it; a starter and the buttons show what it has, each marked as a recording", async () => {
    const app = await world.start({ data: "fresh", hasKey: false });
    await app.page.click("button", "Try the offline demo");
    await app.page.click("button", /^Draw a diagram/);
    const drawing = await app.page.answered();
    assert.ok(drawing.html.includes("<svg"), "a drawing");
    // Before there is a picture, which goes along with what is asked next.
    const other = await app.page.ask("Why is the sky blue?");
    assert.match(other.prose, /A model would answer this now/);
    for (const [button, sign] of [["Formulas", "<math"], ["A table", "<table"], ["Code", "<pre"], ["Sources and a picture", "href=\"https://"]]) {
      const before = (await app.page.messages()).length;
      await app.page.click("button", /** @type {string} */ (button));
      await until(`the answer to ${button}`, async () => (await app.page.messages()).length > before || (await app.page.answer())?.state === "streaming");
      await until("its end", async () => (await app.page.answer())?.state === "done" && ((await app.page.answer())?.html ?? "").includes(/** @type {string} */ (sign)));
    }
    for (const answer of (await app.page.messages()).filter(({ role }) => role === "assistant")) assert.match(answer.text, /offline demo, a recording/);
    assert.deepEqual(await world.gateway.requests(), []);
    await app.page.click("button", "Add your key");
    await app.page.find("textbox", "API key");
    await app.quit();
  });

  world.check("a starter for a file asks for one, and sends nothing by itself", async () => {
    const app = await world.start({ data: "fresh", hasKey: false, args: ["--demo"] });
    await app.page.newChat();
    await app.page.click("button", /^Summarise a file/);
    await world.hands.answerFileDialog(app.window, null);
    assert.equal(await (await app.page.composer()).getAttribute("value"), "Summarise this file in five points.");
    assert.equal((await app.page.messages()).length, 0);
    await app.quit();
  });
});
