// Several gateways and four ways of routing: added in the settings, chosen in the picker and the native menus, by hand
// and by keyboard; what each gateway is sent, and with which key.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { KEY, startGateway } from "./harness/gateway.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const OTHER_KEY = "yr-other-55d1e0aa93c7";
/** The native menus, and the items of Vendor and Model as Down reaches them. */
const VENDOR = 4;
const MODEL = 5;
const STAY = 11;
const TAKE_OVER = 12;

const world = await openWorld();
const other = await startGateway(OTHER_KEY);

describe("gateways and routing", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(async () => {
    await other.end();
    await world.close();
  });

  const keysOf = async (/** @type {typeof other} */ gateway) => [...new Set((await gateway.chats()).map((chat) => chat.headers["authorization"]))];
  const settingsSay = (/** @type {RegExp} */ words) =>
    until(`the settings to say ${words}`, async () => words.test(await app.page.run("return document.querySelector('settings-keys').innerText")));
  const select = async (/** @type {string} */ label, /** @type {string} */ name) => {
    await app.page.find("combobox", label);
    await app.page.run(`
      const select = document.querySelector('select[aria-label="' + arguments[0] + '"]');
      select.value = [...select.options].find((option) => option.text === arguments[1]).value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    `, label, name);
  };
  const chooseGateway = async (/** @type {string} */ name) => {
    await app.page.click("button", /^Model and vendor:/);
    await select("Gateway", name);
  };

  world.check("a gateway is added with a key of its own, and a chat goes to it with that key only", async () => {
    await app.page.openSettings("Keys and gateways");
    await app.page.click("button", "Add gateway");
    await app.page.fill("textbox", "Base URL", "ftp://nowhere");
    await app.page.click("button", "Save");
    await app.page.alert(/must begin with https/);
    await app.page.fill("textbox", "Base URL", other.baseUrl);
    await app.page.fill("textbox", "Name", "Staging");
    await app.page.click("button", "Save");
    await settingsSay(/Staging/);
    await app.page.click("button", "Add key");
    await app.page.fill("textbox", "API key", OTHER_KEY);
    await app.page.press(Key.ENTER);
    await settingsSay(/Staging[\s\S]*ending in 93c7/);
    await until("only the settings to be open", () => app.page.run("return document.querySelectorAll('dialog[open]').length === 1"));
    await app.page.closeLayer();

    await chooseGateway("Staging");
    await until("its models", () => app.page.run("return document.querySelectorAll('route-picker .p-row').length > 0"));
    await app.page.run("document.querySelector('route-picker input[role=combobox]').focus()");
    await app.page.run("const input = document.querySelector('route-picker input[role=combobox]'); input.value = 'gpt-4o'; input.dispatchEvent(new Event('input'))");
    await app.page.press(Key.ENTER);
    await app.page.hasRoute("gpt-4o, auto, on Staging");
    await world.gateway.clear();
    await app.page.ask("To the other one");
    assert.deepEqual(await keysOf(other), [`Bearer ${OTHER_KEY}`]);
    assert.deepEqual(await world.gateway.chats(), []);
  });

  world.check("a base URL that is changed says that its key stays behind, and the key does", async () => {
    await app.page.openSettings("Keys and gateways");
    await app.page.click("button", "Edit: Staging");
    await app.page.fill("textbox", "Base URL", "https://gw.example.test/v1");
    await until("the warning", () => app.page.run("return /stays bound to it and is never sent to https:..gw.example.test/.test(document.querySelector('gateway-dialog').innerText)"));
    await app.page.click("button", "Save");
    await settingsSay(/gw\.example\.test[\s\S]*no key yet/);
    await app.page.click("button", "Edit: Staging");
    await app.page.fill("textbox", "Base URL", other.baseUrl);
    await app.page.click("button", "Save");
    await settingsSay(/Staging[\s\S]*ending in 93c7/);
    await until("only the settings to be open", () => app.page.run("return document.querySelectorAll('dialog[open]').length === 1"));
    await app.page.closeLayer();
    await app.page.hasRoute("gpt-4o, auto, on Staging");
  });

  world.check("the native Vendor menu stays, pins and lets others take over, for the chat in front", async () => {
    await app.page.newChat();
    await world.hands.press(app.window.id, "ctrl+alt+5");
    await app.page.hasRoute("gpt-4o, aws");
    await world.hands.chooseFromMenu(app.window, VENDOR, TAKE_OVER);
    await app.page.hasRoute("gpt-4o, aws first");
    await world.gateway.clear();
    await app.page.ask("/flaky 1");
    assert.deepEqual((await world.gateway.chats()).map((chat) => chat.headers["vendor"]), ["aws", undefined]);
    await world.hands.press(app.window.id, "ctrl+alt+4");
    await app.page.hasRoute("gpt-4o, azure first");
    await world.hands.chooseFromMenu(app.window, VENDOR, STAY);
    await app.page.hasRoute("gpt-4o, stay");
    assert.equal(await app.page.run("return document.querySelector('.route').dataset.routing"), "stay");
    await world.hands.press(app.window.id, "ctrl+alt+0");
    await app.page.hasRoute("gpt-4o, auto");
    assert.deepEqual(await keysOf(world.gateway), [`Bearer ${KEY}`]);
  });

  world.check("a mention sends one message elsewhere, without the mention, and leaves the chat's route", async () => {
    await world.gateway.clear();
    await app.page.fill("textbox", "Message", "@azure @deepseek-r1 Only this one");
    await until("the hint", () => app.page.run("return /This message goes to deepseek-r1-250528, azure/.test(document.querySelector('chat-composer').innerText)"));
    await app.page.press(Key.ENTER);
    const chat = await until("the request", async () => (await world.gateway.chats())[0]);
    await app.page.answered();
    assert.deepEqual([chat?.headers["vendor"], chat?.body.model], ["azure", "deepseek-r1-250528"]);
    assert.equal(chat?.body.messages.at(-1).content, "Only this one");
    await app.page.hasRoute("gpt-4o, auto");
    await app.page.ask("As before");
    assert.equal((await world.gateway.chats()).at(-1)?.headers["vendor"], undefined);
  });

  world.check("a favourite is marked with the keyboard, and the native Model menu goes to it", async () => {
    await app.page.click("button", /^Model and vendor:/);
    await app.page.find("combobox", "Search models");
    await (await app.page.find("combobox", "Search models")).sendKeys("gemini");
    await until("its row", () => app.page.run("return /gemini-2.5-flash/.test(document.querySelector('.p-row[aria-selected=true]')?.innerText ?? '')"));
    await app.page.press(Key.CONTROL, "d");
    await until("the star", () => app.page.run("return document.querySelector('.p-row[aria-selected=true] .star.on') !== null"));
    await app.page.closeLayer();
    await world.hands.chooseFromMenu(app.window, MODEL, 1);
    await app.page.hasRoute("gemini-2.5-flash, auto");
  });

  world.check("a switch says what it drops of the prompt cache", async () => {
    await app.page.click("button", /^Model and vendor:/);
    const said = () => app.page.run("return document.querySelector('route-picker .dropped:not([hidden])')?.innerText ?? ''");
    assert.equal(await said(), "", "nothing is dropped by what is chosen already");
    await app.page.press(Key.ARROW_DOWN);
    await until("the words", async () => /≈ [\d,]+ tokens must be read again/.test(await said()));
    await app.page.closeLayer();
  });

  world.check("by keyboard alone the picker says when a model retires, and hides it until it is searched for", async () => {
    await app.page.newChat();
    await app.page.press(Key.CONTROL, "m");
    await app.page.find("combobox", "Search models");
    await until("the list of the gateway", () => app.page.run("return /from the gateway/.test(document.querySelector('route-picker').innerText)"));
    const listed = () => app.page.run("return [...document.querySelectorAll('picker-models .p-row')].some((row) => row.title === 'acme/words')");
    assert.equal(await listed(), true);
    await app.driver.switchTo().activeElement().sendKeys("acme/words");
    await until("the day", () => app.page.run("return /Retires 31 Jan 2099/.test(document.querySelector('route-picker').innerText) && /1,000 tokens/.test(document.querySelector('route-picker').innerText)"));
    await app.page.press(Key.CONTROL, "h");
    for (let letter = 0; letter < "acme/words".length; letter += 1) await app.page.press(Key.BACK_SPACE);
    await until("it to be hidden", async () => !(await listed()));
    await app.driver.switchTo().activeElement().sendKeys("words");
    await until("it to be found", listed);
    await app.page.press(Key.CONTROL, "h");
    for (let letter = 0; letter < "words".length; letter += 1) await app.page.press(Key.BACK_SPACE);
    await until("it to be back", listed);
    await app.page.closeLayer();
  });

  world.check("a preset of a local server fills in the form, and its chats go out without a key and without a vendor", async () => {
    const local = await startGateway("");
    const field = (/** @type {string} */ name) => app.page.run("return document.querySelector(`gateway-dialog input[aria-label='${arguments[0]}']`)?.value", name);
    await app.page.openSettings("Keys and gateways");
    await app.page.click("button", "Add gateway");
    await select("Server", "Ollama");
    await until("the form to be filled in", async () => (await field("Base URL")) === "127.0.0.1:11434" && (await field("Name")) === "Ollama");
    // Nothing need listen there where this test runs: the address is that of a server of its own.
    await app.page.fill("textbox", "Base URL", new URL(local.baseUrl).host);
    await app.page.click("button", "Save");
    await settingsSay(/Ollama[\s\S]*no key needed/);
    await until("only the settings to be open", () => app.page.run("return document.querySelectorAll('dialog[open]').length === 1"));
    await app.page.closeLayer();
    await app.page.newChat();
    await chooseGateway("Ollama");
    await until("its models", () => app.page.run("return /from the gateway/.test(document.querySelector('route-picker').innerText)"));
    await app.page.run("const input = document.querySelector('route-picker input[role=combobox]'); input.focus(); input.value = 'gpt-4o'; input.dispatchEvent(new Event('input'))");
    await app.page.press(Key.ENTER);
    await app.page.hasRoute("gpt-4o, auto, on Ollama");
    await world.gateway.clear();
    await app.page.ask("On this computer");
    const [chat] = await local.chats();
    assert.deepEqual([chat?.headers["authorization"], chat?.headers["vendor"]], [undefined, undefined]);
    assert.deepEqual(await world.gateway.chats(), []);
    await local.end();
  });

  world.check("a gateway that is removed takes its key along, and its chats send nothing", async () => {
    await app.page.run("[...document.querySelectorAll('nav button')].find((e) => e.textContent.includes('To the other one')).click()");
    await app.page.hasRoute("gpt-4o, auto, on Staging");
    await app.page.openSettings("Keys and gateways");
    await app.page.click("button", "Remove: Staging");
    await settingsSay(/The chat that uses it sends nothing/);
    await app.page.click("button", "Remove: Staging");
    await until("it to be gone", async () => !/Staging/.test(await app.page.run("return document.querySelector('settings-keys').innerText")));
    await app.page.closeLayer();
    await other.clear();
    await world.gateway.clear();
    await app.page.send("Still there?");
    await app.page.alert(/was removed/);
    assert.deepEqual([await other.chats(), await world.gateway.chats()], [[], []]);
    const text = await app.page.run("return document.querySelector('textarea[aria-label=Message]').value");
    assert.equal(text, "Still there?", "nothing that was typed is lost");
  });
});
