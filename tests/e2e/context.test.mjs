// The context view lists what the next message sends; what is excluded there is not sent, and the answer says so.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();

/** @returns {Promise<any[]>} the questions as the gateway got them */
async function questions() {
  const all = await (await fetch(`${world.gateway.origin}/__requests`)).json();
  return all.filter((/** @type {any} */ request) => request.method === "POST");
}

describe("the context view", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  const rows = () => app.page.run("return [...document.querySelectorAll('context-dialog li[data-message-id]')].map((row) => ({ text: row.querySelector('.excerpt').textContent, isOut: row.classList.contains('out') }))");
  const open = async () => {
    await app.page.click("button", /^Context: /);
    await app.page.find("dialog", "Context");
  };

  world.check("what is excluded is not sent, what is pinned stays, and the answer says what was left out", async () => {
    const words = "plenty of words to be counted ".repeat(8);
    for (const name of ["alpha", "beta", "gamma"]) await app.page.ask(`${name} ${words}`);
    await app.page.fill("textbox", "Message", `delta ${words}`);
    await open();
    assert.equal((await rows()).length, 6);
    await app.page.click("button", /^Exclude: alpha/);
    await app.page.find("button", /^Include: alpha/);
    await app.page.click("button", /^Pin: beta/);
    // By keyboard: all before the third question, of which the pinned one stays.
    // In one go, once the pin is shown: the list is made anew after each choice.
    await until("the focus on its button", () => app.page.run("const buttons = [...document.querySelectorAll('context-dialog button')]; const button = buttons.find((one) => one.ariaLabel?.startsWith('Exclude everything before this: gamma')); if (!button || !buttons.some((one) => one.ariaPressed === 'true')) return false; button.focus(); return document.activeElement === button"));
    await app.page.press(Key.ENTER);
    await until("the three messages to be out", async () => (await rows()).filter(({ isOut }) => isOut).length === 3);
    const listed = (await rows()).filter(({ isOut }) => !isOut).map(({ text }) => text.slice(0, 4));
    assert.deepEqual(listed.slice(0, 2), ["beta", "gamm"]);
    await app.page.closeLayer();
    await (await app.page.find("textbox", "Message")).click();
    await app.page.press(Key.ENTER);
    await until("the answer", async () => (await questions()).length === 4);
    await app.page.answered();
    const { messages } = (await questions()).at(-1).body;
    const said = messages.filter((/** @type {any} */ one) => one.role === "user").map((/** @type {any} */ one) => one.content);
    // Two questions without an answer between them go as one message.
    assert.deepEqual(said.map((/** @type {string} */ text) => text.match(/alpha|beta|gamma|delta/g)), [["beta", "gamma"], ["delta"]]);
    await app.page.click("button", "3 messages were left out");
    await app.page.find("dialog", "Not sent, or sent in another form");
    assert.match(await app.page.run("return document.querySelector('omissions-dialog dialog[open]').innerText"), /3 messages were excluded[\s\S]*alpha/);
    await app.page.closeLayer();
  });
});
