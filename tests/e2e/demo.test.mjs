// The offline demo: no key, no keychain, no network.

import assert from "node:assert/strict";
import { after, describe } from "node:test";
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

  world.check("the first screen offers it", async () => {
    const app = await world.start({ data: "fresh", hasKey: false });
    await app.page.click("button", "Try the offline demo");
    const answer = await app.page.ask("Hello");
    assert.ok(answer.prose.length > 0);
    assert.deepEqual(await world.gateway.requests(), []);
    await app.quit();
  });
});
