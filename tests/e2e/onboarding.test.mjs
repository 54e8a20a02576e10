// The key: pasted once, kept in the real Secret Service, used after a restart, found nowhere else. And what happens
// when the session has no keychain.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { KEY } from "./harness/gateway.mjs";
import { allStored, storedKey } from "./harness/secrets.mjs";
import { until } from "./harness/wait.mjs";
import { filesWith, openWorld } from "./harness/world.mjs";

const world = await openWorld();
const bare = await openWorld({ hasKeychain: false });

describe("onboarding", () => {
  after(() => world.close());

  world.check("a key that the gateway refuses is not stored, and the words say so", async () => {
    const app = await world.start({ hasKey: false });
    await app.page.fill("textbox", "API key", "yr-wrong-key");
    await app.page.click("button", "Check and continue");
    assert.match(await app.page.alert(/did not accept/), /401/);
    assert.equal(await storedKey(world.session.env, world.gateway.origin), "");
    await app.quit();
  });

  world.check("a pasted key is stored in the Secret Service, and a restart needs none", async () => {
    const first = await world.start({ hasKey: false });
    await first.page.fill("textbox", "API key", KEY);
    await first.page.click("button", "Check and continue");
    await first.page.composer();
    // The first message can be typed at once.
    await until("the composer to have the focus", () => first.page.run("return document.activeElement?.getAttribute('aria-label') === 'Message'"));
    await world.hands.focus(first.window.id);
    await world.hands.type("First words");
    await until("the words in the composer", async () => (await (await first.page.composer()).getAttribute("value")) === "First words");
    assert.equal(await storedKey(world.session.env, world.gateway.origin), KEY);
    await first.quit();

    await world.gateway.clear();
    const second = await world.start({ hasKey: false });
    await second.page.ask("Is the key still there?");
    assert.equal(await second.page.has("textbox", "API key"), false);
    const [request] = await world.gateway.chats();
    assert.equal(request?.headers["authorization"], `Bearer ${KEY}`);
    await second.quit();
  });

  world.check("the key is in no file of the session, and in nothing that the page can read", async () => {
    const app = await world.start({ hasKey: false });
    const page = await app.page.run(
      "return document.documentElement.outerHTML + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie",
    );
    assert.ok(!String(page).includes(KEY));
    const snapshot = await app.driver.executeAsyncScript(
      "const done = arguments[0]; window.__TAURI__.core.invoke('load_snapshot').then((s) => done(JSON.stringify(s)), (e) => done(String(e)))",
    );
    assert.ok(!String(snapshot).includes(KEY), "the snapshot holds the key");
    await app.quit();
    assert.deepEqual(filesWith(world.session.folder, KEY), []);
  });

  world.check("a key can be forgotten, and is gone from the Secret Service", async () => {
    const app = await world.start({ hasKey: false });
    await app.page.openSettings("Keys and gateways");
    await app.page.click("button", "Forget key");
    await app.page.click("button", "Yes, forget this key");
    await until("the key to be gone", async () => (await storedKey(world.session.env, world.gateway.origin)) === "");
    // The button is another one now, and has the focus that the one before had.
    await until("the focus in the settings", () => app.page.run("return document.activeElement?.textContent === 'Add key'"));
    await app.page.closeLayer();
    assert.doesNotMatch(await allStored(world.session.env), new RegExp(KEY));
    await app.quit();
  });
});

describe("a keychain without a default keyring", () => {
  world.check("asks for the password of a new one in its own prompt, and the key is stored there", async () => {
    // Opened here: the prompt's program goes when it has nothing to do for a while.
    const fresh = await openWorld({ hasKeyring: false });
    const app = await fresh.start({ hasKey: false });
    await app.page.fill("textbox", "API key", KEY);
    await app.page.click("button", "Check and continue");
    const prompt = await until("the prompt of the keychain", async () => (await fresh.hands.windowsOf(fresh.session.prompterPid ?? 0))[0]);
    await fresh.hands.focus(prompt.id);
    await fresh.hands.type("secret");
    await fresh.hands.press(prompt.id, "Tab");
    await fresh.hands.type("secret");
    await fresh.hands.press(prompt.id, "Return");
    await app.page.composer();
    assert.equal(await storedKey(fresh.session.env, fresh.gateway.origin), KEY);
    await app.quit();
    await fresh.close();
  });
});

describe("without a keychain", () => {
  before(async () => {
    assert.equal(await storedKey(bare.session.env, bare.gateway.origin), "");
  });
  after(() => bare.close());

  bare.check("the words say so, and the key can be kept for this run only", async () => {
    const app = await bare.start({ hasKey: false });
    await app.page.fill("textbox", "API key", KEY);
    await app.page.click("button", "Check and continue");
    await app.page.alert(/keychain is not available/);
    await app.page.click("button", "Only this time");
    await app.page.composer();
    await app.page.ask("Does it work without a keychain?");
    const [request] = await bare.gateway.chats();
    assert.equal(request?.headers["authorization"], `Bearer ${KEY}`);
    await app.quit();
    assert.deepEqual(filesWith(bare.session.folder, KEY), []);
  });

  bare.check("without a key, what is there can be read, searched and exported; sending asks for it, and loses nothing", async () => {
    const app = await bare.start({ hasKey: false });
    assert.match((await app.page.answered()).prose, /mock gateway/);
    assert.equal(await app.page.has("textbox", "API key"), false);
    for (const key of ["ctrl+k", "ctrl+comma", "ctrl+shift+s"]) {
      await bare.hands.press(app.window.id, key);
      await app.page.find("dialog", null);
      await app.page.closeLayer();
    }
    await app.page.send("One more question");
    await app.page.find("textbox", "API key");
    await app.page.fill("textbox", "API key", KEY);
    await app.page.click("button", "Check and continue");
    await app.page.click("button", "Only this time");
    await app.page.isGone("dialog", null);
    assert.equal(await (await app.page.composer()).getAttribute("value"), "One more question");
    await app.page.press(Key.ENTER);
    await until("the answer", async () => (await app.page.messages()).length === 4);
    await app.page.answered();
    await app.quit();
  });

  bare.check("before a key exists, the reason of a failure and the network settings can be reached, and the menus do what they can", async () => {
    const app = await bare.start({ data: "nowhere", hasKey: false, env: { YOUROUTER_BASE_URL: "http://127.0.0.1:9/v1" } });
    await app.page.fill("textbox", "API key", KEY);
    await app.page.click("button", "Check and continue");
    assert.match(await app.page.alert(/Could not reach/), /refused/i);
    await app.page.click("button", "Network settings");
    await app.page.find("dialog", "Settings");
    await app.page.find("button", "Custom");
    await app.page.closeLayer();
    await until("the focus back", () => app.page.run("return document.activeElement?.textContent === 'Network settings'"));
    // A chat cannot be begun here, so its key does nothing.
    await bare.hands.press(app.window.id, "ctrl+k");
    await bare.hands.press(app.window.id, "ctrl+comma");
    await app.page.find("dialog", "Settings");
    await app.page.closeLayer();
    await app.page.click("button", "Continue without a key");
    await app.page.composer();
    await until("the composer to have the focus", () => app.page.run("return document.activeElement?.getAttribute('aria-label') === 'Message'"));
    await app.quit();
  });
});
